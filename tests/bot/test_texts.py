"""The words of the three languages: complete, alike, right in number, short enough, and safe in Telegram's HTML."""

import ast
import dataclasses
import typing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.callbacks import HelpTopic
from bot.commands import FOR_ROLE
from bot.screens.tickets import face
from bot.texts import FOLDER, Html, Texts, all_texts, texts
from core.domain.act import What
from core.domain.alarm import Trouble
from core.domain.audit import Contradiction
from core.domain.category import Category
from core.domain.draft_answers import Returns
from core.domain.event_draft import Step
from core.domain.event_plan import Block, Standing, TierPlan, VenuePlan
from core.domain.finding import Period
from core.domain.ids import EventId, PersonId, SeatId
from core.domain.person import LANGUAGES
from core.domain.question import QuestionKind
from core.domain.queue import Knob, QueueMode
from core.domain.refusal import ClosedBecause, Refusal, SaleClosed
from core.event_file.problems import Fault
from core.services.attending import Source
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, club_night, plan
from tests.teams import hire

ALERT_MAX = 200  # what Telegram shows at most
WAY_ON = {"event_id", "order_id", "while_waiting"}  # of a refusal: where the way on leads, not to be said
CODE = Path(__file__).parents[2] / "bot"
SPACE = "\N{NO-BREAK SPACE}"

FAMILIES: dict[str, set[str]] = {
    "f'command-{name}'": {f"command-{name}" for names in FOR_ROLE.values() for name in names},
    "f'stock-{closed}'": {f"stock-{because}" for because in ClosedBecause},
    "f'stock-{free_of_charge}'": {"stock-free-of-charge"},
    "f'stock-{free_of_charge}-few'": {"stock-free-of-charge-few"},
    "f'category-{card.details.category}'": {f"category-{category}" for category in Category},
    "f'category-{category}'": {f"category-{category}" for category in Category},
    "f'category-{finding.category}'": {f"category-{category}" for category in Category},
    "f'period-{period}'": {f"period-{period}" for period in Period},
    "f'period-{finding.period}'": {f"period-{period}" for period in Period},
    "f'detail-{question.kind}'": {f"detail-{kind}" for kind in QuestionKind if kind is not QuestionKind.TEXT},
    "f'detail-hint-{kind}'": {f"detail-hint-{kind}" for kind in QuestionKind},
    "f'detail-offer-{source.name.lower()}'": {f"detail-offer-{source.name.lower()}" for source in Source},
    "f'file-{one.fault}'": {f"file-{fault}" for fault in Fault},
    "f'draft-ask-{draft.step}'": {f"draft-ask-{step}" for step in Step},
    "f'draft-returns-{chosen}'": {f"draft-returns-{chosen}" for chosen in Returns},
    "f'queue-mode-{mode}'": {f"queue-mode-{mode}" for mode in QueueMode},
    "f'queue-knob-{knob}'": {f"queue-knob-{knob}" for knob in Knob},
    "f'help-{topic}-button'": {f"help-{topic}-button" for topic in HelpTopic},
    "f'help-{callback_data.topic}'": {f"help-{topic}" for topic in HelpTopic},
    "heading": {"tickets-upcoming", "tickets-past"},
    "f'alarm-{what}'": {f"alarm-{what}" for what in Trouble},
    "f'alarm-name-{what}'": {f"alarm-name-{what}" for what in Trouble},
    "f'audit-{what}'": {f"audit-{what}" for what in Contradiction},
}
"""Keys that the code puts together, by the expression that does it."""


