"""Picking seats, and holding them."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.callbacks import (
    ClearSeats,
    OfferAccessible,
    OfferOrdinary,
    PickSeat,
    ShowHall,
    ShowRow,
    ShowRowsPage,
    ShowSeatsPage,
    ShowSection,
    ShowSectionsPage,
)
from bot.screen import show
from bot.screens import seats
from bot.states import Typing
from bot.texts import Texts
from core.domain.hall import SectionKind
from core.domain.ids import EventId, SeatId, SectionId
from core.domain.person import Person
from core.domain.refusal import SeatsTaken
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
    for offer in (OfferAccessible, OfferOrdinary):
        router.callback_query.register(offer_accessible, offer.filter())
    router.callback_query.register(clear_seats, ClearSeats.filter())
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
    view = await seating.enter(EventId(callback_data.event_id), person.id)
    await show(query, seats.hall(view, pictures, t))
    await expect_a_number(view, view.hall.sections[0].id if len(view.hall.sections) == 1 else None, state)


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
    await expect_a_number(view, section_id, state)


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


async def expect_a_number(view: HallView, section_id: SectionId | None, state: FSMContext) -> None:
    """General admission: the number may be typed instead of tapped."""
    section = view.hall.section_by_id.get(section_id) if section_id else None
    if section and section.kind is SectionKind.GENERAL and (limit := seats.quantity_limit(view, section.id)):
        await state.set_state(Typing.quantity)
        await state.set_data({"event_id": view.event.id, "section_id": section.id, "limit": limit})
