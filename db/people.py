"""Table `people`."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import PersonId
from core.domain.person import Person
from db.pool import Conn, Executor


class UsernameTaken(Exception):
    """By somebody who has come with it in the same moment."""


async def by_id(conn: Executor, person_id: PersonId) -> Person | None:
    row = await conn.fetchrow("SELECT * FROM people WHERE id = $1", person_id)
    return to_person(row) if row else None


async def by_ids(conn: Executor, person_ids: Sequence[PersonId]) -> dict[PersonId, Person]:
    rows = await conn.fetch("SELECT * FROM people WHERE id = ANY($1)", person_ids)
    return {row["id"]: to_person(row) for row in rows}


async def remember(conn: Executor, seen: Person, now: datetime) -> Person:
    """Adds or updates what Telegram says of a person; what the person chose stays. Raises `UsernameTaken`."""
    try:
        row = await conn.fetchrow(
            """
            INSERT INTO people (id, name, username, client_language, first_seen_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO UPDATE SET name = $2, username = $3, client_language = $4
            RETURNING *
            """,
            seen.id,
            seen.name,
            seen.username,
            seen.client_language,
            now,
        )
    except asyncpg.UniqueViolationError as error:
        raise UsernameTaken from error
    assert row is not None, "an upsert has a row"
    return to_person(row)


async def take_username_from_others(conn: Conn, person_id: PersonId, username: str) -> None:
    """Telegram lets a username go from one person to another: whoever had it here has it no more.

    Locks both by id: two who take each other's do not wait for each other.
    """
    await conn.execute(
        """
        WITH locked AS (
            SELECT id FROM people WHERE id = $1 OR lower(username) = lower($2) ORDER BY id FOR UPDATE
        )
        UPDATE people SET username = NULL FROM locked
        WHERE people.id = locked.id AND people.id <> $1 AND lower(username) = lower($2)
        """,
        person_id,
        username,
    )


async def choose_language(conn: Executor, person_id: PersonId, language: str) -> None:
    await conn.execute("UPDATE people SET chosen_language = $2 WHERE id = $1", person_id, language)


async def set_email(conn: Executor, person_id: PersonId, email: str | None) -> None:
    await conn.execute("UPDATE people SET email = $2 WHERE id = $1", person_id, email)


async def set_phone(conn: Executor, person_id: PersonId, phone: str) -> None:
    await conn.execute("UPDATE people SET phone = $2 WHERE id = $1", person_id, phone)


async def erase(conn: Executor, person_id: PersonId) -> None:
    """All that is personal but the id, which the books need."""
    await conn.execute(
        """
        UPDATE people SET name = '', username = NULL, client_language = '', chosen_language = NULL, email = NULL,
                          phone = NULL, wants_reminders = true
        WHERE id = $1
        """,
        person_id,
    )


async def choose_reminders(conn: Executor, person_id: PersonId, wants_reminders: bool) -> None:
    await conn.execute("UPDATE people SET wants_reminders = $2 WHERE id = $1", person_id, wants_reminders)


async def mark_blocked(conn: Executor, person_id: PersonId, now: datetime) -> bool:
    """False for who never talked to us."""
    done = await conn.fetchval(
        "UPDATE people SET blocked_at = coalesce(blocked_at, $2) WHERE id = $1 RETURNING true", person_id, now
    )
    return done is True


async def unmark_blocked(conn: Executor, person_id: PersonId) -> None:
    await conn.execute("UPDATE people SET blocked_at = NULL WHERE id = $1 AND blocked_at IS NOT NULL", person_id)


def to_person(row: asyncpg.Record, id_column: str = "id") -> Person:
    return Person(
        id=row[id_column],
        name=row["name"],
        username=row["username"],
        client_language=row["client_language"],
        chosen_language=row["chosen_language"],
        email=row["email"],
        has_blocked_us=row["blocked_at"] is not None,
        wants_reminders=row["wants_reminders"],
    )
