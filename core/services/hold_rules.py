"""Hold rules: who may hold seats of an event at all, before any seat is looked at."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.event import Event
from core.domain.ids import PersonId
from core.domain.protection import UNPAID_WITHIN, Patience
from core.domain.refusal import ContactNeeded, PhoneTaken, Refusal, TurnNeeded
from core.services.rights import Rights
from db import protection, queues
from db.pool import Conn, Executor


class HoldRules:
    """Who works for the event sells to others: they need no turn, and are asked nothing."""

    def __init__(self, rights: Rights, patience: Patience) -> None:
        self.rights = rights
        self.patience = patience

    async def refused(
        self, conn: Conn, event: Event, buyer_ids: Sequence[PersonId], now: datetime
    ) -> dict[PersonId, Refusal]:
        """Those who may not hold, and why. In the transaction of their holds."""
        without_turn = await queues.without_turn(conn, event.id, buyer_ids, now)
        others = [buyer_id for buyer_id in buyer_ids if buyer_id not in without_turn]
        refused = {buyer_id: TurnNeeded(event.id) for buyer_id in without_turn}
        return await self._but_staff(conn, event, refused | await self._suspicious(conn, event, others, now))

    async def ensure_may_wait(self, conn: Conn, event: Event, person_id: PersonId, now: datetime) -> None:
        """In the transaction of joining the waiting list, or of a wish in the queue: what comes of it is a hold.

        Neither needs a turn yet: an offer was queued for in the list, and a wish is held when the turn has come.
        """
        refused = await self._suspicious(conn, event, [person_id], now)
        for refusal in (await self._but_staff(conn, event, refused)).values():
            raise refusal

    async def ensure_passed(self, conn: Executor, event: Event, person_id: PersonId, now: datetime) -> None:
        """What the event asks before a hold, of who waits in its queue: when the turn comes, there is less time."""
        for _, record in await protection.records(conn, event.id, [person_id], now - UNPAID_WITHIN, now):
            try:
                record.ensure_passed(event, now, while_waiting=True)
            except Refusal:
                if not (await self.rights.at(person_id, event.id, conn)).may_scan:
                    raise

    async def _suspicious(
        self, conn: Conn, event: Event, buyer_ids: Sequence[PersonId], now: datetime
    ) -> dict[PersonId, Refusal]:
        refused: dict[PersonId, Refusal] = {}
        for buyer_id, record in await protection.records(conn, event.id, buyer_ids, now - UNPAID_WITHIN, now):
            try:
                record.ensure_may_hold(event, self.patience, now)
            except Refusal as refusal:
                refused[buyer_id] = refusal
                continue
            if record.owes_claim:
                owner_id = await protection.claim_phone(conn, event.id, buyer_id)
                if owner_id != buyer_id:
                    refused[buyer_id] = PhoneTaken() if owner_id else ContactNeeded(event.id)
        return refused

    async def _but_staff(self, conn: Conn, event: Event, refused: dict[PersonId, Refusal]) -> dict[PersonId, Refusal]:
        return {
            buyer_id: why
            for buyer_id, why in refused.items()
            if not (await self.rights.at(buyer_id, event.id, conn)).may_scan
        }
