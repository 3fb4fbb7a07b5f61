"""An event as calendars keep it (RFC 5545): added, and later changed or crossed out, under one UID."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Alarm, Calendar, Event

from core.domain.ids import EventId, OrderId

ASSUMED_LENGTH = timedelta(hours=3)
REMINDER = timedelta(hours=-2)
YEAR = timedelta(days=366)


class Method(StrEnum):
    """What a calendar is to do: keep the event as it is now, or cross it out."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar shows, in the holder's language; times are in the time zone of the venue."""

    event_id: EventId
    order_id: OrderId | None  # None for the event itself, without tickets
    issuer: str  # the bot's username, which makes the ids unique in the world
    title: str
    starts_at: datetime
    location: str
    places: tuple[str, ...]
    link: str
    ends_at: datetime | None = None
    coordinates: tuple[float, float] | None = None  # latitude, longitude


def calendar_file(entry: CalendarEntry, made_at: datetime, sequence: int = 0, method: Method = Method.PUBLISH) -> bytes:
    """The entry as an .ics file. A change or a cancellation counts only with a higher `sequence` than before."""
    ends_at = entry.ends_at or _later(entry.starts_at, ASSUMED_LENGTH)
    event = _event(entry, ends_at)
    event.add("DTSTAMP", made_at.astimezone(UTC))
    event.add("SEQUENCE", sequence)
    if method is Method.CANCEL:
        event.add("STATUS", "CANCELLED")
    else:
        event.add("STATUS", "CONFIRMED")
        event.add_component(_reminder(entry.title))
    calendar = Calendar()
    calendar.add("PRODID", "-//Kassa//Tickets//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method.value)
    calendar.add_component(event)
    calendar.add_missing_timezones((entry.starts_at - YEAR).date(), (ends_at + YEAR).date())
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, ends_at: datetime) -> Event:
    event = Event()
    order = f"-order-{entry.order_id}" if entry.order_id is not None else ""
    event.add("UID", f"event-{entry.event_id}{order}@{entry.issuer}.t.me")
    event.add("DTSTART", entry.starts_at)
    event.add("DTEND", ends_at)
    event.add("SUMMARY", _clean(entry.title))
    event.add("LOCATION", _clean(entry.location))
    event.add("DESCRIPTION", _clean("\n".join((*entry.places, entry.link))))
    event.add("URL", entry.link)
    if entry.coordinates:
        latitude, longitude = entry.coordinates
        event.add("GEO", (round(latitude, 6), round(longitude, 6)))
    return event


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _clean(title))
    alarm.add("TRIGGER", REMINDER)
    return alarm


def _later(moment: datetime, length: timedelta) -> datetime:
    """So much time later, even if the clocks are changed in between."""
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def _clean(text: str) -> str:
    """Without control characters, which the format forbids and does not escape."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
