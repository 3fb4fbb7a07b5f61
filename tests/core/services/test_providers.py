from dataclasses import replace

import pytest

from core.app import App
from core.domain.event_plan import TierPlan
from core.domain.ids import EventId, OrderId, PersonId, SeatId
from core.domain.order import Order, OrderStatus
from core.domain.refusal import AmountNotTaken, PaymentsNotSetUp
from core.services.providers import Providers
from tests.plans import CLOCK_START, club_night


def order_of(amount_minor: int, currency: str) -> Order:
    return Order(
        event_id=EventId(1),
        id=OrderId(1),
        buyer_id=PersonId(1),
        seat_ids=(SeatId(1),),
        prices_minor=(amount_minor,),
        currency=currency,
        status=OrderStatus.HELD,
        expires_at=CLOCK_START,
        screen_message_id=None,
        invoice_message_id=None,
    )


def test_the_currency_of_the_event_chooses_the_provider() -> None:
    providers = Providers({"*": "any", "EUR": "european"})
    assert providers.invoice_token(order_of(100, "EUR")) == "european"
    assert providers.invoice_token(order_of(100, "UAH")) == "any"
    assert providers.invoice_token(order_of(100, "XTR")) == "", "Telegram wants no token for Stars"


def test_a_currency_without_a_provider_is_refused() -> None:
    with pytest.raises(PaymentsNotSetUp):
        Providers({"EUR": "european"}).invoice_token(order_of(100, "UAH"))


@pytest.mark.parametrize(("amount", "currency"), [(100_000_000, "UAH"), (100_001, "XTR"), (0, "UAH")])
def test_an_amount_that_telegram_never_takes_is_refused(amount: int, currency: str) -> None:
    with pytest.raises(AmountNotTaken):
        Providers({"*": "any"}).invoice_token(order_of(amount, currency))


@pytest.mark.parametrize(
    ("currency", "price_minor", "why"),
    [("XXX", 100, "no payments in XXX"), ("XTR", 100_001, "Entry is more"), ("UAH", 100_000_000, "Entry is more")],
)
async def test_no_event_is_made_that_nobody_could_pay_for(app: App, currency: str, price_minor: int, why: str) -> None:
    plan = replace(club_night(currency=currency), tiers=(TierPlan("Entry", price_minor),))
    with pytest.raises(ValueError, match=why):
        await app.organizing.create_event(plan)
