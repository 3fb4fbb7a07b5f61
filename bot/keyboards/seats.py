"""Picking: sections, rows, seats, and numbers for general admission."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    ClearSeats,
    HoldQuantity,
    HoldSeats,
    PickSeat,
    ShowEvent,
    ShowHall,
    ShowRow,
    ShowSection,
)
from bot.keyboards.layout import SEATS_IN_ROW_MAX, button, in_columns, keyboard
from bot.texts import Texts
from core.domain.hall import Hall, Seat, Section
from core.domain.ids import SectionId
from core.services.seating import HallView

ROWS_IN_LINE = 2
NUMBERS_IN_LINE = 5


def sections(view: HallView, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[[_section(section, view, t)] for section in view.hall.sections],
        *_choice(view, t),
        [button(t.plain("back"), ShowEvent(event_id=view.event.id))],
    )


def rows(view: HallView, section_id: SectionId, t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    buttons = [
        button(
            t.plain("hall-row-button", row=label, free=sum(seat.is_free for seat in seats)),
            ShowRow(event_id=event_id, section_id=section_id, row=index),
        )
        for index, (label, seats) in enumerate(view.hall.rows(section_id).items())
    ]
    return keyboard(
        *in_columns(buttons, ROWS_IN_LINE),
        *_choice(view, t),
        [
            button(
                t.plain("back"), ShowHall(event_id=event_id) if _has_choice(view.hall) else ShowEvent(event_id=event_id)
            )
        ],
    )


def seats(view: HallView, section_id: SectionId, row: int, row_seats: Sequence[Seat], t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    buttons = [
        button(_seat(seat, view, t), PickSeat(event_id=event_id, section_id=section_id, row=row, seat_id=seat.id))
        for seat in row_seats
    ]
    return keyboard(
        *in_columns(buttons, SEATS_IN_ROW_MAX),
        *_choice(view, t),
        [button(t.plain("back"), ShowSection(event_id=event_id, section_id=section_id))],
    )


def quantities(view: HallView, section: Section, most: int, t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    buttons = [
        button(str(n), HoldQuantity(event_id=event_id, section_id=section.id, quantity=n)) for n in range(1, most + 1)
    ]
    again = (
        [] if buttons else [button(t.plain("quantity-again"), ShowSection(event_id=event_id, section_id=section.id))]
    )
    return keyboard(
        *in_columns(buttons, NUMBERS_IN_LINE),
        again,
        [
            button(
                t.plain("back"), ShowHall(event_id=event_id) if _has_choice(view.hall) else ShowEvent(event_id=event_id)
            )
        ],
    )


def _has_choice(hall: Hall) -> bool:
    """With one section only, its rows are shown at once and the way back leads to the card."""
    return len(hall.sections) > 1


def _section(section: Section, view: HallView, t: Texts) -> InlineKeyboardButton:
    payload = ShowSection(event_id=view.event.id, section_id=section.id)
    free = view.hall.free_by_section[section.id]
    if not free:
        return button(t.plain("hall-section-sold-out", section=section.name), payload)
    prices = view.hall.prices_minor(section.id)
    price = "–".join(t.price(minor, view.event.currency) for minor in sorted({prices[0], prices[-1]}))
    return button(t.plain("hall-section-button", section=section.name, price=price, free=free), payload)


def _seat(seat: Seat, view: HallView, t: Texts) -> str:
    if seat.id in view.selected:
        return t.plain("hall-seat-mine", number=seat.number)
    return seat.number if seat.is_free else t.plain("hall-seat-taken")


def _choice(view: HallView, t: Texts) -> list[list[InlineKeyboardButton]]:
    """The way on, once something is chosen."""
    if not view.selected:
        return []
    total = t.price(view.hall.total_minor(view.selected), view.event.currency)
    hold = t.plain("hall-hold", count=len(view.selected), total=total)
    return [
        [button(hold, HoldSeats(event_id=view.event.id))],
        [button(t.plain("hall-clear"), ClearSeats(event_id=view.event.id))],
    ]
