"""The own number before a hold."""

from bot.keyboards import contact as keyboards
from bot.screen import Screen
from bot.texts import Texts
from core.domain.ids import EventId


def ask(event_id: EventId, t: Texts, *, while_waiting: bool = False) -> Screen:
    """`while_waiting`: they have a place in the queue, and keep it."""
    return Screen(t("contact-ask", asked="waiting" if while_waiting else "first"), keyboards.ask(event_id, t))


def taken(event_id: EventId, next_tap: str, t: Texts) -> Screen:
    return Screen(t("contact-taken"), keyboards.taken(event_id, next_tap, t))
