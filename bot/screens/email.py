"""Tickets by e-mail, besides the chat."""

from bot.keyboards import email as keyboards
from bot.screen import Screen
from bot.texts import Texts


def address(known: str | None, t: Texts) -> Screen:
    text = t("email-known", address=known) if known else t("email-ask")
    return Screen(text, keyboards.address(known, t))


def taken(typed: str, t: Texts) -> Screen:
    return Screen(t("email-taken", address=typed), keyboards.address(typed, t))


def not_sent(t: Texts) -> Screen:
    return Screen(t("email-not-sent"), keyboards.address(None, t))
