"""An organizer's promo codes: what each has brought, new ones as they are typed, and a file of all."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.callbacks import EndPromoCode, SendPromoCodes, ShowPromoCodes
from bot.keyboards.promotion import check_of
from bot.screen import answer, show
from bot.screens import promotion as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.domain.refusal import PromoCodeNotFound
from core.render.codes_file import codes_file
from core.services.promotion import Promotion


def build_router() -> Router:
    router = Router(name="promotion")
    router.callback_query.register(show_codes, ShowPromoCodes.filter())
    router.callback_query.register(end_code, EndPromoCode.filter())
    router.callback_query.register(send_codes, SendPromoCodes.filter())
    router.message.register(take_new_code, Typing.new_code, F.text)
    return router


async def show_codes(
    query: CallbackQuery,
    callback_data: ShowPromoCodes,
    person: Person,
    promotion: Promotion,
    state: FSMContext,
    t: Texts,
) -> None:
    event, codes = await promotion.codes(person.id, EventId(callback_data.event_id))
    await show(query, screens.codes(event, codes, t))
    await _expect_a_code(event.id, state)


async def take_new_code(message: Message, person: Person, promotion: Promotion, state: FSMContext, t: Texts) -> None:
    """Several may be typed one after the other; a batch comes as a file too."""
    event_id = EventId((await state.get_data())["event_id"])
    added = await promotion.add(person.id, event_id, message.text or "")
    event, codes = await promotion.codes(person.id, event_id)
    if len(added) > 1:
        fresh = {code.code for code in added}
        batch = [use for use in codes if use.code.code in fresh]
        await message.answer_document(
            BufferedInputFile(codes_file(event.currency, batch, t.language), "promo-codes.csv")
        )
    await show(message, screens.codes(event, codes, t))


async def end_code(
    query: CallbackQuery,
    callback_data: EndPromoCode,
    person: Person,
    promotion: Promotion,
    state: FSMContext,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    _, codes = await promotion.codes(person.id, event_id)
    meant = codes[callback_data.number].code.code if callback_data.number < len(codes) else ""
    if check_of(meant) != callback_data.check:
        raise PromoCodeNotFound
    await promotion.end(person.id, event_id, meant)
    await show(query, screens.codes(*await promotion.codes(person.id, event_id), t), toast=t.plain("codes-ended"))
    await _expect_a_code(event_id, state)


async def send_codes(
    query: CallbackQuery,
    callback_data: SendPromoCodes,
    person: Person,
    promotion: Promotion,
    state: FSMContext,
    t: Texts,
) -> None:
    event, codes = await promotion.codes(person.id, EventId(callback_data.event_id))
    await answer(query)
    if query.message and query.bot:
        file = BufferedInputFile(codes_file(event.currency, codes, t.language), "promo-codes.csv")
        await query.bot.send_document(person.id, file)
    await _expect_a_code(event.id, state)


async def _expect_a_code(event_id: EventId, state: FSMContext) -> None:
    """The list asks for a new one as long as it is there: each tap on it has ended the question before."""
    await state.set_state(Typing.new_code)
    await state.set_data({"event_id": event_id})
