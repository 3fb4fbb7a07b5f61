"""Table `report_choices`: the events that somebody has ticked for a report together."""

from datetime import datetime

from core.domain.ids import EventId, PersonId
from db.pool import Executor


async def of_person(conn: Executor, person_id: PersonId) -> list[EventId]:
    ids: list[EventId] | None = await conn.fetchval(
        "SELECT event_ids FROM report_choices WHERE person_id = $1", person_id
    )
    return ids or []


async def forget_of(conn: Executor, person_id: PersonId) -> None:
    await conn.execute("DELETE FROM report_choices WHERE person_id = $1", person_id)


async def toggle(conn: Executor, person_id: PersonId, event_id: EventId, now: datetime) -> None:
    await conn.execute(
        """
        INSERT INTO report_choices (person_id, event_ids, chosen_at) VALUES ($1, ARRAY[$2::bigint], $3)
        ON CONFLICT (person_id) DO UPDATE SET chosen_at = $3, event_ids =
            CASE WHEN $2 = ANY(report_choices.event_ids) THEN array_remove(report_choices.event_ids, $2)
                 ELSE report_choices.event_ids || $2::bigint END
        """,
        person_id,
        event_id,
        now,
    )
