"""Table `invitations`: links into a team, each good for one person."""

from datetime import datetime

import asyncpg

from core.domain.ids import InvitationId, PersonId, TeamId
from core.domain.person import Role
from core.domain.team import Invitation
from db.pool import Conn, Executor


async def add(
    conn: Conn, team_id: TeamId, role: Role, secret: str, invited_by: PersonId, now: datetime, until: datetime
) -> Invitation:
    row = await conn.fetchrow(
        """
        INSERT INTO invitations (team_id, role, secret, invited_by, invited_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING *
        """,
        team_id,
        role,
        secret,
        invited_by,
        now,
        until,
    )
    assert row is not None, "an insert returns its row"
    return to_invitation(row)


async def use(conn: Conn, secret: str, person_id: PersonId, now: datetime) -> Invitation | None:
    """Closes an open invitation, once; None if it was used or revoked, has expired, or never was."""
    row = await conn.fetchrow(
        """
        UPDATE invitations SET used_by = $2, used_at = $3
        WHERE secret = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $3 RETURNING *
        """,
        secret,
        person_id,
        now,
    )
    return to_invitation(row) if row else None


async def revoke(conn: Conn, team_id: TeamId, invitation_id: InvitationId, now: datetime) -> bool:
    """False if it is not open (any more)."""
    return (
        await conn.fetchval(
            """
            UPDATE invitations SET revoked_at = $3
            WHERE team_id = $1 AND id = $2 AND used_at IS NULL AND revoked_at IS NULL RETURNING true
            """,
            team_id,
            invitation_id,
            now,
        )
        is True
    )


async def revoke_of(conn: Conn, person_id: PersonId, team_id: TeamId | None, now: datetime) -> None:
    """The open ones that somebody has made, for one team or for all."""
    await conn.execute(
        """
        UPDATE invitations SET revoked_at = $3
        WHERE invited_by = $1 AND ($2::bigint IS NULL OR team_id = $2) AND used_at IS NULL AND revoked_at IS NULL
        """,
        person_id,
        team_id,
        now,
    )


async def still_open(conn: Executor, team_id: TeamId, now: datetime) -> list[Invitation]:
    rows = await conn.fetch(
        """
        SELECT * FROM invitations
        WHERE team_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2 ORDER BY id
        """,
        team_id,
        now,
    )
    return [to_invitation(row) for row in rows]


def to_invitation(row: asyncpg.Record) -> Invitation:
    return Invitation(
        id=row["id"],
        team_id=row["team_id"],
        role=Role(row["role"]),
        secret=row["secret"],
        invited_by=row["invited_by"],
        expires_at=row["expires_at"],
    )
