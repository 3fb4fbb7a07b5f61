"""Tidying: what is older than the settings say is deleted, and never anything that the books or reports are made of."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.services.sweeping import each
from db import tidying
from db.pool import Conn, Pool, transaction

logger = logging.getLogger(__name__)

AT_ONCE = 1_000
BATCHES_MAX = 50
"""In one go of each kind: what is left has time until the next."""

Delete = Callable[[Conn, datetime, int], Awaitable[int]]


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
        self.kinds: list[tuple[Delete, int]] = [
            (tidying.messages, keep.messages),
            (tidying.alarms, keep.messages),
            (tidying.unpaid_orders, keep.unpaid_orders),
            (tidying.scans, keep.scans),
            (tidying.captchas, keep.guards),
            (tidying.phone_claims, keep.guards),
            (tidying.queue_entries, keep.queues),
            (tidying.event_drafts, keep.drafts),
            (tidying.findings, keep.findings),
        ]

    async def tidy_due(self) -> None:
        await each([kind for kind in self.kinds if kind[1]], self._tidy)

    async def _tidy(self, kind: tuple[Delete, int]) -> None:
        delete, days = kind
        before, total = self.clock() - timedelta(days=days), 0
        for _ in range(BATCHES_MAX):
            async with transaction(self.pool, durable=False) as conn:
                deleted = await delete(conn, before, AT_ONCE)
            total += deleted
            if deleted < AT_ONCE:
                break
        if total:
            logger.info("deleted %s %s of before %s", total, delete.__name__, before)
