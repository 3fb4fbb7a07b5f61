"""Reminders, wanted or not."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ChooseReminders
from bot.screen import show
from bot.screens import reminders
from bot.texts import Texts
from core.domain.person import Person
from core.services.reminding import Reminding


def build_router() -> Router:
    router = Router(name="reminders")
    router.message.register(show_choice, Command("reminders"))
    router.callback_query.register(choose, ChooseReminders.filter())
    return router


async def show_choice(message: Message, person: Person, t: Texts) -> None:
    await show(message, reminders.chosen(wanted=person.wants_reminders, t=t))


async def choose(
    query: CallbackQuery, callback_data: ChooseReminders, person: Person, reminding: Reminding, t: Texts
) -> None:
    await reminding.choose(person.id, callback_data.wanted)
    await show(query, reminders.chosen(wanted=callback_data.wanted, t=t))
