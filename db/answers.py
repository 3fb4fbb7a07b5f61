"""Table `answers`: what was said for a ticket of an order, or for all of it. Order and ticket are locked first."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.form import Answers
from core.domain.ids import EventId, OrderId, PersonId, QuestionId, SeatId, TicketId
from core.domain.question import Asked, QuestionKind
from db.pool import Conn, Executor


async def of_order(conn: Executor, event_id: EventId, order_id: OrderId) -> Answers:
    rows = await conn.fetch(
        "SELECT seat_id, question_id, answer FROM answers WHERE event_id = $1 AND order_id = $2", event_id, order_id
    )
    return {(row["seat_id"], row["question_id"]): row["answer"] for row in rows}


async def of_orders(conn: Executor, event_id: EventId, order_ids: Sequence[OrderId]) -> dict[OrderId, Answers]:
    rows = await conn.fetch("SELECT * FROM answers WHERE event_id = $1 AND order_id = ANY($2)", event_id, order_ids)
    found: dict[OrderId, dict[tuple[SeatId, QuestionId], str | None]] = {order_id: {} for order_id in order_ids}
    for row in rows:
        found[row["order_id"]][row["seat_id"], row["question_id"]] = row["answer"]
    return {**found}


async def put(conn: Conn, asked: Asked, answer: str | None, answered_by: PersonId, now: datetime) -> None:
    await conn.execute(
        """
        INSERT INTO answers (event_id, order_id, seat_id, question_id, answer, answered_by, answered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (event_id, order_id, seat_id, question_id)
        DO UPDATE SET answer = $5, answered_by = $6, answered_at = $7
        """,
        asked.event_id,
        asked.order_id,
        asked.seat_id,
        asked.question_id,
        answer,
        answered_by,
        now,
    )


async def latest(conn: Executor, kind: QuestionKind, answered_by: PersonId, but_for: OrderId) -> str | None:
    """What somebody last answered to such a question, in another order."""
    answer: str | None = await conn.fetchval(
        """
        SELECT answer FROM answers
        JOIN questions ON questions.event_id = answers.event_id AND questions.id = answers.question_id
        WHERE answered_by = $1 AND kind = $2 AND order_id <> $3 AND answer IS NOT NULL
        ORDER BY answered_at DESC LIMIT 1
        """,
        answered_by,
        kind,
        but_for,
    )
    return answer


async def move(conn: Conn, event_id: EventId, order_id: OrderId, old: Sequence[SeatId], new: Sequence[SeatId]) -> None:
    """The order got other seats: what was said for `old[n]` is true of `new[n]`.

    Sorting takes all rows away before the first one comes back: the new seats may be old ones of the same order.
    """
    await conn.execute(
        """
        WITH gone AS (
            DELETE FROM answers WHERE event_id = $1 AND order_id = $2 AND seat_id = ANY($3::int[]) RETURNING *
        )
        INSERT INTO answers
        SELECT event_id, order_id, moved.new, question_id, answer, answered_by, answered_at
        FROM gone JOIN unnest($3::int[], $4::int[]) AS moved (old, new) ON moved.old = gone.seat_id
        ORDER BY moved.new, question_id
        """,
        event_id,
        order_id,
        old,
        new,
    )


async def remove_of_seats(conn: Conn, event_id: EventId, order_id: OrderId, seat_ids: Sequence[SeatId]) -> None:
    await conn.execute(
        "DELETE FROM answers WHERE event_id = $1 AND order_id = $2 AND seat_id = ANY($3)", event_id, order_id, seat_ids
    )


async def remove_of_ticket(conn: Conn, event_id: EventId, ticket_id: TicketId) -> None:
    await conn.execute(
        """
        DELETE FROM answers USING tickets
        WHERE tickets.event_id = $1 AND tickets.id = $2
          AND answers.event_id = $1 AND answers.order_id = tickets.order_id AND answers.seat_id = tickets.seat_id
        """,
        event_id,
        ticket_id,
    )


async def remove_of_orders(conn: Conn, event_id: EventId, order_ids: Sequence[OrderId]) -> None:
    await conn.execute("DELETE FROM answers WHERE event_id = $1 AND order_id = ANY($2)", event_id, order_ids)


async def forget_of(conn: Conn, answered_by: PersonId) -> None:
    await conn.execute("DELETE FROM answers WHERE answered_by = $1", answered_by)