# --- The phrases


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def phrases(language: str) -> dict[str, set[str]]:
    """Each key with its variables, those of selectors too. Terms are no phrases."""
    resource = FluentParser().parse((FOLDER / f"{language}.ftl").read_text("utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ftl.Junk)], f"{language}.ftl has errors"
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{language}.ftl has {entry.id.name} twice"
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


def refusals(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for one in base.__subclasses__():
        yield one
        yield from refusals(one)


REFUSALS = sorted(refusals(), key=lambda refusal: refusal.code)
FAMILIES["f'act-{act.what}'"] = {f"act-{what}" for what in What}
FAMILIES["f'error-{refusal.code}'"] = {f"error-{refusal.code}" for refusal in REFUSALS}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_language_has_the_same_phrases_with_the_same_variables(language: str) -> None:
    assert phrases(language).keys() == phrases("en").keys()
    assert phrases(language) == phrases("en")


# --- The code that uses them


def calls_for_a_phrase() -> Iterator[tuple[ast.Call, str]]:
    """Every `t(…)`, `….plain(…)` and `texts(…)(…)` in the bot, with the place where it stands."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _asks_for_a_phrase(node.func):
                yield node, f"{path.relative_to(CODE.parent)}:{node.lineno}"


def _asks_for_a_phrase(called: ast.expr) -> bool:
    match called:
        case ast.Name(id="t") | ast.Attribute(attr="plain") | ast.Call(func=ast.Name(id="texts")):
            return True
        case ast.BoolOp(values=values):
            return any(_asks_for_a_phrase(value) for value in values)
    return False


def keys_of(key: ast.expr) -> set[str]:
    match key:
        case ast.Constant(value=str(name)):
            return {name}
        case ast.IfExp(body=one, orelse=other):
            return keys_of(one) | keys_of(other)
    family = ast.unparse(key)
    assert family in FAMILIES, f"say in FAMILIES which keys {family} makes"
    return FAMILIES[family]


def test_every_phrase_is_used_and_none_is_missing() -> None:
    used = {
        key for call, _ in calls_for_a_phrase() if ast.unparse(call.args[0]) != "key" for key in keys_of(call.args[0])
    }
    assert used == phrases("en").keys()


def test_every_use_fills_in_all_variables() -> None:
    for call, place in calls_for_a_phrase():
        if any(keyword.arg is None for keyword in call.keywords):
            continue  # **values: what is in there is known at run time only
        given = {keyword.arg for keyword in call.keywords}
        for key in keys_of(call.args[0]):
            assert phrases("en")[key] <= given, f"{place}: {key}"


def test_a_variable_that_is_missing_is_an_error_and_not_a_hole_in_the_text() -> None:
    with pytest.raises(ValueError, match=r"en\.ftl, team-dismiss"):
        texts("en")("team-dismiss")
    with pytest.raises(LookupError):
        texts("en")("no-such-phrase")


# --- Refusals


LONGEST: dict[str, Any] = {
    "while_waiting": True,
    "step": "starts",
    "what": "W" * 61,
    "seats": ", ".join(f"AA-{number}" for number in range(101, 111)),
    "detail": "provider_token",
    "free": 10_000,
    "limit": 1_000,
    "count": 1_000,
    "missing": 1_000,
    "until": datetime(2026, 9, 30, 19, 0, tzinfo=ZoneInfo("Europe/Kyiv")),
    "currency": "UAH",
    "because": ClosedBecause.NOT_YET,
    "moment": datetime(2026, 9, 30, 19, 0, tzinfo=ZoneInfo("Europe/Kyiv")),
    "promo_code": "W" * 32,
    "opens_at": datetime(2026, 9, 30, 19, 0, tzinfo=ZoneInfo("Europe/Kyiv")),
    "event_id": EventId(2**63 - 1),
    "order_id": 2**63 - 1,
}


def fields_of(refusal: type[Refusal]) -> set[str]:
    return {field.name for field in dataclasses.fields(refusal)}


def largest(refusal: type[Refusal], **changes: Any) -> Refusal:
    return refusal(**{name: (LONGEST | changes)[name] for name in fields_of(refusal)})


def test_no_two_refusals_share_a_phrase() -> None:
    assert len({refusal.code for refusal in REFUSALS}) == len(REFUSALS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_refusal_has_a_phrase_with_its_fields_and_no_others(refusal: type[Refusal], language: str) -> None:
    assert phrases(language)[f"error-{refusal.code}"] == fields_of(refusal) - WAY_ON


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_refusal_fits_into_an_alert(refusal: type[Refusal], language: str) -> None:
    text = texts(language).refusal(largest(refusal))
    assert text and len(text) <= ALERT_MAX
    assert "<" not in text and "&" not in text, "an alert shows tags as they are"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["old-keyboard", "error-unexpected", "language-chosen", "team-dismissed"])
def test_every_other_alert_and_toast_fits_too(key: str, language: str) -> None:
    values = dict.fromkeys(phrases(language)[key], "w" * 129)  # the longest name: 64 + space + 64
    assert len(texts(language).plain(key, **values)) <= ALERT_MAX


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "The sale opens Wednesday, September 30, 19:00. Come back then."),
        ("uk", "Початок продажу: середа, 30 вересня, 19:00."),
        ("ru", "Старт продаж: среда, 30 сентября, 19:00."),
    ],
)
def test_a_refusal_says_a_date_in_the_zone_of_the_venue(language: str, phrase: str) -> None:
    refusal = SaleClosed(ClosedBecause.NOT_YET, LONGEST["opens_at"])
    assert texts(language).refusal(refusal).startswith(phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_for_a_closed_sale_has_its_own_words(language: str) -> None:
    said = {texts(language).refusal(SaleClosed(because, LONGEST["opens_at"])) for because in ClosedBecause}
    assert len(said) == len(ClosedBecause)


async def test_an_alert_too_long_for_telegram_is_cut_and_still_shown(
    kassa: Kassa, ann: Somebody, bob: Somebody
) -> None:
    hall = Block("Stalls", rows=4, seats_in_row=20, tiers=("Front",))
    event_id = await kassa.app.organizing.create_event(plan(sections=(hall,), limit_per_buyer=80))
    for buyer in (ann, bob):
        await buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "1")
        for seat in range(2, 81):
            await kassa.app.seating.toggle(event_id, PersonId(buyer.id), SeatId(seat))
    await ann.tap("Hold")
    await bob.tap("Hold")
    assert bob.alert and bob.alert.startswith("Already taken: A-1, A-2")
    assert len(bob.alert) == ALERT_MAX


# --- Numbers

TICKETS = {
    "en": "1 ticket, 2 tickets, 5 tickets, 21 tickets",
    "uk": "1 квиток, 2 квитки, 5 квитків, 21 квиток",
    "ru": "1 билет, 2 билета, 5 билетов, 21 билет",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_tickets_are_counted_as_the_language_counts(language: str) -> None:
    lines = [texts(language)("order-places", section="", price="", count=n) for n in (1, 2, 5, 21)]
    assert ", ".join(line.strip(" ·×") for line in lines) == TICKETS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_digits_decide_and_eleven_is_no_one(language: str) -> None:
    numbers = (1, 2, 4, 5, 11, 12, 21, 22, 111, 131)
    said = {n: texts(language)("event-left", free=n).replace(str(n), "#") for n in numbers}
    alike = sorted({tuple(n for n in numbers if said[n] == words) for words in said.values()})
    if language == "en":
        assert alike == [(1,), (2, 4, 5, 11, 12, 21, 22, 111, 131)]
    else:
        assert alike == [(1, 21, 131), (2, 4, 22), (5, 11, 12, 111)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_that_counts_knows_all_forms_of_its_language(language: str) -> None:
    """English: one, other. Ukrainian and Russian: one, few, many."""
    wanted = {"one", "other"} if language == "en" else {"one", "few", "many"}
    resource = FluentParser().parse((FOLDER / f"{language}.ftl").read_text("utf-8"))
    selectors = Selectors()
    selectors.visit(resource)
    plural = {frozenset(forms) for forms in selectors.forms if "one" in forms}
    assert plural == {frozenset(wanted)}


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_what_is_said_of_one_is_not_said_of_twenty_one(language: str) -> None:
    """Both are `one` in these languages: without its number it would be wrong for the other, who wants `[1]`."""
    for entry in FluentParser().parse((FOLDER / f"{language}.ftl").read_text("utf-8")).body:
        if isinstance(entry, ftl.Message):
            counted = CountedOnes()
            counted.visit(entry)
            assert not counted.without_number, entry.id.name


class CountedOnes(Visitor):
    """Variants for `one` that do not say their number."""

    def __init__(self) -> None:
        self.without_number: list[ftl.Variant] = []

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:
        for variant in node.variants:
            if isinstance(variant.key, ftl.Identifier) and variant.key.name == "one":
                said = Variables()
                said.visit(variant.value)
                if not isinstance(node.selector, ftl.VariableReference) or node.selector.id.name not in said.names:
                    self.without_number.append(variant)
        self.generic_visit(node)


class Selectors(Visitor):
    """The named variants of every choice, without exact numbers."""

    def __init__(self) -> None:
        self.forms: list[set[str]] = []

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:
        keys = [variant.key for variant in node.variants]
        self.forms.append({key.name for key in keys if isinstance(key, ftl.Identifier)})
        self.generic_visit(node)


# --- Money


@pytest.mark.parametrize(
    ("language", "minor", "currency", "shown"),
    [
        ("uk", 45_000, "UAH", "450 ₴"),
        ("uk", 180_050, "UAH", "1 800,50 ₴"),
        ("ru", 45_000, "UAH", "450 ₴"),
        ("ru", 180_050, "UAH", "1 800,50 ₴"),
        ("en", 45_000, "UAH", "450 UAH"),
        ("en", 180_050, "UAH", "1,800.50 UAH"),
        ("en", 123_456_789, "UAH", "1,234,567.89 UAH"),
        ("uk", 5, "UAH", "0,05 ₴"),
        ("uk", -1_200_000, "UAH", "−12 000 ₴"),
        ("en", -450, "USD", "−$4.50"),
        ("en", 450, "USD", "$4.50"),
        ("en", 500, "USD", "$5"),
        ("ru", 99, "EUR", "0,99 €"),
        ("uk", 450, "USD", "4,50 USD"),
        ("en", 1_500, "JPY", "¥1,500"),
        ("uk", 1_500, "JPY", "1 500 ¥"),
        ("en", 1_500, "KRW", "₩1,500"),
        ("en", 150_000, "RSD", "1,500 RSD"),
        ("uk", 150_050, "RSD", "1 500,50 RSD"),
        ("en", 150, "XTR", "⭐ 150"),
        ("uk", 150, "XTR", "⭐ 150"),
        ("ru", 12_345, "XTR", "⭐ 12345"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language: str, minor: int, currency: str, shown: str) -> None:
    """Never broken between two lines; a whole amount has no fraction; one that is not whole has all of it."""
    assert texts(language).money(minor, currency) == shown.replace(" ", SPACE)


# --- Dates


@pytest.mark.parametrize(
    ("language", "when", "short", "day"),
    [
        ("en", "Saturday, December 5, 19:00", "Dec 5, 19:00", "Dec 5"),
        ("uk", "субота, 5 грудня, 19:00", "5 груд., 19:00", "5 груд."),
        ("ru", "суббота, 5 декабря, 19:00", "5 дек., 19:00", "5 дек."),
    ],
)
def test_a_date_is_in_the_language_and_in_the_zone_that_it_carries(
    language: str, when: str, short: str, day: str
) -> None:
    t, start = texts(language), datetime(2026, 12, 5, 17, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Kyiv"))
    assert (t.when(start), t.when_short(start), t.day(start), t.time(start)) == (when, short, day, "19:00")


@pytest.mark.parametrize(
    ("language", "when", "short", "day"),
    [
        ("en", "Wednesday, January 6, 2027, 19:00", "Jan 6, 2027, 19:00", "Jan 6, 2027"),
        ("uk", "середа, 6 січня 2027, 19:00", "6 січ. 2027, 19:00", "6 січ. 2027"),
        ("ru", "среда, 6 января 2027, 19:00", "6 янв. 2027, 19:00", "6 янв. 2027"),
    ],
)
def test_a_date_of_another_year_has_its_year(language: str, when: str, short: str, day: str) -> None:
    before, meanwhile = texts(language, 2026), texts(language, 2027)
    start = datetime(2027, 1, 6, 17, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Kyiv"))
    assert (before.when(start), before.when_short(start), before.day(start)) == (when, short, day)
    assert all(
        "2027" not in said for said in (meanwhile.when(start), meanwhile.when_short(start), meanwhile.day(start))
    )
    assert meanwhile.when(start, with_year=True) == when and "2027" not in before.day(start, with_year=False)


async def test_the_chat_says_the_year_of_an_event_of_another_one(kassa: Kassa, ann: Somebody) -> None:
    """A ticket says it always: it may be kept, or printed."""
    for title, days in (("Soon", 7), ("Later", 60)):
        starts_at = CLOCK_START + timedelta(days=days)
        await kassa.app.organizing.create_event(plan(title=title, starts_at=starts_at, sale_ends_at=starts_at))
    await ann.say("/events")
    assert "Tuesday, December 8, 14:00" in ann.screen and "Saturday, January 30, 2027, 14:00" in ann.screen
    await ann.tap("Soon", "Choose seats", "Row B", "1", "Hold", "Pay")
    await ann.pay()
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    assert face(group.tickets[0], "token", "kassa_bot", texts("en", 2026)).when == "Tuesday, December 8, 2026, 14:00"


def test_an_event_is_shown_in_the_time_of_its_venue_and_a_hold_too(texts_en: Texts) -> None:
    late = datetime(2026, 12, 5, 23, 30, tzinfo=UTC)
    assert texts_en.when(late.astimezone(ZoneInfo("Europe/Kyiv"))) == "Sunday, December 6, 01:30"
    assert texts_en.when(late.astimezone(ZoneInfo("America/New_York"))) == "Saturday, December 5, 18:30"


@pytest.fixture
def texts_en() -> Texts:
    return texts("en")


async def test_a_venue_in_another_zone_keeps_its_own_time_through_the_whole_purchase(
    kassa: Kassa, ann: Somebody
) -> None:
    tokyo = VenuePlan("Budokan", "Tokyo", "2-3 Kitanomarukoen", "Asia/Tokyo")
    starts_at = datetime(2026, 12, 8, 10, 0, tzinfo=UTC)
    await kassa.app.organizing.create_event(
        club_night(price_minor=5_000, venue=tokyo, currency="JPY", starts_at=starts_at, sale_ends_at=starts_at)
    )
    await ann.tap("🎟 Events")
    assert "Tuesday, December 8, 19:00" in ann.screen
    await ann.tap("Techno Night", "Get tickets", "2")
    assert "Held for you until 21:10" in ann.screen  # 12:10 UTC
    assert f"¥{10_000:,}" in ann.screen
    await ann.tap("Pay")
    assert ann.last["invoice"]["total_amount"] == 10_000
    assert "before 21:10" in ann.last["invoice"]["description"]


@pytest.mark.parametrize(
    ("because", "changes"),
    [
        ("On sale from Wednesday, December 2, 14:00", {"sale_starts_at": CLOCK_START + timedelta(days=1)}),
        ("The sale has ended", {"sale_ends_at": CLOCK_START - timedelta(hours=1)}),
    ],
)
async def test_a_card_says_why_nothing_is_sold(
    kassa: Kassa, ann: Somebody, because: str, changes: dict[str, Any]
) -> None:
    await kassa.app.organizing.create_event(plan(**changes))
    await ann.tap("🎟 Events", "Океан Ельзи")
    assert because in ann.screen
    assert "🪑 Choose seats" not in ann.buttons


# --- HTML

NASTY = "<b>&"


def test_values_are_escaped_in_messages_and_left_alone_in_buttons_and_alerts(texts_en: Texts) -> None:
    assert texts_en("team-dismiss", name=NASTY) == "✖️ &lt;b&gt;&amp;"
    assert texts_en.plain("team-dismiss", name=NASTY) == f"✖️ {NASTY}"


def test_what_is_html_already_is_not_escaped_twice(texts_en: Texts) -> None:
    item = texts_en("event-price", tier="R&B", price="1")
    assert item == "R&amp;B · <b>1</b>"
    assert texts_en("order-paid-head", total=item) == f"✅ <b>Paid: {item}</b>"
    assert isinstance(item, Html)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_title_like_a_tag_reaches_every_screen_as_text(kassa: Kassa, owner: Somebody, language: str) -> None:
    event_id = await kassa.app.organizing.create_event(nasty_plan())
    buyer = await kassa.meet(f"A {NASTY}", language, 5001)
    door = await kassa.meet(f"D {NASTY}", language, 5002)

    said = raw(buyer)  # the menu greets by name
    assert f"A {NASTY}" in said
    await buyer.craft(buyer.last["message_id"], "events1:1")
    for what in (f"T {NASTY}", f"C {NASTY}"):
        assert what in raw(buyer)
    await buyer.craft(buyer.last["message_id"], f"event1:{event_id}")
    for what in "TVCADFB":  # title, venue, city, address, description, both tiers
        assert f"{what} {NASTY}" in raw(buyer), what
    await buyer.craft(buyer.last["message_id"], f"hall1:{event_id}")
    assert f"T {NASTY}" in raw(buyer)
    await buyer.craft(buyer.last["message_id"], f"row1:{event_id}:1:0")
    assert f"S {NASTY}" in raw(buyer)
    await buyer.craft(buyer.last["message_id"], f"seat1:{event_id}:1:0:1")
    assert f"S {NASTY} A-1" in raw(buyer)
    await buyer.craft(buyer.last["message_id"], f"hold1:{event_id}")
    for what in ("T", "S"):
        assert f"{what} {NASTY}" in raw(buyer)
    await buyer.craft(buyer.last["message_id"], f"pay1:{event_id}:1")
    invoice = buyer.last["invoice"]
    assert invoice["title"] == f"T {NASTY}"
    assert f"S {NASTY}" in invoice["description"]
    [call] = kassa.telegram.calls("sendInvoice")
    assert [price["label"] for price in call.parameters["prices"]] == [f"F {NASTY} × 1"]
    await buyer.pay()
    for what in ("T", "S"):
        assert f"{what} {NASTY}" in buyer.photos[-1]["caption"]
    await buyer.say("/tickets")
    assert f"T {NASTY}" in raw(buyer)

    await hire(kassa.app, door.id)
    await owner.say("/team")
    await owner.tap("Kassa")
    assert f"D {NASTY}" in raw(owner)
    await door.say("/door")
    await door.craft(door.last["message_id"], f"post1:{event_id}")
    assert f"T {NASTY}" in raw(door)
    [group] = await kassa.app.ticketing.mine(PersonId(buyer.id))
    for _ in ("admitted", "already inside"):
        await door.say(group.tickets[0].number)
        for what in ("S", "F", "A"):
            assert f"{what} {NASTY}" in raw(door), what
    assert f"D {NASTY}" in raw(door)
    other = await kassa.app.organizing.create_event(club_night())
    await door.craft(door.messages[-5]["message_id"], f"post1:{other}")
    await door.say(kassa.app.ticketing.token(group.tickets[0]))
    assert f"T {NASTY}" in raw(door)


@pytest.mark.parametrize("kind", ["hold_expired", "refund_due"])
async def test_what_is_told_later_is_escaped_too(kassa: Kassa, ann: Somebody, kind: str) -> None:
    event_id = await kassa.app.organizing.create_event(nasty_plan())
    await ann.craft(ann.last["message_id"], f"row1:{event_id}:1:0")
    await ann.craft(ann.last["message_id"], f"seat1:{event_id}:1:0:1")
    await ann.craft(ann.last["message_id"], f"hold1:{event_id}")
    if kind == "refund_due":
        await ann.craft(ann.last["message_id"], f"pay1:{event_id}:1")
        await ann.pay()
        [paid] = [message["successful_payment"] for message in ann.messages if "successful_payment" in message]
        again = paid | {"telegram_payment_charge_id": "another"}
        await kassa.telegram.updates.deliver("message", _told_again(ann, again), lane=f"chat {ann.id}")
        assert "You paid twice" in raw(ann)
    else:
        await ann.craft(ann.last["message_id"], f"rel1:{event_id}:1")
    assert f"T {NASTY}" in raw(ann)


def _told_again(buyer: Somebody, paid: dict[str, Any]) -> dict[str, Any]:
    [message] = [message for message in buyer.messages if "successful_payment" in message]
    return message | {"successful_payment": paid}


def nasty_plan() -> Any:
    venue = VenuePlan(f"V {NASTY}", f"C {NASTY}", f"A {NASTY}", "Europe/Kyiv")
    return plan(
        title=f"T {NASTY}",
        description=f"D {NASTY}",
        venue=venue,
        tiers=(TierPlan(f"F {NASTY}", 90_000), TierPlan(f"B {NASTY}", 45_000)),
        sections=(Block(f"S {NASTY}", 2, 3, (f"F {NASTY}", f"B {NASTY}")), Standing(f"G {NASTY}", 5, f"B {NASTY}")),
    )


def raw(somebody: Somebody) -> str:
    """The words of the newest message exactly as Telegram shows them."""
    message = somebody.last
    return typing.cast(str, message.get("text") or message.get("caption") or "")


def test_all_languages_are_offered() -> None:
    assert [t.language for t in all_texts()] == list(LANGUAGES)
