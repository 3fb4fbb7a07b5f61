from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.return_policy import NO_RETURNS, ReturnPolicy
from tests.plans import CLOCK_START

STARTS_AT = CLOCK_START + timedelta(days=7)
FREE_UNTIL = STARTS_AT - timedelta(days=1)


@pytest.mark.parametrize(
    ("policy", "days", "worth"),
    [
        (ReturnPolicy(FREE_UNTIL, 50), 0, 999),
        (ReturnPolicy(FREE_UNTIL, 50), 6, 499),
        (ReturnPolicy(FREE_UNTIL, 50), 7, None),
        (ReturnPolicy(FREE_UNTIL), 5.9, 999),
        (ReturnPolicy(FREE_UNTIL), 6, None),
        (ReturnPolicy(percent=30), 0, 299),
        (NO_RETURNS, 0, None),
    ],
)
def test_a_ticket_is_worth_what_the_policy_says(policy: ReturnPolicy, days: float, worth: int | None) -> None:
    assert policy.worth_minor(999, STARTS_AT, CLOCK_START + timedelta(days=days)) == worth


@pytest.mark.parametrize(("days", "worth"), [(0, 0), (6.9, 0), (7, None)])
def test_what_cost_nothing_goes_back_until_the_event_begins(days: float, worth: int | None) -> None:
    assert NO_RETURNS.worth_minor(0, STARTS_AT, CLOCK_START + timedelta(days=days)) == worth


@given(st.integers(0, 10**8), st.integers(0, 100), st.booleans())
def test_never_more_than_the_price_and_never_less_than_nothing(price_minor: int, percent: int, is_free: bool) -> None:
    policy = ReturnPolicy(FREE_UNTIL if is_free else None, percent)
    worth = policy.worth_minor(price_minor, STARTS_AT, CLOCK_START)
    assert worth is None or 0 <= worth <= price_minor
