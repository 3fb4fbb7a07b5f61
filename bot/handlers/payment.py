"""A hold is paid for, confirmed for free, or given back."""

import asyncio
import logging
from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message, PreCheckoutQuery

from bot.callbacks import ConfirmOrder, PayOrder, ReleaseOrder, ShowOrder
from bot.invoices import build_invoice, order_in, order_paid_for
from bot.notifier import Notifier
from bot.screen import answer, show
from bot.screens import orders
from bot.texts import Texts
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.payment import Charge
from core.domain.person import Person
from core.domain.refusal import AmountNotTaken, Refusal
from core.metrics import Metrics
from core.services.checkout import Checkout
from core.services.seating import Seating
from core.services.settling import Settling

logger = logging.getLogger(__name__)

AMOUNT_REFUSED = "CURRENCY_TOTAL_AMOUNT_INVALID"
"""Telegram's word for less or more than it takes in that currency today."""
ANSWER_WITHIN = 7.0
"""Seconds for the answer to a pre-checkout; Telegram gives up after ten."""


def build_router() -> Router:
    router = Router(name="payment")
    router.pre_checkout_query.register(approve_payment)
    router.message.register(receive_payment, F.successful_payment)
    router.callback_query.register(show_order, ShowOrder.filter())
    router.callback_query.register(send_invoice, PayOrder.filter())
    router.callback_query.register(confirm_order, ConfirmOrder.filter())
    router.callback_query.register(release_order, ReleaseOrder.filter())
    return router


async def show_order(
    query: CallbackQuery, callback_data: ShowOrder, person: Person, checkout: Checkout, t: Texts
) -> None:
    view = await checkout.order(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    shown = await show(query, orders.order(view, t))
    await checkout.remember_screen(view.order, shown.message_id)


async def send_invoice(
    query: CallbackQuery,
    callback_data: PayOrder,
    person: Person,
    checkout: Checkout,
    notifier: Notifier,
    bot: Bot,
    t: Texts,
) -> None:
    view = await checkout.payable(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    invoice = build_invoice(view, await checkout.invoice_token(view.order), t)
    await answer(query)
    try:
        sent = await bot(invoice)
    except TelegramBadRequest as error:
        if AMOUNT_REFUSED in error.message:
            raise AmountNotTaken from error
        raise
    older = await checkout.remember_invoice(view.order, sent.message_id)
    await notifier.remove_message(person.id, older)


async def confirm_order(
    query: CallbackQuery, callback_data: ConfirmOrder, person: Person, checkout: Checkout, notifier: Notifier
) -> None:
    await checkout.confirm_free(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    await answer(query)
    notifier.wake()


async def release_order(
    query: CallbackQuery,
    callback_data: ReleaseOrder,
    person: Person,
    seating: Seating,
    checkout: Checkout,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id, order_id = EventId(callback_data.event_id), OrderId(callback_data.order_id)
    await seating.release(event_id, order_id, person.id)
    view = await checkout.order(event_id, order_id, person.id)
    await answer(query)
    await notifier.end_order(view, orders.released(view, t))
    notifier.wake()  # the seats may have been offered to the next


async def approve_payment(query: PreCheckoutQuery, checkout: Checkout, metrics: Metrics, t: Texts) -> None:
    """The last moment to say no. Whatever happens, Telegram gets an answer in time."""
    beginning = asyncio.create_task(_begin_payment(query, checkout))
    # Not asyncio.timeout(): what it cancels may take long to stop, when the database does not answer.
    await asyncio.wait([beginning], timeout=ANSWER_WITHIN)
    if not beginning.done():
        with suppress(TelegramBadRequest):  # it has given up already
            await query.answer(ok=False, error_message=t.plain("error-payment-too-slow"))
        if await beginning:
            await _cancel_payment(query, checkout)
        return
    try:
        has_begun = beginning.result()
    except Refusal as refusal:
        metrics.refusals.labels(refusal.code).inc()
        await query.answer(ok=False, error_message=t.refusal(refusal))
    except Exception:
        logger.exception("pre-checkout of %s failed", query.invoice_payload)
        await query.answer(ok=False, error_message=t.plain("error-unexpected"))
    else:
        try:
            await query.answer(ok=True)
        except TelegramBadRequest:  # too late: Telegram has told the buyer that nothing is paid
            if has_begun:
                await _cancel_payment(query, checkout)


async def _begin_payment(query: PreCheckoutQuery, checkout: Checkout) -> bool:
    event_id, order_id = order_in(query.invoice_payload)
    return await checkout.begin_payment(
        event_id, order_id, PersonId(query.from_user.id), query.total_amount, query.currency
    )


async def _cancel_payment(query: PreCheckoutQuery, checkout: Checkout) -> None:
    event_id, order_id = order_in(query.invoice_payload)
    await checkout.cancel_payment(event_id, order_id, PersonId(query.from_user.id))


async def receive_payment(message: Message, person: Person, settling: Settling, notifier: Notifier) -> None:
    paid = message.successful_payment
    assert paid is not None, "the filter lets nothing else through"
    event_id, order_id = order_paid_for(paid.invoice_payload)
    charge = Charge(
        event_id=event_id,
        order_id=order_id,
        payer_id=person.id,
        charge_id=paid.telegram_payment_charge_id,
        provider_charge_id=paid.provider_payment_charge_id,
        amount_minor=paid.total_amount,
        currency=paid.currency,
    )
    await settling.complete_payment(charge)
    notifier.wake()
