"""Picking: sections, rows, seats, and numbers for general admission."""

from collections.abc import Callable, Sequence
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    ClearSeats,
    HoldBest,
    HoldBestInRow,
    HoldQuantity,
    HoldSeats,
    HoldSplit,
    OfferAccessible,
    OfferOrdinary,
    PickSeat,
    ShowEvent,
    ShowHall,
    ShowOrder,
    ShowRow,
    ShowRowsPage,
    ShowSeatsPage,
    ShowSection,
    ShowSectionsPage,
    SwapSeats,
)
from bot.keyboards.layout import SEATS_IN_ROW_MAX, Page, Row, button, in_columns, keyboard, number_of_page
from bot.keyboards.waitlist import waiting
from bot.texts import Texts
from core.domain.best_seats import BestSeats
from core.domain.hall import Hall, Seat, Section
from core.domain.ids import SeatId, SectionId
from core.services.viewing import HallView

ROWS_IN_LINE = 2
NUMBERS_IN_LINE = 5
# Telegram takes a hundred buttons, people fewer.
SECTIONS_ON_PAGE, ROWS_ON_PAGE, SEATS_ON_PAGE = 20, 40, 40


def sections(view: HallView, number: int, t: Texts) -> InlineKeyboardMarkup:
    page = Page.of(view.hall.sections, number, SECTIONS_ON_PAGE)
    return keyboard(
        *[[_section(section, view, t)] for section in page.things],
        _turn(page, lambda n: ShowSectionsPage(event_id=view.event.id, page=n), str, t),
        *_choice(view, t),
        [button(t.plain("back"), ShowEvent(event_id=view.event.id))],
    )


