"""Table `tickets`, read together with the event, the seat and the people that they name."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, OrderId, PersonId, SeatId, TeamId, TicketId
from core.domain.order import Order
from core.domain.ticket import Ticket, TicketStatus
from core.domain.ticket_code import TicketSecret, new_numbers, new_secrets
from db.events import to_event
from db.pool import Conn, Executor

PREFETCH = 500


async def issue(conn: Conn, sold: Sequence[Order], now: datetime) -> list[tuple[Order, TicketId]]:
    """One ticket for each seat of these orders of one event, in their order."""
    seats = [(order, *seat) for order in sold for seat in zip(order.seat_ids, order.prices_minor, strict=True)]
    rows = await conn.fetch(
        """
        INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret, status,
                             issued_at)
        SELECT $1, order_id, seat_id, holder_id, price_minor, $2, number, secret, 'valid', $3
        FROM unnest($4::bigint[], $5::int[], $6::bigint[], $7::bigint[], $8::text[], $9::bytea[])
            WITH ORDINALITY AS new (order_id, seat_id, holder_id, price_minor, number, secret, place)
        ORDER BY place
        RETURNING id
        """,
        sold[0].event_id,
        sold[0].currency,
        now,
        [order.id for order, _, _ in seats],
        [seat_id for _, seat_id, _ in seats],
        [order.buyer_id for order, _, _ in seats],
        [price_minor for _, _, price_minor in seats],
        new_numbers(len(seats)),
        new_secrets(len(seats)),
    )
    return [(order, TicketId(row["id"])) for (order, _, _), row in zip(seats, rows, strict=True)]


async def were_issued(conn: Executor, event_id: EventId, order_id: OrderId) -> bool:
    """Did the order ever become tickets, whatever became of them?"""
    return (
        await conn.fetchval(
            "SELECT EXISTS (SELECT FROM tickets WHERE event_id = $1 AND order_id = $2)", event_id, order_id
        )
        is True
    )


async def by_id(conn: Executor, event_id: EventId, ticket_id: TicketId) -> Ticket | None:
    row = await conn.fetchrow(
        "SELECT * FROM printed_tickets WHERE event_id = $1 AND ticket_id = $2", event_id, ticket_id
    )
    return to_ticket(row) if row else None


async def by_ids(conn: Executor, event_id: EventId, ticket_ids: Sequence[TicketId]) -> dict[TicketId, Ticket]:
    found = await by_keys(conn, [(event_id, ticket_id) for ticket_id in ticket_ids])
    return {ticket_id: ticket for (_, ticket_id), ticket in found.items()}


async def by_keys(conn: Executor, wanted: Sequence[tuple[EventId, TicketId]]) -> dict[tuple[EventId, TicketId], Ticket]:
    """Of several events. One by one: as one join it may read all seats of an event, up to those of the tickets."""
    rows = await conn.fetch(
        """
        SELECT printed.*, (
            SELECT array_agg(name ORDER BY gates.id) FILTER (WHERE tier_ids IS NULL OR printed.tier_id = ANY(tier_ids))
            FROM gates WHERE gates.event_id = printed.event_id HAVING bool_or(printed.tier_id <> ALL(tier_ids))
        ) AS gates
        FROM unnest($1::bigint[], $2::bigint[]) AS wanted (event_id, ticket_id),
        LATERAL (
            SELECT * FROM printed_tickets one
            WHERE one.event_id = wanted.event_id AND one.ticket_id = wanted.ticket_id OFFSET 0
        ) printed
        """,
        [event_id for event_id, _ in wanted],
        [ticket_id for _, ticket_id in wanted],
    )
    return {(row["event_id"], row["ticket_id"]): to_ticket(row) for row in rows}


async def of_order(conn: Executor, event_id: EventId, order_id: OrderId) -> list[Ticket]:
    """All tickets of an order, whatever became of them."""
    rows = await conn.fetch(
        "SELECT * FROM printed_tickets WHERE event_id = $1 AND order_id = $2 ORDER BY seat_id", event_id, order_id
    )
    return [to_ticket(row) for row in rows]


async def of_any_event(
    conn: Executor, number: str, team_ids: Sequence[TeamId] | None
) -> tuple[EventId, OrderId] | None:
    """Where a number of some teams, or of all, belongs. It is unique within an event only: the latest ticket wins."""
    row = await conn.fetchrow(
        """
        SELECT event_id, order_id FROM tickets
        WHERE number = $1 AND ($2::bigint[] IS NULL OR event_id IN (SELECT id FROM events WHERE team_id = ANY($2)))
        ORDER BY issued_at DESC LIMIT 1
        """,
        number,
        team_ids,
    )
    return (row["event_id"], row["order_id"]) if row else None


async def take_back(
    conn: Conn,
    event_id: EventId,
    kept_minor: Mapping[TicketId, int],
    *,
    held_by: PersonId | None = None,
    even_used: bool = False,
) -> bool:
    """Ends valid tickets that nobody has come in with, or `even_used` ones, keeping a part of their prices.

    With `held_by` they must be that person's still. False if one of them is not so: then roll back.
    """
    rows = await conn.fetch(
        """
        UPDATE tickets SET status = 'refunded', kept_minor = back.kept_minor
        FROM unnest($2::bigint[], $3::bigint[]) AS back (id, kept_minor)
        WHERE event_id = $1 AND tickets.id = back.id AND status = 'valid' AND (admitted_at IS NULL OR $4)
            AND ($5::bigint IS NULL OR holder_id = $5)
        RETURNING tickets.id
        """,
        event_id,
        list(kept_minor),
        list(kept_minor.values()),
        even_used,
        held_by,
    )
    return len(rows) == len(kept_minor)


async def valid_of_event(conn: Conn, event_id: EventId) -> AsyncIterator[Ticket]:
    """By their seats; within a transaction, which a cursor needs."""
    async for row in conn.cursor(
        "SELECT * FROM printed_tickets WHERE event_id = $1 AND ticket_status = 'valid' ORDER BY seat_id",
        event_id,
        prefetch=PREFETCH,
    ):
        yield to_ticket(row)


async def by_secret(conn: Executor, ticket: TicketSecret) -> Ticket | None:
    row = await conn.fetchrow(
        "SELECT * FROM printed_tickets WHERE event_id = $1 AND secret = $2", ticket.event_id, ticket.secret
    )
    return to_ticket(row) if row else None


async def by_number(conn: Executor, event_id: EventId, number: str) -> Ticket | None:
    row = await conn.fetchrow("SELECT * FROM printed_tickets WHERE event_id = $1 AND number = $2", event_id, number)
    return to_ticket(row) if row else None


async def of_holder(conn: Executor, holder_id: PersonId) -> list[Ticket]:
    """The valid tickets of a person, the next event first."""
    rows = await conn.fetch(
        """
        SELECT printed.*, (
            SELECT array_agg(name ORDER BY gates.id) FILTER (WHERE tier_ids IS NULL OR printed.tier_id = ANY(tier_ids))
            FROM gates WHERE gates.event_id = printed.event_id HAVING bool_or(printed.tier_id <> ALL(tier_ids))
        ) AS gates
        FROM printed_tickets printed WHERE holder_id = $1 AND ticket_status = 'valid'
        ORDER BY starts_at, event_id, seat_id
        """,
        holder_id,
    )
    return [to_ticket(row) for row in rows]


async def hand_over(
    conn: Conn, event_id: EventId, ticket_id: TicketId, holder_id: PersonId, new_holder_id: PersonId
) -> bool:
    """Gives a ticket that can still be used a new holder and a new code; False if it is not this holder's to give."""
    handed = await conn.fetchval(
        """
        UPDATE tickets SET holder_id = $4, number = $5, secret = $6, picture_file_id = NULL,
            picture_revision = picture_revision + 1
        WHERE event_id = $1 AND id = $2 AND holder_id = $3 AND status = 'valid' AND admitted_at IS NULL
        RETURNING true
        """,
        event_id,
        ticket_id,
        holder_id,
        new_holder_id,
        *new_numbers(1),
        *new_secrets(1),
    )
    return handed is True


