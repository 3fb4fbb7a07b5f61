"""Tables `teams` and `members`."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.currency import STARS
from core.domain.ids import EventId, PersonId, TeamId
from core.domain.person import Role
from core.domain.team import Member, Team, TeamDetail
from db.people import to_person
from db.pool import Conn, Executor


async def by_id(conn: Executor, team_id: TeamId) -> Team | None:
    row = await conn.fetchrow("SELECT * FROM teams WHERE id = $1", team_id)
    return to_team(row) if row else None


async def of_event(conn: Executor, event_id: EventId) -> Team | None:
    row = await conn.fetchrow(
        "SELECT teams.* FROM teams JOIN events ON events.team_id = teams.id WHERE events.id = $1", event_id
    )
    return to_team(row) if row else None


async def provider_token(conn: Executor, event_id: EventId) -> str | None:
    """Where the money of an event goes, if its team has a provider of its own."""
    return await conn.fetchval(  # type: ignore[no-any-return]
        "SELECT provider_token FROM teams JOIN events ON events.team_id = teams.id WHERE events.id = $1", event_id
    )


async def everyone(conn: Executor) -> list[Team]:
    return [to_team(row) for row in await conn.fetch("SELECT * FROM teams ORDER BY id")]


async def led_by(conn: Executor, person_id: PersonId) -> list[Team]:
    """The teams of which somebody is an organizer."""
    rows = await conn.fetch(
        """
        SELECT teams.* FROM teams JOIN members ON members.team_id = teams.id
        WHERE person_id = $1 AND role = 'organizer' ORDER BY teams.id
        """,
        person_id,
    )
    return [to_team(row) for row in rows]


async def time_zone(conn: Executor, team_id: TeamId) -> ZoneInfo | None:
    """That of its newest event."""
    key = await conn.fetchval(
        """
        SELECT time_zone FROM events JOIN venues ON venues.id = venue_id
        WHERE events.team_id = $1 ORDER BY events.id DESC LIMIT 1
        """,
        team_id,
    )
    return ZoneInfo(key) if key else None


async def found(conn: Conn, name: str, now: datetime) -> Team:
    row = await conn.fetchrow("INSERT INTO teams (name, created_at) VALUES ($1, $2) RETURNING *", name, now)
    assert row is not None, "an insert returns its row"
    return to_team(row)


CHANGES = {
    TeamDetail.NAME: "UPDATE teams SET name = $2 WHERE id = $1",
    TeamDetail.CURRENCY: "UPDATE teams SET currency = $2 WHERE id = $1",
    TeamDetail.SUPPORT_CONTACT: "UPDATE teams SET support_contact = $2 WHERE id = $1",
    TeamDetail.TERMS: "UPDATE teams SET terms = $2 WHERE id = $1",
    TeamDetail.PROVIDER_TOKEN: "UPDATE teams SET provider_token = $2 WHERE id = $1",
}


async def change(conn: Conn, team_id: TeamId, detail: TeamDetail, value: str | None) -> None:
    await conn.execute(CHANGES[detail], team_id, value)


async def roles(conn: Executor, person_id: PersonId) -> dict[TeamId, Role]:
    """What somebody is in each of their teams."""
    rows = await conn.fetch("SELECT team_id, role FROM members WHERE person_id = $1", person_id)
    return {row["team_id"]: Role(row["role"]) for row in rows}


async def roles_of(conn: Executor, person_ids: Sequence[PersonId]) -> list[tuple[PersonId, Role]]:
    """What some are in any of their teams."""
    rows = await conn.fetch("SELECT person_id, role FROM members WHERE person_id = ANY($1)", person_ids)
    return [(row["person_id"], Role(row["role"])) for row in rows]


async def role_at(conn: Executor, person_id: PersonId, event_id: EventId) -> Role | None:
    """What somebody is in the team of an event."""
    role = await conn.fetchval(
        """
        SELECT role FROM members JOIN events ON events.team_id = members.team_id
        WHERE events.id = $2 AND person_id = $1
        """,
        person_id,
        event_id,
    )
    return Role(role) if role else None


async def all_roles(conn: Executor) -> list[tuple[PersonId, Role]]:
    """Of everybody in any team."""
    rows = await conn.fetch("SELECT DISTINCT person_id, role FROM members ORDER BY person_id, role")
    return [(row["person_id"], Role(row["role"])) for row in rows]


async def members(conn: Executor, team_id: TeamId) -> list[Member]:
    """Organizers first, the oldest member first."""
    rows = await conn.fetch(
        """
        SELECT people.*, members.role FROM members JOIN people ON people.id = person_id
        WHERE team_id = $1 ORDER BY members.role DESC, added_at, person_id
        """,
        team_id,
    )
    return [Member(to_person(row), Role(row["role"])) for row in rows]


async def organizers_with_provider(conn: Executor, event_id: EventId) -> Sequence[PersonId]:
    """The organizers of an event, if its money goes to a provider of their team's own; Stars go to the bot."""
    rows = await conn.fetch(
        """
        SELECT person_id FROM events
        JOIN teams ON teams.id = team_id AND provider_token IS NOT NULL
        JOIN members ON members.team_id = teams.id AND role = 'organizer'
        WHERE events.id = $1 AND events.currency <> $2 ORDER BY person_id
        """,
        event_id,
        STARS,
    )
    return [PersonId(row["person_id"]) for row in rows]


async def add_member(
    conn: Conn, team_id: TeamId, person_id: PersonId, role: Role, added_by: PersonId, now: datetime
) -> None:
    """Or gives a member the higher of two roles."""
    await conn.execute(
        """
        INSERT INTO members (team_id, person_id, role, added_by, added_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (team_id, person_id) DO UPDATE SET role = greatest(members.role, excluded.role)
        """,
        team_id,
        person_id,
        role,
        added_by,
        now,
    )


async def remove_member(conn: Conn, team_id: TeamId, person_id: PersonId) -> bool:
    """False if they were none."""
    return (
        await conn.fetchval(
            "DELETE FROM members WHERE team_id = $1 AND person_id = $2 RETURNING true", team_id, person_id
        )
        is True
    )


async def remove_everywhere(conn: Conn, person_id: PersonId) -> None:
    await conn.execute("DELETE FROM members WHERE person_id = $1", person_id)


def to_team(row: asyncpg.Record) -> Team:
    return Team(
        id=row["id"],
        name=row["name"],
        currency=row["currency"],
        support_contact=row["support_contact"],
        terms=row["terms"],
        has_provider_token=row["provider_token"] is not None,
    )