def rows(view: HallView, section_id: SectionId, number: int, t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    of_section = list(view.hall.rows(section_id).items())
    page = Page.of(of_section, number, ROWS_ON_PAGE)
    buttons = [
        button(
            t.plain("hall-row-button", row=label, free=sum(map(view.is_offered, seats))),
            ShowRow(event_id=event_id, section_id=section_id, row=page.first + place),
        )
        for place, (label, seats) in enumerate(page.things)
    ]
    is_choosing = bool(view.selected or view.changes)
    best = [] if is_choosing else view.best(section_id)
    wait = [] if is_choosing or not view.is_short(section_id, best) else waiting(event_id, t)
    return keyboard(
        *[_best(one, view, section_id, None, t) for one in best],
        *in_columns(buttons, ROWS_IN_LINE),
        _turn(
            page,
            lambda n: ShowRowsPage(event_id=event_id, section_id=section_id, page=n),
            lambda place: of_section[place - 1][0],
            t,
        ),
        _accessible(view, section_id, t),
        wait,
        *_choice(view, t),
        [button(t.plain("back"), _above(view))],
    )


def seats(view: HallView, section_id: SectionId, row: int, number: int | None, t: Texts) -> InlineKeyboardMarkup:
    event_id, of_row = view.event.id, view.hall.row(section_id, row)
    page = Page.of(of_row, _first_page(view, of_row) if number is None else number, SEATS_ON_PAGE)
    buttons = [
        button(_seat(seat, view, t), PickSeat(event_id=event_id, section_id=section_id, row=row, seat_id=seat.id))
        for seat in page.things
    ]
    best = [
        _best(best, view, section_id, row, t)
        for best in ([] if view.selected or view.changes else view.best(section_id, row))
    ]
    page_above = number_of_page(row, len(view.hall.rows(section_id)), ROWS_ON_PAGE)
    return keyboard(
        *in_columns(buttons, SEATS_IN_ROW_MAX),
        _turn(
            page,
            lambda n: ShowSeatsPage(event_id=event_id, section_id=section_id, row=row, page=n),
            lambda place: of_row[place - 1].number,
            t,
        ),
        *best,
        *_choice(view, t),
        [button(t.plain("back"), ShowRowsPage(event_id=event_id, section_id=section_id, page=page_above))],
    )


def page_of_seat(view: HallView, section_id: SectionId, row: int, seat_id: SeatId) -> int | None:
    """On which page of its row the seat is."""
    ids = [seat.id for seat in view.hall.row(section_id, row)]
    return number_of_page(ids.index(seat_id), len(ids), SEATS_ON_PAGE) if seat_id in ids else None


def quantities(view: HallView, section: Section, most: int, t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    buttons = [
        button(str(n), HoldQuantity(event_id=event_id, section_id=section.id, quantity=n)) for n in range(1, most + 1)
    ]
    again = (
        [] if buttons else [button(t.plain("quantity-again"), ShowSection(event_id=event_id, section_id=section.id))]
    )
    wait = waiting(event_id, t) if view.is_short(section.id, []) else []
    return keyboard(*in_columns(buttons, NUMBERS_IN_LINE), again, wait, [button(t.plain("back"), _above(view))])


def _above(view: HallView) -> CallbackData:
    """With one section only, its rows are shown at once and the way back leads to the card."""
    return ShowHall(event_id=view.event.id) if _has_choice(view.hall) else ShowEvent(event_id=view.event.id)


def _has_choice(hall: Hall) -> bool:
    return len(hall.sections) > 1


def _section(section: Section, view: HallView, t: Texts) -> InlineKeyboardButton:
    payload = ShowSection(event_id=view.event.id, section_id=section.id)
    free = view.free(section.id)
    if not free:
        return button(t.plain("hall-section-sold-out", section=section.name), payload)
    prices = view.hall.prices_minor(section.id)
    price = "–".join(t.price(minor, view.event.currency) for minor in sorted({prices[0], prices[-1]}))
    return button(t.plain("hall-section-button", section=section.name, price=price, free=free), payload)


def _seat(seat: Seat, view: HallView, t: Texts) -> str:
    if seat.id in view.selected:
        return t.plain("hall-seat-mine", number=seat.number)
    if not seat.is_free:
        return t.plain("hall-seat-taken")
    if not seat.is_accessible:
        return seat.number
    return t.plain("hall-seat-accessible", number=seat.number) if view.wants_accessible else t.plain("hall-seat-kept")


def _best(best: BestSeats, view: HallView, section_id: SectionId, row: int | None, t: Texts) -> Row:
    count, ids = len(best.seats), {"event_id": view.event.id, "section_id": section_id}
    total = t.price(view.price_of(seat.id for seat in best.seats), view.event.currency)
    if best.is_split:
        parts = " + ".join(str(len(block)) for block in best.blocks)
        return [button(t.plain("hall-split", count=count, parts=parts, total=total), HoldSplit(**ids, quantity=count))]
    payload = HoldBest(**ids, quantity=count) if row is None else HoldBestInRow(**ids, row=row, quantity=count)
    return [button(t.plain("hall-best", count=count, total=total), payload)]


def _accessible(view: HallView, section_id: SectionId, t: Texts) -> Row:
    """Asking for accessible seats, where there are some."""
    ids = {"event_id": view.event.id, "section_id": section_id}
    if view.wants_accessible:
        return [button(t.plain("hall-accessible-hide"), OfferOrdinary(**ids))]
    if any(seat.is_free and seat.is_accessible for seat in view.hall.seats_of(section_id)):
        return [button(t.plain("hall-accessible-show"), OfferAccessible(**ids))]
    return []


def _turn(page: Page[Any], payload: Callable[[int], CallbackData], name: Callable[[int], str], t: Texts) -> Row:
    """To the pages before and after, named by what is on them: the first and the last, whose places count from 1."""

    def ends(number: int) -> dict[str, str]:
        first = number * len(page.pages[0]) + 1
        return {"first": name(first), "last": name(first + len(page.pages[number]) - 1)}

    before, after = page.number - 1, page.number + 1
    earlier = [button(t.plain("page-earlier", **ends(before)), payload(before))] if before >= 0 else []
    later = [button(t.plain("page-later", **ends(after)), payload(after))] if after < len(page.pages) else []
    return earlier + later


def _first_page(view: HallView, of_row: Sequence[Seat]) -> int:
    """With something of the buyer's own, else with something to choose."""
    chosen = [place for place, seat in enumerate(of_row) if seat.id in view.selected]
    offered = [place for place, seat in enumerate(of_row) if view.is_offered(seat)]
    return number_of_page([*chosen, *offered, 0][0], len(of_row), SEATS_ON_PAGE)


def _choice(view: HallView, t: Texts) -> list[Row]:
    """The way on, once something is chosen."""
    total = t.price(view.total_minor, view.event.currency)
    if view.changes:
        order = {"event_id": view.event.id, "order_id": view.changes.id}
        swap = t.plain("hall-swap", count=len(view.selected), total=total)
        return [
            [button(swap, SwapSeats(**order))] if view.selected else [],
            [button(t.plain("hall-keep"), ShowOrder(**order))],
        ]
    if not view.selected:
        return []
    hold = t.plain("hall-hold", count=len(view.selected), total=total)
    return [
        [button(hold, HoldSeats(event_id=view.event.id))],
        [button(t.plain("hall-clear"), ClearSeats(event_id=view.event.id))],
    ]