async def seats_held(conn: Executor, event_id: EventId, order_id: OrderId, holder_id: PersonId) -> list[SeatId]:
    """The seats of an order whose tickets are somebody's now."""
    rows = await conn.fetch(
        """
        SELECT seat_id FROM tickets WHERE event_id = $1 AND order_id = $2 AND holder_id = $3 AND status = 'valid'
        ORDER BY seat_id
        """,
        event_id,
        order_id,
        holder_id,
    )
    return [SeatId(row["seat_id"]) for row in rows]


async def orders_held(conn: Executor, event_id: EventId, holder_id: PersonId) -> list[OrderId]:
    """The orders that somebody's tickets of an event come from."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT order_id FROM tickets WHERE event_id = $1 AND holder_id = $2 AND status = 'valid'
        ORDER BY order_id
        """,
        event_id,
        holder_id,
    )
    return [OrderId(row["order_id"]) for row in rows]


async def lock_held(
    conn: Conn, event_id: EventId, order_id: OrderId, seat_id: SeatId, holder_id: PersonId
) -> TicketId | None:
    """The ticket, if it is (still) somebody's; waits for whoever gives or takes it."""
    ticket_id: TicketId | None = await conn.fetchval(
        """
        SELECT id FROM tickets
        WHERE event_id = $1 AND order_id = $2 AND seat_id = $3 AND holder_id = $4 AND status = 'valid'
        FOR UPDATE
        """,
        event_id,
        order_id,
        seat_id,
        holder_id,
    )
    return ticket_id


