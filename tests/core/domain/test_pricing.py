"""Prices in steps: the last that holds, never outside the bounds."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.pricing import Prices, PriceStep, typed_prices
from core.domain.refusal import InvalidPrice

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
    assert prices.price_minor(90, 100, near) == 70_000, "near the event it falls, as it was said"


@pytest.mark.parametrize(
    ("text", "currency", "prices"),
    [
        ("900", "UAH", Prices(90_000)),
        ("450,50", "UAH", Prices(45_050)),
        ("900; 24h: 1000", "UAH", Prices(90_000, (PriceStep(100_000, before=timedelta(hours=24)),))),
        ("0\n10% 5", "XTR", Prices(0, (PriceStep(5, sold_percent=10),))),
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
