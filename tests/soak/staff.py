"""The staff of a house: two doors scan what was sold, an organizer reads reports and writes to the holders."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, cycle

from bot.callbacks import ChooseAudience, ManageEvent, SendReport, ShowReport, ShowReports, TakePost
from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from core.domain.refusal import Refusal
from core.domain.report import FileFormat, Range, ReportKind
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number
from simulator.errors import CannotDo
from tests.faults.halts import SERVER_IS_GONE
from tests.faults.people import Buyer
from tests.faults.stage import Stage
from tests.teams import hire

PATIENCE = 5.0
SCAN_REST, DESK_REST = (0.5, 2.0), (1.0, 4.0)
"""Seconds from one deed to the next: at least and at most."""
REPORTS_TO_A_BROADCAST = 6
BY_PICTURE = 0.3
IN_VAIN = (AssertionError, CannotDo, Refusal, TimeoutError, *SERVER_IS_GONE)
Deed = tuple[ReportKind, Range, FileFormat]


class Staff:
    def __init__(self, stage: Stage, doors: list[Buyer], organizer: Buyer, chance: random.Random) -> None:
        self.stage = stage
        self.doors = doors
        self.organizer = organizer
        self.chance = chance
        self._files: Iterator[Deed] = cycle(
            (kind, about, form) for form in FileFormat for kind in ReportKind for about in (Range.EVENT, Range.ALL)
        )
        self._numbers = count(1)
        self.reports_read = 0

    async def scan(self, event: EventId) -> None:
        """Until cancelled: both doors want the same ticket at once, as it happens when friends mix up their tickets."""
        while True:
            with suppress(*IN_VAIN):
                await asyncio.gather(*(self._take_post(door, event) for door in self.doors))
                break
            await asyncio.sleep(1.0)
        while True:
            with suppress(*IN_VAIN):
                if sold := await self._any_ticket(event):
                    await asyncio.gather(*(self._show(door, sold) for door in self.doors))
            await asyncio.sleep(self.chance.uniform(*SCAN_REST))

    async def run_the_desk(self, event: EventId) -> None:
        """Until cancelled."""
        for number in count(1):
            with suppress(*IN_VAIN):
                await self.organizer.telegram.say(self.organizer.id, "/manage")
                if number % REPORTS_TO_A_BROADCAST:
                    await self._read_a_report(event)
                else:
                    await self._write_to_the_holders(event)
            await asyncio.sleep(self.chance.uniform(*DESK_REST))

    async def _take_post(self, door: Buyer, event: EventId) -> None:
        await door.telegram.say(door.id, "/door")
        await door.is_answered(TakePost(event_id=event).pack())

    async def _any_ticket(self, event: EventId) -> Ticket | None:
        holder_id = await self.stage.pool.fetchval(
            "SELECT holder_id FROM tickets WHERE event_id = $1 AND status = 'valid' ORDER BY random() LIMIT 1", event
        )
        if holder_id is None:
            return None
        group = await self.stage.app.ticketing.mine_of_event(event, PersonId(holder_id))
        return self.chance.choice(group.tickets)

    async def _show(self, door: Buyer, ticket: Ticket) -> None:
        before = _verdicts(door)
        if picture := self._picture(ticket) if self.chance.random() < BY_PICTURE else None:
            await door.telegram.send_photo(door.id, picture)
        else:
            await door.telegram.open_link(door.id, self.stage.app.ticketing.token(ticket))
        await door.until(lambda: _verdicts(door) > before, "a verdict")

    def _picture(self, ticket: Ticket) -> bytes | None:
        """What the holder has of it, if it came already."""
        for message in self.stage.telegram.messages(ticket.holder_id):
            if "photo" in message and printed_number(ticket.number) in message.get("caption", ""):
                return self.stage.telegram.files.read(message["photo"][-1]["file_id"])[1]
        return None

    async def _read_a_report(self, event: EventId) -> None:
        kind, about, form = next(self._files)
        event_id = event if about is Range.EVENT else EventId(0)
        tap = self.organizer.is_answered
        await tap(ShowReports(range=about, event_id=event_id).pack())
        await tap(ShowReport(report=kind, range=about, event_id=event_id).pack())
        await tap(SendReport(report=kind, range=about, event_id=event_id, format=form).pack())
        self.reports_read += 1

    async def _write_to_the_holders(self, event: EventId) -> None:
        organizer = self.organizer
        await organizer.is_answered(ManageEvent(event_id=event).pack())
        await organizer.is_answered(ChooseAudience(event_id=event, tier_id=0, not_inside=False).pack())
        known = organizer.button(f"sendcast1:{event}:")
        await organizer.telegram.say(organizer.id, f"Doors open at {next(self._numbers)}")
        new = await organizer.until(
            lambda: (found := organizer.button(f"sendcast1:{event}:")) != known and found, "a preview"
        )
        await organizer.is_answered(str(new))


async def hire_staff(stage: Stage, chance: random.Random) -> Staff:
    doors = [await stage.meet(name) for name in ("Taras", "Oksana")]
    organizer = await stage.meet("Olha")
    for somebody in (*doors, organizer):
        somebody.patience = PATIENCE
        await somebody.starts()
        await hire(stage.app, somebody.id, Role.ORGANIZER if somebody is organizer else Role.DOOR)
    return Staff(stage, doors, organizer, chance)


def _verdicts(door: Buyer) -> int:
    return door.shows("ADMITTED") + door.shows("ALREADY INSIDE") + door.shows("NOT VALID") + door.shows("UNKNOWN CODE")
