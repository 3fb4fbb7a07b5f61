"""The owner says who works at the door."""

from contextlib import suppress

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import DismissStaff
from bot.commands import show_commands_of
from bot.screen import show
from bot.screens import door
from bot.texts import Texts, texts
from core.domain.ids import PersonId
from core.domain.person import Person
from core.services.people import People


def build_router() -> Router:
    router = Router(name="staff")
    router.message.register(name_or_list_staff, Command("staff"))
    router.callback_query.register(dismiss_staff, DismissStaff.filter())
    return router


async def name_or_list_staff(
    message: Message, command: CommandObject, person: Person, people: People, bot: Bot, t: Texts
) -> None:
    if command.args:
        named = await people.name_staff(person.id, command.args)
        await message.answer(t("staff-added", name=named.name))
        await show_commands_of(bot, named.id, await people.role(named.id), t.language)
        with suppress(TelegramAPIError):  # they may have blocked the bot; the right is theirs all the same
            await bot.send_message(named.id, texts(named.language(t.language))("staff-welcome"))
    await show(message, door.staff(await people.staff(person.id), t))


async def dismiss_staff(
    query: CallbackQuery, callback_data: DismissStaff, person: Person, people: People, t: Texts
) -> None:
    dismissed = await people.find(PersonId(callback_data.person_id))
    await people.dismiss_staff(person.id, PersonId(callback_data.person_id))
    toast = t.plain("staff-dismissed", name=dismissed.name) if dismissed else None
    await show(query, door.staff(await people.staff(person.id), t), toast=toast)
