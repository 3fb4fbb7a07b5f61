"""How a sweep goes through what is due."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

logger = logging.getLogger(__name__)
T = TypeVar("T")


async def each(due: Iterable[T], do: Callable[[T], Awaitable[None]]) -> None:
    """One after the other; what fails is logged, left for the next sweep, and keeps nothing from the rest."""
    for one in due:
        try:
            await do(one)
        except Exception:
            logger.exception("a sweep could not deal with %s", one)
