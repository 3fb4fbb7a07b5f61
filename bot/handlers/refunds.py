"""Refunds to make by hand: the list of all, of one event, a file for the provider, and what was made of them."""

from contextlib import suppress

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.callbacks import AskRefundsMade, RefundMade, RefundsMade, SendRefunds, ShowRefunds, ShowRefundsOf
from bot.notifier import Notifier
from bot.screen import Screen, answer, show
from bot.screens import refunds
from bot.texts import Texts
from core.domain.ids import EventId, RefundId
from core.domain.person import Person
from core.domain.refusal import RefundNotFound, RefundsChanged
from core.render.refunds_file import refunds_file
from core.services.refunding import Refunding


def build_router() -> Router:
    router = Router(name="refunds")
    router.message.register(show_refunds, Command("refunds"))
    router.callback_query.register(show_refunds, ShowRefunds.filter())
    router.callback_query.register(show_refunds_of_event, ShowRefundsOf.filter())
    router.callback_query.register(send_refunds, SendRefunds.filter())
    router.callback_query.register(refund_made, RefundMade.filter())
    router.callback_query.register(ask_refunds_made, AskRefundsMade.filter())
    router.callback_query.register(refunds_made, RefundsMade.filter())
    return router


async def show_refunds(source: Message | CallbackQuery, person: Person, refunding: Refunding, t: Texts) -> None:
    await show(source, await _all(person, refunding, t))


async def show_refunds_of_event(
    query: CallbackQuery, callback_data: ShowRefundsOf, person: Person, refunding: Refunding, t: Texts
) -> None:
    owed = await refunding.of_event(person.id, EventId(callback_data.event_id))
    await show(query, refunds.of_event(owed, t))


async def send_refunds(
    query: CallbackQuery, callback_data: SendRefunds, person: Person, refunding: Refunding, bot: Bot, t: Texts
) -> None:
    event_id, up_to = EventId(callback_data.event_id), RefundId(callback_data.up_to)
    owed = await refunding.of_event(person.id, event_id, up_to)
    await answer(query)
    file, screen = refunds_file(owed.refunds, t.language), refunds.file(owed, t)
    document = BufferedInputFile(file, "refunds.csv")
    await bot.send_document(person.id, document, caption=screen.text, reply_markup=screen.keyboard)


async def refund_made(
    query: CallbackQuery,
    callback_data: RefundMade,
    person: Person,
    refunding: Refunding,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    await refunding.done_by_hand(person.id, event_id, RefundId(callback_data.refund_id))
    notifier.wake()
    screen = None
    if callback_data.of_event:
        with suppress(RefundNotFound):  # it was the last one
            screen = refunds.of_event(await refunding.of_event(person.id, event_id), t)
    await show(query, screen or await _all(person, refunding, t), toast=t.plain("refunds-made-toast"))


async def ask_refunds_made(
    query: CallbackQuery, callback_data: AskRefundsMade, person: Person, refunding: Refunding, t: Texts
) -> None:
    event_id, up_to = EventId(callback_data.event_id), RefundId(callback_data.up_to)
    await show(query, refunds.ask_all(await refunding.of_event(person.id, event_id, up_to), t))


async def refunds_made(
    query: CallbackQuery,
    callback_data: RefundsMade,
    person: Person,
    refunding: Refunding,
    notifier: Notifier,
    t: Texts,
) -> None:
    """What has changed since the question is asked anew."""
    event_id, up_to = EventId(callback_data.event_id), RefundId(callback_data.up_to)
    try:
        await refunding.all_done_by_hand(person.id, event_id, up_to, callback_data.check)
    except RefundsChanged as changed:
        owed = await refunding.of_event(person.id, event_id, up_to)
        await show(query, refunds.ask_all(owed, t), alert=t.refusal(changed))
        return
    notifier.wake()
    await show(query, await _all(person, refunding, t), toast=t.plain("refunds-all-made-toast"))


async def _all(person: Person, refunding: Refunding, t: Texts) -> Screen:
    owed, events = await refunding.by_hand(person.id), await refunding.owing_events(person.id)
    return refunds.by_hand(owed, events, t)
