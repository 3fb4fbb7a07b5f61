"""Whatever no other handler understood gets a sentence and a way on."""

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message, ReplyKeyboardRemove

from bot.screen import Screen, show
from bot.screens.menu import menu
from bot.texts import Html, Texts
from core.domain.person import Person
from core.services.rights import Rights

SAID_BY_PEOPLE = {
    ContentType.TEXT,
    ContentType.STICKER,
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.VOICE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.LOCATION,
    ContentType.VENUE,
    ContentType.POLL,
    ContentType.DICE,
    ContentType.STORY,
}
"""Service messages (money refunded, a message pinned …) are nobody's question and get no answer."""


def build_router() -> Router:
    router = Router(name="fallback")
    router.callback_query.register(renew_keyboard)
    router.message.register(explain_photos, F.photo | F.document)
    router.message.register(take_key_away, F.contact, ~F.via_bot)
    router.message.register(explain_buttons, F.content_type.in_(SAID_BY_PEOPLE), ~F.via_bot)
    return router


async def renew_keyboard(query: CallbackQuery, person: Person, rights: Rights, t: Texts) -> None:
    await show(query, menu(person, await rights.role(person.id), t), alert=t.plain("old-keyboard"))


async def explain_photos(message: Message, person: Person, rights: Rights, t: Texts) -> None:
    await _show_menu(message, t("unknown-photo"), person, rights, t)


async def take_key_away(message: Message, t: Texts) -> None:
    """The question that brought the key is forgotten after a while, and nobody knows that the key is still there."""
    await message.answer(t("unknown-contact"), reply_markup=ReplyKeyboardRemove())


async def explain_buttons(message: Message, person: Person, rights: Rights, t: Texts) -> None:
    await _show_menu(message, t("unknown-text"), person, rights, t)


async def _show_menu(message: Message, why: Html, person: Person, rights: Rights, t: Texts) -> None:
    screen = menu(person, await rights.role(person.id), t)
    await show(message, Screen(why, screen.keyboard))
