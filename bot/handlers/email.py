"""Where else a person gets tickets: an e-mail address, typed, changed or forgotten."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ForgetEmail, ShowEmail
from bot.screen import show
from bot.screens import email
from bot.states import Typing
from bot.texts import Texts
from core.domain.person import Person
from core.services.people import People


def build_router() -> Router:
    router = Router(name="email")
    router.message.register(show_email, Command("email"))
    router.callback_query.register(show_email, ShowEmail.filter())
    router.callback_query.register(forget_email, ForgetEmail.filter())
    router.message.register(take_email, Typing.email, F.text)
    return router


async def show_email(
    source: Message | CallbackQuery, person: Person, state: FSMContext, t: Texts, sends_email: bool = False
) -> None:
    if not sends_email:
        await show(source, email.not_sent(t))
        return
    await state.set_state(Typing.email)
    await show(source, email.address(person.email, t))


async def take_email(message: Message, person: Person, people: People, state: FSMContext, t: Texts) -> None:
    address = await people.set_email(person.id, message.text or "")
    await state.clear()
    await show(message, email.taken(address, t))


async def forget_email(query: CallbackQuery, person: Person, people: People, state: FSMContext, t: Texts) -> None:
    """Another address may be typed at once."""
    await people.forget_email(person.id)
    await state.set_state(Typing.email)
    await show(query, email.address(None, t), toast=t.plain("email-forgotten"))
