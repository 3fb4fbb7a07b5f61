"""Table `questions`: what an event asks of those who come."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.form import Questionnaire
from core.domain.ids import EventId
from core.domain.question import Question, QuestionKind, Scope
from db.pool import Conn, Executor


async def of_event(conn: Executor, event_id: EventId) -> Questionnaire | None:
    """None for an event that asks nothing."""
    rows = await conn.fetch(
        """
        SELECT questions.*, coalesce(details_until, starts_at) AS closes_at, starts_at, time_zone
        FROM questions JOIN events ON events.id = questions.event_id JOIN venues ON venues.id = venue_id
        WHERE event_id = $1 ORDER BY questions.id
        """,
        event_id,
    )
    if not rows:
        return None
    zone = ZoneInfo(rows[0]["time_zone"])
    closes_at, starts_at = rows[0]["closes_at"].astimezone(zone), rows[0]["starts_at"].astimezone(zone)
    return Questionnaire(tuple(to_question(row) for row in rows), closes_at, starts_at)


async def add(conn: Conn, event_id: EventId, questions: Sequence[Question]) -> None:
    await conn.executemany(
        "INSERT INTO questions (event_id, id, kind, scope, is_required, label) VALUES ($1, $2, $3, $4, $5, $6)",
        [(event_id, one.id, one.kind, one.scope, one.is_required, one.label or None) for one in questions],
    )


async def last_number(conn: Conn, event_id: EventId) -> int:
    """The greatest that was ever asked with an answer, or is asked now: another question may not have it."""
    return int(
        await conn.fetchval(
            """
            SELECT greatest((SELECT max(id) FROM questions WHERE event_id = $1),
                            (SELECT max(question_id) FROM answers WHERE event_id = $1), 0)
            """,
            event_id,
        )
    )


async def replace(conn: Conn, event_id: EventId, questions: Sequence[Question]) -> None:
    await conn.execute("DELETE FROM questions WHERE event_id = $1", event_id)
    await add(conn, event_id, questions)


def to_question(row: asyncpg.Record) -> Question:
    return Question(row["id"], QuestionKind(row["kind"]), Scope(row["scope"]), row["is_required"], row["label"] or "")
