"""The own number before a hold."""

from bot.keyboards import contact as keyboards
from bot.screen import Screen
from bot.texts import Texts
from core.domain.ids import EventId


def ask(event_id: EventId, t: Texts) -> Screen:
    return Screen(t("contact-ask"), keyboards.ask(event_id, t))


def taken(event_id: EventId, next_tap: str, t: Texts) -> Screen:
    return Screen(t("contact-taken"), keyboards.taken(event_id, next_tap, t))
