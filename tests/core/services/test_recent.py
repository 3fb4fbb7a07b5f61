"""What is dear to count: once for all who ask within a moment."""

import asyncio
from datetime import timedelta

import pytest

from core.services.recent import Recent
from tests.plans import Watch


class Counting:
    """Counts how often it was asked; each count goes on when it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.has_begun, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.may_go_on.set()
        self.breaks = False

    async def __call__(self, key: str) -> int:
        self.asked.append(key)
        number = len(self.asked)
        self.has_begun.set()
        await self.may_go_on.wait()
        if self.breaks:
            raise OSError("gone")
        return number


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def recent(counting: Counting, watch: Watch) -> Recent[str, int]:
    return Recent(counting, timedelta(seconds=1), watch, kept_max=2)


async def test_a_crowd_has_each_key_counted_once(recent: Recent[str, int], counting: Counting) -> None:
    assert await asyncio.gather(*(recent.get(key) for key in "aabab")) == [1, 1, 2, 1, 2]
    assert counting.asked == ["a", "b"]


async def test_it_is_counted_again_when_it_is_not_fresh(recent: Recent[str, int], watch: Watch) -> None:
    assert await recent.get("a") == 1
    watch.now = 0.9
    assert await recent.get("a") == 1
    watch.now = 1.0
    assert await recent.get("a") == 2


async def test_nothing_is_counted_twice_at_once_however_long_it_takes(
    recent: Recent[str, int], counting: Counting, watch: Watch
) -> None:
    counting.may_go_on.clear()
    first = asyncio.create_task(recent.get("a"))
    await counting.has_begun.wait()
    watch.now = 60
    second = asyncio.create_task(recent.get("a"))
    counting.may_go_on.set()
    assert (await first, await second) == (1, 1)
    assert await recent.get("a") == 2


async def test_who_leaves_does_not_end_it_for_the_others(recent: Recent[str, int], counting: Counting) -> None:
    counting.may_go_on.clear()
    impatient, patient = (asyncio.create_task(recent.get("a")) for _ in range(2))
    await counting.has_begun.wait()
    impatient.cancel()
    counting.may_go_on.set()
    assert await patient == 1 and counting.asked == ["a"]


async def test_a_failure_is_told_to_all_who_waited_and_not_kept(recent: Recent[str, int], counting: Counting) -> None:
    counting.breaks = True
    answers = await asyncio.gather(recent.get("a"), recent.get("a"), return_exceptions=True)
    assert all(isinstance(answer, OSError) for answer in answers) and counting.asked == ["a"]
    counting.breaks = False
    assert await recent.get("a") == 2


async def test_those_asked_for_longest_ago_are_forgotten(recent: Recent[str, int], counting: Counting) -> None:
    for key in "abac":
        await recent.get(key)
    assert "b" not in recent and "a" in recent and "c" in recent
    await recent.get("b")
    assert counting.asked == ["a", "b", "c", "b"]


async def test_what_is_put_counts_as_counted(recent: Recent[str, int], counting: Counting) -> None:
    recent.put("a", 7)
    assert await recent.get("a") == 7 and counting.asked == []


async def test_what_is_known_can_change_but_not_what_is_being_counted(
    recent: Recent[str, int], counting: Counting, watch: Watch
) -> None:
    recent.amend("a", lambda number: number + 10)
    assert "a" not in recent
    assert await recent.get("a") == 1
    watch.now = 0.9
    recent.amend("a", lambda number: number + 10)
    assert await recent.get("a") == 11
    watch.now = 1.0
    counting.has_begun.clear()
    counting.may_go_on.clear()
    asking = asyncio.create_task(recent.get("a"))
    await counting.has_begun.wait()
    recent.amend("a", lambda number: number + 10)
    counting.may_go_on.set()
    assert await asking == 2, "a change keeps nothing fresh for longer"
