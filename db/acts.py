"""Table `acts`: the log of who did what. It only grows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.act import Act, What
from core.domain.ids import EventId, PersonId, TeamId
from db.pool import Conn, Executor, Pool, fetch_planned


async def note(
    conn: Conn,
    by: PersonId,
    what: What,
    now: datetime,
    *,
    team_id: TeamId | None = None,
    event_id: EventId | None = None,
    about: object = "",
) -> None:
    """In the transaction of the act. The team may be left out where the event is named."""
    await conn.execute(
        """
        INSERT INTO acts (team_id, event_id, person_id, what, about, at)
        VALUES (coalesce($1, (SELECT team_id FROM events WHERE id = $2), 1), $2, $3, $4, $5, $6)
        """,
        team_id,
        event_id,
        by,
        what,
        str(about),
        now,
    )


async def count(conn: Executor, event_id: EventId, whats: Collection[What]) -> int:
    """How often something of the kind was done with an event."""
    return int(
        await conn.fetchval(
            """
            SELECT count(*) FROM acts
            WHERE team_id = (SELECT team_id FROM events WHERE id = $1) AND event_id = $1 AND what = ANY($2)
            """,
            event_id,
            whats,
        )
    )


async def latest(pool: Pool, team_ids: Sequence[TeamId] | None, limit: int) -> list[Act]:
    """Of some teams, or of all: the newest first."""
    rows = await fetch_planned(
        pool,
        """
        SELECT acts.*, coalesce(nullif(people.name, ''), acts.person_id::text) AS person_name,
               coalesce(teams.name, '') AS team_name, coalesce(events.title, '') AS title,
               (SELECT time_zone FROM venues WHERE venues.id = coalesce(events.venue_id, (
                   SELECT venue_id FROM events newest WHERE newest.team_id = acts.team_id
                   ORDER BY newest.id DESC LIMIT 1
               ))) AS time_zone
        FROM acts LEFT JOIN people ON people.id = acts.person_id LEFT JOIN teams ON teams.id = acts.team_id
        LEFT JOIN events ON events.id = acts.event_id
        WHERE $1::bigint[] IS NULL OR acts.team_id = ANY($1) ORDER BY acts.id DESC LIMIT $2
        """,
        team_ids,
        limit,
    )
    return [
        Act(
            person_id=row["person_id"],
            person_name=row["person_name"],
            team_name=row["team_name"],
            event_id=row["event_id"],
            event_title=row["title"],
            what=row["what"],
            about=row["about"],
            at=row["at"],
            time_zone=ZoneInfo(row["time_zone"]) if row["time_zone"] else None,
        )
        for row in rows
    ]
