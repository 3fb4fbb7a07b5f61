"""Table `payments`: the money that came. Nothing of it is ever rewritten but when it was settled."""

from datetime import datetime

import asyncpg

from core.domain.ids import EventId, OrderId, PersonId
from core.domain.payment import Charge, Payment, Provider
from db.pool import Conn, Executor


async def record(conn: Executor, charge: Charge, provider: Provider, now: datetime) -> None:
    """Writes the charge down once, however often Telegram reports it.

    An owner may have confirmed the same money by hand before; then the charge is matched with that payment.
    """
    await conn.execute(
        """
        WITH matched AS (
            UPDATE payments SET matched_charge_id = $4
            WHERE event_id = $1 AND order_id = $2 AND confirmed_by IS NOT NULL
              AND amount_minor = $6 AND currency = $7 AND coalesce(matched_charge_id, $4) = $4
            RETURNING id
        )
        INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                              received_at, provider)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE NOT EXISTS (SELECT FROM matched)
        ON CONFLICT (event_id, charge_id) DO NOTHING
        """,
        charge.event_id,
        charge.order_id,
        charge.payer_id,
        charge.charge_id,
        charge.provider_charge_id,
        charge.amount_minor,
        charge.currency,
        now,
        provider,
    )


async def confirm_by_hand(
    conn: Conn, charge: Charge, provider: Provider, confirmed_by: PersonId, now: datetime
) -> Payment | None:
    """Writes down money that somebody saw at the provider; None if Telegram has told of it meanwhile."""
    row = await conn.fetchrow(
        """
        INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                              received_at, provider, confirmed_by)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        WHERE NOT EXISTS (SELECT FROM payments WHERE event_id = $1 AND order_id = $2)
        ON CONFLICT (event_id, charge_id) DO NOTHING
        RETURNING *
        """,
        charge.event_id,
        charge.order_id,
        charge.payer_id,
        charge.charge_id,
        charge.provider_charge_id,
        charge.amount_minor,
        charge.currency,
        now,
        provider,
        confirmed_by,
    )
    return to_payment(row) if row else None


async def by_charge(conn: Executor, event_id: EventId, charge_id: str) -> Payment | None:
    row = await conn.fetchrow(
        "SELECT * FROM payments WHERE event_id = $1 AND (charge_id = $2 OR matched_charge_id = $2)", event_id, charge_id
    )
    return to_payment(row) if row else None


async def that_bought(conn: Executor, event_id: EventId, order_id: OrderId) -> Payment | None:
    """The payment that became the tickets of an order: the one that did not go back as a whole."""
    row = await conn.fetchrow(
        """
        SELECT * FROM payments
        WHERE event_id = $1 AND order_id = $2 AND settled_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM refunds
            WHERE refunds.event_id = $1 AND refunds.payment_id = payments.id AND refunds.ticket_id IS NULL
        )
        """,
        event_id,
        order_id,
    )
    return to_payment(row) if row else None


async def unsettled(conn: Executor, before: datetime, limit: int) -> list[Payment]:
    rows = await conn.fetch(
        "SELECT * FROM payments WHERE settled_at IS NULL AND received_at <= $1 ORDER BY received_at LIMIT $2",
        before,
        limit,
    )
    return [to_payment(row) for row in rows]


async def mark_settled(conn: Conn, payment: Payment, now: datetime) -> bool:
    """False if it was settled before: then the caller has nothing to do."""
    marked = await conn.fetchval(
        """
        UPDATE payments SET settled_at = $3 WHERE event_id = $1 AND id = $2 AND settled_at IS NULL RETURNING true
        """,
        payment.charge.event_id,
        payment.id,
        now,
    )
    return marked is True


def to_payment(row: asyncpg.Record) -> Payment:
    return Payment(row["id"], to_charge(row), Provider(row["provider"]), row["received_at"])


def to_charge(row: asyncpg.Record) -> Charge:
    return Charge(
        event_id=row["event_id"],
        order_id=row["order_id"],
        payer_id=row["payer_id"],
        charge_id=row["charge_id"],
        provider_charge_id=row["provider_charge_id"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
    )
