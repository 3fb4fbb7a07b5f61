"""One visitor's history, found by what the organizer knows of them."""

from aiogram import Bot, F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import FindVisitor, SendVisitor, ShowVisitor
from bot.report_files import send_sheet
from bot.screen import answer, show
from bot.screens import reports as screens
from bot.sheets.visitor import visitor_sheet
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import PersonId
from core.domain.person import Person
from core.domain.visit import History
from core.services.pictures import Pictures
from core.services.reporting import FOUND_MAX, Reporting


def build_router() -> Router:
    router = Router(name="visitors")
    router.callback_query.register(ask_visitor, FindVisitor.filter())
    router.message.register(find_visitor, Typing.visitor, F.text)
    router.callback_query.register(show_visitor, ShowVisitor.filter())
    router.callback_query.register(send_visitor, SendVisitor.filter())
    return router


async def ask_visitor(query: CallbackQuery, person: Person, reporting: Reporting, state: FSMContext, t: Texts) -> None:
    await reporting.rights.teams_of(person.id)
    await state.set_state(Typing.visitor)
    await show(query, screens.ask_visitor(t))


async def find_visitor(
    message: Message, person: Person, reporting: Reporting, pictures: Pictures, state: FSMContext, t: Texts
) -> None:
    """Only one is shown at once. Whoever is not found, or among too many, may be typed again."""
    found = await reporting.find_visitors(person.id, message.text or "")
    if len(found) <= FOUND_MAX:
        await state.clear()
    if len(found) == 1:
        await _show(message, found[0], pictures, t)
    else:
        await show(message, screens.visitors(found, t))


async def show_visitor(
    query: CallbackQuery,
    callback_data: ShowVisitor,
    person: Person,
    reporting: Reporting,
    pictures: Pictures,
    t: Texts,
) -> None:
    await _show(query, await reporting.history(person.id, PersonId(callback_data.person_id)), pictures, t)


async def send_visitor(
    query: CallbackQuery,
    callback_data: SendVisitor,
    person: Person,
    reporting: Reporting,
    pictures: Pictures,
    bot: Bot,
    t: Texts,
) -> None:
    sheet = visitor_sheet(await reporting.history(person.id, PersonId(callback_data.person_id)), t)
    await answer(query)
    await send_sheet(bot, person.id, sheet, "visitor", callback_data.format, reporting, pictures, t)


async def _show(source: Message | CallbackQuery, history: History, pictures: Pictures, t: Texts) -> None:
    sheet = visitor_sheet(history, t)
    await show(source, screens.visitor(history, sheet, pictures.sheet(sheet), t))
