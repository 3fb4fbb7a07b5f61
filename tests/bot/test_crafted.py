"""What no button holds and no link of ours says: a refusal or a fresh screen, never an error, and no rights gained."""

import enum
import json
import logging
import re
from itertools import pairwise
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import PersonId
from core.domain.person import Role
from db.pool import Pool
from simulator.errors import CannotDo
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_callbacks import PAYLOADS, largest
from tests.core.services.everyone import DOOR, FILE, LEAD, MARK, OWNER, RIVAL, STRANGER, VERA, Everyone, everyone
from tests.fuzz import NASTY, bounded, words

FREE_TO_ALL = (
    "orders seats selections messages queue_entries queue_draws waitlist_entries captchas sale_reminders listings"
)
"""Whoever buys, waits or asks to be reminded has rows here, of the event of somebody else."""
ONE_OF_OURS = ("DRAFT", "uk", "starts", "title", "2", "theater", "today", "UAH", "A" * 22)


class Stage:
    """The people of `everyone`, each before the bot."""

    def __init__(self, kassa: Kassa, all_of_them: Everyone, log: pytest.LogCaptureFixture) -> None:
        self.kassa = kassa
        self.all_of_them = all_of_them
        self.people: dict[PersonId, Somebody] = {}
        self.log = log

    async def craft(self, actor: PersonId, data: str) -> None:
        """A tap on the first message of the bot. It must end in words, and nothing may be logged as a failure."""
        if not 1 <= len(data.encode(errors="replace")) <= 64:
            return
        data = data.encode(errors="replace").decode()
        somebody = self.people[actor]
        if not any(message["from"]["is_bot"] for message in somebody.messages):  # one of the taps removes them
            await somebody.say("/start")
        first = next(message for message in somebody.messages if message["from"]["is_bot"])
        self.log.clear()
        await somebody.craft(first["message_id"], data)
        self.assert_no_failure(f"{actor} taps {data!r}")

    async def say(self, actor: PersonId, text: str) -> None:
        self.log.clear()
        try:
            await self.people[actor].say(as_telegram_gives(text))
        except CannotDo:
            return  # nor would Telegram
        self.assert_no_failure(f"{actor} says {text[:80]!r}")

    def assert_no_failure(self, what: str) -> None:
        failures = [record for record in self.log.records if record.levelno >= logging.ERROR]
        assert not failures, f"{what}: {failures[0].exc_info and failures[0].exc_info[1]!r}"

    async def of_the_house(self, pool: Pool) -> dict[str, str]:
        """What only the team of the house may change."""
        found = {}
        for table, column in await pool.fetch(
            """
            SELECT DISTINCT ON (table_name) table_name, column_name FROM information_schema.columns
            JOIN pg_tables ON tablename = table_name
            WHERE table_schema = 'public' AND column_name IN ('event_id', 'team_id') ORDER BY table_name, column_name
            """
        ):
            if table not in FREE_TO_ALL.split():
                mine = "SELECT id FROM events WHERE team_id = 1" if column == "event_id" else "1"
                query = f"SELECT json_agg(to_json(t) ORDER BY t::text) FROM {table} t WHERE {column} IN ({mine})"
                found[table] = str(await pool.fetchval(query))
        return found


@pytest.fixture
async def stage(kassa: Kassa, pool: Pool, caplog: pytest.LogCaptureFixture) -> Stage:
    all_of_them = await everyone(kassa.app, pool)
    stage = Stage(kassa, all_of_them, caplog)
    names = {STRANGER: "Max", RIVAL: "Roman", LEAD: "Iryna", OWNER: "Olha", DOOR: "Taras", VERA: f"Vera {MARK}"}
    for actor, name in names.items():
        stage.people[actor] = await kassa.meet(name, person_id=actor)
    return stage


def numbers(payload: type[CallbackData], name: str) -> st.SearchStrategy[int]:
    most = int(largest(payload)[name])
    return st.sampled_from([number for number in (0, 1, 2, 3, 7, most - 1, most) if 0 <= number <= most])


def value(payload: type[CallbackData], name: str) -> st.SearchStrategy[Any]:
    kind = payload.model_fields[name].annotation
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from([one.value for one in kind])
    if kind is bool:
        return st.sampled_from([0, 1])
    if kind is int:
        return numbers(payload, name)
    return st.one_of(st.sampled_from(ONE_OF_OURS), st.sampled_from(NASTY), st.text(max_size=12))


def as_telegram_gives(text: str) -> str:
    """Valid, and a space for each control character, as tdlib's `clean_input_string` does it."""
    return re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.encode("utf-8", "replace").decode())


class Taps(list[tuple[PersonId, str]]):
    """Who sends what. A failure names the one that failed."""

    def __repr__(self) -> str:
        return f"{len(self)} taps"


@st.composite
def one_of_each(draw: st.DrawFn, *actors: PersonId) -> Taps:
    """A payload of each kind, packed as a client could make it up."""
    taps = Taps()
    for payload in PAYLOADS:
        values = [str(draw(value(payload, name))) for name in payload.model_fields]
        taps.append((draw(st.sampled_from(actors)), ":".join([payload.__prefix__, *values])))
    return taps


