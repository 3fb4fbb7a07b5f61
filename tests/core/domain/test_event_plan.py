from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.event_plan import Block, Standing, TierPlan, row_letter
from core.domain.hall import Seat, SectionKind
from tests.plans import plan

TIERS = (TierPlan("Front", 90_000), TierPlan("Back", 45_000))

blocks = st.builds(
    Block,
    name=st.just("Block"),
    rows=st.integers(1, 6),
    seats_in_row=st.integers(1, 6),
    tiers=st.sampled_from([("Front",), ("Front", "Back"), ("Back", "Back", "Front")]),
    line=st.integers(0, 3),
)
floors = st.builds(Standing, name=st.just("Floor"), capacity=st.integers(1, 20), tier=st.just("Back"))


def seats_of(*sections: Block | Standing) -> list[Seat]:
    return list(plan(tiers=TIERS, sections=sections).seat_rows())


@given(st.lists(blocks | floors, min_size=1, max_size=6))
def test_seats_are_numbered_from_one_in_the_order_of_sections_rows_and_numbers(
    sections: list[Block | Standing],
) -> None:
    seats = seats_of(*sections)
    assert [seat.id for seat in seats] == list(range(1, len(seats) + 1))
    assert [seat.section_id for seat in seats] == sorted(seat.section_id for seat in seats)
    sizes = [one.capacity if isinstance(one, Standing) else one.rows * one.seats_in_row for one in sections]
    assert len(seats) == sum(sizes)
    assert all(seat.is_free for seat in seats)


@given(st.lists(blocks, min_size=1, max_size=6))
def test_no_seat_stands_on_another_and_all_are_below_the_stage(sections: list[Block]) -> None:
    seats = seats_of(*sections)
    for one, other in combinations(seats, 2):
        assert abs(one.x - other.x) >= 1 or abs(one.y - other.y) >= 1, f"{one} overlaps {other}"
    assert min(seat.y for seat in seats) > 0


@given(st.lists(blocks, min_size=1, max_size=6))
def test_every_line_is_centred_on_the_stage(sections: list[Block]) -> None:
    lines = {index: section.line for index, section in enumerate(sections, 1)}
    for line in set(lines.values()):
        xs = [seat.x for seat in seats_of(*sections) if lines[seat.section_id] == line]
        assert min(xs) + max(xs) == pytest.approx(0)


def test_a_higher_line_is_further_from_the_stage_whatever_the_order_of_the_sections() -> None:
    balcony = Block("Balcony", rows=1, seats_in_row=3, tiers=("Back",), line=1)
    stalls = Block("Stalls", rows=4, seats_in_row=3, tiers=("Front",), line=0)
    seats = seats_of(balcony, stalls)
    assert min(seat.y for seat in seats if seat.section_id == 1) > max(seat.y for seat in seats if seat.section_id == 2)


def test_rows_have_letters_and_seats_numbers_from_the_left() -> None:
    seats = seats_of(Block("Stalls", rows=2, seats_in_row=3, tiers=("Front", "Back")))
    assert [seat.label for seat in seats] == ["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"]
    assert [seat.x for seat in seats] == [-1, 0, 1, -1, 0, 1]


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_after_z_comes_aa(index: int, letter: str) -> None:
    assert row_letter(index) == letter


def test_no_two_rows_have_the_same_letters() -> None:
    assert len({row_letter(index) for index in range(2000)}) == 2000


def test_the_last_tier_is_that_of_all_rows_behind() -> None:
    seats = seats_of(Block("Stalls", rows=4, seats_in_row=1, tiers=("Front", "Back")))
    assert [seat.tier_id for seat in seats] == [1, 2, 2, 2]


def test_general_admission_has_places_without_rows() -> None:
    seats = seats_of(Standing("Floor", 3, "Back"))
    assert [(seat.row, seat.label, seat.tier_id) for seat in seats] == [("", "1", 2), ("", "2", 2), ("", "3", 2)]


def test_tiers_and_sections_are_numbered_from_one() -> None:
    mixed = plan(tiers=TIERS, sections=(Block("Stalls", 1, 1, ("Front",)), Standing("Floor", 1, "Back")))
    assert [(tier.id, tier.name, tier.price_minor) for tier in mixed.tier_rows()] == [
        (1, "Front", 90_000),
        (2, "Back", 45_000),
    ]
    assert [(section.id, section.name, section.kind) for section in mixed.section_rows()] == [
        (1, "Stalls", SectionKind.SEATED),
        (2, "Floor", SectionKind.GENERAL),
    ]


@pytest.mark.parametrize("section", [Block("Stalls", 2, 2, ("Front", "Box")), Standing("Stalls", 2, "Box")])
def test_a_tier_that_the_plan_does_not_have_is_refused_by_name(section: Block | Standing) -> None:
    with pytest.raises(ValueError, match="section Stalls names the tier Box"):
        seats_of(section)
