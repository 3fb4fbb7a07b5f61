"""Reporting: what was sold, what it brought, who comes and who came, of one event or of several together."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from core.domain.attendee import Attendee, Attendees
from core.domain.event import Event
from core.domain.finance import Finance, Finances
from core.domain.ids import EventId, PersonId
from core.domain.refusal import NoEventsChosen, VisitorNotFound
from core.domain.report import About, Checkins, Range, Sales
from core.domain.visit import History
from core.services.rights import Rights
from db import attendees, costs, events, report_choices, reports, visitors
from db.pool import Pool, snapshot

SLOT_MINUTES = 15
"""How finely admissions are counted."""
FOUND_MAX = 10
PHONE_DIGITS_MIN = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """All events that somebody may report on, and those that are ticked."""

    events: Sequence[Event]
    ticked: frozenset[EventId]


class Reporting:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def events(self, person_id: PersonId, about: About) -> list[Event]:
        """What a report is about, by the start. Refused if that is nothing, or somebody else's."""
        if about.range is Range.EVENT:
            await self.rights.ensure_organizes(person_id, about.event_id)
            event = await events.by_id(self.pool, about.event_id)
            found = [event] if event else []
        else:
            own = await events.of_teams(self.pool, await self.rights.teams_of(person_id))
            ticked = await report_choices.of_person(self.pool, person_id) if about.range is Range.TICKED else []
            found = [event for event in own if event.id in ticked or about.range.includes(event, self.clock())]
        if not found:
            raise NoEventsChosen
        return found

    async def choice(self, person_id: PersonId) -> Choice:
        """The last event first."""
        own = await events.of_teams(self.pool, await self.rights.teams_of(person_id))
        ticked = await report_choices.of_person(self.pool, person_id)
        return Choice(own[::-1], frozenset(event.id for event in own if event.id in ticked))

    async def tick(self, person_id: PersonId, event_id: EventId) -> Choice:
        """Ticks an event, or unticks it."""
        await self.rights.ensure_organizes(person_id, event_id)
        await report_choices.toggle(self.pool, person_id, event_id, self.clock())
        return await self.choice(person_id)

    async def sales(self, person_id: PersonId, about: About) -> Sales:
        found = await self.events(person_id, about)
        async with snapshot(self.pool) as conn:
            return Sales(found, await reports.capacity(conn, ids(found)), await reports.sales(conn, ids(found)))

    async def finance(self, person_id: PersonId, about: About) -> Finances:
        found = await self.events(person_id, about)
        async with snapshot(self.pool) as conn:
            received = await reports.received(conn, ids(found))
            gone_back = await reports.gone_back(conn, ids(found))
            noted = await costs.of_events(conn, ids(found))
        of_currency = []
        for currency in dict.fromkeys(event.currency for event in found):
            in_it = {event.id for event in found if event.currency == currency}
            of_currency.append(
                Finance(
                    currency,
                    [row for row in received if row.event_id in in_it],
                    [row for row in gone_back if row.event_id in in_it],
                    [cost for cost in noted if cost.event_id in in_it],
                )
            )
        return Finances(found, of_currency)

    async def checkins(self, person_id: PersonId, about: About) -> Checkins:
        found = await self.events(person_id, about)
        async with snapshot(self.pool) as conn:
            return Checkins(
                found,
                await reports.expected(conn, ids(found)),
                await reports.admissions(conn, ids(found), SLOT_MINUTES),
                await reports.scans(conn, ids(found)),
            )

    async def attendees(self, person_id: PersonId, about: About) -> Attendees:
        found = await self.events(person_id, about)
        async with snapshot(self.pool) as conn:
            counts = await reports.attendee_counts(conn, ids(found))
            return Attendees(found, counts, await reports.question_columns(conn, ids(found)))

    @asynccontextmanager
    async def attendee_list(self, person_id: PersonId, about: About) -> AsyncIterator[AsyncIterator[Attendee]]:
        """Everybody, one after another, as of one moment. The list may be longer than the memory is large."""
        found = await self.events(person_id, about)
        async with snapshot(self.pool) as conn:
            yield attendees.stream(conn, ids(found))

    async def find_visitors(self, person_id: PersonId, typed: str) -> list[History]:
        """By @username, name, phone number or id, among those who had tickets of one's own events.

        One more than is shown where there are more.
        """
        team_ids = await self.rights.teams_of(person_id)
        words = " ".join(typed.split()).removeprefix("@")
        digits = "".join(character for character in words if character.isdecimal()).lstrip("0")
        is_phone = len(digits) >= PHONE_DIGITS_MIN and not any(character.isalpha() for character in words)
        phone, most = digits if is_phone else None, FOUND_MAX + 1
        found = await visitors.find(self.pool, team_ids, words, phone, most) if words else []
        if not found:
            raise VisitorNotFound
        return [History(person, await visitors.visits(self.pool, team_ids, person.id)) for person in found]

    async def history(self, person_id: PersonId, visitor_id: PersonId) -> History:
        team_ids = await self.rights.teams_of(person_id)
        visitor = await visitors.by_id(self.pool, team_ids, visitor_id)
        if visitor is None:
            raise VisitorNotFound
        return History(visitor, await visitors.visits(self.pool, team_ids, visitor_id))


def ids(found: Sequence[Event]) -> list[EventId]:
    return [event.id for event in found]
