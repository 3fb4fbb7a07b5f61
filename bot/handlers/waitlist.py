"""The waiting list: one message asks how many, where and whether together, and then shows the place."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import JoinWaitlist, LeaveWaitlist, ShowWaitlist, WaitAs, WaitIn
from bot.screen import show
from bot.screens import events
from bot.screens import waitlist as screens
from bot.texts import Texts
from core.domain.ids import EventId, TierId
from core.domain.person import Person
from core.domain.waitlist import Party
from core.services.browsing import Browsing
from core.services.pictures import Pictures
from core.services.waitlist import Waitlist


def build_router() -> Router:
    router = Router(name="waitlist")
    router.callback_query.register(show_waitlist, ShowWaitlist.filter())
    router.callback_query.register(ask_tier, WaitAs.filter())
    router.callback_query.register(ask_together, WaitIn.filter())
    router.callback_query.register(join, JoinWaitlist.filter())
    router.callback_query.register(leave, LeaveWaitlist.filter())
    return router


async def show_waitlist(
    query: CallbackQuery, callback_data: ShowWaitlist, person: Person, waitlist: Waitlist, t: Texts
) -> None:
    await show(query, screens.waitlist(await waitlist.view(EventId(callback_data.event_id), person.id), t))


async def ask_tier(query: CallbackQuery, callback_data: WaitAs, person: Person, waitlist: Waitlist, t: Texts) -> None:
    view = await waitlist.view(EventId(callback_data.event_id), person.id)
    await show(query, screens.ask_tier(view, callback_data.party_size, t))


async def ask_together(
    query: CallbackQuery, callback_data: WaitIn, person: Person, waitlist: Waitlist, t: Texts
) -> None:
    view = await waitlist.view(EventId(callback_data.event_id), person.id)
    await show(query, screens.ask_together(view, callback_data.party_size, callback_data.tier_id, t))


async def join(query: CallbackQuery, callback_data: JoinWaitlist, person: Person, waitlist: Waitlist, t: Texts) -> None:
    tier_id = TierId(callback_data.tier_id) if callback_data.tier_id else None
    party = Party(callback_data.party_size, tier_id, bool(callback_data.together))
    await show(query, screens.waitlist(await waitlist.join(EventId(callback_data.event_id), person.id, party), t))


async def leave(
    query: CallbackQuery,
    callback_data: LeaveWaitlist,
    person: Person,
    waitlist: Waitlist,
    browsing: Browsing,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    await waitlist.leave(event_id, person.id)
    card = await browsing.card(event_id, person.id)
    await show(query, events.card(card, pictures, t), toast=t.plain("waitlist-left"))
