"""Picking seats beside the picture of the hall."""

from bot.keyboards import seats as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.hall import Hall, SectionKind
from core.domain.ids import SectionId
from core.domain.refusal import EventNotFound
from core.render.hall_picture import HallWords
from core.services.pictures import Picture, Pictures
from core.services.seating import HallView

QUANTITY_MAX = 10


def hall(view: HallView, pictures: Pictures, t: Texts) -> Screen:
    """The sections; a hall with one section shows that at once."""
    if len(view.hall.sections) == 1:
        return section(view, view.hall.sections[0].id, pictures, t)
    text = t("hall-choose-section", title=view.event.title)
    return Screen(_with_choice(text, view, t), keyboards.sections(view, t), _picture(view, None, pictures, t))


def section(view: HallView, section_id: SectionId, pictures: Pictures, t: Texts) -> Screen:
    """The rows of a section, or the question how many for general admission."""
    chosen = view.hall.section_by_id.get(section_id)
    if chosen is None:
        raise EventNotFound
    if chosen.kind is SectionKind.GENERAL:
        return _quantity(view, section_id, pictures, t)
    text = t("hall-choose-row", title=view.event.title, section=chosen.name)
    keyboard = keyboards.rows(view, section_id, t)
    return Screen(_with_choice(text, view, t), keyboard, _picture(view, section_id, pictures, t))


def row(view: HallView, section_id: SectionId, index: int, pictures: Pictures, t: Texts) -> Screen:
    section = view.hall.section_by_id.get(section_id)
    rows = list(view.hall.rows(section_id).items())
    if section is None or section.kind is SectionKind.GENERAL or index >= len(rows):
        raise EventNotFound
    label, seats = rows[index]
    name = section.name
    text = t("hall-choose-seat", title=view.event.title, section=name, row=label)
    keyboard = keyboards.seats(view, section_id, index, seats, t)
    return Screen(_with_choice(text, view, t), keyboard, _picture(view, section_id, pictures, t))


def quantity_limit(view: HallView, section_id: SectionId) -> int:
    """How many tickets may be asked for at once."""
    return min(view.event.limit_per_buyer, view.hall.free_by_section[section_id], QUANTITY_MAX)


def _quantity(view: HallView, section_id: SectionId, pictures: Pictures, t: Texts) -> Screen:
    chosen = view.hall.section_by_id[section_id]
    prices = view.hall.prices_minor(section_id)
    price = t.price(prices[0], view.event.currency)
    most = quantity_limit(view, section_id)
    about = {"title": view.event.title, "section": chosen.name, "price": price}
    text = t("quantity-ask", limit=most, free=view.hall.free_by_section[section_id], **about)
    if not most:
        text = t("quantity-none", **about)
    return Screen(text, keyboards.quantities(view, chosen, most, t), _picture(view, section_id, pictures, t))


def _with_choice(text: Html, view: HallView, t: Texts) -> str:
    """The text, followed by what is chosen so far."""
    if not view.selected:
        return f"{text}\n\n{t('hall-selected-none', limit=view.event.limit_per_buyer)}"
    names = ", ".join(_seat_name(view.hall, seat_id) for seat_id in sorted(view.selected))
    total = t.price(view.hall.total_minor(view.selected), view.event.currency)
    return f"{text}\n\n{t('hall-selected', count=len(view.selected), seats=names, total=total)}"


def _seat_name(hall: Hall, seat_id: int) -> str:
    seat = next(seat for seat in hall.seats if seat.id == seat_id)
    section = hall.section_by_id[seat.section_id].name
    return f"{section} {seat.label}" if len(hall.sections) > 1 else seat.label


def _picture(view: HallView, section_id: SectionId | None, pictures: Pictures, t: Texts) -> Picture:
    words = HallWords(
        title=view.event.title,
        stage=t.plain("hall-stage"),
        free=t.plain("hall-free"),
        taken=t.plain("hall-taken"),
        mine=t.plain("hall-mine"),
        prices={tier.id: t.price(tier.price_minor, view.event.currency) for tier in view.hall.tiers},
    )
    return pictures.hall(view.event.id, view.hall, words, view.selected, section_id)
