"""The event is soon, or at another time or place."""

from bot.keyboards import reminders as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts
from core.services.ticketing import TicketsOfEvent

PLACES_MAX = 10


def reminder(group: TicketsOfEvent, kind: str, t: Texts) -> Screen:
    event, venue = group.event, group.event.venue
    text = t(
        "reminder",
        kind=kind,
        title=event.title,
        when=t.when(event.starts_at),
        time=t.time(event.starts_at),
        venue=f"{venue.name}, {venue.address}, {venue.city}",
        places=Html("\n".join(place(ticket, t) for ticket in group.tickets[:PLACES_MAX])),
    )
    return Screen(text, keyboards.reminder(event.id, t))


def changed(group: TicketsOfEvent, what: str, t: Texts) -> Screen:
    """The event is at another time or place than it was when the tickets were bought."""
    event, venue = group.event, group.event.venue
    text = t(
        "event-changed",
        what=what,
        title=event.title,
        when=t.when(event.starts_at),
        venue=", ".join(filter(None, (venue.name, venue.address, venue.city))),
    )
    return Screen(text, keyboards.reminder(event.id, t))


def chosen(*, wanted: bool, t: Texts) -> Screen:
    return Screen(t("reminders-on") if wanted else t("reminders-off"), keyboards.choice(wanted=wanted, t=t))
