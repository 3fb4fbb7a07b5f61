"""Messaging: delivers the outbox, in the order of each chat, and never loses what it could not send.

What goes to a crowd is a line of its own beside the other: it neither holds up tickets, nor waits until all are sent.

A send whose result is unknown (the answer was lost, or the process was killed between sending and marking) is made
again: a message may come twice, it is never missing. Who stopped the bot gets what waited when they come back.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from core.domain.ids import PersonId
from core.domain.message import Channel, Delivery, HoldEnding, HoldExpired
from core.services.group_commit import Batches, GroupCommit
from core.services.retries import Blocked, RetryLater, Undeliverable, backoff
from db import messages, people
from db.pool import Pool, transaction

logger = logging.getLogger(__name__)

AT_ONCE_MAX = 30
BULK_AT_ONCE_MAX = 10
"""Beside those: while more is to be sent than may be, a quarter of it is in bulk."""
CLAIM_TTL = timedelta(minutes=2)
"""Longer than the longest single request to Telegram."""
LOOK_AGAIN = 1.0
"""Seconds after which what is due is looked for again, though nothing of what is being sent has been."""
ATTEMPTS_MAX = 12
"""37 minutes of trying what fails for a reason that we do not understand."""

Deliver = Callable[[Delivery], Awaitable[None]]


class UnreadableMessage(Exception):
    """Another version of Kassa wrote it; it waits, for a while, for that version to come back."""


class Messaging:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], batches: Batches) -> None:
        self.pool = pool
        self.clock = clock
        self._marking = GroupCommit(self._mark_sent, batches)

    async def deliver_due(self, deliver: Deliver, channel: Channel = Channel.CHAT) -> int:
        """Sends what is due in a channel until nothing is left that can be sent now; returns how many were sent.

        People are served side by side, so that one slow send holds up nobody else; each of them in order, because only
        the oldest message of a person can be claimed; what is in bulk may be overtaken.
        """
        sending: dict[asyncio.Task[bool], Delivery] = {}
        sent = 0
        async with asyncio.TaskGroup() as group:
            while True:
                now, in_bulk = self.clock(), sum(delivery.is_bulk for delivery in sending.values())
                room, bulk_room = AT_ONCE_MAX - (len(sending) - in_bulk), BULK_AT_ONCE_MAX - in_bulk
                for delivery in await messages.claim_due(self.pool, channel, now, now + CLAIM_TTL, room, bulk_room):
                    sending[group.create_task(self._deliver(delivery, deliver))] = delivery
                if not sending:
                    return sent
                done, _ = await asyncio.wait(sending, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del sending[task]
                    sent += task.result()

    async def discard_waiting(self, recipient_id: PersonId) -> None:
        """Drops what was not sent yet to somebody who is nobody, such as a buyer of the example data."""
        await messages.discard_waiting(self.pool, recipient_id, Channel.CHAT)

    async def pause(self, person_id: PersonId) -> None:
        """The person stopped the bot: what waits for them is not tried in vain."""
        await people.mark_blocked(self.pool, person_id, self.clock())

    async def resume(self, person_id: PersonId) -> None:
        """The person is back: they get what waited for them, but for news that are none any more."""
        async with transaction(self.pool) as conn:
            await people.unmark_blocked(conn, person_id)
            for news in (HoldEnding, HoldExpired):
                await messages.discard_waiting_of_kind(conn, person_id, news)
            await messages.unpark(conn, person_id, self.clock())

    async def _deliver(self, delivery: Delivery, deliver: Deliver) -> bool:
        try:
            if delivery.message is None:
                raise UnreadableMessage
            await deliver(delivery)
        except Blocked:
            async with transaction(self.pool) as conn:
                if await people.mark_blocked(conn, delivery.recipient_id, self.clock()):
                    await messages.park(conn, delivery.id)
                else:  # nobody whose return we would notice, such as an owner who never pressed Start
                    await messages.mark_failed(conn, delivery.id, "they have never talked to the bot", self.clock())
        except Undeliverable as error:
            logger.warning("message %s to %s will not be sent: %s", delivery.id, delivery.recipient_id, error)
            await messages.mark_failed(self.pool, delivery.id, str(error), self.clock())
        except RetryLater as error:
            await messages.postpone(self.pool, delivery.id, self.clock() + (error.after or backoff(delivery.attempt)))
        except Exception as error:
            logger.exception("message %s to %s failed", delivery.id, delivery.recipient_id)
            if delivery.attempt < ATTEMPTS_MAX:
                await messages.postpone(self.pool, delivery.id, self.clock() + backoff(delivery.attempt))
            else:  # a mistake of ours must not keep everything else from this person
                await messages.mark_failed(self.pool, delivery.id, f"{messages.GIVEN_UP}{error!r}", self.clock())
        else:
            await self._marking.submit(None, delivery.id)
            return True
        return False

    async def _mark_sent(self, _: None, message_ids: Sequence[int]) -> Sequence[Exception | None]:
        await messages.mark_sent(self.pool, message_ids, self.clock())
        return [None] * len(message_ids)
