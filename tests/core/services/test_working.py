"""Workers on one Valkey: every update is handled, each person's in order, whoever comes and goes."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from core.app import utc_now
from core.domain.ids import PersonId
from core.domain.update import PARTITIONS, QueuedUpdate, RawUpdate, UpdateKind
from core.services import lines, shift
from core.services.working import Working
from db.update_streams import StreamsAway, UpdateStreams
from tests.faults.waiting import until
from tests.plans import BOT_ID

SOON = 10.0
ANN, BOB = PersonId(1001), PersonId(1002)


class People:
    """What was handled. `hold` makes the handler wait at an update of that id, `fail` makes it fail."""

    def __init__(self) -> None:
        self.handled: dict[PersonId, list[int]] = defaultdict(list)
        self.begun: list[int] = []
        self.changed = asyncio.Condition()
        self.go_on = asyncio.Event()
        self.hold: set[int] = set()
        self.fail: set[int] = set()

    async def handle(self, update: RawUpdate) -> None:
        self.begun.append(update.id)
        await self._tell()
        if update.id in self.hold:
            await self.go_on.wait()
        await asyncio.sleep(0)
        if update.id in self.fail:
            raise RuntimeError("the disk is on fire")
        self.handled[update.person_id].append(update.id)
        await self._tell()

    async def until(self, it_is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(SOON), self.changed:
            await self.changed.wait_for(it_is_so)

    @property
    def count(self) -> int:
        return sum(map(len, self.handled.values()))

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def streams(redis: Redis) -> UpdateStreams:
    return UpdateStreams(redis, BOT_ID)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift, "LEASE", timedelta(seconds=1))
    monkeypatch.setattr(shift, "RENEW_EVERY", 0.1)
    monkeypatch.setattr(lines, "RETRY_AFTER", 0.01)


def update(update_id: int, person_id: PersonId = ANN, kind: UpdateKind = UpdateKind.OTHER) -> RawUpdate:
    return RawUpdate(update_id, person_id, kind, f'{{"update_id": {update_id}}}')


@asynccontextmanager
async def working(streams: UpdateStreams, people: People) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(Working(streams, utc_now).work(people.handle))
    try:
        yield task
    finally:
        await stop(task)


async def stop(task: "asyncio.Task[None]") -> None:
    """In order."""
    task.cancel()
    async with asyncio.timeout(SOON):
        await asyncio.wait([task])


async def nothing_is_left(streams: UpdateStreams) -> None:
    async def all_is_done() -> bool:
        return (await streams.lag()).depth == 0

    await until(all_is_done, "the streams to be empty", SOON)


async def test_everybody_is_answered_in_their_order(streams: UpdateStreams, people: People) -> None:
    for number in range(300):
        await streams.append(update(number, PersonId(number % 7)))
    async with working(streams, people), working(streams, people):
        await people.until(lambda: people.count == 300)
        await nothing_is_left(streams)
    assert all(ids == sorted(ids) for ids in people.handled.values())


async def test_one_slow_update_holds_up_only_its_own_person(streams: UpdateStreams, people: People) -> None:
    neighbour = PersonId(ANN + PARTITIONS)
    people.hold = {1}
    async with working(streams, people):
        await streams.append(update(1))
        await streams.append(update(2))
        await streams.append(update(3, neighbour))
        await people.until(lambda: people.handled[neighbour] == [3])
        assert 2 not in people.begun
        people.go_on.set()
        await people.until(lambda: people.handled[ANN] == [1, 2])


async def test_a_stale_tap_is_dropped_and_anything_else_is_not(
    streams: UpdateStreams, people: People, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    for number, kind in ((1, UpdateKind.TAP), (2, UpdateKind.OTHER)):
        fields: dict[Any, Any] = {"id": number, "person": ANN, "kind": kind, "body": "{}"}
        await redis.xadd(f"kassa:{BOT_ID}:updates:{ANN % PARTITIONS}", fields, id=f"{number}-0")  # in 1970
    await streams.append(update(3, kind=UpdateKind.TAP))
    with caplog.at_level(logging.WARNING, "core.services.lines"):
        async with working(streams, people):
            await people.until(lambda: people.handled[ANN] == [2, 3])
            await nothing_is_left(streams)
            async with asyncio.timeout(SOON):
                while "1 taps were dropped" not in caplog.text:
                    await asyncio.sleep(0.01)


async def test_an_update_that_fails_is_tried_again_and_then_set_aside(
    streams: UpdateStreams, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    people.fail = {1}
    await streams.append(update(1))
    await streams.append(update(2))
    async with working(streams, people):
        await people.until(lambda: people.handled[ANN] == [2])
        await nothing_is_left(streams)
    assert people.begun == [1] * lines.TRIES + [2]
    assert 'set aside after 3 tries: {"update_id": 1}' in caplog.text


async def test_an_update_with_which_workers_die_is_set_aside(
    streams: UpdateStreams, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    await streams.append(update(1))
    await streams.append(update(2))
    for _ in range(lines.TRIES):
        await die_with_what_was_taken(streams)
    async with working(streams, people):
        await people.until(lambda: people.handled[ANN] == [2])
        await nothing_is_left(streams)
    assert people.begun == [2]
    assert 'set aside after 3 tries: {"update_id": 1}' in caplog.text


async def die_with_what_was_taken(streams: UpdateStreams) -> None:
    """As one that is killed in the middle of the first update."""
    await streams.renew("dead", timedelta(minutes=1))
    if not await streams.take("dead", range(PARTITIONS), 10, utc_now()):
        await streams.take_again("dead", ANN % PARTITIONS, utc_now())
    await streams.renew("dead", timedelta(minutes=1), leaving=True)
    await streams.let_go("dead", range(PARTITIONS))


async def test_others_take_over_what_a_dead_worker_had(streams: UpdateStreams, people: People) -> None:
    for number in range(20):
        await streams.append(update(number, PersonId(number % 3)))
    await streams.renew("dead", timedelta(seconds=0.5))
    assert await streams.take("dead", range(PARTITIONS), 4, utc_now())
    async with working(streams, people):
        await people.until(lambda: people.count == 20)
        await nothing_is_left(streams)
    assert all(ids == sorted(ids) for ids in people.handled.values())


async def test_a_worker_that_comes_gets_its_share_and_the_order_holds(
    streams: UpdateStreams, people: People, redis: Redis
) -> None:
    async with working(streams, people):
        await fill(streams, 0, 200)
        async with working(streams, people):
            await fill(streams, 200, 400)
            await shared(redis, [PARTITIONS // 2] * 2)
        await fill(streams, 400, 500)
        await people.until(lambda: people.count == 500)
        await shared(redis, [PARTITIONS])
    assert all(ids == sorted(ids) for ids in people.handled.values())


async def shared(redis: Redis, shares: list[int]) -> None:
    """Until so many partitions belong to each."""
    leases = [f"kassa:{BOT_ID}:lease:{partition}" for partition in range(PARTITIONS)]

    async def are_shared() -> bool:
        return sorted(Counter(await redis.mget(leases)).values()) == shares

    await until(are_shared, f"shares of {shares}", SOON)


async def fill(streams: UpdateStreams, first: int, end: int) -> None:
    for number in range(first, end):
        await streams.append(update(number, PersonId(number % 50)))


async def test_a_stop_ends_what_is_in_hand_and_hands_over_at_once(
    streams: UpdateStreams, people: People, redis: Redis
) -> None:
    people.hold = {1}
    async with working(streams, people) as task:
        await streams.append(update(1))
        await people.until(lambda: people.begun == [1])
        task.cancel()
        await streams.append(update(2, BOB))
        async with working(streams, people):
            await people.until(lambda: people.handled[BOB] == [2])
            assert people.handled[ANN] == []
            people.go_on.set()
            await nothing_is_left(streams)
    assert people.begun == [1, 2]
    assert await redis.keys(f"kassa:{BOT_ID}:lease:*") == []


async def test_after_redis_has_lost_its_memory_updates_are_answered_again(
    streams: UpdateStreams, people: People, redis: Redis
) -> None:
    async with working(streams, people):
        await streams.append(update(1))
        await people.until(lambda: people.handled[ANN] == [1])
        await redis.flushdb()
        await streams.append(update(2))
        await people.until(lambda: people.handled[ANN] == [1, 2])


class LosingAnAnswer(UpdateStreams):
    """Once, updates are taken, and nobody learns which."""

    has_lost = False

    async def take(self, worker: str, partitions: Iterable[int], most: int, now: datetime) -> list[QueuedUpdate]:
        taken = await super().take(worker, partitions, most, now)
        if taken and not self.has_lost:
            self.has_lost = True
            raise StreamsAway("the line broke")
        return taken


async def test_what_was_taken_while_the_line_broke_is_handled(redis: Redis, people: People) -> None:
    streams = LosingAnAnswer(redis, BOT_ID)
    await fill(streams, 0, 100)
    async with working(streams, people):
        await people.until(lambda: people.count == 100)
        await nothing_is_left(streams)
    assert streams.has_lost
    assert all(ids == sorted(ids) for ids in people.handled.values())


async def test_who_has_slept_past_the_leases_leaves_the_rest_to_others(
    streams: UpdateStreams, people: People, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    """Such as a machine that was suspended: what it had lined up is handled by whoever has the partition now."""
    people.hold = {1}
    async with working(streams, people):
        await streams.append(update(1))
        await streams.append(update(2))
        await people.until(lambda: people.begun == [1])
        await redis.mset({f"kassa:{BOT_ID}:lease:{partition}": "other" for partition in range(PARTITIONS)})
        async with asyncio.timeout(SOON):
            while "the leases have lapsed" not in caplog.text:
                await asyncio.sleep(0.01)
        people.go_on.set()
        await people.until(lambda: people.handled[ANN] == [1])
        await asyncio.sleep(0.3)  # that nothing more is begun can only be waited for
        assert people.begun == [1]
        left = await streams.take_again("other", ANN % PARTITIONS, utc_now())
        assert left and left.update.id == 2
