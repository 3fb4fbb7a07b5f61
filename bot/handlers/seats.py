"""Picking seats, and holding them."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    ChangeSeats,
    ClearSeats,
    HoldBest,
    HoldBestInRow,
    HoldQuantity,
    HoldSeats,
    HoldSplit,
    OfferAccessible,
    OfferOrdinary,
    PickSeat,
    ShowHall,
    ShowRow,
    ShowRowsPage,
    ShowSeatsPage,
    ShowSection,
    ShowSectionsPage,
    SwapSeats,
)
from bot.keyboards import menu as menu_keyboards
from bot.notifier import Notifier
from bot.screen import Screen, show
from bot.screens import orders, seats
from bot.states import Typing
from bot.texts import Texts
from core.domain.hall import SectionKind
from core.domain.ids import EventId, OrderId, SeatId, SectionId
from core.domain.order import Order
from core.domain.person import Person
from core.domain.refusal import NotEnoughFree, NotTogether, SeatsTaken
from core.services.best_hold import Wish
from core.services.changing import Changing
from core.services.checkout import Checkout
from core.services.pictures import Pictures
from core.services.seating import Seating
from core.services.viewing import HallView


def build_router() -> Router:
    router = Router(name="seats")
    router.callback_query.register(pick_seat, PickSeat.filter())
    router.callback_query.register(show_row, ShowRow.filter())
    router.callback_query.register(show_seats_page, ShowSeatsPage.filter())
    router.callback_query.register(show_rows_page, ShowRowsPage.filter())
    router.callback_query.register(show_sections_page, ShowSectionsPage.filter())
    router.callback_query.register(show_section, ShowSection.filter())
    router.callback_query.register(show_hall, ShowHall.filter())
    router.callback_query.register(hold_seats, HoldSeats.filter())
    router.callback_query.register(change_seats, ChangeSeats.filter())
    router.callback_query.register(swap_seats, SwapSeats.filter())
    for best in (HoldBest, HoldBestInRow, HoldSplit):
        router.callback_query.register(hold_best, best.filter())
    for offer in (OfferAccessible, OfferOrdinary):
        router.callback_query.register(offer_accessible, offer.filter())
    router.callback_query.register(hold_quantity, HoldQuantity.filter())
    router.callback_query.register(clear_seats, ClearSeats.filter())
    router.message.register(hold_typed_quantity, Typing.quantity, F.text.regexp(r"^\s*\d{1,4}\s*$"))
    router.message.register(ask_for_a_number, Typing.quantity, F.text | F.sticker)
    return router


async def show_hall(
    query: CallbackQuery,
    callback_data: ShowHall,
    person: Person,
    seating: Seating,
    pictures: Pictures,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await seating.view(EventId(callback_data.event_id), person.id)
    await show(query, seats.hall(view, pictures, t))
    await _expect_a_number(view, view.hall.sections[0].id if len(view.hall.sections) == 1 else None, state)


async def show_sections_page(
    query: CallbackQuery,
    callback_data: ShowSectionsPage,
    person: Person,
    seating: Seating,
    pictures: Pictures,
    t: Texts,
) -> None:
    view = await seating.view(EventId(callback_data.event_id), person.id)
    await show(query, seats.hall(view, pictures, t, callback_data.page))


async def show_section(
    query: CallbackQuery,
    callback_data: ShowSection,
    person: Person,
    seating: Seating,
    pictures: Pictures,
    state: FSMContext,
    t: Texts,
) -> None:
    section_id = SectionId(callback_data.section_id)
    view = await seating.view(EventId(callback_data.event_id), person.id, section_id)
    await show(query, seats.section(view, section_id, pictures, t))
    await _expect_a_number(view, section_id, state)


async def show_rows_page(
    query: CallbackQuery, callback_data: ShowRowsPage, person: Person, seating: Seating, pictures: Pictures, t: Texts
) -> None:
    section_id = SectionId(callback_data.section_id)
    view = await seating.view(EventId(callback_data.event_id), person.id, section_id)
    await show(query, seats.section(view, section_id, pictures, t, callback_data.page))


async def show_row(
    query: CallbackQuery, callback_data: ShowRow, person: Person, seating: Seating, pictures: Pictures, t: Texts
) -> None:
    section_id = SectionId(callback_data.section_id)
    view = await seating.view(EventId(callback_data.event_id), person.id, section_id)
    await show(query, seats.row(view, section_id, callback_data.row, pictures, t))


async def show_seats_page(
    query: CallbackQuery, callback_data: ShowSeatsPage, person: Person, seating: Seating, pictures: Pictures, t: Texts
) -> None:
    section_id = SectionId(callback_data.section_id)
    view = await seating.view(EventId(callback_data.event_id), person.id, section_id)
    await show(query, seats.row(view, section_id, callback_data.row, pictures, t, callback_data.page))


async def pick_seat(
    query: CallbackQuery, callback_data: PickSeat, person: Person, seating: Seating, pictures: Pictures, t: Texts
) -> None:
    event_id, section_id = EventId(callback_data.event_id), SectionId(callback_data.section_id)
    seat_id, row, alert = SeatId(callback_data.seat_id), callback_data.row, None
    try:
        view = await seating.toggle(event_id, person.id, seat_id, (section_id, row))
    except SeatsTaken as taken:
        alert = t.refusal(taken)
        view = await seating.view(event_id, person.id, section_id)
    await show(query, seats.row_of_seat(view, section_id, row, seat_id, pictures, t), alert=alert)


async def offer_accessible(
    query: CallbackQuery,
    callback_data: OfferAccessible | OfferOrdinary,
    person: Person,
    seating: Seating,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id, section_id = EventId(callback_data.event_id), SectionId(callback_data.section_id)
    await seating.offer_accessible(event_id, person.id, isinstance(callback_data, OfferAccessible))
    view = await seating.view(event_id, person.id, section_id)
    await show(query, seats.section(view, section_id, pictures, t))


async def clear_seats(
    query: CallbackQuery, callback_data: ClearSeats, person: Person, seating: Seating, pictures: Pictures, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    await seating.clear(event_id, person.id)
    await show(query, seats.hall(await seating.view(event_id, person.id), pictures, t))


async def hold_seats(
    query: CallbackQuery,
    callback_data: HoldSeats,
    person: Person,
    seating: Seating,
    checkout: Checkout,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    try:
        order = await seating.hold_selected(event_id, person.id)
    except SeatsTaken as taken:
        view = await seating.view(event_id, person.id)
        await show(query, seats.hall(view, pictures, t), alert=t.refusal(taken))
    else:
        await _show_order(query, order, checkout, t)


async def hold_best(
    query: CallbackQuery,
    callback_data: HoldBest | HoldBestInRow | HoldSplit,
    person: Person,
    seating: Seating,
    checkout: Checkout,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id, section_id = EventId(callback_data.event_id), SectionId(callback_data.section_id)
    row = callback_data.row if isinstance(callback_data, HoldBestInRow) else None
    wish = Wish(section_id, callback_data.quantity, row, isinstance(callback_data, HoldSplit))
    try:
        order = await seating.hold_best(event_id, person.id, wish)
    except (NotTogether, NotEnoughFree) as refusal:
        view = await seating.view(event_id, person.id, section_id)
        await show(query, seats.section(view, section_id, pictures, t), alert=t.refusal(refusal))
    else:
        await _show_order(query, order, checkout, t)


async def change_seats(
    query: CallbackQuery,
    callback_data: ChangeSeats,
    person: Person,
    seating: Seating,
    changing: Changing,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    await changing.begin(event_id, OrderId(callback_data.order_id), person.id)
    await show(query, seats.hall(await seating.view(event_id, person.id), pictures, t))


async def swap_seats(
    query: CallbackQuery,
    callback_data: SwapSeats,
    person: Person,
    seating: Seating,
    changing: Changing,
    checkout: Checkout,
    notifier: Notifier,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    try:
        order = await changing.change(event_id, OrderId(callback_data.order_id), person.id)
    except SeatsTaken as taken:
        view = await seating.view(event_id, person.id)
        await show(query, seats.hall(view, pictures, t), alert=t.refusal(taken))
    else:
        await _show_order(query, order, checkout, t)
        await notifier.remove_message(person.id, order.invoice_message_id)  # it names the old seats


async def hold_quantity(
    query: CallbackQuery,
    callback_data: HoldQuantity,
    person: Person,
    seating: Seating,
    checkout: Checkout,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id, section_id = EventId(callback_data.event_id), SectionId(callback_data.section_id)
    try:
        order = await seating.hold_quantity(event_id, person.id, section_id, callback_data.quantity)
    except NotEnoughFree as refusal:
        view = await seating.view(event_id, person.id, section_id)
        await show(query, seats.section(view, section_id, pictures, t), alert=t.refusal(refusal))
    else:
        await _show_order(query, order, checkout, t)


async def hold_typed_quantity(
    message: Message, person: Person, seating: Seating, checkout: Checkout, state: FSMContext, t: Texts
) -> None:
    place = await state.get_data()
    order = await seating.hold_quantity(
        EventId(place["event_id"]), person.id, SectionId(place["section_id"]), int(message.text or "")
    )
    await state.clear()
    await _show_order(message, order, checkout, t)


async def ask_for_a_number(message: Message, state: FSMContext, t: Texts) -> None:
    place = await state.get_data()
    await show(message, Screen(t("type-a-number", limit=place["limit"]), menu_keyboards.home(t)))


async def _show_order(source: CallbackQuery | Message, order: Order, checkout: Checkout, t: Texts) -> None:
    view = await checkout.order(order.event_id, order.id, order.buyer_id)
    shown = await show(source, orders.held(view, t))
    await checkout.remember_screen(order, shown.message_id)


async def _expect_a_number(view: HallView, section_id: SectionId | None, state: FSMContext) -> None:
    """General admission: the number may be typed instead of tapped."""
    section = view.hall.section_by_id.get(section_id) if section_id else None
    if section and section.kind is SectionKind.GENERAL and (limit := seats.quantity_limit(view, section.id)):
        await state.set_state(Typing.quantity)
        await state.set_data({"event_id": view.event.id, "section_id": section.id, "limit": limit})
