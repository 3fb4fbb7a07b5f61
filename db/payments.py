"""Table `payments`: the money that came. Nothing of it is ever rewritten but when it was settled."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, OrderId, PaymentId, PersonId
from core.domain.payment import Charge, Payment, Provider
from db.pool import Conn, Executor


async def record(conn: Executor, charge: Charge, provider: Provider, now: datetime) -> None:
    await record_all(conn, charge.event_id, [(charge, provider)], now)


async def record_all(
    conn: Executor, event_id: EventId, charges: Sequence[tuple[Charge, Provider]], now: datetime
) -> list[Payment]:
    """Writes each charge down once, however often Telegram reports it; those that were not in the books are returned.

    An owner may have confirmed the same money by hand before; then the charge is matched with that payment. It is
    looked for charge by charge, for the reason that is given in holds.py.
    """
    rows = await conn.fetch(
        """
        WITH charges AS (
            SELECT *
            FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[])
                AS charges (order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency, provider)
        ), confirmed AS (
            SELECT payment.id, charge_id FROM (SELECT * FROM charges ORDER BY order_id) charge, LATERAL (
                SELECT id FROM payments
                WHERE event_id = (SELECT $1::bigint) AND order_id = charge.order_id AND confirmed_by IS NOT NULL
                  AND (amount_minor, currency) = (charge.amount_minor, charge.currency)
                  AND coalesce(matched_charge_id, charge.charge_id) = charge.charge_id
                OFFSET 0 FOR UPDATE
            ) payment
        ), matched AS (
            UPDATE payments SET matched_charge_id = confirmed.charge_id
            FROM confirmed WHERE event_id = $1 AND payments.id = confirmed.id
              AND payments.id BETWEEN (SELECT min(id) FROM confirmed) AND (SELECT max(id) FROM confirmed)
            RETURNING matched_charge_id
        )
        INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                              received_at, provider)
        SELECT $1, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency, $9, provider
        FROM charges WHERE charge_id NOT IN (SELECT matched_charge_id FROM matched)
        ORDER BY charge_id
        ON CONFLICT (event_id, charge_id) DO NOTHING
        RETURNING id, charge_id
        """,
        event_id,
        [charge.order_id for charge, _ in charges],
        [charge.payer_id for charge, _ in charges],
        [charge.charge_id for charge, _ in charges],
        [charge.provider_charge_id for charge, _ in charges],
        [charge.amount_minor for charge, _ in charges],
        [charge.currency for charge, _ in charges],
        [provider for _, provider in charges],
        now,
    )
    of_charge = {charge.charge_id: (charge, provider) for charge, provider in charges}
    return [Payment(row["id"], *of_charge[row["charge_id"]], now) for row in rows]


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
    return (await by_charges(conn, event_id, [charge_id])).get(charge_id)


async def by_charges(conn: Executor, event_id: EventId, charge_ids: Sequence[str]) -> dict[str, Payment]:
    """By the charge that was asked for: a payment confirmed by hand has a name of its own besides."""
    rows = await conn.fetch(
        """
        SELECT payments.*, asked.charge_id AS asked FROM unnest($2::text[]) AS asked (charge_id)
        JOIN payments ON event_id = $1 AND (payments.charge_id = asked.charge_id OR matched_charge_id = asked.charge_id)
        """,
        event_id,
        charge_ids,
    )
    return {row["asked"]: to_payment(row) for row in rows}


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


async def mark_all_settled(
    conn: Conn, event_id: EventId, payment_ids: Sequence[PaymentId], now: datetime
) -> set[PaymentId]:
    """Those of the payments that were not settled before; their orders are locked.

    `num_nulls` hides from the planner that there is an index of those: it would read it all, and what has been in it.
    For `= ANY` alone it would read all payments of the event; those of a batch have come one after the other.
    """
    rows = await conn.fetch(
        """
        UPDATE payments SET settled_at = $3
        WHERE event_id = (SELECT $1::bigint) AND id BETWEEN $4 AND $5
          AND id = ($2::bigint[])[width_bucket(id, $2::bigint[])] AND num_nulls(settled_at) = 1
        RETURNING id
        """,
        event_id,
        sorted(payment_ids),
        now,
        min(payment_ids, default=None),
        max(payment_ids, default=None),
    )
    return {PaymentId(row["id"]) for row in rows}


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
