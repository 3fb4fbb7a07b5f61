"""Whether Redis answers. Who does without it meanwhile says so once, and not at every call."""

import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
Other = TypeVar("Other")

SETTLED_SECONDS = 5.0
"""Without a failure. A Redis that is full answers, and refuses what is written: it is not back between two refusals."""


class Presence:
    """Of Redis, for one of those who ask it; `what` is what there is not without it."""

    def __init__(self, what: str, clock: Callable[[], float] = monotonic) -> None:
        self.what = what
        self.clock = clock
        self._failed_at: float | None = None

    async def ask(self, question: Awaitable[Answer], otherwise: Other) -> Answer | Other:
        """The answer, or what is to be thought while there is none."""
        try:
            answer = await question
        except (RedisError, OSError) as error:
            if self._failed_at is None:
                logger.warning("Redis is away, there is no %s: %s", self.what, error)
            self._failed_at = self.clock()
            return otherwise
        if self._failed_at is not None and self.clock() - self._failed_at > SETTLED_SECONDS:
            logger.info("Redis is back: %s", self.what)
            self._failed_at = None
        return answer
