"""Hold rules: whether somebody may hold seats of an event at all, before any seat is looked at."""

from datetime import datetime

from core.domain.event import Event
from core.domain.ids import PersonId
from core.domain.protection import UNPAID_WITHIN, Patience
from core.domain.refusal import PhoneTaken, Refusal
from core.services.rights import Rights
from db import protection
from db.pool import Conn


class HoldRules:
    def __init__(self, rights: Rights, patience: Patience) -> None:
        self.rights = rights
        self.patience = patience

    async def ensure_may_hold(self, conn: Conn, event: Event, buyer_id: PersonId, now: datetime) -> None:
        """In the transaction of the hold. Who works for the event sells to others, and is asked nothing."""
        try:
            await self._ensure(conn, event, buyer_id, now)
        except Refusal:
            if not (await self.rights.at(buyer_id, event.id, conn)).may_scan:
                raise

    async def _ensure(self, conn: Conn, event: Event, buyer_id: PersonId, now: datetime) -> None:
        record = await protection.record(conn, event.id, buyer_id, now - UNPAID_WITHIN, now)
        record.ensure_may_hold(event, self.patience, now)
        if record.owes_claim and await protection.claim_phone(conn, event.id, buyer_id) != buyer_id:
            raise PhoneTaken
