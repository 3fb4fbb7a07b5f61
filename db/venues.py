"""Table `venues`: each team keeps those where it has been.

A venue that says something else than the kept one is another row: the events before stay where they were.
"""

import asyncpg

from core.domain.event_plan import VenuePlan
from core.domain.ids import TeamId, VenueId
from db.pool import Conn, Executor


async def keep(conn: Conn, team_id: TeamId, plan: VenuePlan) -> VenueId:
    """The same row as last time if nothing has changed."""
    known = await conn.fetchrow(
        """
        SELECT * FROM venues WHERE team_id = $1 AND lower(name) = lower($2) AND lower(city) = lower($3)
        ORDER BY id DESC LIMIT 1
        """,
        team_id,
        plan.name,
        plan.city,
    )
    return VenueId(known["id"]) if known and to_plan(known) == plan else await _add(conn, team_id, plan)


async def kept(conn: Executor, team_id: TeamId, name: str, city: str) -> VenuePlan | None:
    """As it was the last time."""
    row = await conn.fetchrow(
        """
        SELECT * FROM venues WHERE team_id = $1 AND lower(name) = lower($2) AND lower(city) = lower($3)
        ORDER BY id DESC LIMIT 1
        """,
        team_id,
        name,
        city,
    )
    return to_plan(row) if row else None


async def by_id(conn: Executor, team_id: TeamId, venue_id: VenueId) -> VenuePlan | None:
    row = await conn.fetchrow("SELECT * FROM venues WHERE team_id = $1 AND id = $2", team_id, venue_id)
    return to_plan(row) if row else None


async def of_team(conn: Executor, team_id: TeamId, limit: int) -> list[tuple[VenueId, VenuePlan]]:
    """The last ones first."""
    rows = await conn.fetch(
        """
        SELECT * FROM (
            SELECT DISTINCT ON (lower(name), lower(city)) * FROM venues WHERE team_id = $1
            ORDER BY lower(name), lower(city), id DESC
        ) known ORDER BY id DESC LIMIT $2
        """,
        team_id,
        limit,
    )
    return [(VenueId(row["id"]), to_plan(row)) for row in rows]


async def _add(conn: Conn, team_id: TeamId, plan: VenuePlan) -> VenueId:
    return VenueId(
        await conn.fetchval(
            """
            INSERT INTO venues (team_id, name, city, address, time_zone, latitude, longitude)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
            """,
            team_id,
            plan.name,
            plan.city,
            plan.address,
            plan.time_zone,
            plan.latitude,
            plan.longitude,
        )
    )


def to_plan(row: asyncpg.Record) -> VenuePlan:
    return VenuePlan(row["name"], row["city"], row["address"], row["time_zone"], row["latitude"], row["longitude"])
