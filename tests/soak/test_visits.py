"""Each kind of visit does what it says when nothing breaks: a soak forgives a step that fails."""

import random

from core.domain.ids import PersonId
from core.domain.queue import QueueMode
from tests.faults.outcome import assert_everything_is_settled
from tests.faults.stage import OWNER, Stage
from tests.faults.visits import HALL_ROWS, SEATS_IN_ROW, buys
from tests.soak.visits import (
    HOLD_TTL,
    RETURNS,
    gives_one_to_a_friend,
    lets_a_hold_go_first,
    looks_around,
    queues_first,
    returns_one,
    waits_for_freed_seats,
    with_somebody_who_never_pays,
)


async def test_everybody_gets_what_they_came_for(stage: Stage) -> None:
    club, hall = await stage.event(hold_ttl=HOLD_TTL, returns=RETURNS), await stage.hall(HALL_ROWS, SEATS_IN_ROW)
    queued = await stage.event()
    await stage.app.regulating.set_mode(PersonId(OWNER), queued, QueueMode.ON)
    for visit in (
        looks_around(club, hall, random.Random(1), buys(club)),
        lets_a_hold_go_first(club),
        with_somebody_who_never_pays(stage, club),
        gives_one_to_a_friend(stage, club),
        returns_one(club),
        queues_first(queued),
        waits_for_freed_seats(stage),
    ):
        result = await visit(await stage.meet("Somebody"))
        assert result.status == "approved", visit
    await assert_everything_is_settled(stage)
    count = stage.pool.fetchval
    assert await count("SELECT count(*) FROM gifts WHERE taken_at IS NOT NULL") == 1
    assert await count("SELECT count(*) FROM refunds") == 1
    assert await count("SELECT count(*) FROM orders WHERE status = 'released'") == 2
    assert await count("SELECT count(*) FROM waitlist_entries WHERE status = 'taken'") == 1
