"""What a promo code takes off: never more than a price, exactly as often as it may, and to the last coin."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import TierId
from core.domain.promo_code import PromoCode, typed_code
from core.domain.refusal import (
    ClosedBecause,
    PromoCodeClosed,
    PromoCodeNotForThese,
    PromoCodeNotFound,
    PromoCodeUsedUp,
)
from tests.plans import CLOCK_START

TIERS = [TierId(1), TierId(2), TierId(3)]
tickets = st.lists(st.tuples(st.sampled_from(TIERS), st.integers(0, 10**7)), min_size=1, max_size=12)
codes = st.builds(
    lambda percent, amount, by_percent, tier_ids, max_uses: PromoCode(
        "CODE",
        percent=percent if by_percent else None,
        amount_minor=None if by_percent else amount,
        tier_ids=tier_ids,
        max_uses=max_uses,
    ),
    st.integers(1, 100),
    st.integers(1, 10**7),
    st.booleans(),
    st.none() | st.frozensets(st.sampled_from(TIERS), min_size=1),
    st.none() | st.integers(1, 15),
)


def test_a_code_is_for_its_tiers_and_says_its_name_where_it_is_for_none() -> None:
    code = PromoCode("CODE", percent=5, tier_ids=frozenset({TierId(1)}))
    assert code.discounts_minor([(TierId(1), 1000), (TierId(2), 1000)], used=0) == (50, 0)
    with pytest.raises(PromoCodeNotForThese) as refused:
        code.discounts_minor([(TierId(2), 1000)], used=0)
    assert refused.value.promo_code == "CODE"


def test_the_last_uses_are_for_the_dearest_and_then_it_is_used_up() -> None:
    code = PromoCode("CODE", percent=50, max_uses=3)
    tickets = [(TierId(1), 100), (TierId(2), 1000), (TierId(3), 10)]
    assert code.discounts_minor(tickets, used=1) == (50, 500, 0)
    assert code.discounts_minor(tickets, used=2) == (0, 500, 0)
    with pytest.raises(PromoCodeUsedUp) as refused:
        code.discounts_minor(tickets, used=3)
    assert refused.value.promo_code == "CODE"


@given(code=codes, tickets=tickets, used=st.integers(0, 20))
def test_no_price_becomes_negative_and_no_use_is_one_too_many(
    code: PromoCode, tickets: list[tuple[TierId, int]], used: int
) -> None:
    try:
        off = code.discounts_minor(tickets, used)
    except (PromoCodeNotForThese, PromoCodeUsedUp):
        assert not any(code.is_for(tier) and code.off(price) for tier, price in tickets) or (
            code.max_uses is not None and used >= code.max_uses
        )
        return
    assert len(off) == len(tickets)
    assert all(0 <= less <= price for less, (_, price) in zip(off, tickets, strict=True))
    assert all(code.is_for(tier) for less, (tier, _) in zip(off, tickets, strict=True) if less)
    assert code.max_uses is None or used + sum(map(bool, off)) <= code.max_uses


@given(code=codes, tickets=tickets, used=st.integers(0, 20))
def test_nobody_could_get_more_off_by_the_same_code(
    code: PromoCode, tickets: list[tuple[TierId, int]], used: int
) -> None:
    """The uses that are left go to the tickets that gain most."""
    gains = sorted((code.off(price) for tier, price in tickets if code.is_for(tier)), reverse=True)
    left = len(gains) if code.max_uses is None else max(code.max_uses - used, 0)
    if sum(gains[:left]):
        assert sum(code.discounts_minor(tickets, used)) == sum(gains[:left])


@given(percent=st.integers(1, 100), price=st.integers(0, 10**9))
def test_a_percentage_is_exact_to_less_than_one_unit(percent: int, price: int) -> None:
    off = PromoCode("CODE", percent=percent).off(price)
    assert 0 <= price * percent - off * 100 < 100


def test_a_code_is_good_from_its_first_moment_until_before_its_last() -> None:
    code = PromoCode("CODE", percent=5, valid_from=CLOCK_START, valid_until=CLOCK_START + timedelta(hours=1))
    code.ensure_valid(CLOCK_START)
    code.ensure_valid(CLOCK_START + timedelta(minutes=59))
    for moment, because, changes in (
        (CLOCK_START - timedelta(seconds=1), ClosedBecause.NOT_YET, code.valid_from),
        (CLOCK_START + timedelta(hours=1), ClosedBecause.OVER, code.valid_until),
    ):
        with pytest.raises(PromoCodeClosed) as refused:
            code.ensure_valid(moment)
        assert (refused.value.because, refused.value.moment) == (because, changes)


@pytest.mark.parametrize(
    ("typed", "code"), [(" spring10 ", "SPRING10"), ("vip 2026", "VIP2026"), ("весна", "ВЕСНА"), ("a-b_c", "A-B_C")]
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert typed_code(typed) == code


@pytest.mark.parametrize("typed", ["", "ab", "x" * 33, "a<b>c", "'; --", "_abc", "abc-", "a\x00bc", "🏷🏷🏷"])
def test_what_can_be_no_code_is_refused(typed: str) -> None:
    with pytest.raises(PromoCodeNotFound):
        typed_code(typed)
