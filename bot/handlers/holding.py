"""Seats become a hold: those chosen, the best ones, or a number of places; and a hold gets others."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    ChangeQuantity,
    ChangeSeats,
    HoldBest,
    HoldBestInRow,
    HoldQuantity,
    HoldSeats,
    HoldSplit,
    LeaveHold,
    SwapSeats,
)
from bot.handlers.seats import expect_a_number
from bot.keyboards import menu as menu_keyboards
from bot.notifier import Notifier
from bot.screen import Screen, show
from bot.screens import orders, seats
from bot.screens.menu import menu
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, OrderId, SectionId
from core.domain.order import Order
from core.domain.person import Person
from core.domain.refusal import NotEnoughFree, NotTogether, SeatsTaken
from core.services.best_hold import Wish
from core.services.changing import Changing
from core.services.checkout import Checkout
from core.services.pictures import Pictures
from core.services.rights import Rights
from core.services.seating import Seating


def build_router() -> Router:
    router = Router(name="holding")
    router.callback_query.register(hold_seats, HoldSeats.filter())
    router.callback_query.register(leave_hold, LeaveHold.filter())
    router.callback_query.register(change_seats, ChangeSeats.filter())
    router.callback_query.register(swap_seats, SwapSeats.filter())
    router.callback_query.register(change_quantity, ChangeQuantity.filter())
    for best in (HoldBest, HoldBestInRow, HoldSplit):
        router.callback_query.register(hold_best, best.filter())
    router.callback_query.register(hold_quantity, HoldQuantity.filter())
    router.message.register(hold_typed_quantity, Typing.quantity, F.text.regexp(r"^\s*\d{1,4}\s*$"))
    router.message.register(ask_for_a_number, Typing.quantity, F.text | F.sticker)
    return router


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


async def leave_hold(
    query: CallbackQuery, callback_data: LeaveHold, person: Person, checkout: Checkout, rights: Rights, t: Texts
) -> None:
    view = await checkout.order(EventId(callback_data.event_id), OrderId(callback_data.order_id), person.id)
    shown = await show(query, menu(person, await rights.role(person.id), t))
    await checkout.forget_screen(view.order, shown.message_id)


async def change_seats(
    query: CallbackQuery,
    callback_data: ChangeSeats,
    person: Person,
    seating: Seating,
    changing: Changing,
    checkout: Checkout,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    order = await changing.begin(event_id, OrderId(callback_data.order_id), person.id)
    shown = await show(query, seats.hall(await seating.view(event_id, person.id), pictures, t))
    await checkout.forget_screen(order, shown.message_id)


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


async def change_quantity(
    query: CallbackQuery,
    callback_data: ChangeQuantity,
    person: Person,
    changing: Changing,
    checkout: Checkout,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id, order_id = EventId(callback_data.event_id), OrderId(callback_data.order_id)
    order = await changing.change_quantity(event_id, order_id, person.id, callback_data.quantity)
    await _show_order(query, order, checkout, t)
    await notifier.remove_message(person.id, order.invoice_message_id)  # it names the old price


async def hold_quantity(
    query: CallbackQuery,
    callback_data: HoldQuantity,
    person: Person,
    seating: Seating,
    checkout: Checkout,
    pictures: Pictures,
    state: FSMContext,
    t: Texts,
) -> None:
    event_id, section_id = EventId(callback_data.event_id), SectionId(callback_data.section_id)
    try:
        order = await seating.hold_quantity(event_id, person.id, section_id, callback_data.quantity)
    except NotEnoughFree as refusal:
        view = await seating.view(event_id, person.id, section_id)
        await show(query, seats.section(view, section_id, pictures, t), alert=t.refusal(refusal))
        await expect_a_number(view, section_id, state)
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
