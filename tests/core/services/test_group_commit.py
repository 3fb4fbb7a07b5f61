"""Group commit by itself: what is asked for is a number, and a batch runs until the test lets it go."""

import asyncio
from collections.abc import Sequence

import pytest

from core.domain.refusal import NothingSelected
from core.services.group_commit import Alone, Batches, GroupCommit


class Counter:
    """Doubles numbers, batch by batch; where `go` is clear it waits in the middle."""

    def __init__(self) -> None:
        self.batches: list[tuple[str, list[int]]] = []
        self.go = asyncio.Event()
        self.go.set()
        self.running, self.most_at_once = 0, 0

    async def double(self, key: str, numbers: Sequence[int]) -> list[int | Exception]:
        self.batches.append((key, list(numbers)))
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            await asyncio.sleep(0)
            await self.go.wait()
        finally:
            self.running -= 1
        if 13 in numbers:
            raise ArithmeticError("13 breaks every batch that it is in")
        if 5 in numbers and len(numbers) > 1:
            return [Alone() if number == 5 else number * 2 for number in numbers]
        if 404 in numbers:
            raise ConnectionError("nobody answers")
        return [NothingSelected() if number < 0 else number * 2 for number in numbers]

    def group(self, at_once: int = 4, batch_max: int = 100) -> GroupCommit[str, int, int]:
        return GroupCommit(self.double, Batches(at_once, (ConnectionError,)), batch_max)


@pytest.fixture
def counter() -> Counter:
    return Counter()


async def ask(group: GroupCommit[str, int, int], *numbers: int, key: str = "a") -> list[asyncio.Task[int]]:
    """Asks for each number, and returns when all of them wait."""
    asked = [asyncio.create_task(group.submit(key, number)) for number in numbers]
    await several_rounds()
    return asked


async def several_rounds() -> None:
    """So many that whatever can go on has gone on."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_request_alone_waits_for_nothing(counter: Counter) -> None:
    async with asyncio.timeout(1):
        assert await counter.group().submit("a", 1) == 2
    assert counter.batches == [("a", [1])]


async def test_who_comes_while_a_batch_runs_goes_in_the_next_one_in_the_order_of_arrival(counter: Counter) -> None:
    counter.go.clear()
    group = counter.group()
    asked = [*await ask(group, 6), *await ask(group, 3, 9), *await ask(group, 1)]
    counter.go.set()
    assert await asyncio.gather(*asked) == [12, 6, 18, 2]
    assert counter.batches == [("a", [6]), ("a", [3, 9, 1])]


async def test_those_who_come_in_one_moment_go_together(counter: Counter) -> None:
    group = counter.group()
    assert await asyncio.gather(*(group.submit("a", number) for number in range(5))) == [0, 2, 4, 6, 8]
    assert counter.batches == [("a", [0, 1, 2, 3, 4])]


async def test_a_batch_has_a_greatest_size_and_the_rest_keeps_its_order(counter: Counter) -> None:
    group = counter.group(batch_max=2)
    await asyncio.gather(*(group.submit("a", number) for number in range(5)))
    assert counter.batches == [("a", [0, 1]), ("a", [2, 3]), ("a", [4])]


async def test_keys_run_beside_each_other_up_to_a_limit_and_take_turns(counter: Counter) -> None:
    counter.go.clear()
    group = counter.group(at_once=2, batch_max=1)
    asked = [*await ask(group, 1, 2, key="a"), *await ask(group, 3, 4, key="b"), *await ask(group, 5, 6, key="c")]
    counter.go.set()
    await asyncio.gather(*asked)
    assert counter.most_at_once == 2
    assert [key for key, _ in counter.batches[:3]] == ["a", "b", "c"], "a crowd at one key keeps nobody else waiting"


async def test_a_refusal_reaches_its_own_request_only(counter: Counter) -> None:
    group = counter.group()
    got = await asyncio.gather(*(group.submit("a", number) for number in (1, -1, 2)), return_exceptions=True)
    assert got[::2] == [2, 4]
    assert isinstance(got[1], NothingSelected)
    assert len(counter.batches) == 1


async def test_what_breaks_a_batch_fails_alone(counter: Counter) -> None:
    group = counter.group()
    got = await asyncio.gather(*(group.submit("a", number) for number in (1, 13, 2)), return_exceptions=True)
    assert got[::2] == [2, 4]
    assert isinstance(got[1], ArithmeticError)
    assert counter.batches == [("a", [1, 13, 2]), ("a", [1]), ("a", [13]), ("a", [2])]


async def test_what_a_batch_will_not_do_is_done_alone_beside_the_next_one(counter: Counter) -> None:
    group = counter.group(batch_max=2)
    asked = [*await ask(group, 1, 5, 2, 3)]
    assert [await one for one in asked] == [2, 10, 4, 6]
    assert sorted(counter.batches) == [("a", [1, 5]), ("a", [2, 3]), ("a", [5])]
    assert counter.most_at_once == 2


async def test_what_would_meet_each_alone_as_well_is_not_tried_again(counter: Counter) -> None:
    group = counter.group()
    got = await asyncio.gather(*(group.submit("a", number) for number in (1, 404, 2)), return_exceptions=True)
    assert [type(one) for one in got] == [ConnectionError] * 3
    assert len(counter.batches) == 1


async def test_after_an_error_the_next_request_is_as_good_as_the_first(counter: Counter) -> None:
    group = counter.group()
    with pytest.raises(ConnectionError):
        await group.submit("a", 404)
    assert await group.submit("a", 1) == 2


async def test_who_gives_up_before_being_taken_is_left_out(counter: Counter) -> None:
    counter.go.clear()
    group = counter.group()
    first, hasty, patient = await ask(group, 1, 2, 3)
    late, *_ = await ask(group, 4)
    late.cancel()
    await several_rounds()
    counter.go.set()
    assert [await one for one in (first, hasty, patient)] == [2, 4, 6]
    assert counter.batches == [("a", [1, 2, 3])]


async def test_who_gives_up_in_a_running_batch_stops_nobody(counter: Counter) -> None:
    counter.go.clear()
    group = counter.group()
    first, hasty, patient = await ask(group, 1, 2, 3)
    hasty.cancel()
    await several_rounds()
    counter.go.set()
    assert [await first, await patient] == [2, 6]
    assert hasty.cancelled()
    assert await group.submit("a", 5) == 10


async def test_draining_waits_for_all_who_were_asked_for(counter: Counter) -> None:
    counter.go.clear()
    group = counter.group(batch_max=1)
    asked = await ask(group, 1, 2, 3)
    draining = asyncio.create_task(group.batches.drain())
    await several_rounds()
    assert not draining.done()
    counter.go.set()
    await draining
    assert [one.result() for one in asked] == [2, 4, 6]


async def test_nobody_waits_for_a_batch_that_was_killed(counter: Counter) -> None:
    counter.go.clear()
    group = counter.group(batch_max=1)
    asked = await ask(group, 1, 2)
    for running in group.batches._running:
        running.cancel()
    async with asyncio.timeout(1):
        got = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in got] == [asyncio.CancelledError] * 2


async def test_ten_thousand_keys_leave_nothing_behind(counter: Counter) -> None:
    group = counter.group(at_once=50)
    for start in range(0, 10_000, 1000):
        await asyncio.gather(*(group.submit(f"{start + number}", number) for number in range(1000, 2000)))
        counter.batches.clear()
    await group.batches.drain()
    assert not group._waiting
    assert not group.batches._running
