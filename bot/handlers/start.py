"""The menu, help and the language."""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ChooseLanguage, ShowHelp, ShowHelpTopic, ShowLanguages, ShowMenu
from bot.keyboards import menu as keyboards
from bot.screen import Screen, show
from bot.screens.menu import menu
from bot.texts import Texts, texts
from core.domain.person import LANGUAGES, Person
from core.services.people import People
from core.services.rights import Rights


def build_router() -> Router:
    router = Router(name="start")
    router.message.register(show_menu, CommandStart())
    router.callback_query.register(show_menu, ShowMenu.filter())
    router.message.register(show_help, Command("help"))
    router.callback_query.register(show_help, ShowHelp.filter())
    router.callback_query.register(show_help_topic, ShowHelpTopic.filter())
    router.message.register(show_terms, Command("terms"))
    router.message.register(show_support, Command("support", "paysupport"))
    router.message.register(show_languages, Command("language"))
    router.callback_query.register(show_languages, ShowLanguages.filter())
    router.callback_query.register(choose_language, ChooseLanguage.filter())
    return router


async def show_menu(source: Message | CallbackQuery, person: Person, rights: Rights, t: Texts) -> None:
    await show(source, menu(person, await rights.role(person.id), t))


async def show_help(source: Message | CallbackQuery, t: Texts) -> None:
    await show(source, Screen(t("help-text"), keyboards.help_topics(t)))


async def show_help_topic(
    query: CallbackQuery, callback_data: ShowHelpTopic, t: Texts, sends_email: bool = False
) -> None:
    text = t(f"help-{callback_data.topic}", sends_email="yes" if sends_email else "no")
    await show(query, Screen(text, keyboards.help_topic(t)))


async def show_terms(message: Message, t: Texts) -> None:
    await show(message, Screen(t("terms-text"), keyboards.home(t)))


async def show_support(message: Message, t: Texts, support_contact: str = "") -> None:
    text = t("support-text-with", contact=support_contact) if support_contact else t("support-text")
    await show(message, Screen(text, keyboards.home(t)))


async def show_languages(source: Message | CallbackQuery, t: Texts) -> None:
    await show(source, Screen(t("language-choose"), keyboards.languages(t)))


async def choose_language(
    query: CallbackQuery, callback_data: ChooseLanguage, person: Person, people: People, rights: Rights, t: Texts
) -> None:
    if callback_data.language in LANGUAGES:
        await people.choose_language(person.id, callback_data.language)
        t = texts(callback_data.language, t.year)
    await show(query, menu(person, await rights.role(person.id), t), toast=t.plain("language-chosen"))
