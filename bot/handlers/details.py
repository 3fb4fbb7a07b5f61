"""Who comes: the questions of an event, answered by tapping, typing, or sending one's contact."""

from aiogram import Bot, F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Contact, Message

from bot.asking import Asking, asked_in, forget_question
from bot.callbacks import AskDetail, FillDetails, ShowDetails, SkipDetail, TakeOffer
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, OrderId, PersonId, QuestionId, SeatId
from core.domain.person import Person
from core.domain.question import Asked
from core.domain.refusal import NO_ANSWER, Refusal
from core.services.attending import Attending, Source


def build_router() -> Router:
    router = Router(name="details")
    router.callback_query.register(fill_details, FillDetails.filter())
    router.callback_query.register(show_details, ShowDetails.filter())
    router.callback_query.register(ask_detail, AskDetail.filter())
    router.callback_query.register(skip_detail, SkipDetail.filter())
    router.callback_query.register(take_offer, TakeOffer.filter())
    router.message.register(take_typed, Typing.detail, F.text)
    router.message.register(take_contact, Typing.detail, F.contact.as_("contact"))
    return router


async def fill_details(
    query: CallbackQuery,
    callback_data: FillDetails,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await attending.form(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    await asking.go_on(query, view, person, state, t)


async def show_details(
    query: CallbackQuery,
    callback_data: ShowDetails,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await attending.form(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    await asking.sum_up(query, view, state, t, callback_data.page)


async def ask_detail(
    query: CallbackQuery,
    callback_data: AskDetail,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    t: Texts,
) -> None:
    view, entry = await attending.question(_asked(callback_data), person.id)
    await asking.ask(query, view, entry, person, state, t)


async def skip_detail(
    query: CallbackQuery,
    callback_data: SkipDetail,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    t: Texts,
) -> None:
    await asking.go_on(query, await attending.skip(_asked(callback_data), person.id), person, state, t)


async def take_offer(
    query: CallbackQuery,
    callback_data: TakeOffer,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await attending.accept_offer(_asked(callback_data), person, Source(callback_data.source))
    await asking.go_on(query, view, person, state, t)


async def take_typed(
    message: Message, person: Person, attending: Attending, asking: Asking, state: FSMContext, bot: Bot, t: Texts
) -> None:
    asked = await asked_in(state)
    try:
        view = await attending.answer(asked, person.id, message.text or "")
    except Refusal as refusal:
        await _ask_again(refusal, asked, message, person, attending, asking, state, bot, t)
    else:
        await asking.go_on(message, view, person, state, t)


async def take_contact(
    message: Message,
    contact: Contact,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    bot: Bot,
    t: Texts,
) -> None:
    asked, owner_id = await asked_in(state), PersonId(contact.user_id) if contact.user_id else None
    try:
        view = await attending.answer_with_contact(asked, person.id, contact.phone_number, owner_id)
    except Refusal as refusal:
        await _ask_again(refusal, asked, message, person, attending, asking, state, bot, t)
    else:
        await asking.go_on(message, view, person, state, t)


async def _ask_again(
    refusal: Refusal,
    asked: Asked,
    message: Message,
    person: Person,
    attending: Attending,
    asking: Asking,
    state: FSMContext,
    bot: Bot,
    t: Texts,
) -> None:
    """Why it was no answer stands above the question; where no answer will do, nothing is waited for."""
    if not isinstance(refusal, NO_ANSWER):
        await forget_question(state, bot, t)
        raise refusal
    view, entry = await attending.question(asked, person.id)
    await asking.ask(message, view, entry, person, state, t, t.refusal(refusal))


def _asked(payload: AskDetail | SkipDetail | TakeOffer) -> Asked:
    return Asked(
        EventId(payload.event_id), OrderId(payload.order_id), QuestionId(payload.question_id), SeatId(payload.seat_id)
    )
