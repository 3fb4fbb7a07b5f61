"""Halls and prices as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusal import NotUnderstood
from core.domain.typed_hall import priced_sections, typed_prices, typed_sections

STALLS = {"name": "Stalls", "rows": 4, "seats_in_row": 10}
FLOOR = {"name": "Floor", "capacity": 200}


def test_every_line_is_a_section() -> None:
    assert typed_sections("Партер 10х14\n\nБалкон: 6 × 16\nТанцпол – 200 місць\nVIP 2 - 20", "Hall") == [
        {"name": "Партер", "rows": 10, "seats_in_row": 14},
        {"name": "Балкон", "rows": 6, "seats_in_row": 16},
        {"name": "Танцпол", "capacity": 200},
        {"name": "VIP 2", "capacity": 20},
    ]
    assert typed_sections("10x14", "Hall") == [{"name": "Hall", "rows": 10, "seats_in_row": 14}]


@pytest.mark.parametrize(
    "text", ["", "Stalls", "Stalls 0x4", "Stalls 501x2", "A 5\na 5", "Floor 100001", "A 90000\nB 90000"]
)
def test_what_is_no_hall_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        typed_sections(text, "Hall")


def test_rows_have_prices_of_their_own() -> None:
    tiers, sections = priced_sections("Stalls 1-2 1200 UAH\nstalls: 900\nFloor = 300,50 грн", [STALLS, FLOOR])
    assert tiers == [
        {"name": "Stalls A–B", "price": "1200"},
        {"name": "Stalls", "price": "900"},
        {"name": "Floor", "price": "300.50"},
    ]
    assert sections[0]["tiers"] == ["Stalls A–B", "Stalls A–B", "Stalls"]
    assert sections[1]["tier"] == "Floor"


def test_rows_are_named_by_letters_too_and_may_leave_none_over() -> None:
    tiers, [stalls] = priced_sections("A-b 500; C-D free", [STALLS])
    assert tiers == [{"name": "Stalls A–B", "price": "500"}, {"name": "Stalls C–D", "price": "0"}]
    assert stalls["tiers"] == ["Stalls A–B", "Stalls A–B", "Stalls C–D"]


def test_one_price_is_that_of_all() -> None:
    tiers, _ = priced_sections("450", [STALLS, FLOOR])
    assert [tier["price"] for tier in tiers] == ["450", "450"]
    assert typed_prices("VIP 900\n450", ["VIP", "Others"]) == [
        {"name": "VIP", "price": "900"},
        {"name": "Others", "price": "450"},
    ]


def test_prices_can_be_typed_again() -> None:
    _, once = priced_sections("Stalls 1-2 1200\n900", [STALLS, FLOOR])
    assert priced_sections("450", once) == priced_sections("450", [STALLS, FLOOR])


@pytest.mark.parametrize(
    "text", ["", "Stalls 900", "Balcony 5\n1", "Stalls 1-5 900\n1", "Stalls 3-2 900\n1", "dear", "-5"]
)
def test_what_prices_not_everything_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        priced_sections(text, [STALLS, FLOOR])


@given(st.text(max_size=80))
def test_no_text_does_harm(text: str) -> None:
    for read in (
        lambda: typed_sections(text, "Hall"),
        lambda: priced_sections(text, [STALLS]),
        lambda: typed_prices(text, ["A"]),
    ):
        try:
            read()
        except NotUnderstood as refusal:
            assert len(refusal.what) <= 61  # noqa: PT017 - it need not be raised
