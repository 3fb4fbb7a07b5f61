"""The list of events, and the card of one."""

from bot.keyboards import events as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.event import Event, EventSummary, Page, Stock
from core.domain.hall import Hall, SectionKind
from core.domain.refusal import ClosedBecause
from core.services.browsing import EventCard
from core.services.pictures import Pictures

DESCRIPTION_MAX = 500  # characters: a caption holds 1024


def page(events: Page, t: Texts) -> Screen:
    if not events.events:
        return Screen(t("events-none"), keyboards.page(events, t))
    title = t("events-title") if events.pages == 1 else t("events-page", page=events.number, pages=events.pages)
    items = [_item(summary, t) for summary in events.events]
    return Screen("\n\n".join([title, *items]), keyboards.page(events, t))


def card(card: EventCard, pictures: Pictures, t: Texts) -> Screen:
    summary, event = card.summary, card.summary.event
    text = t(
        "event-card",
        title=event.title,
        when=t.when(event.starts_at),
        venue=event.venue.name,
        city=event.venue.city,
        address=event.venue.address,
        description=_shortened(event.description),
        prices=_prices(event, card.outline, t),
        stock=_left(summary, card.closed, t),
    )
    general = all(section.kind is SectionKind.GENERAL for section in card.outline.sections)
    buy = t.plain("event-choose-quantity" if general else "event-choose-seats")
    on_sale = card.closed is None and summary.stock is not Stock.SOLD_OUT
    place = f"{event.venue.name}, {event.venue.city}"
    poster = pictures.poster(event.id, event.title, t.when(event.starts_at), place)
    return Screen(text, keyboards.card(event, card.order, buy if on_sale else None, t), poster)


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
    lines = [t("event-price", tier=tier.name, price=t.price(tier.price_minor, event.currency)) for tier in hall.tiers]
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


def _shortened(text: str) -> str:
    return text if len(text) <= DESCRIPTION_MAX else text[: DESCRIPTION_MAX - 1].rstrip() + "…"
