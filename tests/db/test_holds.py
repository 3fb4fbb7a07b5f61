"""What a place costs to find, however full its section is."""

import json
from dataclasses import replace
from typing import Any

import pytest

from core.domain.event_plan import Standing
from core.domain.ids import EventId
from core.services.organizing import Organizing
from core.services.rights import Rights
from db import holds
from db.pool import Pool
from tests.plans import CLOCK_START, Clock, plan

PLACES, FREE = 5_000, 5


@pytest.fixture
async def field(pool: Pool) -> EventId:
    """Almost sold, and the database has no statistics of that."""
    event_plan = plan()
    event_plan = replace(event_plan, sections=(Standing("Field", PLACES, event_plan.tiers[0].name),))
    event_id = await Organizing(pool, Clock(CLOCK_START), Rights(pool, frozenset())).create_event(event_plan)
    await pool.execute(
        "UPDATE seats SET status = 'sold', order_id = 1 WHERE event_id = $1 AND id <= $2", event_id, PLACES - FREE
    )
    return event_id


def rows_read(plan: dict[str, Any]) -> float:
    """By this node and those under it, those that were of no use too."""
    passed_over: float = plan.get("Rows Removed by Filter", 0)
    return plan["Actual Rows"] + passed_over + sum(rows_read(below) for below in plan.get("Plans", []))


@pytest.mark.parametrize("query", [holds.LOCK_PLACES_PASSING_OVER, holds.LOCK_PLACES_WAITING])
async def test_sold_places_are_not_walked_past(pool: Pool, field: EventId, query: str) -> None:
    explained = await pool.fetchval(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", field, 1, 1, CLOCK_START, holds.FIRST, holds.LAST
    )
    assert rows_read(json.loads(explained)[0]["Plan"]) < 10 * FREE
