"""Organizing: from a plan to an event, as a draft or on sale."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.act import What
from core.domain.event_plan import EventPlan, HallPlan
from core.domain.ids import EventId, PersonId, TeamId
from core.domain.refusal import NotADraft, NotAllowed, TooLateToPublish
from core.domain.reminder import Reminder, due_at
from core.domain.team import HOUSE, Team
from core.event_file.plans import Known
from core.event_file.problems import Fault
from core.event_file.reading import EventFile
from core.event_file.schema import LAST
from core.services.city_zones import zone_of_city
from core.services.rights import Rights
from db import (
    acts,
    door,
    events,
    hall_plans,
    halls,
    price_steps,
    promo_codes,
    questions,
    queues,
    reminders,
    return_policies,
    teams,
    venues,
)
from db.pool import Conn, Pool, transaction


class Organizing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def create_event(self, plan: EventPlan) -> EventId:
        """Of the house, made by nobody: for examples. Raises `ValueError` for a plan that contradicts itself."""
        async with transaction(self.pool) as conn:
            return await self._add(conn, plan, HOUSE)

    async def make_event(self, person_id: PersonId, team_id: TeamId, plan: EventPlan) -> EventId:
        """With every seat that it will ever sell."""
        await self.rights.ensure_leads(person_id, team_id)
        async with transaction(self.pool) as conn:
            return await self.add(conn, person_id, team_id, plan)

    async def add(self, conn: Conn, person_id: PersonId, team_id: TeamId, plan: EventPlan) -> EventId:
        """In the transaction of whoever has asked for the rights."""
        event_id = await self._add(conn, plan, team_id)
        await acts.note(conn, person_id, What.EVENT_MADE, self.clock(), event_id=event_id, about=plan.title)
        return event_id

    async def import_event(self, person_id: PersonId, file: EventFile) -> EventId:
        """Raises `BadEventFile`."""
        team = await self._team(person_id, file)
        return await self.make_event(person_id, team.id, await self.plan_of(person_id, team.id, file))

    async def check(self, person_id: PersonId, file: EventFile) -> EventPlan:
        """What `import_event` would make. Raises `BadEventFile`."""
        team = await self._team(person_id, file)
        return await self.plan_of(person_id, team.id, file)

    async def plan_of(self, person_id: PersonId, team_id: TeamId, file: EventFile) -> EventPlan:
        """What the file leaves out is as the team has it: the venue, the currency, the hall. Raises `BadEventFile`."""
        await self.rights.ensure_leads(person_id, team_id)
        team, said = await teams.by_id(self.pool, team_id), file.fields
        known = Known(
            now=self.clock(),
            venue=await venues.kept(self.pool, team_id, said.venue.name, said.venue.city),
            time_zone=zone_of_city(said.venue.city),
            currency=team.currency if team else None,
        )
        if said.hall_of:
            known = replace(known, hall=await self._hall(person_id, team_id, file))
        return await asyncio.to_thread(file.plan, known)  # there may be 100 000 seats

    async def publish(self, person_id: PersonId, event_id: EventId) -> None:
        event = await self.rights.organized(person_id, event_id)
        if self.clock() >= event.sale_ends_at:
            raise TooLateToPublish
        async with transaction(self.pool) as conn:
            if not await events.publish(conn, event_id):
                raise NotADraft
            await acts.note(conn, person_id, What.EVENT_PUBLISHED, self.clock(), event_id=event_id)

    async def pause(self, person_id: PersonId, event_id: EventId, *, on: bool) -> None:
        """Nothing new is held or offered until it goes on; what is held may be paid for. Twice is as once."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            if await events.pause(conn, event_id, on=on):
                what = What.SALE_PAUSED if on else What.SALE_RESUMED
                await acts.note(conn, person_id, what, self.clock(), event_id=event_id)

    async def set_poster(self, person_id: PersonId, event_id: EventId, file_id: str) -> None:
        """A photo that Telegram keeps."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            await events.set_poster(conn, event_id, file_id)
            await acts.note(conn, person_id, What.POSTER_CHANGED, self.clock(), event_id=event_id)

    async def has_events(self) -> bool:
        return await events.count(self.pool) > 0

    async def _add(self, conn: Conn, plan: EventPlan, team_id: TeamId) -> EventId:
        plan.ensure_payable()
        event_id = await events.add(conn, plan, team_id, await venues.keep(conn, team_id, plan.venue))
        await halls.add(conn, event_id, plan.tier_rows(), plan.section_rows())
        for row, tier in zip(plan.tier_rows(), plan.tiers, strict=True):
            if tier.steps:
                await price_steps.set_prices(conn, event_id, row.id, tier.prices)
        await halls.add_seats(conn, event_id, plan.seat_rows())
        await door.add_gates(conn, event_id, plan.gate_rows())
        await return_policies.add(conn, event_id, plan.returns)
        if plan.queue:
            await queues.set_rules(conn, event_id, plan.queue)
        if twice := await promo_codes.add_new(conn, event_id, plan.promo_code_rows()):
            raise ValueError(f"the promo code {twice[0]} is there twice")
        await questions.add(conn, event_id, plan.question_rows())
        starts_at = plan.starts_at.astimezone(ZoneInfo(plan.venue.time_zone))
        await reminders.add(conn, [Reminder(event_id, kind, due_at(kind, starts_at)) for kind in plan.reminders])
        return event_id

    async def _team(self, person_id: PersonId, file: EventFile) -> Team:
        """The one that the file names; without a name the only one, or for owners the house."""
        leads_all = await self.rights.teams_of(person_id) is None
        led = await (teams.everyone(self.pool) if leads_all else teams.led_by(self.pool, person_id))
        if name := file.fields.team:
            found = [team for team in led if team.name.casefold() == name.casefold()]
        else:
            found = led if len(led) == 1 else [team for team in led if team.id == HOUSE]
        if not found:
            raise file.problem(("team",), Fault.TEAM, ", ".join(team.name for team in led))
        return found[0]

    async def _hall(self, person_id: PersonId, team_id: TeamId, file: EventFile) -> HallPlan | None:
        """Of an event that the person organizes too; others are as if they were not there."""
        said = file.fields
        if said.hall_of == LAST:
            last = await hall_plans.last_at(self.pool, team_id, said.venue.name, said.venue.city)
            return await hall_plans.of_event(self.pool, last) if last else None
        event_id = EventId(int(said.hall_of or 0))
        try:
            await self.rights.ensure_organizes(person_id, event_id)
        except NotAllowed:
            return None
        return await hall_plans.of_event(self.pool, event_id)
