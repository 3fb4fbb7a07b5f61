"""My tickets, and a ticket as it is shown at the door."""

from collections.abc import Callable, Sequence
from html import unescape
from itertools import zip_longest

from bot.keyboards import tickets as keyboards
from bot.links import event_link, ticket_link
from bot.screen import Screen
from bot.texts import Html, Texts, cut, listed
from core.domain.event import Event
from core.domain.ids import OrderId
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number
from core.render.calendar_file import CalendarEntry
from core.render.ticket_image import TicketFace
from core.services.attending import FormView
from core.services.pictures import accent_hue
from core.services.ticketing import TicketsOfEvent
from core.services.waitlist import Waiting

NAME_MAX = 40  # characters; all of it is on the ticket
GATES_MAX = 200


def mine(groups: Sequence[TicketsOfEvent], waits: Sequence[Waiting], t: Texts, *, offers_email: bool = False) -> Screen:
    waits = waits[: keyboards.WAITS_MAX]
    groups = groups[: keyboards.EVENTS_MAX - len(waits)]
    parts = [t("tickets-title") if groups else t("tickets-none")]
    for is_past, heading in ((False, "tickets-upcoming"), (True, "tickets-past")):
        items = [_item(group, t) for group in groups if group.is_past is is_past]
        if items:
            parts += [Html(f"<i>{t(heading)}</i>"), *items]
    if waits:
        parts += [Html(f"<i>{t('tickets-waiting')}</i>"), *(_wait(waiting, t) for waiting in waits)]
    return Screen("\n\n".join(parts), keyboards.mine(groups, waits, t, offers_email))


def of_event(group: TicketsOfEvent, forms: Sequence[FormView], t: Texts) -> Screen:
    event = group.event
    text = t(
        "tickets-of-event",
        title=event.title,
        when=t.when(event.starts_at),
        venue=event.venue.where,
        tickets=listed(with_gates(group.tickets, _line, t), t),
    )
    return Screen(text, keyboards.of_event(group, forms, t))


def caption(ticket: Ticket, t: Texts) -> Html:
    text = t(
        "ticket-caption",
        title=ticket.event.title,
        when=t.when(ticket.event.starts_at),
        place=Html("\n".join(with_gates([ticket], place, t))),
        number=printed_number(ticket.number),
    )
    if ticket.admitted_at is None:
        return text
    used = t("ticket-used", when=t.when_short(ticket.admitted_at.astimezone(ticket.event.venue.time_zone)))
    return Html(f"{text}\n{used}")


def taken_back(tickets: Sequence[Ticket], amount_minor: int, currency: str, t: Texts) -> Html:
    return t(
        "tickets-taken-back",
        title=tickets[0].event.title,
        tickets=listed([Html(f"{place(ticket, t)}\n№ {printed_number(ticket.number)}") for ticket in tickets], t),
        count=len(tickets),
        amount=t.price(amount_minor, currency),
        owed="yes" if amount_minor else "no",
    )


def place(ticket: Ticket, t: Texts) -> Html:
    if ticket.is_seated:
        return t("ticket-place-seated", section=ticket.section, row=ticket.row, seat=ticket.seat)
    return t("ticket-place-general", section=ticket.section)


def with_gates(held: Sequence[Ticket], line: Callable[[Ticket, Texts], Html], t: Texts) -> list[Html]:
    """A line for each ticket; below those that may not come in everywhere, where they do."""
    lines = [line(ticket, t) for ticket in held]
    for number, (ticket, following) in enumerate(zip_longest(held, held[1:])):
        if ticket.gates and (following is None or following.gates != ticket.gates):
            gate = t("ticket-gate", gates=cut(", ".join(ticket.gates), GATES_MAX))
            lines[number] = Html(f"{lines[number]}\n{gate}")
    return lines


def face(ticket: Ticket, token: str, bot_username: str, t: Texts) -> TicketFace:
    """The words of the ticket picture."""
    seated = (
        (t.plain("ticket-section"), ticket.section),
        (t.plain("ticket-row"), ticket.row),
        (t.plain("ticket-seat"), ticket.seat),
    )
    general = ((t.plain("ticket-entry"), ticket.section), (t.plain("ticket-tier"), ticket.tier))
    venue = ticket.event.venue
    return TicketFace(
        title=ticket.event.title,
        when=t.when(ticket.event.starts_at, with_year=True),
        place=f"{venue.name}, {venue.city}",
        fields=seated if ticket.is_seated else general,
        price=t.price(ticket.price_minor, ticket.currency).replace("⭐", "★"),  # the typeface has no emoji
        number=printed_number(ticket.number),
        holder=ticket.name,
        note=t.plain("ticket-note"),
        link=ticket_link(bot_username, token),
        hue=accent_hue(ticket.event.id),
    )


def calendar_entry(
    event: Event, order_id: OrderId, tickets: Sequence[Ticket], bot_username: str, t: Texts
) -> CalendarEntry:
    """The event of an order, for a calendar; of its tickets those that are named."""
    return CalendarEntry(
        event_id=event.id,
        order_id=order_id,
        issuer=bot_username,
        title=event.title,
        starts_at=event.starts_at,
        location=event.venue.where,
        places=tuple(unescape(f"{place(ticket, t)} · № {printed_number(ticket.number)}") for ticket in tickets),
        link=event_link(bot_username, event.id),
    )


def _line(ticket: Ticket, t: Texts) -> Html:
    number = printed_number(ticket.number)
    if ticket.attendee_name is None:
        return t("tickets-line", place=place(ticket, t), number=number)
    return t("tickets-line-named", place=place(ticket, t), number=number, name=cut(ticket.attendee_name, NAME_MAX))


def _wait(waiting: Waiting, t: Texts) -> Html:
    event, number = waiting.event, waiting.place.number
    return t("tickets-wait", title=event.title, when=t.when(event.starts_at), number=number)


def _item(group: TicketsOfEvent, t: Texts) -> Html:
    return t("tickets-item", title=group.event.title, when=t.when(group.event.starts_at), count=len(group.tickets))
