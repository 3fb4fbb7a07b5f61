"""Forgetting a person: said what goes and what stays, asked, done."""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ForgetMe
from bot.commands import show_commands_of
from bot.keyboards import menu as keyboards
from bot.screen import Screen, show
from bot.texts import Texts
from core.domain.person import Person
from core.services.people import People
from core.services.rights import Rights
from core.services.ticketing import Ticketing


def build_router() -> Router:
    router = Router(name="privacy")
    router.message.register(ask_to_forget, Command("forget_me"))
    router.callback_query.register(forget_me, ForgetMe.filter())
    return router


async def ask_to_forget(message: Message, person: Person, ticketing: Ticketing, t: Texts) -> None:
    coming = sum(len(group.tickets) for group in await ticketing.mine(person.id) if not group.is_past)
    await show(message, Screen(t("forget-ask", tickets=coming), keyboards.forget(t)))


async def forget_me(
    query: CallbackQuery,
    person: Person,
    people: People,
    rights: Rights,
    bot: Bot,
    default_language: str,
    t: Texts,
    sends_email: bool = False,
) -> None:
    """Who was of the staff is no more, and has no use for its commands."""
    before = await rights.role(person.id)
    await people.forget(person.id)
    await show(query, Screen(t("forget-done")))
    if before.may_scan:
        role = await rights.role(person.id)
        await show_commands_of(bot, person.id, role, default_language, sends_email=sends_email)
