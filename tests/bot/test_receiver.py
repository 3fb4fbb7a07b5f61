"""A receiver: money is handled before it is acknowledged, all else is kept for workers."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.handling import Handling
from bot.raw_updates import read_update
from bot.receiver import Receiver
from core.app import utc_now
from core.domain.ids import PersonId
from core.domain.update import PARTITIONS, UpdateKind
from core.services.group_commit import Batches
from core.services.receiving import Receiving
from db.cache import open_redis
from db.update_marks import UpdateMarks
from db.update_streams import UpdateStreams
from tests.bot.telegram import Kassa, Somebody
from tests.plans import BOT_ID, club_night

FROM_ANN = {"from": {"id": 1001, "is_bot": False, "first_name": "Ann"}}


class Door:
    """Telegram's side of the receiver: what it has acknowledged, by kind, and what it has not."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.acknowledged: list[UpdateKind] = []
        self.refused: list[UpdateKind] = []

    async def bring(self, update: dict[str, Any]) -> None:
        raw = read_update(json.dumps(update).encode())
        (self.acknowledged if await self.receiver.take(raw) else self.refused).append(raw.kind)


def receiver_of(kassa: Kassa, redis: Redis) -> Receiver:
    receiving = Receiving(UpdateMarks(redis, BOT_ID), UpdateStreams(redis, BOT_ID), Batches(4))
    payments, pre_checkouts, all_else = (Handling(kassa.bot, kassa.dispatcher, receiving) for _ in range(3))
    return Receiver(payments, pre_checkouts, all_else, receiving)


@pytest.fixture
async def ann_at_the_till(kassa: Kassa) -> Somebody:
    """With an invoice before her."""
    await kassa.app.organizing.create_event(club_night())
    ann = await kassa.meet("Ann")
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "2", "Pay")
    return ann


@pytest.fixture
async def nobody(tmp_path: Path) -> AsyncIterator[Redis]:
    """A Redis that is away."""
    async with open_redis(f"unix://{tmp_path}/gone") as redis:
        yield redis


async def test_money_is_taken_without_a_worker_and_without_redis(
    kassa: Kassa, ann_at_the_till: Somebody, nobody: Redis
) -> None:
    door = Door(receiver_of(kassa, nobody))
    kassa.telegram.receiver = door.bring
    assert (await ann_at_the_till.pay()).status == "approved"
    assert door.acknowledged == [UpdateKind.PRE_CHECKOUT, UpdateKind.PAYMENT]
    await kassa.deliver()
    assert len(ann_at_the_till.photos) == 2


async def test_a_payment_that_is_not_recorded_is_not_acknowledged(
    kassa: Kassa, ann_at_the_till: Somebody, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[dict[str, Any]] = []
    door = Door(receiver_of(kassa, redis))

    async def bring(update: dict[str, Any]) -> None:
        brought.append(update)
        await door.bring(update)

    async def fails(charge: object) -> None:
        raise OSError("the database is away")

    kassa.telegram.receiver = bring
    with monkeypatch.context() as away:
        away.setattr(kassa.app.settling, "complete_payment", fails)
        await ann_at_the_till.pay()
        assert door.refused == [UpdateKind.PAYMENT]
    for _ in range(2):
        await door.bring(brought[-1])
    assert door.acknowledged == [UpdateKind.PRE_CHECKOUT, UpdateKind.PAYMENT, UpdateKind.PAYMENT]
    await kassa.deliver()
    assert len(ann_at_the_till.photos) == 2


async def test_all_else_is_kept_for_workers_once(kassa: Kassa, redis: Redis) -> None:
    door, streams = Door(receiver_of(kassa, redis)), UpdateStreams(redis, BOT_ID)
    said = {"update_id": 7, "message": FROM_ANN | {"text": "Привіт"}}
    for _ in range(3):
        await door.bring(said)
    assert door.acknowledged == [UpdateKind.OTHER] * 3
    await streams.renew("w", timedelta(minutes=1))
    [queued] = await streams.take("w", range(PARTITIONS), 10, utc_now())
    assert json.loads(queued.update.body) == said


async def test_without_redis_receivers_answer_people_themselves(
    kassa: Kassa, nobody: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    await kassa.app.organizing.create_event(club_night())
    door = Door(receiver_of(kassa, nobody))
    kassa.telegram.receiver = door.bring
    ann = await kassa.meet("Ann")
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "2", "Pay")
    assert (await ann.pay()).status == "approved"
    assert door.refused == []
    assert [record.name for record in caplog.records].count("core.services.receiving") == 1, "said once"


async def test_while_redis_is_full_telegram_keeps_what_is_no_money(kassa: Kassa, redis: Redis) -> None:
    """To answer it now would be to answer it before what waits."""
    door = Door(receiver_of(kassa, redis))
    before = (await redis.config_get("maxmemory"))["maxmemory"] or "0"
    await redis.set("much", "x" * 4_000_000)
    await redis.config_set("maxmemory", "3mb")
    try:
        await door.bring({"update_id": 7, "callback_query": FROM_ANN | {"data": "x"}})
    finally:
        await redis.config_set("maxmemory", before)
    assert (door.acknowledged, door.refused) == ([], [UpdateKind.TAP])


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"message": FROM_ANN | {"text": "hello"}}, UpdateKind.OTHER),
        ({"message": FROM_ANN | {"successful_payment": {}}}, UpdateKind.PAYMENT),
        ({"pre_checkout_query": FROM_ANN}, UpdateKind.PRE_CHECKOUT),
        ({"callback_query": FROM_ANN | {"message": {"successful_payment": {}}}}, UpdateKind.TAP),
        ({"my_chat_member": FROM_ANN}, UpdateKind.OTHER),
    ],
)
def test_what_is_read_of_an_update(update: dict[str, Any], kind: UpdateKind) -> None:
    told = json.dumps({"update_id": 7} | update)
    read = read_update(told.encode())
    assert (read.id, read.person_id, read.kind, read.body) == (7, PersonId(1001), kind, told)


def test_of_a_tapped_message_what_we_have_made_ourselves_is_left_out() -> None:
    message = {"message_id": 1, "text": "Techno Night", "date": 0}
    ours = {
        "from": {"id": 4242, "is_bot": True},
        "reply_markup": {"inline_keyboard": []},
        "entities": [{"type": "bold", "offset": 0, "length": 6}],
    }
    tapped = {"update_id": 7, "callback_query": FROM_ANN | {"message": message | ours}}
    assert json.loads(read_update(json.dumps(tapped).encode()).body)["callback_query"]["message"] == message
    typed = {"update_id": 7, "message": FROM_ANN | {"text": "Techno", "entities": ours["entities"]}}
    assert json.loads(read_update(json.dumps(typed).encode()).body) == typed


def test_half_a_character_keeps_no_update_from_being_taken() -> None:
    """Telegram would bring it again and again, and nothing else of its person."""
    tapped = {"update_id": 7, "callback_query": FROM_ANN | {"data": "\ud83d", "message": {"reply_markup": {}}}}
    assert read_update(json.dumps(tapped).encode()).id == 7


def test_what_nobody_has_sent_belongs_to_nobody() -> None:
    assert read_update(b'{"update_id": 7, "poll": {"id": "1"}}').person_id == 0
