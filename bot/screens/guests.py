"""Guests at the door who have no code to show."""

from collections.abc import Sequence

from bot.keyboards import guests as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts, cut
from core.domain.event import Event
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number
from core.services.checkin import FOUND_MAX

WORDS_MAX = 40


def ask(event: Event, t: Texts) -> Screen:
    return Screen(t("guests-ask", title=event.title), keyboards.back(t))


def found(tickets: Sequence[Ticket], words: str, t: Texts) -> Screen:
    text = t("guests-found" if tickets else "guests-none", words=cut(words, WORDS_MAX))
    if len(tickets) > FOUND_MAX:
        text = Html(f"{text}\n\n{t('guests-more')}")
    return Screen(text, keyboards.found(tickets[:FOUND_MAX], t))


def guest(ticket: Ticket, t: Texts) -> Screen:
    text = t(
        "guest",
        name=ticket.name,
        place=place(ticket, t),
        tier=ticket.tier,
        number=printed_number(ticket.number),
        order=str(ticket.order_id),
        state=_state(ticket, t),
    )
    return Screen(text, keyboards.guest(ticket, t))


def reported(t: Texts) -> Screen:
    return Screen(t("ticket-scan-reported"))


def _state(ticket: Ticket, t: Texts) -> Html:
    zone = ticket.event.venue.time_zone
    if ticket.left_at:
        return t("guest-out", when=t.time(ticket.left_at.astimezone(zone)))
    if ticket.admitted_at:
        return t("guest-inside", when=t.time(ticket.admitted_at.astimezone(zone)))
    return t("guest-expected")
