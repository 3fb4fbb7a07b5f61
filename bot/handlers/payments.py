"""The owner's list of payments to look up at the provider."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import PaymentCame, PaymentNeverCame
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import payments
from bot.texts import Texts
from core.domain.ids import EventId, OrderId
from core.domain.person import Person
from core.services.reconciling import Reconciling


def build_router() -> Router:
    router = Router(name="payments")
    router.message.register(show_unconfirmed, Command("payments"))
    router.callback_query.register(payment_came, PaymentCame.filter())
    router.callback_query.register(payment_never_came, PaymentNeverCame.filter())
    return router


async def show_unconfirmed(message: Message, person: Person, reconciling: Reconciling, t: Texts) -> None:
    await show(message, payments.unconfirmed(await reconciling.unconfirmed(person.id), t))


async def payment_came(
    query: CallbackQuery,
    callback_data: PaymentCame,
    person: Person,
    reconciling: Reconciling,
    notifier: Notifier,
    t: Texts,
) -> None:
    await reconciling.confirm(person.id, EventId(callback_data.event_id), OrderId(callback_data.order_id))
    notifier.wake()
    left = await reconciling.unconfirmed(person.id)
    await show(query, payments.unconfirmed(left, t), toast=t.plain("payments-came-toast"))


async def payment_never_came(
    query: CallbackQuery, callback_data: PaymentNeverCame, person: Person, reconciling: Reconciling, t: Texts
) -> None:
    await reconciling.dismiss(person.id, EventId(callback_data.event_id), OrderId(callback_data.order_id))
    await show(query, payments.unconfirmed(await reconciling.unconfirmed(person.id), t))
