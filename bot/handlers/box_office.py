"""The box office: a hold of somebody who works for the event is sold for cash, or given away."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import GiveAway, SellForCash
from bot.notifier import Notifier
from bot.screen import answer
from core.domain.ids import EventId, OrderId
from core.domain.person import Person
from core.services.box_office import BoxOffice


def build_router() -> Router:
    router = Router(name="box_office")
    router.callback_query.register(sell_for_cash, SellForCash.filter())
    router.callback_query.register(give_away, GiveAway.filter())
    return router


async def sell_for_cash(
    query: CallbackQuery, callback_data: SellForCash, person: Person, box_office: BoxOffice, notifier: Notifier
) -> None:
    event_id, order_id = EventId(callback_data.event_id), OrderId(callback_data.order_id)
    await box_office.sell_for_cash(person.id, event_id, order_id, callback_data.amount_minor)
    await answer(query)
    notifier.wake()


async def give_away(
    query: CallbackQuery, callback_data: GiveAway, person: Person, box_office: BoxOffice, notifier: Notifier
) -> None:
    await box_office.give_away(person.id, EventId(callback_data.event_id), OrderId(callback_data.order_id))
    await answer(query)
    notifier.wake()
