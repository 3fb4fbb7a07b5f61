"""Looking for a guest at the door: by name, phone, order, seat or number."""

from core.domain.ids import EventId
from core.domain.ticket import Ticket
from db.pool import Executor
from db.tickets import to_ticket


async def find(conn: Executor, event_id: EventId, words: str, limit: int) -> list[Ticket]:
    """Valid tickets whose name, answers, order, seat or number contain the words. The caller escapes `%` and `_`."""
    rows = await conn.fetch(
        """
        SELECT * FROM printed_tickets ticket
        WHERE event_id = $1 AND ticket_status = 'valid' AND (
            holder_name ILIKE $2
            OR (length($4) >= 4 AND number ILIKE '%' || $4 || '%')
            OR order_id::text = $3
            OR (row <> '' AND replace(row || seat, ' ', '') ILIKE $4)
            OR EXISTS (SELECT FROM people WHERE people.id = holder_id AND username ILIKE $2)
            OR EXISTS (SELECT FROM answers WHERE answers.event_id = $1 AND answers.order_id = ticket.order_id
                       AND answers.seat_id IN (0, ticket.seat_id) AND answer ILIKE $2)
        )
        ORDER BY coalesce(attendee_name, holder_name), seat_id LIMIT $5
        """,
        event_id,
        f"%{words}%",
        words.lstrip("№# "),
        words.replace(" ", "").replace("-", ""),
        limit,
    )
    return [to_ticket(row) for row in rows]
