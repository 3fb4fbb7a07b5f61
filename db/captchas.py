"""Table `captchas`: one row for a person and an event."""

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from core.domain.captcha import Captcha, CaptchaKind
from core.domain.ids import EventId, PersonId
from db.pool import Conn, Executor


@dataclass(frozen=True, slots=True)
class CaptchaRow:
    captcha: Captcha
    number: int
    wrong: int
    closed_until: datetime | None
    next_tap: str
    is_passed: bool


async def lock(conn: Conn, event_id: EventId, person_id: PersonId) -> CaptchaRow | None:
    row = await conn.fetchrow(
        "SELECT * FROM captchas WHERE event_id = $1 AND person_id = $2 FOR UPDATE", event_id, person_id
    )
    return to_captcha(row) if row else None


async def open_one(
    conn: Executor, event_id: EventId, person_id: PersonId, captcha: Captcha, next_tap: str
) -> CaptchaRow:
    """The question that is open already, or else this one; either way what the person wanted to do is as it is now."""
    row = await conn.fetchrow(
        """
        INSERT INTO captchas (event_id, person_id, kind, seed, next_tap) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (event_id, person_id) DO UPDATE SET next_tap = $5
        RETURNING *
        """,
        event_id,
        person_id,
        captcha.kind,
        captcha.seed,
        next_tap,
    )
    assert row is not None, "an upsert has a row"
    return to_captcha(row)


async def replace(
    conn: Conn, event_id: EventId, person_id: PersonId, captcha: Captcha, wrong: int, closed_until: datetime | None
) -> CaptchaRow:
    """Another question instead."""
    row = await conn.fetchrow(
        """
        UPDATE captchas SET number = number + 1, kind = $3, seed = $4, wrong = $5, closed_until = $6
        WHERE event_id = $1 AND person_id = $2 RETURNING *
        """,
        event_id,
        person_id,
        captcha.kind,
        captcha.seed,
        wrong,
        closed_until,
    )
    assert row is not None, "its row is locked by us"
    return to_captcha(row)


async def mark_passed(conn: Conn, event_id: EventId, person_id: PersonId, now: datetime) -> None:
    await conn.execute(
        "UPDATE captchas SET passed_at = $3 WHERE event_id = $1 AND person_id = $2", event_id, person_id, now
    )


def to_captcha(row: asyncpg.Record) -> CaptchaRow:
    return CaptchaRow(
        captcha=Captcha(CaptchaKind(row["kind"]), row["seed"]),
        number=row["number"],
        wrong=row["wrong"],
        closed_until=row["closed_until"],
        next_tap=row["next_tap"],
        is_passed=row["passed_at"] is not None,
    )
