"""My tickets."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ShowEmail, ShowEvents, ShowMenu, ShowTicketsOf
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.services.ticketing import TicketsOfEvent

EVENTS_MAX = 20  # with the longest titles that still fits into one message


def mine(groups: Sequence[TicketsOfEvent], t: Texts, offers_email: bool) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain("tickets-button", title=group.event.title, count=len(group.tickets)),
                    ShowTicketsOf(event_id=group.event.id),
                )
            ]
            for group in groups[:EVENTS_MAX]
        ],
        [button(t.plain("email-button"), ShowEmail())] if offers_email else [],
        [button(t.plain("menu-events"), ShowEvents(page=1)), button(t.plain("home"), ShowMenu())],
    )
