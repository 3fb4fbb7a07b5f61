"""Many who ask in the same moment ask once, and nobody is told what was read before they asked."""

import asyncio
from collections.abc import Sequence

import pytest

from core.services.group_commit import Batches
from core.services.loader import Loader, Shared


class Shelf:
    """Answers when it is told to, with what is on it at that moment."""

    def __init__(self) -> None:
        self.books = {1: "one", 2: "two"}
        self.asked: list[list[int]] = []
        self.may_answer = asyncio.Semaphore(0)

    async def load(self, keys: Sequence[int]) -> dict[int, str]:
        self.asked.append(list(keys))
        found = {key: self.books[key] for key in keys if key in self.books}
        await self.may_answer.acquire()
        return found

    async def read(self, key: int) -> str:
        return (await self.load([key]))[key]


async def begun(shelf: Shelf, questions: int) -> None:
    while len(shelf.asked) < questions:
        await asyncio.sleep(0)


async def test_who_asks_while_a_question_is_on_its_way_is_in_the_next_one() -> None:
    shelf = Shelf()
    loader = Loader(shelf.load, Batches(at_once=1))
    first = asyncio.create_task(loader.get(1))
    await begun(shelf, 1)
    others = [asyncio.create_task(loader.get(key)) for key in (2, 1, 2, 3)]
    shelf.books[1] = "one, revised"
    shelf.may_answer.release()
    await begun(shelf, 2)
    shelf.may_answer.release()
    assert await first == "one"
    assert await asyncio.gather(*others) == ["two", "one, revised", "two", None]
    assert shelf.asked == [[1], [2, 1, 3]]


async def test_one_question_that_fails_fails_for_those_who_asked_it() -> None:
    shelf = Shelf()
    shared = Shared(shelf.read, Batches(at_once=2))
    wrong, right = asyncio.create_task(shared.get(9)), asyncio.create_task(shared.get(2))
    await begun(shelf, 2)
    shelf.may_answer.release()
    shelf.may_answer.release()
    with pytest.raises(KeyError):
        await wrong
    assert await right == "two"


async def test_what_cannot_be_read_together_is_read_once_for_all_who_wait() -> None:
    shelf = Shelf()
    shared = Shared(shelf.read, Batches(at_once=1))
    first = asyncio.create_task(shared.get(1))
    await begun(shelf, 1)
    others = [asyncio.create_task(shared.get(1)) for _ in range(5)]
    await asyncio.sleep(0)
    shelf.may_answer.release()
    await begun(shelf, 2)
    shelf.may_answer.release()
    assert await asyncio.gather(first, *others) == ["one"] * 6
    assert shelf.asked == [[1], [1]]
