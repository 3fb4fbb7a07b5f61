"""What must be true of an event after whatever happened to it."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import EventId
from core.services.auditing import SETTLE_WITHIN, Auditing
from db.pool import Pool


@dataclass(frozen=True, slots=True)
class Stock:
    """The seats of an event by what they are now: together they are its capacity."""

    free: int
    held: int
    sold: int


async def stock(pool: Pool, event_id: EventId, now: datetime) -> Stock:
    balance = await Auditing(pool, lambda: now, frozenset()).balance(event_id)
    return Stock(balance.free, balance.held, balance.sold)


async def assert_books_balance(pool: Pool, event_id: EventId, now: datetime) -> Stock:
    """Nothing that the auditor would find, and no payment waits; returns the stock."""
    assert await Auditing(pool, lambda: now, frozenset()).findings(event_id) == []
    later = await Auditing(pool, lambda: now + SETTLE_WITHIN, frozenset()).findings(event_id)
    assert later == [], "money that is not settled"
    return await stock(pool, event_id, now)
