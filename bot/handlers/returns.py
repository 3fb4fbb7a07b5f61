"""The owner takes tickets back: found by a ticket's number, shown, confirmed, done."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskTakeBack, AskTakeBackAll, ShowSoldOrder, TakeBack, TakeBackAll
from bot.keyboards import menu as keyboards
from bot.notifier import Notifier
from bot.screen import Screen, show
from bot.screens import returns
from bot.texts import Texts
from core.domain.ids import EventId, OrderId, TicketId
from core.domain.person import Person
from core.services.returning import Returning


def build_router() -> Router:
    router = Router(name="returns")
    router.message.register(find_order, Command("refund"))
    router.callback_query.register(show_order, ShowSoldOrder.filter())
    router.callback_query.register(ask_take_back, AskTakeBack.filter())
    router.callback_query.register(ask_take_back_all, AskTakeBackAll.filter())
    router.callback_query.register(take_back, TakeBack.filter())
    router.callback_query.register(take_back_all, TakeBackAll.filter())
    return router


async def find_order(message: Message, command: CommandObject, person: Person, returning: Returning, t: Texts) -> None:
    await returning.rights.teams_of(person.id)
    if not command.args:
        await show(message, Screen(t("returns-how"), keyboards.home(t)))
        return
    await show(message, returns.order(await returning.find(person.id, command.args), t))


async def show_order(
    query: CallbackQuery, callback_data: ShowSoldOrder, person: Person, returning: Returning, t: Texts
) -> None:
    sold = await returning.order(person.id, EventId(callback_data.event_id), OrderId(callback_data.order_id))
    await show(query, returns.order(sold, t))


async def ask_take_back(
    query: CallbackQuery, callback_data: AskTakeBack, person: Person, returning: Returning, t: Texts
) -> None:
    event_id, ticket_id = EventId(callback_data.event_id), TicketId(callback_data.ticket_id)
    sold, ticket = await returning.ticket(person.id, event_id, ticket_id)
    await show(query, returns.confirm(sold, [ticket], TakeBack(event_id=event_id, ticket_id=ticket_id), t))


async def ask_take_back_all(
    query: CallbackQuery, callback_data: AskTakeBackAll, person: Person, returning: Returning, t: Texts
) -> None:
    event_id, order_id = EventId(callback_data.event_id), OrderId(callback_data.order_id)
    sold = await returning.order(person.id, event_id, order_id)
    await show(query, returns.confirm(sold, sold.tickets, TakeBackAll(event_id=event_id, order_id=order_id), t))


async def take_back(
    query: CallbackQuery,
    callback_data: TakeBack,
    person: Person,
    returning: Returning,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id, ticket_id = EventId(callback_data.event_id), TicketId(callback_data.ticket_id)
    sold, ticket = await returning.ticket(person.id, event_id, ticket_id)
    await returning.take_back(person.id, event_id, sold.order.id, [ticket.id])
    notifier.wake()
    done = await returning.order(person.id, event_id, sold.order.id)
    await show(query, returns.order(done, t), toast=t.plain("returns-done"))


async def take_back_all(
    query: CallbackQuery,
    callback_data: TakeBackAll,
    person: Person,
    returning: Returning,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id, order_id = EventId(callback_data.event_id), OrderId(callback_data.order_id)
    sold = await returning.order(person.id, event_id, order_id)
    await returning.take_back(person.id, event_id, order_id, [ticket.id for ticket in sold.tickets])
    notifier.wake()
    done = await returning.order(person.id, event_id, order_id)
    await show(query, returns.order(done, t), toast=t.plain("returns-done"))
