"""More places for a hall that is there: what is typed, and where they come to stand."""

import pytest

from core.domain.event_plan import Block, Standing, TierPlan
from core.domain.hall import Hall
from core.domain.hall_growth import Addition, Growth, growth, typed_additions
from core.domain.refusal import InvalidPrice, NotUnderstood
from tests.plans import plan

EVENT = plan(
    tiers=(TierPlan("Front", 90_000), TierPlan("Entry", 30_000)),
    sections=(Standing("Floor", 3, "Entry"), Block("Stalls", 2, 4, ("Front",)), Standing("Terrace", 2, "Entry")),
)
HALL = Hall(tuple(EVENT.tier_rows()), tuple(EVENT.section_rows()), tuple(EVENT.seat_rows()))


def grown(text: str) -> Growth:
    return growth(HALL, typed_additions(text), "UAH")


@pytest.mark.parametrize(
    ("line", "addition"),
    [
        ("Balcony 6×8 — 450", Addition(Block("Balcony", 6, 8, ("Balcony",)), "450")),
        ("Balcony 6x8: 450.50 UAH", Addition(Block("Balcony", 6, 8, ("Balcony",)), "450.50")),
        ("Балкон 6х8 - безкоштовно", Addition(Block("Балкон", 6, 8, ("Балкон",)), "0")),
        ("Floor 100", Addition(Standing("Floor", 100, "Floor"), None)),
        ("Floor - 100", Addition(Standing("Floor", 100, "Floor"), None)),
        ("Сектор 5 100 = 300", Addition(Standing("Сектор 5", 100, "Сектор 5"), "300")),
    ],
)
def test_a_line_says_a_section(line: str, addition: Addition) -> None:
    assert typed_additions(line) == [addition]


def test_places_join_the_section_that_is_there() -> None:
    come = grown("floor 2")
    assert [(seat.id, seat.section_id, seat.tier_id, seat.number) for seat in come.seats] == [
        (14, 1, 2, "4"),
        (15, 1, 2, "5"),
    ]
    assert come.joined == (HALL.sections[0],) and not come.tiers and not come.sections


def test_new_sections_stand_behind_all_others() -> None:
    come = grown("Balcony 2×3 — 450\nBox 1×2 — 900\nBar 5 — 100")
    assert [section.name for section in come.sections] == ["Balcony", "Box", "Bar"]
    assert [(tier.id, tier.name, tier.price_minor) for tier in come.tiers] == [
        (3, "Balcony", 45_000),
        (4, "Box", 90_000),
        (5, "Bar", 10_000),
    ]
    assert [seat.id for seat in come.seats] == list(range(14, 14 + 6 + 2 + 5))
    bottom = max(seat.y for seat in HALL.seats)
    balcony = [seat.y for seat in come.seats if seat.section_id == 4]
    box = [seat.y for seat in come.seats if seat.section_id == 5]
    assert bottom + 2 < min(balcony) and max(balcony) + 2 < min(box)


def test_a_tier_that_is_there_may_be_named() -> None:
    come = grown("Front 1×2")
    assert not come.tiers and {seat.tier_id for seat in come.seats} == {1}
    assert not grown("Front 1×2 — 900").tiers


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("", "added"),
        ("7", "added"),
        ("Balcony", "hall"),
        ("Balcony 6×8", "price-missing"),
        ("Stalls 2×2 — 900", "added-twice"),
        ("Floor 2×2 — 900", "added-twice"),
        ("Floor 10 — 500", "added-twice"),
        ("Box 5 — 100; Box 6", "added-twice"),
        ("Front 1×2 — 800", "added-price"),
        ("Floor 99999", "added-most"),
        ("Balcony 6×8 — 450\nFloor 100 200", "price-missing"),
    ],
)
def test_what_cannot_be_is_refused(text: str, step: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        grown(text)
    assert refused.value.step == step


def test_a_price_has_no_more_digits_than_its_currency() -> None:
    with pytest.raises(InvalidPrice):
        growth(HALL, typed_additions("Bar 5 — 100.50"), "JPY")
