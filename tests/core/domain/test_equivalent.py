from dataclasses import replace

import pytest

from core.domain.equivalent import equivalent_seats
from core.domain.event_plan import Block, EventPlan, Standing, TierPlan
from core.domain.hall import Seat
from core.domain.ids import SeatId
from core.domain.neighbours import APART_MAX, are_neighbours, groups
from tests.plans import plan

HALL: EventPlan = plan(
    tiers=(TierPlan("Front", 900), TierPlan("Back", 450), TierPlan("Floor", 300)),
    sections=(
        Block("Left", rows=2, seats_in_row=5, tiers=("Front", "Back")),
        Block("Right", rows=2, seats_in_row=5, tiers=("Front", "Back")),
        Standing("Dance floor", 4, "Floor"),
    ),
)
SEATS = {f"{seat.section_id}{seat.row}{seat.number}": seat for seat in HALL.seat_rows()}


def named(*names: str) -> list[Seat]:
    return [SEATS[name] for name in names]


@pytest.mark.parametrize(
    ("wanted", "free", "found"),
    [
        ("1A1", "1A2 1A5 2A1", "1A2"),
        ("1A1", "1A5 2A1", "1A5"),
        ("1A5", "1B1 2A3", "2A3"),
        ("1A1 1A2", "1A3 1A4 1A5", "1A3 1A4"),
        ("1A1 1A2", "1A3 1A5 2A2 2A3", "2A2 2A3"),
        ("1A1 1A4", "1A3 2A5", "1A3 2A5"),
        ("1A1 1A2 1A5", "1A4 2A4 2A5", "2A4 2A5 1A4"),
        ("1A5 1B1", "2A1 2B3", "2A1 2B3"),
        ("1A3", "1A1 1A4", "1A4"),
        ("1A1 1A4 1A5", "1A2 1A3 2A1", "2A1 1A2 1A3"),
        ("31 32", "33 34", "33 34"),
        ("31 33", "32 34", "32 34"),
    ],
    ids=lambda names: names.replace(" ", "+"),
)
def test_the_nearest_seats_of_the_same_tiers_are_chosen(wanted: str, free: str, found: str) -> None:
    chosen = equivalent_seats(named(*wanted.split()), named(*free.split()))
    assert chosen == named(*found.split())


@pytest.mark.parametrize(
    ("wanted", "free"),
    [
        ("1A1", ""),
        ("1A1", "1B1 31"),
        ("1A1 1A2", "1A3 1A5"),
        ("1A1 1A2", "1A5 2A1"),
        ("1A1 1A2", "1A5 1B1"),
        ("1A1 1A4", "1A3"),
        ("31 32", "33 1A1"),
    ],
    ids=lambda names: names.replace(" ", "+") or "none",
)
def test_nothing_is_as_good_where_the_tier_or_the_neighbour_is_missing(wanted: str, free: str) -> None:
    assert equivalent_seats(named(*wanted.split()), named(*free.split())) is None


def test_an_aisle_parts_neighbours() -> None:
    a1, a2, a3 = named("1A1", "1A2", "1A3")
    beyond = Seat(a3.id, a3.section_id, a3.tier_id, a3.row, a3.number, a3.x + 2, a3.y, True)
    assert equivalent_seats([a1, a2], [a2, beyond]) is None
    assert equivalent_seats([a1, beyond], [a2, beyond]) == [a2, beyond]
    assert are_neighbours(a2, replace(a3, x=a2.x + APART_MAX))


def test_places_without_rows_have_no_neighbours_and_are_no_seats() -> None:
    [place] = named("31")
    seat = replace(place, id=SeatId(99), row="A")
    assert [len(group) for group in groups(named("31", "32"))] == [1, 1]
    assert equivalent_seats([seat], [place]) is equivalent_seats([place], [seat]) is None
