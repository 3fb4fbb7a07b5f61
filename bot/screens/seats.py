"""Picking seats beside the picture of the hall."""

from bot.keyboards import seats as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.event import Event
from core.domain.hall import Hall, SectionKind
from core.domain.ids import SeatId, SectionId
from core.domain.refusal import EventNotFound
from core.render.hall_picture import HallWords
from core.services.pictures import Picture, Pictures
from core.services.viewing import HallView

QUANTITY_MAX = 10
SEATS_MAX, ALONE_MAX = 250, 120
"""Characters: a caption has no room for the names of a hundred seats."""


def hall(view: HallView, pictures: Pictures, t: Texts, page: int = 0) -> Screen:
    """The sections; a hall with one section shows that at once."""
    if len(view.hall.sections) == 1:
        return section(view, view.hall.sections[0].id, pictures, t)
    text = t("hall-choose-section", title=view.event.title)
    return Screen(_with_choice(text, view, t), keyboards.sections(view, page, t), hall_picture(view, None, pictures, t))


def section(view: HallView, section_id: SectionId, pictures: Pictures, t: Texts, page: int = 0) -> Screen:
    """The rows of a section, or the question how many for general admission."""
    chosen = view.hall.section_by_id.get(section_id)
    if chosen is None:
        raise EventNotFound
    if chosen.kind is SectionKind.GENERAL:
        return _quantity(view, section_id, pictures, t)
    text = t("hall-choose-row", title=view.event.title, section=chosen.name)
    keyboard = keyboards.rows(view, section_id, page, t)
    return Screen(_with_choice(text, view, t), keyboard, hall_picture(view, section_id, pictures, t))


def row(
    view: HallView, section_id: SectionId, index: int, pictures: Pictures, t: Texts, page: int | None = None
) -> Screen:
    """The seats of a row; of a wide one, the page asked for, or else the first with something to choose."""
    section, seats = view.hall.section_by_id.get(section_id), view.hall.row(section_id, index)
    if section is None or section.kind is SectionKind.GENERAL or not seats:
        raise EventNotFound
    text = t("hall-choose-seat", title=view.event.title, section=section.name, row=seats[0].row)
    keyboard = keyboards.seats(view, section_id, index, page, t)
    return Screen(_with_choice(text, view, t), keyboard, hall_picture(view, section_id, pictures, t))


def row_of_seat(
    view: HallView, section_id: SectionId, index: int, seat_id: SeatId, pictures: Pictures, t: Texts
) -> Screen:
    """The row on the page with that seat."""
    return row(view, section_id, index, pictures, t, keyboards.page_of_seat(view, section_id, index, seat_id))


def quantity_limit(view: HallView, section_id: SectionId) -> int:
    """How many tickets may be asked for at once."""
    return min(view.event.limit_per_buyer, view.free(section_id), QUANTITY_MAX)


def _quantity(view: HallView, section_id: SectionId, pictures: Pictures, t: Texts) -> Screen:
    chosen = view.hall.section_by_id[section_id]
    prices = view.hall.prices_minor(section_id)
    price = t.price(prices[0], view.event.currency)
    most = quantity_limit(view, section_id)
    about = {"title": view.event.title, "section": chosen.name, "price": price}
    text = t("quantity-ask", limit=most, free=view.free(section_id), **about)
    if not most:
        text = t("quantity-none", **about)
    return Screen(text, keyboards.quantities(view, chosen, most, t), hall_picture(view, section_id, pictures, t))


def _with_choice(text: Html, view: HallView, t: Texts) -> str:
    """The text, followed by what is chosen so far and whom it would leave alone."""
    if view.changes:
        until = t.time(view.changes.expires_at.astimezone(view.event.venue.time_zone))
        text = Html(f"{text}\n\n{t('hall-changing', until=until)}")
    if not view.selected:
        return f"{text}\n\n{t('hall-selected-none', limit=view.event.limit_per_buyer)}"
    names = cut(", ".join(_seat_name(view, seat_id) for seat_id in sorted(view.selected)), SEATS_MAX)
    total = t.price(view.total_minor, view.event.currency)
    parts = [text, t("hall-selected", count=len(view.selected), seats=names, total=total)]
    if alone := view.stranded:
        named = cut(", ".join(_seat_name(view, seat.id) for seat in alone), ALONE_MAX)
        parts.append(t("hall-stranded", count=len(alone), seats=named))
    return "\n\n".join(parts)


def _seat_name(view: HallView, seat_id: SeatId) -> str:
    seat = view.hall.seat(seat_id)
    assert seat is not None, "only seats of the hall are chosen"
    section = view.hall.section_by_id[seat.section_id].name
    return f"{section} {seat.label}" if len(view.hall.sections) > 1 else seat.label


def hall_picture(view: HallView, section_id: SectionId | None, pictures: Pictures, t: Texts) -> Picture:
    """All of the hall, or one section."""
    words = hall_words(view.event, view.hall, t)
    return pictures.hall(
        view.event.id, view.offered_hall, words, view.selected, section_id, view.wants_accessible, view.age
    )


def hall_words(event: Event, hall: Hall, t: Texts) -> HallWords:
    return HallWords(
        title=event.title,
        stage=t.plain("hall-stage"),
        free=t.plain("hall-free"),
        taken=t.plain("hall-taken"),
        mine=t.plain("hall-mine"),
        prices={tier.id: t.price(tier.price_minor, event.currency) for tier in hall.tiers},
    )
