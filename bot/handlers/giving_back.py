"""A buyer gives tickets back, by the policy of the event: the amount is shown before, and is what was shown."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import AskReturn, ReturnTicket, ShowReturns
from bot.notifier import Notifier
from bot.screen import answer, show
from bot.screens import giving_back
from bot.texts import Texts
from core.domain.ids import EventId, TicketId
from core.domain.person import Person
from core.services.returning import Returning
from core.services.ticketing import Ticketing


def build_router() -> Router:
    router = Router(name="giving-back")
    router.callback_query.register(show_returns, ShowReturns.filter())
    router.callback_query.register(ask_return, AskReturn.filter())
    router.callback_query.register(return_ticket, ReturnTicket.filter())
    return router


async def show_returns(
    query: CallbackQuery,
    callback_data: ShowReturns,
    person: Person,
    ticketing: Ticketing,
    returning: Returning,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    group = await ticketing.mine_of_event(event_id, person.id)
    offers = await returning.offers(event_id, person.id)
    await show(query, giving_back.choose(group.event, await returning.policy(event_id), offers, ticketing.clock(), t))


async def ask_return(
    query: CallbackQuery, callback_data: AskReturn, person: Person, returning: Returning, t: Texts
) -> None:
    event_id, ticket_id = EventId(callback_data.event_id), TicketId(callback_data.ticket_id)
    await show(query, giving_back.ask(ticket_id, await returning.offer(event_id, ticket_id, person.id), t))


async def return_ticket(
    query: CallbackQuery, callback_data: ReturnTicket, person: Person, returning: Returning, notifier: Notifier
) -> None:
    event_id, ticket_id = EventId(callback_data.event_id), TicketId(callback_data.ticket_id)
    await returning.give_back(event_id, ticket_id, person.id, callback_data.amount_minor)
    notifier.wake()
    await answer(query)
    await notifier.remove_message(person.id, query.message.message_id if query.message else None)