async def forget_picture(conn: Conn, event_id: EventId, ticket_id: TicketId) -> None:
    """It shows what is not so any more."""
    await conn.execute(
        """
        UPDATE tickets SET picture_file_id = NULL, picture_revision = picture_revision + 1
        WHERE event_id = $1 AND id = $2
        """,
        event_id,
        ticket_id,
    )


async def forget_pictures_of_event(conn: Conn, event_id: EventId) -> None:
    """Of valid tickets: they are drawn anew with what is so now."""
    await conn.execute(
        """
        UPDATE tickets SET picture_file_id = NULL, picture_revision = picture_revision + 1
        WHERE event_id = $1 AND status = 'valid'
        """,
        event_id,
    )


async def holders(conn: Executor, event_id: EventId) -> list[PersonId]:
    """Everybody with a valid ticket that was not used yet."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT holder_id FROM tickets WHERE event_id = $1 AND status = 'valid' AND admitted_at IS NULL
        ORDER BY holder_id
        """,
        event_id,
    )
    return [PersonId(row["holder_id"]) for row in rows]


async def forget_pictures_of(conn: Conn, holder_id: PersonId) -> None:
    await conn.execute(
        "UPDATE tickets SET picture_file_id = NULL, picture_revision = picture_revision + 1 WHERE holder_id = $1",
        holder_id,
    )


async def set_pictures(conn: Executor, event_id: EventId, drawn: Sequence[tuple[Ticket, str]]) -> None:
    """The files of tickets that are as they were when they were drawn. Locks them in the order of their ids."""
    await conn.execute(
        """
        WITH locked AS MATERIALIZED (
            SELECT id, picture_revision FROM tickets WHERE event_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
        )
        UPDATE tickets SET picture_file_id = drawn.file_id
        FROM locked JOIN unnest($2::bigint[], $3::int[], $4::text[]) AS drawn (id, revision, file_id)
            ON drawn.id = locked.id AND drawn.revision = picture_revision
        WHERE event_id = $1 AND tickets.id = locked.id
        """,
        event_id,
        [ticket.id for ticket, _ in drawn],
        [ticket.picture_revision for ticket, _ in drawn],
        [file_id for _, file_id in drawn],
    )


def to_ticket(row: asyncpg.Record) -> Ticket:
    return Ticket(
        id=row["ticket_id"],
        event=to_event(row),
        order_id=row["order_id"],
        holder_id=row["holder_id"],
        holder_name=row["holder_name"],
        seat_id=row["seat_id"],
        tier_id=row["tier_id"],
        section=row["section"],
        row=row["row"],
        seat=row["seat"],
        tier=row["tier"],
        price_minor=row["price_minor"],
        currency=row["ticket_currency"],
        number=row["number"],
        secret=row["secret"],
        status=TicketStatus(row["ticket_status"]),
        admitted_at=row["admitted_at"],
        admitted_by=row["admitted_by_name"],
        left_at=row["left_at"],
        admitted_gate=row["admitted_gate"],
        picture_file_id=row["picture_file_id"],
        picture_revision=row["picture_revision"],
        attendee_name=row["attendee_name"],
        gates=tuple(row.get("gates") or ()),
    )
