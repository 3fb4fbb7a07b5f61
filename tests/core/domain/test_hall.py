from dataclasses import replace

import pytest

from core.domain.event_plan import Block, Standing, TierPlan
from core.domain.hall import Hall
from core.domain.ids import SeatId, SectionId
from tests.plans import plan

STALLS, FLOOR, NOWHERE = SectionId(1), SectionId(2), SectionId(9)
TAKEN = {2, 3}


def hall() -> Hall:
    """Two rows of two at two prices, and three standing places; A-2 and B-1 are taken."""
    concert = plan(
        tiers=(TierPlan("Front", 90_000), TierPlan("Back", 45_000)),
        sections=(Block("Stalls", 2, 2, ("Front", "Back")), Standing("Floor", 3, "Back")),
    )
    seats = tuple(replace(seat, is_free=seat.id not in TAKEN) for seat in concert.seat_rows())
    return Hall(tuple(concert.tier_rows()), tuple(concert.section_rows()), seats)


def test_everything_is_found_by_its_id() -> None:
    one = hall()
    assert one.tier_by_id[one.tiers[1].id].name == "Back"
    assert one.section_by_id[FLOOR].name == "Floor"
    assert one.seat_by_id[SeatId(4)].label == "B-2"


def test_rows_are_in_the_order_of_the_plan_with_taken_seats_among_them() -> None:
    rows = hall().rows(STALLS)
    assert {label: [(seat.number, seat.is_free) for seat in seats] for label, seats in rows.items()} == {
        "A": [("1", True), ("2", False)],
        "B": [("1", False), ("2", True)],
    }
    assert hall().rows(NOWHERE) == {}


def test_the_prices_of_a_section_are_distinct_and_rise() -> None:
    assert hall().prices_minor(STALLS) == [45_000, 90_000]
    assert hall().prices_minor(FLOOR) == [45_000]


def test_a_total_adds_the_price_of_each_seat() -> None:
    assert hall().total_minor([SeatId(1), SeatId(4), SeatId(5)]) == 180_000
    assert hall().total_minor([]) == 0


@pytest.mark.parametrize("places", [None, {SeatId(4): 3, SeatId(1): 0}])
def test_a_seat_is_found_with_the_places_known_or_not(places: dict[SeatId, int] | None) -> None:
    one = replace(hall(), places=places)
    for seat_id, label in ((4, "B-2"), (1, "A-1")):
        seat = one.seat(SeatId(seat_id))
        assert seat is not None and seat.label == label
    assert one.seat(SeatId(99)) is None


def test_rows_are_counted_from_the_front_and_standing_places_have_none() -> None:
    assert [seat.label for seat in hall().row(STALLS, 1)] == ["B-1", "B-2"]
    assert hall().row(STALLS, 2) == hall().row(FLOOR, 0) == hall().row(NOWHERE, 0) == []
    assert [seat.label for seat in replace(hall(), seats=hall().seats[:1]).row(STALLS, 0)] == ["A-1"]


def test_free_seats_are_counted_with_the_accessible_ones_or_without() -> None:
    one = accessible()
    for _ in range(2):  # what was counted is kept
        assert one.count_free(STALLS, accessible=True) == 2
        assert one.count_free(STALLS, accessible=False) == 1
        assert one.count_free(FLOOR, accessible=False) == 3
    assert [seat.id for seat in one.without_accessible.seats if seat.is_free] == [4, 5, 6, 7]
    assert hall().without_accessible == hall()


def test_a_fingerprint_changes_with_what_is_free_in_its_section_and_with_nothing_else() -> None:
    one, sold, renamed = hall(), without(hall(), SeatId(4)), replace(hall(), tiers=())
    assert one.fingerprint(STALLS) == one.fingerprint(STALLS) == renamed.fingerprint(STALLS) != sold.fingerprint(STALLS)
    assert one.fingerprint(FLOOR) == sold.fingerprint(FLOOR) != one.fingerprint(STALLS)
    assert one.fingerprint(None) != sold.fingerprint(None)
    assert len(one.fingerprint(None)) == 32


def accessible() -> Hall:
    """A-1 is for who needs it."""
    return replace(hall(), seats=tuple(replace(seat, is_accessible=seat.id == 1) for seat in hall().seats))


def without(one: Hall, seat_id: SeatId) -> Hall:
    return replace(one, seats=tuple(replace(seat, is_free=seat.is_free and seat.id != seat_id) for seat in one.seats))
