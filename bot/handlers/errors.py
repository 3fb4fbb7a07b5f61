"""A refusal becomes its sentence and a way on; anything unexpected is logged and apologised for."""

import logging
from contextlib import suppress
from html import escape

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import CallbackQuery, ErrorEvent, Message

from bot.keyboards import menu as keyboards
from bot.screen import Screen, answer, show
from bot.screens import door, events, orders, queue
from bot.texts import Texts, texts
from core.domain.person import Person
from core.domain.refusal import (
    DetailsMissing,
    HoldGone,
    NoPost,
    NoQueue,
    OpenOrderExists,
    Refusal,
    SeatsAreFree,
    TurnNeeded,
)
from core.services.browsing import Browsing
from core.services.checkin import Checkin
from core.services.checkout import Checkout, OrderView
from core.services.pictures import Pictures
from core.services.queueing import Queueing

logger = logging.getLogger(__name__)


def build_router() -> Router:
    router = Router(name="errors")
    router.error.register(explain_refusal, ExceptionTypeFilter(Refusal))
    router.error.register(apologise)
    return router


async def explain_refusal(
    event: ErrorEvent,
    person: Person,
    browsing: Browsing,
    checkout: Checkout,
    checkin: Checkin,
    queueing: Queueing,
    pictures: Pictures,
    t: Texts,
) -> None:
    refusal = event.exception
    assert isinstance(refusal, Refusal), "the filter lets nothing else through"
    source = event.update.callback_query or event.update.message
    screen: Screen | None = None
    view: OrderView | None = None
    with suppress(Refusal):  # what the way on would lead to may have gone as well
        match refusal:
            case OpenOrderExists(event_id, order_id) | DetailsMissing(event_id, order_id, _):
                view = await checkout.order(event_id, order_id, person.id)
                screen = orders.order(view, t)
            case HoldGone(event_id) | SeatsAreFree(event_id) | NoQueue(event_id):
                screen = events.card(await browsing.card(event_id, person.id), pictures, t)
            case TurnNeeded(event_id):
                screen = queue.queue(await queueing.view(event_id, person.id), await queueing.outline(event_id), t)
            case NoPost():
                screen = door.choose(await checkin.events_to_choose(person.id), t)
    shown: Message | None = None
    if isinstance(source, CallbackQuery):
        if screen:
            shown = await show(source, screen, alert=t.refusal(refusal))
        else:
            await answer(source, alert=t.refusal(refusal))
    elif isinstance(source, Message):
        await source.answer(escape(t.refusal(refusal), quote=False), reply_markup=None if screen else keyboards.home(t))
        if screen:
            shown = await show(source, screen)
    if view and shown:
        await checkout.remember_screen(view.order, shown.message_id)


async def apologise(event: ErrorEvent, t: Texts | None = None) -> None:
    """One calm sentence, whatever happened; the log has the rest. A charge must not end here: it is tried again."""
    update = event.update
    if update.message and update.message.successful_payment:
        raise event.exception
    what = update.model_dump_json(exclude_none=True, exclude={"callback_query": {"message"}})
    logger.error("update failed: %s", what, exc_info=event.exception)
    words = (t or texts("en")).plain("error-unexpected")
    with suppress(TelegramAPIError):
        if update.pre_checkout_query:
            await update.pre_checkout_query.answer(ok=False, error_message=words)
        elif update.callback_query:
            await answer(update.callback_query, alert=words)
        elif update.message:
            await update.message.answer(words)
