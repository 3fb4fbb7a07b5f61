"""The owner's list of refunds to make by hand."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import RefundMade
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import refunds
from bot.texts import Texts
from core.domain.ids import EventId, RefundId
from core.domain.person import Person
from core.services.refunding import Refunding


def build_router() -> Router:
    router = Router(name="refunds")
    router.message.register(show_refunds, Command("refunds"))
    router.callback_query.register(refund_made, RefundMade.filter())
    return router


async def show_refunds(message: Message, person: Person, refunding: Refunding, t: Texts) -> None:
    await show(message, refunds.by_hand(await refunding.by_hand(person.id), t))


async def refund_made(
    query: CallbackQuery,
    callback_data: RefundMade,
    person: Person,
    refunding: Refunding,
    notifier: Notifier,
    t: Texts,
) -> None:
    await refunding.done_by_hand(person.id, EventId(callback_data.event_id), RefundId(callback_data.refund_id))
    notifier.wake()
    await show(query, refunds.by_hand(await refunding.by_hand(person.id), t), toast=t.plain("refunds-made-toast"))