@bounded(1, shrinks=False)
@given(taps=one_of_each(STRANGER, RIVAL))
async def test_no_tap_of_a_stranger_fails_or_reaches_what_is_not_theirs(stage: Stage, pool: Pool, taps: Taps) -> None:
    before = await stage.of_the_house(pool)
    for actor, data in taps:
        await stage.craft(actor, data)
    assert await stage.of_the_house(pool) == before
    assert await stage.kassa.app.rights.role(STRANGER) is Role.BUYER
    hers = (f"Vera {MARK}", stage.all_of_them.values["number"], stage.all_of_them.values["secret"])
    for actor in (STRANGER, RIVAL):
        shown = "\n".join(stage.people[actor].screens)
        assert [secret for secret in hers if secret in shown] == []


@bounded(1, shrinks=False)
@given(taps=one_of_each(VERA, DOOR, LEAD, LEAD))
async def test_no_tap_of_somebody_with_rights_fails(stage: Stage, taps: Taps) -> None:
    for actor, data in taps:
        await stage.craft(actor, data)


TORN = st.sampled_from(PAYLOADS).flatmap(
    lambda payload: st.tuples(st.just(payload.__prefix__), st.lists(st.text(max_size=9), max_size=6))
)


@bounded(40)
@given(data=st.one_of(st.text(min_size=1, max_size=64), TORN.map(lambda torn: ":".join((torn[0], *torn[1])))))
async def test_a_tap_that_is_no_payload_brings_a_fresh_screen(stage: Stage, data: str) -> None:
    await stage.craft(STRANGER, data)


@bounded(60)
@given(
    payload=st.one_of(
        st.from_regex(r"e\d{1,20}", fullmatch=True),
        st.from_regex(r"[itg][A-Za-z0-9_-]{20,34}", fullmatch=True),
        st.from_regex(r"g\d{1,18}_[A-Za-z0-9_-]{22}", fullmatch=True),
        st.from_regex(r"t[0-9A-Za-z][A-Za-z0-9_-]{32}", fullmatch=True),
        st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    ),
    actor=st.sampled_from((STRANGER, DOOR, LEAD)),
)
async def test_no_link_fails(stage: Stage, payload: str, actor: PersonId) -> None:
    await stage.say(actor, f"/start {payload}")
    assert await stage.kassa.app.rights.role(STRANGER) is Role.BUYER


@bounded(60)
@given(text=words, actor=st.sampled_from((STRANGER, DOOR, LEAD)))
async def test_no_words_fail(stage: Stage, text: str, actor: PersonId) -> None:
    """Also at the door, where they may be a number."""
    await stage.say(actor, text)


ASKED_FOR = """
    holdn1:2:1:0 code1:2:2 ask1:1:1:1:7 email1 write1:1 audience1:1:0:0 codes1:1 tierprice1:1:1 guests1 draftnew1:1
    editask1:1:title editask1:1:starts_at rule1:1:opens rule1:1:ends rule1:1:limit rule1:1:hold rule1:1:returns
    rule1:1:gates rule1:1:questions rule1:1:reminders cancelask1:1 newteam1 teamdet1:1:terms teamdet1:1:provider_token
    addcost1:1:cost visitor1 poster1:1 more1:1
""".split()
"""Taps after which the bot waits for words."""


@bounded(50)
@given(asked=st.sampled_from(ASKED_FOR), text=words, actor=st.sampled_from((LEAD, LEAD, LEAD, VERA, OWNER)))
async def test_no_answer_fails(stage: Stage, asked: str, text: str, actor: PersonId) -> None:
    await stage.craft(actor, asked)
    await stage.say(actor, text)


SAID_IN_FILE = (
    "A night",
    "Club",
    "Kyiv",
    "Europe/Kyiv",
    "2026-12-20 19:00",
    "UAH",
    "Entry",
    "100",
    "Floor",
    "5",
    "title",
)
LAUGHS = "a: &a [x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi"))
DOCUMENTS = st.one_of(
    st.builds(lambda said, word: FILE.replace(said, json.dumps(word)), st.sampled_from(SAID_IN_FILE), words),
    st.builds(lambda said, word: FILE.replace(said, word), st.sampled_from(SAID_IN_FILE), words),
    st.builds(lambda word: json.dumps({"title": word, "sections": [word], "tiers": {word: word}}), words),
    st.builds(lambda word: f"section,row,seat,tier\n{word},{word},{word},{word}\n", words),
    st.sampled_from(
        (LAUGHS, "[" * 50_000, '{"a":' * 50_000, "a: 1e999999999", '{"a": NaN}', "x," * 50_000, "\0" * 100)
    ),
)


@bounded(40)
@given(
    document=DOCUMENTS,
    name=st.sampled_from(("event.yaml", "event.json", "hall.csv", "photo.png", "x.bin")),
    actor=st.sampled_from((LEAD, LEAD, DOOR, STRANGER)),
)
async def test_no_document_fails(stage: Stage, document: str, name: str, actor: PersonId) -> None:
    """As an event, as a hall in the dialogue, as a list that is brought back, and as a picture."""
    if name == "hall.csv" and actor == LEAD:
        await stage.craft(actor, "draftnew1:1")
    stage.log.clear()
    await stage.people[actor].send_document(document.encode("utf-8", "replace"), name)
    stage.assert_no_failure(f"{actor} sends {document[:200]!r}")
