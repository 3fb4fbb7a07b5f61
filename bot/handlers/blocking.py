"""Seats that an organizer keeps from the sale."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import BlockSeats, ShowBlocked, UnblockSeats
from bot.screen import show
from bot.screens import blocking as screens
from bot.texts import Texts
from core.domain.ids import EventId, OrderId
from core.domain.person import Person
from core.services.blocking import Blocking


def build_router() -> Router:
    router = Router(name="blocking")
    router.callback_query.register(block_seats, BlockSeats.filter())
    router.callback_query.register(show_blocked, ShowBlocked.filter())
    router.callback_query.register(unblock_seats, UnblockSeats.filter())
    return router


async def block_seats(
    query: CallbackQuery, callback_data: BlockSeats, person: Person, blocking: Blocking, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    await blocking.block(person.id, event_id, OrderId(callback_data.order_id))
    await show(query, screens.blocked(*await blocking.blocked(person.id, event_id), t))


async def show_blocked(
    query: CallbackQuery, callback_data: ShowBlocked, person: Person, blocking: Blocking, t: Texts
) -> None:
    await show(query, screens.blocked(*await blocking.blocked(person.id, EventId(callback_data.event_id)), t))


async def unblock_seats(
    query: CallbackQuery, callback_data: UnblockSeats, person: Person, blocking: Blocking, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    await blocking.unblock(person.id, event_id, OrderId(callback_data.order_id))
    found = await blocking.blocked(person.id, event_id)
    await show(query, screens.blocked(*found, t), toast=t.plain("blocked-done"))
