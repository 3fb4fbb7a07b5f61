from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from core.domain.ids import EventId, OrderId, PersonId, SeatId
from core.domain.order import PAYING_EXTENSION, Order, OrderStatus
from core.domain.refusal import (
    AlreadyPaid,
    HoldGone,
    MoneyComesBack,
    OrderNotFound,
    PaymentMismatch,
    PaymentUnderWay,
    Refusal,
)

DEADLINE = datetime(2026, 12, 1, 12, 10, tzinfo=UTC)
BEFORE = DEADLINE - timedelta(microseconds=1)
HELD = Order(
    event_id=EventId(7),
    id=OrderId(1),
    buyer_id=PersonId(1001),
    seat_ids=(SeatId(1), SeatId(11)),
    prices_minor=(90_000, 45_000),
    currency="UAH",
    status=OrderStatus.HELD,
    expires_at=DEADLINE,
    screen_message_id=None,
    invoice_message_id=None,
)
DISCOUNTED = replace(HELD, prices_minor=(80_000, 40_000), promo_code="SPRING", discounts_minor=(10_000, 5_000))
ENDED = (OrderStatus.RELEASED, OrderStatus.EXPIRED, OrderStatus.REFUND_DUE, OrderStatus.REFUNDED)


def order(status: OrderStatus) -> Order:
    return replace(HELD, status=status)


def test_the_total_is_the_sum_of_the_prices_at_the_time_of_the_hold() -> None:
    assert HELD.total_minor == 135_000
    assert not HELD.is_free_of_charge
    assert replace(HELD, prices_minor=(0, 0)).is_free_of_charge


@pytest.mark.parametrize("status", [OrderStatus.HELD, OrderStatus.PAYING])
def test_an_unpaid_order_is_open_until_its_deadline_and_not_at_it(status: OrderStatus) -> None:
    assert order(status).is_open(BEFORE)
    assert not order(status).is_open(DEADLINE)


@pytest.mark.parametrize("status", [OrderStatus.PAID, *ENDED])
def test_every_other_order_is_not_open(status: OrderStatus) -> None:
    assert not order(status).is_open(BEFORE)


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_a_hold_can_be_released(status: OrderStatus) -> None:
    refusals: dict[OrderStatus, type[Refusal]] = {
        OrderStatus.PAYING: PaymentUnderWay,
        OrderStatus.PAID: AlreadyPaid,
        **dict.fromkeys(ENDED, HoldGone),
        **dict.fromkeys((OrderStatus.REFUND_DUE, OrderStatus.REFUNDED), MoneyComesBack),
    }
    if status is OrderStatus.HELD:
        order(status).ensure_releasable()
    else:
        with pytest.raises(refusals[status]):
            order(status).ensure_releasable()


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_an_open_order_can_be_paid_for(status: OrderStatus) -> None:
    if status in (OrderStatus.HELD, OrderStatus.PAYING):
        order(status).ensure_payable(BEFORE)
        with pytest.raises(HoldGone):
            order(status).ensure_payable(DEADLINE)
    else:
        refusals = {
            OrderStatus.PAID: AlreadyPaid,
            OrderStatus.REFUND_DUE: MoneyComesBack,
            OrderStatus.REFUNDED: MoneyComesBack,
        }
        with pytest.raises(refusals.get(status, HoldGone)):
            order(status).ensure_payable(BEFORE)


def test_only_a_hold_that_has_not_ended_can_be_changed() -> None:
    HELD.ensure_changeable(BEFORE)
    with pytest.raises(PaymentUnderWay):
        order(OrderStatus.PAYING).ensure_changeable(BEFORE)


def test_a_refusal_leads_back_to_the_event() -> None:
    for refuse in (
        partial(HELD.ensure_payable, DEADLINE),
        partial(HELD.ensure_changeable, DEADLINE),
        order(OrderStatus.RELEASED).ensure_releasable,
    ):
        with pytest.raises(HoldGone) as refused:
            refuse()
        assert refused.value.event_id == HELD.event_id


def test_other_seats_cost_what_was_paid_for_those_they_replace() -> None:
    moved = DISCOUNTED.with_seats({SeatId(1): SeatId(30), SeatId(11): SeatId(20)})
    assert moved.price_of == {20: 40_000, 30: 80_000}
    assert moved.discount_of == {20: 5_000, 30: 10_000}
    assert moved.seat_ids == (20, 30), "in the order of their ids, as everywhere"
    assert HELD.with_seats({SeatId(1): SeatId(2), SeatId(11): SeatId(12)}) == replace(
        HELD, seat_ids=(SeatId(2), SeatId(12))
    )


def test_without_its_code_an_order_costs_what_it_did() -> None:
    assert DISCOUNTED.without_discount() == HELD
    assert HELD.without_discount() == HELD


def test_a_payment_must_be_the_buyers_and_the_exact_price() -> None:
    HELD.ensure_matches(PersonId(1001), 135_000, "UAH")
    for payer, amount, currency, refusal in (
        (1002, 135_000, "UAH", OrderNotFound),
        (1001, 134_999, "UAH", PaymentMismatch),
        (1001, 135_001, "UAH", PaymentMismatch),
        (1001, 135_000, "USD", PaymentMismatch),
    ):
        with pytest.raises(refusal):
            HELD.ensure_matches(PersonId(payer), amount, currency)


def test_a_payment_that_begins_extends_the_deadline_once() -> None:
    paying = replace(HELD, status=OrderStatus.PAYING, expires_at=HELD.paying_until())
    assert paying.expires_at == DEADLINE + PAYING_EXTENSION
    assert paying.paying_until() == paying.expires_at
