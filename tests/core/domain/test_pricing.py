"""Prices in steps: the last that holds, never outside the bounds."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.pricing import PRICE_MOST_MINOR, STEPS_MAX, Prices, PriceStep, curve, typed_prices, until
from core.domain.refusal import InvalidPrice
from tests.plans import CLOCK_START

steps = st.lists(
    st.builds(PriceStep, st.integers(0, 10**6), st.integers(1, 100), st.none())
    | st.builds(PriceStep, st.integers(0, 10**6), st.none(), st.timedeltas(timedelta(hours=1), timedelta(days=90))),
    max_size=8,
)


@given(
    base=st.integers(0, 10**6),
    steps=steps,
    sold=st.integers(0, 500),
    left=st.timedeltas(timedelta(), timedelta(days=120)),
)
def test_a_price_is_one_of_those_that_were_named(base: int, steps: list[PriceStep], sold: int, left: timedelta) -> None:
    prices = Prices(base, tuple(steps))
    price = prices.price_minor(sold, 500, left)
    assert price in {base, *(step.price_minor for step in steps)}
    low, high = prices.bounds_minor
    assert 0 <= low <= price <= high


def test_of_the_steps_that_hold_the_last_one_says_the_price() -> None:
    prices = typed_prices("900, 50% 1100, 80% 1300, 3d 700", "UAH")
    far, near = timedelta(days=30), timedelta(days=3)
    assert [prices.price_minor(sold, 100, far) // 100 for sold in (0, 49, 50, 79, 80, 100)] == [
        900,
        900,
        1100,
        1100,
        1300,
        1300,
    ]
    assert prices.price_minor(499, 1000, far) == 90_000, "a share is not rounded"
    assert prices.price_minor(90, 100, near) == 70_000, "near the event it falls, as it was said"


@pytest.mark.parametrize(
    ("text", "currency", "prices"),
    [
        ("900", "UAH", Prices(90_000)),
        ("450,50", "UAH", Prices(45_050)),
        ("900; 24h: 1000", "UAH", Prices(90_000, (PriceStep(100_000, before=timedelta(hours=24)),))),
        ("0\n10% 5", "XTR", Prices(0, (PriceStep(5, sold_percent=10),))),
        ("9, 1% 8, 100% 7", "XTR", Prices(9, (PriceStep(8, sold_percent=1), PriceStep(7, sold_percent=100)))),
        (f"{PRICE_MOST_MINOR // 100}.00", "UAH", Prices(PRICE_MOST_MINOR)),
        ("1500, 2 дні 2000", "JPY", Prices(1500, (PriceStep(2000, before=timedelta(days=2)),))),
    ],
)
def test_prices_are_read_as_people_type_them(text: str, currency: str, prices: Prices) -> None:
    assert typed_prices(text, currency) == prices


@pytest.mark.parametrize(
    "text", ["", "dear", "-5", "900, 0% 5", "900, 101% 5", "900, 0d 5", "900, 50%", "1.005", "9" * 10]
)
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(InvalidPrice):
        typed_prices(text, "UAH")


def test_there_are_not_more_steps_than_anybody_needs() -> None:
    assert len(typed_prices("900" + ", 50% 5" * STEPS_MAX, "UAH").steps) == STEPS_MAX
    with pytest.raises(InvalidPrice):
        typed_prices("900" + ", 50% 5" * (STEPS_MAX + 1), "UAH")
    with pytest.raises(InvalidPrice):
        typed_prices(f"{PRICE_MOST_MINOR // 100}.01", "UAH")


def test_a_curve_is_what_the_next_ticket_costs_at_each_share_sold() -> None:
    prices = typed_prices("900, 50% 1100, 3d 700", "XTR")
    assert curve(prices, 200, timedelta(days=4), (0, 49, 50, 100)) == [900, 900, 1100, 1100]
    assert curve(prices, 200, timedelta(days=3), (0, 100)) == [700, 700]
    assert curve(prices, 3, timedelta(days=4), (50, 67)) == [900, 1100], "half a ticket is not sold"


def test_no_time_is_left_once_the_event_has_begun() -> None:
    assert until(CLOCK_START + timedelta(hours=2), CLOCK_START) == timedelta(hours=2)
    assert until(CLOCK_START - timedelta(hours=2), CLOCK_START) == timedelta()
