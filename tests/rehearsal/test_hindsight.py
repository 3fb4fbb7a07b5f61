"""Who could have had seats: told from when they were taken, and from nothing else."""

from datetime import datetime, timedelta

import pytest

from core.domain.hall import Seat
from core.domain.ids import SeatId, SectionId, TierId
from db.seat_histories import Taken
from rehearsal.hindsight import Hindsight, Refused, Wanted
from tests.plans import CLOCK_START

STALLS, FLOOR = SectionId(1), SectionId(2)


def at(second: float) -> datetime:
    return CLOCK_START + timedelta(seconds=second)


def seat(number: int, section_id: SectionId = STALLS, *, is_free: bool = True, is_accessible: bool = False) -> Seat:
    row = "A" if section_id == STALLS else ""
    return Seat(SeatId(number), section_id, TierId(1), row, str(number), number, 0, is_free, is_accessible)


def taken(*numbers: int, since: float, until: float | None = None) -> Taken:
    return Taken(tuple(map(SeatId, numbers)), at(since), None if until is None else at(until))


def refused(wanted: Wanted, since: float, until: float) -> Refused:
    return Refused(wanted, at(since), at(until))


ROW = [seat(1), seat(2), seat(3)]


def test_a_refusal_is_wrong_where_the_seat_was_free_before_and_after_it() -> None:
    hindsight = Hindsight(ROW, [taken(1, 2, since=5), taken(3, since=20)])
    assert hindsight.was_wrong(refused(Wanted(STALLS, 1), 10, 11))


@pytest.mark.parametrize(("since", "until"), [(9, 11), (10, 30), (4, 6)])
def test_it_is_right_where_somebody_took_the_last_seat_while_it_was_asked_for(since: float, until: float) -> None:
    last_but_one, last = taken(1, 2, since=5, until=None), taken(3, since=min(10.5, until), until=None)
    assert not Hindsight(ROW, [last_but_one, last]).was_wrong(refused(Wanted(STALLS, 2), since, until))


def test_a_hold_that_lapses_frees_its_seats_from_its_deadline_on() -> None:
    hindsight = Hindsight(ROW, [taken(1, 2, 3, since=0, until=30), taken(1, 2, 3, since=40)])
    one = Wanted(None, 1)
    assert not hindsight.was_wrong(refused(one, 10, 11))
    assert not hindsight.was_wrong(refused(one, 29, 31)), "it was not free yet when it was asked for"
    assert hindsight.was_wrong(refused(one, 31, 32))
    assert not hindsight.was_wrong(refused(one, 39, 41))
    assert not hindsight.was_wrong(refused(one, 50, 51))


def test_seats_together_must_have_been_free_together() -> None:
    hindsight = Hindsight(ROW, [taken(2, since=0)])
    assert not hindsight.was_wrong(refused(Wanted(STALLS, 2, together=True), 10, 11))
    assert hindsight.was_wrong(refused(Wanted(STALLS, 2), 10, 11)), "apart from each other they were"


def test_seats_that_were_picked_count_and_no_others() -> None:
    hindsight = Hindsight(ROW, [taken(2, since=0)])
    assert not hindsight.was_wrong(refused(Wanted(None, 2, seat_ids=frozenset([SeatId(1), SeatId(2)])), 10, 11))
    assert hindsight.was_wrong(refused(Wanted(None, 2, seat_ids=frozenset([SeatId(1), SeatId(3)])), 10, 11))


def test_other_sections_and_seats_that_were_not_for_sale_help_nobody() -> None:
    hall = [seat(1, is_free=False), seat(2, is_accessible=True), seat(3, FLOOR)]
    hindsight = Hindsight(hall, [])
    assert not hindsight.was_wrong(refused(Wanted(STALLS, 1), 10, 11))
    assert hindsight.was_wrong(refused(Wanted(FLOOR, 1), 10, 11))
