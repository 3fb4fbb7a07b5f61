"""Hold rules: whether somebody may hold seats of an event at all, before any seat is looked at."""

from datetime import datetime

from core.domain.event import Event
from core.domain.ids import PersonId
from core.domain.refusal import Refusal
from core.services.rights import Rights
from db import protection
from db.pool import Conn


class HoldRules:
    def __init__(self, rights: Rights) -> None:
        self.rights = rights

    async def ensure_may_hold(self, conn: Conn, event: Event, buyer_id: PersonId, now: datetime) -> None:
        """In the transaction of the hold. Who works for the event sells to others, and is asked nothing."""
        record = await protection.record(conn, event.id, buyer_id)
        try:
            record.ensure_may_hold(event, now)
        except Refusal:
            if not (await self.rights.at(buyer_id, event.id, conn)).may_scan:
                raise
