"""Tables `door_posts` and `scans`."""

from datetime import datetime

from core.domain.checkin import Verdict
from core.domain.ids import EventId, PersonId, TicketId
from db.pool import Executor


async def post_of(conn: Executor, person_id: PersonId) -> EventId | None:
    found = await conn.fetchval("SELECT event_id FROM door_posts WHERE person_id = $1", person_id)
    return EventId(found) if found else None


async def set_post(conn: Executor, person_id: PersonId, event_id: EventId, now: datetime) -> None:
    await conn.execute(
        """
        INSERT INTO door_posts (person_id, event_id, chosen_at) VALUES ($1, $2, $3)
        ON CONFLICT (person_id) DO UPDATE SET event_id = $2, chosen_at = $3
        """,
        person_id,
        event_id,
        now,
    )


async def log_scan(
    conn: Executor, event_id: EventId, ticket_id: TicketId | None, verdict: Verdict, by: PersonId, now: datetime
) -> None:
    await conn.execute(
        "INSERT INTO scans (event_id, ticket_id, verdict, scanned_by, scanned_at) VALUES ($1, $2, $3, $4, $5)",
        event_id,
        ticket_id,
        verdict,
        by,
        now,
    )


async def count_inside(conn: Executor, event_id: EventId) -> tuple[int, int]:
    """How many were admitted, and how many live tickets there are."""
    row = await conn.fetchrow(
        """
        SELECT count(*) FILTER (WHERE admitted_at IS NOT NULL) AS inside, count(*) AS expected
        FROM tickets WHERE event_id = $1 AND status = 'valid'
        """,
        event_id,
    )
    assert row is not None, "an aggregate has a row"
    return row["inside"], row["expected"]
