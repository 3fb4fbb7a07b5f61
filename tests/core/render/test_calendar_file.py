from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.domain.ids import EventId, OrderId
from core.render.calendar_file import CalendarEntry, Method, calendar_file

KYIV = ZoneInfo("Europe/Kyiv")
MADE_AT = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)
ENTRY = CalendarEntry(
    event_id=EventId(7),
    order_id=OrderId(42),
    issuer="kassa_demo_bot",
    title="Океан Ельзи",
    starts_at=datetime(2026, 12, 5, 19, tzinfo=KYIV),
    location="Палац «Україна», вул. Велика Васильківська, 103, Київ",
    places=("Партер, ряд 12, місце 7", "Партер, ряд 12, місце 8"),
    link="https://t.me/kassa_demo_bot?start=o42",
)


def read(file: bytes) -> Any:
    """The event as a calendar program reads it."""
    (event,) = Calendar.from_ical(file).events
    return event


def test_the_event_is_read_as_it_was_written() -> None:
    event = read(calendar_file(ENTRY, MADE_AT))

    assert event["SUMMARY"] == "Океан Ельзи"
    assert event["LOCATION"] == "Палац «Україна», вул. Велика Васильківська, 103, Київ"
    assert event["DESCRIPTION"] == (
        "Партер, ряд 12, місце 7\nПартер, ряд 12, місце 8\nhttps://t.me/kassa_demo_bot?start=o42"
    )
    assert event["URL"] == "https://t.me/kassa_demo_bot?start=o42"
    assert event["DTSTART"].dt == datetime(2026, 12, 5, 19, tzinfo=KYIV)
    assert event["DTEND"].dt == datetime(2026, 12, 5, 22, tzinfo=KYIV)
    assert event["DTSTAMP"].dt == MADE_AT
    assert event["STATUS"] == "CONFIRMED"


def test_the_holder_is_reminded_two_hours_before() -> None:
    (alarm,) = read(calendar_file(ENTRY, MADE_AT)).walk("VALARM")

    assert alarm["TRIGGER"].dt == timedelta(hours=-2)
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "Океан Ельзи")


def test_a_later_version_replaces_the_one_before() -> None:
    first = calendar_file(ENTRY, MADE_AT)
    moved = replace(ENTRY, title="Океан Ельзи, новий час", starts_at=ENTRY.starts_at + timedelta(days=7))
    second = calendar_file(moved, MADE_AT + timedelta(days=1), sequence=1)

    assert read(first)["UID"] == read(second)["UID"] == "event-7-order-42@kassa_demo_bot.t.me"
    assert (read(first)["SEQUENCE"], read(second)["SEQUENCE"]) == (0, 1)


def test_a_cancellation_crosses_the_event_out_and_rings_no_more() -> None:
    file = calendar_file(ENTRY, MADE_AT, sequence=2, method=Method.CANCEL)

    assert Calendar.from_ical(file)["METHOD"] == "CANCEL"
    assert Calendar.from_ical(calendar_file(ENTRY, MADE_AT))["METHOD"] == "PUBLISH"
    assert read(file)["STATUS"] == "CANCELLED"
    assert read(file)["UID"] == read(calendar_file(ENTRY, MADE_AT))["UID"]
    assert read(file).walk("VALARM") == []


def test_events_orders_and_bots_do_not_share_a_uid() -> None:
    others = (
        replace(ENTRY, event_id=EventId(8)),
        replace(ENTRY, order_id=OrderId(43)),
        replace(ENTRY, order_id=None),
        replace(ENTRY, issuer="other_bot"),
    )

    assert len({read(calendar_file(entry, MADE_AT))["UID"] for entry in (ENTRY, *others)}) == 5


@pytest.mark.parametrize(
    "words",
    [
        "Кава, чай; цукор \\ сіль: «все» \"і\" 'ще'",
        "Перший рядок\nдругий\n\nчетвертий",
        "\\n не рядок, \\, не кома",
        "Дуже " * 60,
        "щ" * 300,
        "🎸🧑‍🎤" * 60,
        "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:підробка",
    ],
)
def test_words_come_back_whatever_is_in_them(words: str) -> None:
    file = calendar_file(replace(ENTRY, title=words, location=words, places=(words,)), MADE_AT)

    event = read(file)
    assert event["SUMMARY"] == event["LOCATION"] == words
    assert event["DESCRIPTION"] == f"{words}\n{ENTRY.link}"
    assert all(len(line) <= 75 for line in file.split(b"\r\n")), "lines are folded, in bytes"
    file.decode()


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x85", "\ud800", "\x0b", "\x1d"])
def test_control_characters_are_left_out(sign: str) -> None:
    event = read(calendar_file(replace(ENTRY, title=f"Океан{sign} Ельзи"), MADE_AT))

    assert event["SUMMARY"] == "Океан Ельзи"


@pytest.mark.parametrize("newline", ["\r", "\r\n"])
def test_every_kind_of_line_break_stays_within_the_title(newline: str) -> None:
    event = read(calendar_file(replace(ENTRY, title=f"Океан{newline}ATTENDEE:mailto:a@b.c"), MADE_AT))

    assert event["SUMMARY"] == "Океан\nATTENDEE:mailto:a@b.c"
    assert "ATTENDEE" not in event


@pytest.mark.parametrize("month", range(1, 13))
def test_the_moment_is_right_for_a_program_that_does_not_know_the_time_zone(month: int) -> None:
    starts_at = datetime(2027, month, 20, 19, tzinfo=KYIV)
    file = calendar_file(replace(ENTRY, starts_at=starts_at), MADE_AT)

    event = read(file.replace(b"Europe/Kyiv", b"Neverland/Kyiv"))
    assert event["DTSTART"].dt.astimezone(UTC) == starts_at.astimezone(UTC)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=3)


def test_an_event_in_the_night_of_the_clock_change_is_three_hours_long() -> None:
    starts_at = datetime(2026, 10, 25, 2, tzinfo=KYIV)  # at 4:00 the clocks go back to 3:00
    event = read(calendar_file(replace(ENTRY, starts_at=starts_at), MADE_AT))

    assert (event["DTEND"].dt.hour, event["DTEND"].dt.day) == (4, 25)
    assert event["DTEND"].dt.astimezone(UTC) - starts_at.astimezone(UTC) == timedelta(hours=3)


def test_a_known_end_is_kept() -> None:
    ends_at = datetime(2026, 12, 6, 1, 30, tzinfo=KYIV)

    assert read(calendar_file(replace(ENTRY, ends_at=ends_at), MADE_AT))["DTEND"].dt == ends_at


def test_a_venue_with_coordinates_is_found_on_the_map() -> None:
    on_the_map = read(calendar_file(replace(ENTRY, coordinates=(50.42195123, 30.5207)), MADE_AT))

    assert on_the_map["GEO"].to_ical() == "50.421951;30.5207"
    assert "GEO" not in read(calendar_file(ENTRY, MADE_AT))


def test_a_venue_in_utc_needs_no_time_zone() -> None:
    file = calendar_file(replace(ENTRY, starts_at=datetime(2026, 12, 5, 19, tzinfo=ZoneInfo("UTC"))), MADE_AT)

    assert b"DTSTART:20261205T190000Z" in file
    assert b"VTIMEZONE" not in file


def test_the_same_entry_gives_the_same_bytes() -> None:
    assert calendar_file(ENTRY, MADE_AT) == calendar_file(replace(ENTRY), MADE_AT)
