"""Paying: from a hold to the tickets, as the bot and Telegram would do it."""

from typing import assert_never

from core.domain.order import Order
from core.domain.payment import Charge
from core.domain.question import Asked, QuestionKind
from rehearsal.figures import Figures, Step
from rehearsal.guards import number_of
from rehearsal.stage import Stage


async def pay(stage: Stage, figures: Figures, order: Order) -> None:
    """Raises what Kassa refuses."""
    checkout, settling = stage.app.checkout, stage.app.settling
    event_id, buyer_id, total, currency = order.event_id, order.buyer_id, order.total_minor, order.currency
    if stage.asks_details:
        with figures.timed(Step.DETAILS):
            await _say_who_comes(stage, order)
    if order.is_free_of_charge:
        with figures.timed(Step.PAYMENT):
            await checkout.confirm_free(event_id, order.id, buyer_id)
        return
    with figures.timed(Step.PRE_CHECKOUT):
        await checkout.begin_payment(event_id, order.id, buyer_id, total, currency)
    with figures.timed(Step.PAYMENT):
        name = f"rehearsal-{order.id}"
        await settling.complete_payment(Charge(event_id, order.id, buyer_id, name, name, total, currency))


async def _say_who_comes(stage: Stage, order: Order) -> None:
    """What need not be answered is not."""
    attending, buyer_id = stage.app.attending, order.buyer_id
    view = await attending.form(order.event_id, order.id, buyer_id)
    for entry in view.form.entries:
        if not entry.is_missing:
            continue
        asked = Asked(order.event_id, order.id, entry.question.id, entry.seat_id)
        match entry.question.kind:
            case QuestionKind.PHONE:
                await attending.answer_with_contact(asked, buyer_id, number_of(buyer_id), buyer_id)
            case QuestionKind.EMAIL:
                await attending.answer(asked, buyer_id, f"buyer{buyer_id}@example.com")
            case QuestionKind.NAME | QuestionKind.TEXT:
                await attending.answer(asked, buyer_id, f"Buyer {buyer_id}")
            case other:
                assert_never(other)
