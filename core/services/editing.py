"""Editing: an event that is there already changes; who holds tickets is told of another time or place."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.domain.act import What
from core.domain.draft_answers import LINE_MAX, PROSE_MAX
from core.domain.event import Event, EventDetail
from core.domain.event_plan import VenuePlan
from core.domain.ids import EventId, PersonId, TeamId
from core.domain.message import EventChanged
from core.domain.question import one_line
from core.domain.refusal import NotUnderstood
from core.domain.reminder import Reminder, ReminderKind, due_at
from core.domain.typed_time import typed_moment
from core.services.rights import Rights
from db import acts, blocks, event_changes, messages, teams, tickets, venues
from db.pool import Conn, Pool, transaction

PIN = re.compile(r"(-?\d{1,3}(?:\.\d+)?)[\s,;]+(-?\d{1,3}(?:\.\d+)?)")


class Editing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def event(self, person_id: PersonId, event_id: EventId) -> tuple[Event, int]:
        """One that can still be changed, and how many would be told of another time or place."""
        event = await self.rights.organized(person_id, event_id)
        event.ensure_editable(self.clock())
        return event, len(await tickets.holders(self.pool, event_id))

    async def change(self, person_id: PersonId, event_id: EventId, detail: EventDetail, typed: str) -> None:
        """Words and the place; a new start is confirmed first: `understand_start`, `move`."""
        event, _ = await self.event(person_id, event_id)
        async with transaction(self.pool) as conn:
            match detail:
                case EventDetail.TITLE:
                    await event_changes.set_title(conn, event_id, _line(typed))
                case EventDetail.DESCRIPTION:
                    if len(typed.strip()) > PROSE_MAX:
                        raise NotUnderstood("too-long", str(PROSE_MAX))
                    await event_changes.set_description(conn, event_id, typed.strip())
                case EventDetail.PLACE:
                    await self._change_place(conn, event, typed)
                case EventDetail.PIN:
                    await self._change_pin(conn, event, typed)
                case EventDetail.STARTS:
                    raise NotUnderstood("starts", typed)
            await tickets.forget_pictures_of_event(conn, event_id)
            await self._note(conn, person_id, event_id, detail, one_line(typed))

    async def understand_start(self, person_id: PersonId, event_id: EventId, typed: str) -> tuple[Event, datetime, int]:
        """The event, the new start that was typed, at the venue, and how many would be told."""
        event, holders = await self.event(person_id, event_id)
        moment = typed_moment(typed, self.clock().astimezone(event.venue.time_zone))
        return event, self._ensure_to_come(moment), holders

    async def move(self, person_id: PersonId, event_id: EventId, starts_at: datetime) -> None:
        """What was counted from the start moves along: the sale, the reminders, the time to return, blocked seats."""
        event, _ = await self.event(person_id, event_id)
        starts_at = self._ensure_to_come(starts_at.astimezone(event.venue.time_zone))
        now = self.clock()
        async with transaction(self.pool) as conn:
            was = await event_changes.lock_start(conn, event_id)
            if was is None or was == starts_at:
                return
            if not await event_changes.move(conn, event_id, starts_at):
                raise NotUnderstood("before-sale", f"{event.sale_starts_at:%d.%m.%Y %H:%M}")
            await event_changes.extend_returns(conn, event_id, was, starts_at)
            for kind in ReminderKind:
                await event_changes.remind_at(conn, Reminder(event_id, kind, due_at(kind, starts_at)), now)
            await blocks.move(conn, event_id, starts_at)
            await tickets.forget_pictures_of_event(conn, event_id)
            await self._tell(conn, EventChanged(event_id, EventDetail.STARTS, was.isoformat()))
            about = f"{starts_at:%d.%m.%Y %H:%M}"
            await self._note(conn, person_id, event_id, EventDetail.STARTS, about)

    async def _change_place(self, conn: Conn, event: Event, typed: str) -> None:
        """The name, and below it the address; city and time zone stay. Other events at the old place stay there."""
        name, _, address = typed.strip().partition("\n")
        plan = VenuePlan(_line(name), event.venue.city, _line(address), event.venue.time_zone.key)
        team_id = await _team_id(conn, event.id)
        if known := await venues.kept(conn, team_id, plan.name, plan.city):
            plan = replace(plan, latitude=known.latitude, longitude=known.longitude)
        await event_changes.set_venue(conn, event.id, await venues.keep(conn, team_id, plan))
        await self._tell(conn, EventChanged(event.id, EventDetail.PLACE, event.venue.where))

    async def _change_pin(self, conn: Conn, event: Event, typed: str) -> None:
        """On the map: the place is the same, so nobody is told."""
        venue = event.venue
        plan = VenuePlan(venue.name, venue.city, venue.address, venue.time_zone.key, *_pin(typed))
        venue_id = await venues.keep(conn, await _team_id(conn, event.id), plan)
        await event_changes.set_venue(conn, event.id, venue_id)

    async def _tell(self, conn: Conn, change: EventChanged) -> None:
        """Whoever cannot come then, or there, may give the tickets back."""
        await event_changes.note_move(conn, change.event_id, self.clock())
        told = await tickets.holders(conn, change.event_id)
        await messages.add_to_all(conn, told, change, self.clock())

    async def _note(self, conn: Conn, by: PersonId, event_id: EventId, detail: EventDetail, now_is: str) -> None:
        about = f"{detail}: {now_is}"[:LINE_MAX]
        await acts.note(conn, by, What.EVENT_CHANGED, self.clock(), event_id=event_id, about=about)

    def _ensure_to_come(self, moment: datetime) -> datetime:
        if moment <= self.clock():
            raise NotUnderstood("past", f"{moment:%d.%m.%Y %H:%M}")
        return moment


def _line(typed: str) -> str:
    line = one_line(typed)
    if not line:
        raise NotUnderstood("place")
    if len(line) > LINE_MAX:
        raise NotUnderstood("too-long", str(LINE_MAX))
    return line


async def _team_id(conn: Conn, event_id: EventId) -> TeamId:
    team = await teams.of_event(conn, event_id)
    assert team is not None, "every event has a team"
    return team.id


def _pin(typed: str) -> tuple[float, float]:
    """Latitude and longitude: `50.4501, 30.5234`."""
    found = PIN.fullmatch(typed.strip())
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise NotUnderstood("pin-typed", one_line(typed)[:LINE_MAX])
    return float(found[1]), float(found[2])
