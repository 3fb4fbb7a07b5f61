"""A ticket on its way to a friend."""

from collections.abc import Set

from bot.keyboards import gifts as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts
from core.domain.ids import EventId, TicketId
from core.domain.ticket import Ticket
from core.services.ticketing import TicketsOfEvent


def choose(group: TicketsOfEvent, on_offer: Set[TicketId], t: Texts) -> Screen:
    return Screen(t("gift-choose", title=group.event.title), keyboards.choose(group, on_offer, t))


def offered(ticket: Ticket, link: str, t: Texts) -> Screen:
    text = t("gift-offered", title=ticket.event.title, place=place(ticket, t), link=link)
    return Screen(text, keyboards.offered(ticket, link, t))


def gift(ticket: Ticket, event_id: EventId, secret: str, *, is_own: bool, t: Texts) -> Screen:
    """What the link opens: a friend may take the ticket, the giver may take it back."""
    if is_own:
        return Screen(t("gift-own", place=place(ticket, t)), keyboards.own(ticket, t))
    text = t(
        "gift-for-you",
        name=ticket.holder_name,
        title=ticket.event.title,
        when=t.when(ticket.event.starts_at),
        place=place(ticket, t),
    )
    return Screen(text, keyboards.gift(event_id, secret, t))


def taken(ticket: Ticket, *, asks: bool, t: Texts) -> Screen:
    """With the way to what the organizer asks of who comes."""
    text = t("gift-taken", title=ticket.event.title, place=place(ticket, t))
    if asks:
        text = Html(f"{text}\n\n{t('gift-taken-asked')}")
    return Screen(text, keyboards.taken(ticket, asks, t))
