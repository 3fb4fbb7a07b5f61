"""What must be true of an event after whatever happened to it."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.finance import Finance
from core.domain.ids import EventId
from core.domain.report import Sales
from core.services.auditing import SETTLE_WITHIN, Auditing
from db import costs, reports
from db.pool import Executor, Pool


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


async def assert_reports_agree(conn: Executor, event_id: EventId, now: datetime) -> tuple[Sales, Finance]:
    """Every sum of a report is that of the ledger, to the unit; returns what was compared."""
    balance = await Auditing(conn, lambda: now, frozenset()).balance(event_id)  # type: ignore[arg-type]
    sales = Sales([], balance.capacity, await reports.sales(conn, [event_id]))
    finance = Finance(
        balance.currency,
        await reports.received(conn, [event_id]),
        await reports.gone_back(conn, [event_id]),
        await costs.of_events(conn, [event_id]),
    )
    income_minor = balance.tickets_minor + balance.kept_minor
    assert sales.total.income_minor == ({balance.currency: income_minor} if sales.rows else {})
    assert finance.gross_minor == balance.received_minor
    assert finance.refunded_minor == balance.refunded_minor
    assert finance.refund_due_minor == balance.refund_due_minor
    assert finance.unsettled_minor == balance.unsettled_minor
    assert finance.income_minor == income_minor
    return sales, finance
