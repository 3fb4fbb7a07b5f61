"""The hall of an event read back as a plan, to make another event in it."""

import asyncio
from itertools import groupby

import asyncpg

from core.domain.event_plan import HallPlan, Placed, PlacedSeat, SectionPlan, Standing, TierPlan
from core.domain.hall import SectionKind
from core.domain.ids import EventId, TeamId
from db import price_steps
from db.pool import Executor


async def of_event(conn: Executor, event_id: EventId) -> HallPlan | None:
    currency = await conn.fetchval("SELECT currency FROM events WHERE id = $1", event_id)
    if currency is None:
        return None
    tiers = await price_steps.of_event(conn, event_id)
    seats = await conn.fetch(
        """
        SELECT section_id, sections.name AS section, kind, row, number, tiers.name AS tier, x, y, is_accessible
        FROM seats JOIN sections ON sections.event_id = seats.event_id AND sections.id = section_id
        JOIN tiers ON tiers.event_id = seats.event_id AND tiers.id = tier_id
        WHERE seats.event_id = $1 ORDER BY section_id, seats.id
        """,
        event_id,
    )
    sections = await asyncio.to_thread(to_sections, seats)
    return HallPlan(currency, tuple(TierPlan(name, one.base_minor, one.steps) for name, one in tiers), sections)


async def last_at(conn: Executor, team_id: TeamId, venue: str, city: str) -> EventId | None:
    """The event that the team made last at a venue, by its name."""
    found: EventId | None = await conn.fetchval(
        """
        SELECT events.id FROM events JOIN venues ON venues.id = venue_id
        WHERE events.team_id = $1 AND lower(venues.name) = lower($2) AND lower(city) = lower($3)
          AND EXISTS (SELECT FROM seats WHERE event_id = events.id)
        ORDER BY events.id DESC LIMIT 1
        """,
        team_id,
        venue,
        city,
    )
    return found


def to_sections(rows: list[asyncpg.Record]) -> tuple[SectionPlan, ...]:
    found: list[SectionPlan] = []
    for _, of_section in groupby(rows, key=lambda row: row["section_id"]):
        seats = list(of_section)
        if seats[0]["kind"] == SectionKind.GENERAL:
            found.append(Standing(seats[0]["section"], len(seats), seats[0]["tier"]))
        else:
            found.append(Placed(seats[0]["section"], tuple(map(_to_seat, seats))))
    return tuple(found)


def _to_seat(row: asyncpg.Record) -> PlacedSeat:
    return PlacedSeat(row["row"], row["number"], row["tier"], row["x"], row["y"], row["is_accessible"])
