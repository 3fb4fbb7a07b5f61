"""A promo code, typed while seats are held."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskPromoCode, RemovePromoCode
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import orders
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, OrderId
from core.domain.order import Order
from core.domain.person import Person
from core.domain.refusal import NO_PROMO_CODE, Refusal
from core.services.checkout import Checkout
from core.services.discounting import Discounting


def build_router() -> Router:
    router = Router(name="promo_codes")
    router.callback_query.register(ask_code, AskPromoCode.filter())
    router.callback_query.register(remove_code, RemovePromoCode.filter())
    router.message.register(take_code, Typing.promo_code, F.text)
    return router


async def ask_code(
    query: CallbackQuery, callback_data: AskPromoCode, person: Person, checkout: Checkout, state: FSMContext, t: Texts
) -> None:
    view = await checkout.open_order(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    await state.set_state(Typing.promo_code)
    asked = await show(query, orders.ask_promo_code(view, t))
    await state.set_data({"event_id": view.event.id, "order_id": view.order.id, "asked_in": asked.message_id})


async def take_code(
    message: Message,
    person: Person,
    discounting: Discounting,
    checkout: Checkout,
    notifier: Notifier,
    state: FSMContext,
    t: Texts,
) -> None:
    """A code that is refused may be typed again; once the hold has ended, words are meant for something else."""
    typed = await state.get_data()
    try:
        order = await discounting.apply(
            EventId(typed["event_id"]), OrderId(typed["order_id"]), person.id, message.text or ""
        )
    except Refusal as refusal:
        if not isinstance(refusal, NO_PROMO_CODE):
            await state.clear()
        raise
    await state.clear()
    await _show(message, order, checkout, notifier, t)
    await notifier.remove_message(person.id, typed["asked_in"])


async def remove_code(
    query: CallbackQuery,
    callback_data: RemovePromoCode,
    person: Person,
    discounting: Discounting,
    checkout: Checkout,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id, order_id = EventId(callback_data.event_id), OrderId(callback_data.order_id)
    await _show(query, await discounting.remove(event_id, order_id, person.id), checkout, notifier, t)


async def _show(
    source: CallbackQuery | Message, order: Order, checkout: Checkout, notifier: Notifier, t: Texts
) -> None:
    """The hold at its new price; an invoice with the old one goes."""
    view = await checkout.order(order.event_id, order.id, order.buyer_id)
    shown = await show(source, orders.held(view, t))
    await checkout.remember_screen(order, shown.message_id)
    await notifier.remove_message(order.buyer_id, order.invoice_message_id)
