"""Table `event_drafts`: events being made in a dialogue, one for each person."""

from datetime import datetime
from typing import Any

import asyncpg

from core.domain.event_draft import EventDraft, Step
from core.domain.ids import PersonId
from db.pool import Executor


async def of_person(conn: Executor, person_id: PersonId) -> EventDraft | None:
    row = await conn.fetchrow("SELECT * FROM event_drafts WHERE person_id = $1", person_id)
    return to_draft(row) if row else None


async def waiting_step(conn: Executor, person_id: PersonId, since: datetime) -> Step | None:
    """None where nobody has gone on `since` then."""
    step = await conn.fetchval(
        "SELECT step FROM event_drafts WHERE person_id = $1 AND is_waiting AND changed_at > $2", person_id, since
    )
    return Step(step) if step else None


async def begin(conn: Executor, draft: EventDraft, now: datetime) -> None:
    """In place of whatever this person had begun before."""
    await conn.execute(
        """
        INSERT INTO event_drafts (person_id, team_id, step, content, has_kept_venue, has_given_tiers, poster_file_id,
                                  is_waiting, message_id, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (person_id) DO UPDATE SET
            team_id = EXCLUDED.team_id, step = EXCLUDED.step, content = EXCLUDED.content,
            has_kept_venue = EXCLUDED.has_kept_venue, has_given_tiers = EXCLUDED.has_given_tiers,
            poster_file_id = EXCLUDED.poster_file_id, is_waiting = EXCLUDED.is_waiting,
            message_id = EXCLUDED.message_id, changed_at = EXCLUDED.changed_at
        """,
        *_values(draft),
        now,
    )


async def keep(conn: Executor, draft: EventDraft, now: datetime) -> bool:
    """False if it was cancelled or finished meanwhile."""
    kept = await conn.fetchval(
        """
        UPDATE event_drafts SET team_id = $2, step = $3, content = $4, has_kept_venue = $5, has_given_tiers = $6,
               poster_file_id = $7, is_waiting = $8, message_id = $9, changed_at = $10
        WHERE person_id = $1 RETURNING true
        """,
        *_values(draft),
        now,
    )
    return kept is True


async def show_in(conn: Executor, person_id: PersonId, message_id: int) -> None:
    await conn.execute("UPDATE event_drafts SET message_id = $2 WHERE person_id = $1", person_id, message_id)


async def pause(conn: Executor, person_id: PersonId) -> None:
    """What is typed from now on is meant for something else."""
    await conn.execute("UPDATE event_drafts SET is_waiting = false WHERE person_id = $1 AND is_waiting", person_id)


async def remove(conn: Executor, person_id: PersonId) -> bool:
    """False if there is none."""
    removed = await conn.fetchval("DELETE FROM event_drafts WHERE person_id = $1 RETURNING true", person_id)
    return removed is True


def _values(draft: EventDraft) -> tuple[Any, ...]:
    return (
        draft.person_id,
        draft.team_id,
        draft.step,
        dict(draft.content),
        draft.has_kept_venue,
        draft.has_given_tiers,
        draft.poster_file_id,
        draft.is_waiting,
        draft.message_id,
    )


def to_draft(row: asyncpg.Record) -> EventDraft:
    return EventDraft(
        person_id=row["person_id"],
        team_id=row["team_id"],
        step=Step(row["step"]),
        content=row["content"],
        has_kept_venue=row["has_kept_venue"],
        has_given_tiers=row["has_given_tiers"],
        poster_file_id=row["poster_file_id"],
        is_waiting=row["is_waiting"],
        message_id=row["message_id"],
    )
