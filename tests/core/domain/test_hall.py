from dataclasses import replace

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
