"""Tidying: what is older than the settings say is deleted, and never anything that the books or reports are made of."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.services.sweeping import each
from db import tidying
from db.pool import Pool, transaction

logger = logging.getLogger(__name__)

AT_ONCE = 1_000
BATCHES_MAX = 50
"""In one go of each table: what is left has time until the next."""


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days; 0: for ever."""

    messages: int
    unpaid_orders: int
    scans: int
    guards: int
    queues: int
    drafts: int
    findings: int


class Tidying:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], keep: Keep) -> None:
        self.pool = pool
        self.clock = clock
        self.days = {
            "messages": keep.messages,
            "alarms": keep.messages,
            "scans": keep.scans,
            "captchas": keep.guards,
            "phone_claims": keep.guards,
            "queue_entries": keep.queues,
            "waitlist_entries": keep.queues,
            "orders": keep.unpaid_orders,  # behind the waiting list, which names those that were its offers
            "event_drafts": keep.drafts,
            "findings": keep.findings,
        }

    async def tidy_due(self) -> None:
        await each([table for table, days in self.days.items() if days], self._tidy)

    async def _tidy(self, table: str) -> None:
        before, total = self.clock() - timedelta(days=self.days[table]), 0
        for _ in range(BATCHES_MAX):
            async with transaction(self.pool, durable=False) as conn:
                deleted = await tidying.delete(conn, table, before, AT_ONCE)
            total += deleted
            if deleted < AT_ONCE:
                break
        if total:
            logger.info("deleted %s rows of %s of before %s", total, table, before)
