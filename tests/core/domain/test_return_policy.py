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


@pytest.mark.parametrize(
    ("bought", "worth"), [(timedelta(), 999), (timedelta(minutes=-1), 999), (timedelta(minutes=1), 499), (None, 499)]
)
def test_who_bought_before_the_event_was_moved_gets_all_of_the_price(bought: timedelta | None, worth: int) -> None:
    moved_at = CLOCK_START - timedelta(days=1)
    policy = ReturnPolicy(percent=50, moved_at=moved_at)
    assert policy.worth_minor(999, STARTS_AT, CLOCK_START, None if bought is None else moved_at + bought) == worth


def test_without_a_move_it_does_not_matter_when_somebody_bought() -> None:
    assert ReturnPolicy(percent=50).worth_minor(999, STARTS_AT, CLOCK_START, CLOCK_START) == 499


@pytest.mark.parametrize(
    ("then", "now", "is_less"),
    [
        (ReturnPolicy(percent=50), ReturnPolicy(percent=50), False),
        (ReturnPolicy(percent=50), ReturnPolicy(percent=49), True),
        (ReturnPolicy(percent=50), ReturnPolicy(percent=51), False),
        (ReturnPolicy(FREE_UNTIL), ReturnPolicy(FREE_UNTIL), False),
        (ReturnPolicy(FREE_UNTIL), ReturnPolicy(FREE_UNTIL + timedelta(minutes=1)), False),
        (ReturnPolicy(FREE_UNTIL), ReturnPolicy(FREE_UNTIL - timedelta(minutes=1)), True),
        (ReturnPolicy(FREE_UNTIL), ReturnPolicy(None), True),
        (ReturnPolicy(None), ReturnPolicy(FREE_UNTIL), False),
        (ReturnPolicy(FREE_UNTIL, 99), ReturnPolicy(None, 99), True),
        (ReturnPolicy(FREE_UNTIL, 99), ReturnPolicy(None, 100), False),
        (ReturnPolicy(FREE_UNTIL, 50), ReturnPolicy(FREE_UNTIL + timedelta(minutes=1), 49), True),
    ],
)
def test_a_policy_is_worse_where_anybody_could_get_less(then: ReturnPolicy, now: ReturnPolicy, is_less: bool) -> None:
    assert now.takes_back_less_than(then) == is_less


@given(st.integers(0, 10**8), st.integers(0, 100), st.booleans())
def test_never_more_than_the_price_and_never_less_than_nothing(price_minor: int, percent: int, is_free: bool) -> None:
    policy = ReturnPolicy(FREE_UNTIL if is_free else None, percent)
    worth = policy.worth_minor(price_minor, STARTS_AT, CLOCK_START)
    assert worth is None or 0 <= worth <= price_minor
