"""Table `refunds`: the money that is owed back, once for each payment or ticket, until it is back."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.ids import EventId, OrderId, PersonId, RefundId, TeamId, TicketId
from core.domain.payment import EventOwing, Payment, Refund, RefundByHand, RefundReason, RefundsOfOrder, RefundStatus
from core.domain.person import Person
from db.payments import to_charge
from db.pool import Conn, Executor


async def owe(
    conn: Conn,
    payment: Payment,
    reason: RefundReason,
    now: datetime,
    amount_minor: int,
    ticket_id: TicketId | None = None,
) -> None:
    """A refund of a whole payment, or for one ticket of it.

    A second one for the same is refused by the index `refunds_once`, more than was paid by the trigger
    `refunds_within_payment`.
    """
    await conn.execute(
        """
        INSERT INTO refunds (event_id, payment_id, ticket_id, amount_minor, reason, by_hand, created_at, try_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
        """,
        payment.charge.event_id,
        payment.id,
        ticket_id,
        amount_minor,
        reason,
        payment.provider.refunds_by_hand,
        now,
    )


async def claim_due(conn: Executor, now: datetime, until: datetime, limit: int) -> list[Refund]:
    """Takes refunds that Telegram can be asked for. Until `until` nobody else takes them; then they are due again."""
    rows = await conn.fetch(
        """
        WITH due AS (
            SELECT event_id, id FROM refunds
            WHERE status IN ('due', 'sent') AND NOT by_hand AND try_at <= $1
            ORDER BY try_at LIMIT $3 FOR UPDATE SKIP LOCKED
        ), claimed AS (
            UPDATE refunds SET status = 'sent', attempts = attempts + 1, try_at = $2
            FROM due WHERE refunds.event_id = due.event_id AND refunds.id = due.id
            RETURNING refunds.*
        )
        SELECT payments.*, claimed.id AS refund_id, claimed.amount_minor AS refund_minor, reason, status, attempts,
               created_at, failure
        FROM claimed JOIN payments ON payments.event_id = claimed.event_id AND payments.id = claimed.payment_id
        """,
        now,
        until,
        limit,
    )
    return [to_refund(row) for row in rows]


async def mark_done(
    conn: Conn, event_id: EventId, refund_ids: Sequence[RefundId], by: PersonId | None, now: datetime
) -> bool:
    """False if one of them was done before, or if somebody (`by`) claims what is Telegram's to make: then roll back."""
    done = await conn.fetch(
        """
        UPDATE refunds SET status = 'done', done_at = $3, done_by = $4
        WHERE event_id = $1 AND id = ANY($2) AND status <> 'done'
          AND (by_hand OR $4::bigint IS NULL OR status = 'failed')
        RETURNING id
        """,
        event_id,
        refund_ids,
        now,
        by,
    )
    return len(done) == len(refund_ids)


async def postpone(conn: Executor, refund: Refund, until: datetime) -> None:
    await conn.execute(
        "UPDATE refunds SET status = 'due', try_at = $3 WHERE event_id = $1 AND id = $2 AND status = 'sent'",
        refund.charge.event_id,
        refund.id,
        until,
    )


async def mark_failed(conn: Executor, refund: Refund, why: str) -> None:
    """Telegram will not do it: from now on it stands on the list for people."""
    await conn.execute(
        "UPDATE refunds SET status = 'failed', failure = $3 WHERE event_id = $1 AND id = $2 AND status = 'sent'",
        refund.charge.event_id,
        refund.id,
        why,
    )


async def by_hand(
    conn: Executor,
    team_ids: Sequence[TeamId] | None,
    limit: int | None,
    event_id: EventId | None = None,
    up_to: RefundId | None = None,
) -> list[RefundByHand]:
    """What somebody must return at the provider for events of some teams, or of all; the oldest first.

    For one event only what is in its currency: sums are made of it.
    """
    rows = await conn.fetch(
        """
        SELECT payments.*, refunds.id AS refund_id, refunds.amount_minor AS refund_minor, reason, refunds.status,
               attempts, refunds.created_at, failure, coalesce(event.title, '?') AS title,
               coalesce(time_zone, 'UTC') AS time_zone, coalesce(people.name, '?') AS name, people.username,
               coalesce(people.client_language, '') AS client_language, people.chosen_language
        FROM refunds
        JOIN payments ON payments.event_id = refunds.event_id AND payments.id = refunds.payment_id
        LEFT JOIN events_at_venues event ON event.id = refunds.event_id
        LEFT JOIN people ON people.id = payments.payer_id
        WHERE (refunds.status = 'failed' OR (refunds.status = 'due' AND by_hand))
          AND ($1::bigint[] IS NULL OR refunds.event_id IN (SELECT id FROM events WHERE team_id = ANY($1)))
          AND ($3::bigint IS NULL OR (refunds.event_id = $3 AND payments.currency = event.currency))
          AND ($4::bigint IS NULL OR refunds.id <= $4)
        ORDER BY refunds.created_at, refunds.id LIMIT $2
        """,
        team_ids,
        limit,
        event_id,
        up_to,
    )
    return [to_refund_by_hand(row) for row in rows]


async def owing_events(conn: Executor, team_ids: Sequence[TeamId] | None, limit: int) -> list[EventOwing]:
    """For how many refunds of `by_hand` each event stands; the most first."""
    rows = await conn.fetch(
        """
        SELECT events.id, title, count(*) AS count
        FROM refunds
        JOIN payments ON payments.event_id = refunds.event_id AND payments.id = refunds.payment_id
        JOIN events ON events.id = refunds.event_id AND events.currency = payments.currency
        WHERE (refunds.status = 'failed' OR (refunds.status = 'due' AND by_hand))
          AND ($1::bigint[] IS NULL OR team_id = ANY($1))
        GROUP BY events.id, title ORDER BY count(*) DESC, events.id LIMIT $2
        """,
        team_ids,
        limit,
    )
    return [EventOwing(row["id"], row["title"], row["count"]) for row in rows]


async def whole_of_charge(conn: Executor, event_id: EventId, charge_id: str) -> Refund | None:
    """The refund of a whole charge, whatever has become of it."""
    refund_id = await conn.fetchval(
        """
        SELECT refunds.id FROM refunds
        JOIN payments ON payments.event_id = refunds.event_id AND payments.id = refunds.payment_id
        WHERE payments.event_id = $1 AND payments.charge_id = $2 AND refunds.ticket_id IS NULL
        """,
        event_id,
        charge_id,
    )
    return await by_id(conn, event_id, refund_id) if refund_id else None


async def of_order(conn: Executor, event_id: EventId, order_id: OrderId) -> RefundsOfOrder | None:
    """The latest reason, if there are several; None: no money goes back."""
    row = await conn.fetchrow(
        """
        SELECT reason, currency, sum(refunds.amount_minor) FILTER (WHERE refunds.status <> 'done') OVER whole AS due,
               sum(refunds.amount_minor) OVER whole AS amount
        FROM refunds JOIN payments ON payments.event_id = refunds.event_id AND payments.id = refunds.payment_id
        WHERE payments.event_id = $1 AND payments.order_id = $2
        WINDOW whole AS () ORDER BY refunds.id DESC LIMIT 1
        """,
        event_id,
        order_id,
    )
    if row is None:
        return None
    due_minor = int(row["due"] or 0)
    return RefundsOfOrder(RefundReason(row["reason"]), due_minor, int(row["amount"]) - due_minor, row["currency"])


async def by_id(conn: Executor, event_id: EventId, refund_id: RefundId) -> Refund | None:
    row = await conn.fetchrow(
        """
        SELECT payments.*, refunds.id AS refund_id, refunds.amount_minor AS refund_minor, reason, refunds.status,
               attempts, refunds.created_at, failure
        FROM refunds JOIN payments ON payments.event_id = refunds.event_id AND payments.id = refunds.payment_id
        WHERE refunds.event_id = $1 AND refunds.id = $2
        """,
        event_id,
        refund_id,
    )
    return to_refund(row) if row else None


def to_refund(row: asyncpg.Record) -> Refund:
    return Refund(
        id=row["refund_id"],
        charge=to_charge(row),
        amount_minor=row["refund_minor"],
        reason=RefundReason(row["reason"]),
        status=RefundStatus(row["status"]),
        attempts=row["attempts"],
        created_at=row["created_at"],
        failure=row["failure"],
    )


def to_refund_by_hand(row: asyncpg.Record) -> RefundByHand:
    zone = ZoneInfo(row["time_zone"])
    return RefundByHand(
        refund=to_refund(row),
        event_title=row["title"],
        payer=Person(row["payer_id"], row["name"], row["username"], row["client_language"], row["chosen_language"]),
        paid_at=row["received_at"].astimezone(zone),
        since=row["created_at"].astimezone(zone),
    )
