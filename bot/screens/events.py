"""The card of an event, its place on the map, and its sale that opens."""

import re

from bot.keyboards import events as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.category import Category
from core.domain.event import Event, Stock
from core.domain.hall import Hall, SectionKind
from core.domain.ids import EventId
from core.domain.refusal import ClosedBecause
from core.domain.team import Team
from core.services.browsing import EventCard
from core.services.pictures import Pictures

CAPTION_MAX = 1024
EMPTY_LINES = re.compile(r"(?:\n<i></i>)?(\n\n)\n*")
TIERS_SHOWN_MAX, TIER_NAME_MAX, PLACE_MAX, ARTISTS_MAX = 8, 32, 100, 150
"""Of what is always shown, so that a caption has room for it; the description gets the rest."""


def card(card: EventCard, pictures: Pictures, t: Texts) -> Screen:
    summary, event = card.summary, card.summary.event
    room = CAPTION_MAX - len(_card_text(card, "", t))
    text = _card_text(card, cut(event.description, room), t)
    general = all(section.kind is SectionKind.GENERAL for section in card.outline.sections)
    buy = t.plain("event-choose-quantity" if general else "event-choose-seats")
    on_sale = card.closed is None and not card.has_begun and summary.stock is not Stock.SOLD_OUT
    place = f"{event.venue.name}, {event.venue.city}"
    poster = pictures.poster(event.id, event.title, t.when(event.starts_at), place, card.details.poster_file_id)
    return Screen(text, keyboards.card(card, buy if on_sale else None, t), poster)


def organizer(team: Team, event_id: EventId, t: Texts) -> Screen:
    parts = [t("organizer-name", name=team.name)]
    if team.support_contact:
        parts.append(t("organizer-contact", contact=team.support_contact))
    if team.terms:
        parts.append(t("organizer-terms", terms=team.terms))
    return Screen("\n\n".join(parts), keyboards.organizer(event_id, t))


def sale_open(event: Event, t: Texts) -> Screen:
    text = t("event-sale-open", title=event.title, when=t.when(event.starts_at))
    return Screen(text, keyboards.sale_open(event.id, t))


def _card_text(card: EventCard, description: str, t: Texts) -> Html:
    event = card.summary.event
    text = t(
        "event-card",
        title=event.title,
        about=_about(card, t),
        when=t.when(event.starts_at),
        venue=cut(event.venue.name, PLACE_MAX),
        city=cut(event.venue.city, PLACE_MAX),
        address=cut(event.venue.address, PLACE_MAX),
        description=description,
        prices=_prices(event, card.outline, t),
        stock=Html("\n".join((_state(card, t), *_place(card, t)))),
    )
    return Html(EMPTY_LINES.sub(r"\1", text))  # where nothing is said of the address, or of the event


def _place(card: EventCard, t: Texts) -> list[Html]:
    return [t("event-waiting", number=card.place.number)] if card.place else []


def _prices(event: Event, hall: Hall, t: Texts) -> Html:
    lines = []
    for tier in hall.tiers[:TIERS_SHOWN_MAX]:
        price = t.price(tier.price_minor, event.currency)
        lines.append(t("event-price", tier=cut(tier.name, TIER_NAME_MAX), price=price))
    if len(hall.tiers) > TIERS_SHOWN_MAX:
        lines.append(Html("…"))
    return Html("\n".join(lines))


def _about(card: EventCard, t: Texts) -> Html:
    """What kind of event it is and who performs, on a line of its own if there is something to say."""
    said = [] if card.details.category is Category.OTHER else [t(f"category-{card.details.category}")]
    if card.details.artists:
        said.append(t("event-artists", artists=cut(", ".join(card.details.artists), ARTISTS_MAX)))
    return Html("\n" + " · ".join(said)) if said else Html("")


def _state(card: EventCard, t: Texts) -> Html:
    """Why nothing is sold, or what is left."""
    summary, closed = card.summary, card.closed
    if closed is ClosedBecause.CANCELLED:
        return t("stock-cancelled")
    if card.has_begun:
        return t("stock-past" if card.is_past else "stock-begun")
    if closed:
        return t(f"stock-{closed}", when=t.when(summary.event.sale_starts_at))
    match summary.stock:
        case Stock.SOLD_OUT:
            return t("stock-sold-out")
        case Stock.FEW:
            return t("event-left-few", free=summary.free)
        case Stock.PLENTY:
            return t("event-left", free=summary.free)
