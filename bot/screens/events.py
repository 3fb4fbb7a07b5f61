"""The list of events, and the card of one."""

from bot.keyboards import events as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.event import Event, EventSummary, Stock
from core.domain.finding import Page
from core.domain.hall import Hall, SectionKind
from core.domain.refusal import ClosedBecause
from core.services.browsing import EventCard
from core.services.pictures import Pictures

CAPTION_MAX = 1024
TIERS_SHOWN_MAX, TIER_NAME_MAX, PLACE_MAX = 8, 32, 100
"""Of what is always shown, so that a caption has room for it; the description gets the rest."""


def page(events: Page, t: Texts) -> Screen:
    if not events.events:
        return Screen(t("events-none"), keyboards.page(events, t))
    title = t("events-title") if events.pages == 1 else t("events-page", page=events.number, pages=events.pages)
    items = [_item(summary, t) for summary in events.events]
    return Screen("\n\n".join([title, *items]), keyboards.page(events, t))


def card(card: EventCard, pictures: Pictures, t: Texts) -> Screen:
    summary, event = card.summary, card.summary.event
    room = CAPTION_MAX - len(_card_text(card, "", t))
    text = _card_text(card, cut(event.description, room), t)
    general = all(section.kind is SectionKind.GENERAL for section in card.outline.sections)
    buy = t.plain("event-choose-quantity" if general else "event-choose-seats")
    on_sale = card.closed is None and summary.stock is not Stock.SOLD_OUT
    place = f"{event.venue.name}, {event.venue.city}"
    poster = pictures.poster(event.id, event.title, t.when(event.starts_at), place)
    return Screen(text, keyboards.card(event, card.order, buy if on_sale else None, t), poster)


def _card_text(card: EventCard, description: str, t: Texts) -> Html:
    event = card.summary.event
    return t(
        "event-card",
        title=event.title,
        when=t.when(event.starts_at),
        venue=cut(event.venue.name, PLACE_MAX),
        city=cut(event.venue.city, PLACE_MAX),
        address=cut(event.venue.address, PLACE_MAX),
        description=description,
        prices=_prices(event, card.outline, t),
        stock=_left(card.summary, card.closed, t),
    )


def _item(summary: EventSummary, t: Texts) -> Html:
    event = summary.event
    return t(
        "events-item",
        title=event.title,
        when=t.when(event.starts_at),
        city=event.venue.city,
        stock=_stock(summary, t),
    )


def _stock(summary: EventSummary, t: Texts) -> Html:
    price = t.money(summary.lowest_price_minor, summary.event.currency)
    free_of_charge = "free-of-charge" if summary.lowest_price_minor == 0 else ""
    match summary.stock:
        case Stock.SOLD_OUT:
            return t("stock-sold-out")
        case Stock.FEW:
            return t(f"stock-{free_of_charge}-few" if free_of_charge else "stock-few", price=price, free=summary.free)
        case Stock.PLENTY:
            return t(f"stock-{free_of_charge}" if free_of_charge else "stock-plenty", price=price)


def _prices(event: Event, hall: Hall, t: Texts) -> Html:
    lines = []
    for tier in hall.tiers[:TIERS_SHOWN_MAX]:
        price = t.price(tier.price_minor, event.currency)
        lines.append(t("event-price", tier=cut(tier.name, TIER_NAME_MAX), price=price))
    if len(hall.tiers) > TIERS_SHOWN_MAX:
        lines.append(Html("…"))
    return Html("\n".join(lines))


def _left(summary: EventSummary, closed: ClosedBecause | None, t: Texts) -> Html:
    if closed:
        return t(f"stock-{closed}", when=t.when(summary.event.sale_starts_at))
    match summary.stock:
        case Stock.SOLD_OUT:
            return t("stock-sold-out")
        case Stock.FEW:
            return t("event-left-few", free=summary.free)
        case Stock.PLENTY:
            return t("event-left", free=summary.free)
