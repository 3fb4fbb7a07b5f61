"""Guessing: who tries codes and links until one is right has to wait; who is right is not counted."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from core.domain.ids import PersonId
from core.domain.rate import Action, Rate
from core.domain.refusal import Refusal, TooManyGuesses
from db.paces import Paces

STAFF_SHARE = 10
"""Staff at a door type what others show them: they may be wrong so many times as often as a buyer."""


class Guessing:
    def __init__(self, paces: Paces, guesses_per_hour: int, clock: Callable[[], datetime]) -> None:
        self.paces = paces
        self.rates = {
            Action.GUESSING: Rate(guesses_per_hour, minutes=60),
            Action.MISTYPING: Rate(guesses_per_hour * STAFF_SHARE, minutes=60),
        }
        self.clock = clock

    @asynccontextmanager
    async def guess(
        self, person_id: PersonId, wrong: type[Refusal], action: Action = Action.GUESSING
    ) -> AsyncIterator[None]:
        """Counts what is tried inside, unless it ends in something else than `wrong`.

        It counts before it looks, so that guesses at once are no more than guesses one after the other.
        """
        rate = self.rates[action]
        [wait_ms] = await self.paces.take([(person_id, action, rate)], int(self.clock().timestamp() * 1000))
        if wait_ms != 0:
            raise TooManyGuesses
        try:
            yield
        except wrong:
            raise
        except BaseException:
            await self.paces.forgive(person_id, action, rate)
            raise
        await self.paces.forgive(person_id, action, rate)
