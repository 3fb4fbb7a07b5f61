"""What must be true of an event after whatever happened to it."""

from datetime import datetime

from core.domain.ids import EventId
from core.services.auditing import SETTLE_WITHIN, Auditing
from db import seats
from db.pool import Pool


async def assert_books_balance(pool: Pool, event_id: EventId, now: datetime) -> seats.Stock:
    """Nothing that the auditor would find, and no payment waits; returns the stock."""
    assert await Auditing(pool, lambda: now, frozenset()).findings(event_id) == []
    later = await Auditing(pool, lambda: now + SETTLE_WITHIN, frozenset()).findings(event_id)
    assert later == [], "money that is not settled"
    return await seats.stock(pool, event_id, now)
