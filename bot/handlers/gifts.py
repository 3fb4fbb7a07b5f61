"""Giving a ticket to a friend: a one-time link, until it is taken or taken back."""

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.callbacks import GiveTicket, RevokeGift, ShowGifts, TakeGift
from bot.links import GIFT_PAYLOAD, gift_in, gift_link
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import gifts
from bot.texts import Texts
from core.domain.ids import EventId, TicketId
from core.domain.person import Person
from core.services.attending import Attending
from core.services.giving import Giving
from core.services.ticketing import Ticketing


def build_router() -> Router:
    router = Router(name="gifts")
    router.callback_query.register(show_gifts, ShowGifts.filter())
    router.callback_query.register(give_ticket, GiveTicket.filter())
    router.callback_query.register(revoke_gift, RevokeGift.filter())
    router.message.register(
        look_at_gift, CommandStart(deep_link=True, magic=F.args.regexp(GIFT_PAYLOAD, mode="fullmatch"))
    )
    router.callback_query.register(take_gift, TakeGift.filter())
    return router


async def show_gifts(
    query: CallbackQuery, callback_data: ShowGifts, person: Person, ticketing: Ticketing, giving: Giving, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    group = await ticketing.mine_of_event(event_id, person.id)
    await show(query, gifts.choose(group, await giving.offered(event_id, person.id), t))


async def give_ticket(
    query: CallbackQuery, callback_data: GiveTicket, person: Person, giving: Giving, bot: Bot, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    ticket, secret = await giving.offer(event_id, TicketId(callback_data.ticket_id), person.id)
    link = gift_link((await bot.me()).username or "", event_id, secret)
    await show(query, gifts.offered(ticket, link, t))


async def revoke_gift(
    query: CallbackQuery, callback_data: RevokeGift, person: Person, ticketing: Ticketing, giving: Giving, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    await giving.revoke(event_id, TicketId(callback_data.ticket_id), person.id)
    group = await ticketing.mine_of_event(event_id, person.id)
    left = await giving.offered(event_id, person.id)
    await show(query, gifts.choose(group, left, t), toast=t.plain("gift-revoked"))


async def look_at_gift(message: Message, command: CommandObject, person: Person, giving: Giving, t: Texts) -> None:
    event_id, secret = gift_in(command.args or "")
    ticket = await giving.look(event_id, secret, person.id)
    await show(message, gifts.gift(ticket, event_id, secret, is_own=ticket.holder_id == person.id, t=t))


async def take_gift(
    query: CallbackQuery,
    callback_data: TakeGift,
    person: Person,
    giving: Giving,
    attending: Attending,
    notifier: Notifier,
    t: Texts,
) -> None:
    ticket = await giving.take(EventId(callback_data.event_id), callback_data.secret, person.id)
    await show(query, gifts.taken(ticket, asks=await attending.asks_of(ticket), t=t))
    notifier.wake()
