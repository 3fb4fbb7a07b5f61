"""Messaging: delivers the outbox, in the order of each chat, and never loses what it could not send.

A send whose result is unknown (the process was killed between sending and marking) is made again when its claim ends: a
message may come twice after a crash, it is never missing.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core.domain.ids import PersonId
from core.domain.message import Delivery
from db import messages
from db.pool import Pool

logger = logging.getLogger(__name__)

BATCH = 30
CLAIM_TTL = timedelta(minutes=1)
RETRY_FIRST, RETRY_LONGEST = timedelta(seconds=2), timedelta(minutes=10)

Deliver = Callable[[Delivery], Awaitable[None]]


class RetryLater(Exception):
    """The message could not be sent now. `after` is None where nobody said how long to wait."""

    def __init__(self, after: timedelta | None = None) -> None:
        super().__init__(after)
        self.after = after


class Undeliverable(Exception):
    """The message will never reach this person."""


class Messaging:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def deliver_due(self, deliver: Deliver) -> int:
        """Sends what is due until nothing is left that can be sent now; returns how many were sent."""
        sent, until = 0, self.clock() + CLAIM_TTL
        while claimed := await messages.claim_due(self.pool, self.clock(), until, BATCH):
            for delivery in claimed:
                if self.clock() >= until:
                    break  # Telegram is slow: what is left of the batch may be another's by now
                sent += await self._deliver(delivery, deliver)
            until = self.clock() + CLAIM_TTL
        return sent

    async def discard_waiting(self, recipient_id: PersonId) -> None:
        """Drops what was not sent yet to somebody who is nobody, such as a buyer of the example data."""
        await messages.discard_waiting(self.pool, recipient_id)

    async def _deliver(self, delivery: Delivery, deliver: Deliver) -> bool:
        try:
            await deliver(delivery)
        except Undeliverable as error:
            logger.warning("message %s to %s will not be sent: %s", delivery.id, delivery.recipient_id, error)
            await messages.mark_failed(self.pool, delivery.id, str(error), self.clock())
        except RetryLater as error:
            await messages.postpone(self.pool, delivery.id, self.clock() + (error.after or backoff(delivery.attempt)))
        except Exception:
            logger.exception("message %s to %s failed, will be tried again", delivery.id, delivery.recipient_id)
            await messages.postpone(self.pool, delivery.id, self.clock() + backoff(delivery.attempt))
        else:
            await messages.mark_sent(self.pool, delivery.id, self.clock())
            return True
        return False


def backoff(attempt: int) -> timedelta:
    """2 s, 4 s, 8 s … up to 10 minutes."""
    return min(RETRY_FIRST * (1 << min(attempt - 1, 16)), RETRY_LONGEST)
