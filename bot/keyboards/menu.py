"""The main menu, the languages, and the way back to them."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    ChooseLanguage,
    ForgetMe,
    HelpTopic,
    ManageEvents,
    ShowAllEvents,
    ShowDoor,
    ShowHelp,
    ShowHelpTopic,
    ShowLanguages,
    ShowMenu,
    ShowSearch,
    ShowTickets,
)
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts, all_texts
from core.domain.person import Role


def menu(role: Role, t: Texts) -> InlineKeyboardMarkup:
    door = [button(t.plain("menu-door"), ShowDoor())] if role.may_scan else []
    mine = [button(t.plain("menu-manage"), ManageEvents(page=0))] if role.may_organize else []
    return keyboard(
        [button(t.plain("menu-events"), ShowAllEvents()), button(t.plain("menu-search"), ShowSearch())],
        [button(t.plain("menu-tickets"), ShowTickets())],
        [button(t.plain("menu-language"), ShowLanguages()), button(t.plain("menu-help"), ShowHelp())],
        door + mine,
    )


def languages(t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[[button(other.plain("language-name"), ChooseLanguage(language=other.language))] for other in all_texts()],
        [button(t.plain("home"), ShowMenu())],
    )


def help_topics(t: Texts) -> InlineKeyboardMarkup:
    topics = [button(t.plain(f"help-{topic}-button"), ShowHelpTopic(topic=topic)) for topic in HelpTopic]
    return keyboard(*in_columns(topics, 2), [button(t.plain("home"), ShowMenu())])


def help_topic(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowHelp()), button(t.plain("home"), ShowMenu())])


def home(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("home"), ShowMenu())])


def forget(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("forget-confirm"), ForgetMe())], [button(t.plain("home"), ShowMenu())])
