"""Drafting: an event is made in a dialogue, step by step, each kept at once: no restart loses what was said."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.domain import draft_answers as answers
from core.domain.category import Category
from core.domain.currency import minor_digits
from core.domain.draft_answers import Returns
from core.domain.event_draft import WAITS_FOR_WORDS, EventDraft, Step
from core.domain.event_plan import HallPlan
from core.domain.ids import EventId, PersonId, TeamId, VenueId
from core.domain.refusal import DraftGone, NotAllowed, NotUnderstood
from core.event_file.hall_file import hall_in
from core.event_file.reading import EventFile
from core.services.city_zones import zone_of_city
from core.services.draft_views import DraftView, DraftViews
from core.services.organizing import Organizing
from core.services.rights import Rights
from db import event_drafts, hall_plans, teams, venues
from db.pool import Pool, transaction

LAST = "last"
"""The choice of the hall that the team had at the venue last time."""


class Drafting:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights, organizing: Organizing) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.organizing = organizing
        self.views = DraftViews(pool, clock, organizing)

    async def is_under_way(self, person_id: PersonId) -> bool:
        await self.rights.teams_of(person_id)
        return await event_drafts.of_person(self.pool, person_id) is not None

    async def waiting_step(self, person_id: PersonId) -> Step | None:
        """What the next message of this person answers, if it is meant for the dialogue."""
        return await event_drafts.waiting_step(self.pool, person_id, self.clock() - WAITS_FOR_WORDS)

    async def start(self, person_id: PersonId, team_id: TeamId) -> DraftView:
        await self.rights.ensure_leads(person_id, team_id)
        team = await teams.by_id(self.pool, team_id)
        content = {"currency": team.currency} if team and team.currency else {}
        draft = EventDraft(person_id, team_id, content=content)
        await event_drafts.begin(self.pool, draft, self.clock())
        return await self.views.of(draft)

    async def mine(self, person_id: PersonId) -> EventDraft:
        """As it is: whoever only looks at it has not gone on with it."""
        draft = await event_drafts.of_person(self.pool, person_id)
        if draft is None:
            await self.rights.teams_of(person_id)
            raise DraftGone
        try:
            await self.rights.ensure_leads(person_id, draft.team_id)
        except NotAllowed:  # they are off the team: what they type is meant for nothing here any more
            await event_drafts.remove(self.pool, person_id)
            raise
        return draft

    async def view(self, person_id: PersonId) -> DraftView:
        """Where it was left; what is typed next is meant for it again."""
        draft = await self.mine(person_id)
        return await self._keep(replace(draft, is_waiting=True))

    async def answer(self, person_id: PersonId, text: str, unnamed: str) -> DraftView:
        """Raises `NotUnderstood`, and everything is as before."""
        draft = await self.mine(person_id)
        if draft.step is Step.ZONE:
            return await self._go_on(answers.with_zone(draft, _zone(text)))
        said = answers.typed(draft, text, self._now_at(draft), unnamed)
        if draft.step is Step.CITY and (zone := zone_of_city(said.venue["city"])):
            said = answers.with_zone(said, zone)
        return await self._go_on(said)

    async def choose(self, person_id: PersonId, step: str, choice: str) -> DraftView:
        """A button of one step. Of another one, as an old message has it, it changes nothing."""
        draft = await self.mine(person_id)
        if step != draft.step:
            return await self._keep(replace(draft, is_waiting=True))
        match draft.step:
            case Step.CATEGORY if choice in list(Category):
                return await self._go_on(answers.with_category(draft, choice))
            case Step.VENUE if choice.isdecimal():
                return await self._choose_venue(draft, choice)
            case Step.HALL if choice == LAST:
                return await self._choose_last_hall(draft)
            case Step.RETURNS if choice in list(Returns):
                return await self._go_on(answers.with_returns(draft, Returns(choice)))
            case Step.ZONE:
                return await self._go_on(answers.with_zone(draft, _zone(choice)))
            case Step.CURRENCY | Step.LIMIT:
                return await self._go_on(answers.typed(draft, choice, self._now_at(draft), ""))
        raise NotUnderstood(draft.step)

    async def attach_hall(self, person_id: PersonId, text: str, *, is_table: bool) -> DraftView:
        """An uploaded table or plan. Raises `BadEventFile`."""
        draft = await self.mine(person_id)
        if draft.step is not Step.HALL:
            raise NotUnderstood(draft.step)
        return await self._go_on(answers.with_hall(draft, await asyncio.to_thread(hall_in, text, is_table=is_table)))

    async def set_poster(self, person_id: PersonId, file_id: str) -> DraftView:
        draft = await self.mine(person_id)
        if draft.step is not Step.POSTER:
            raise NotUnderstood(draft.step)
        return await self._go_on(replace(draft, poster_file_id=file_id))

    async def set_pin(self, person_id: PersonId, latitude: float, longitude: float) -> DraftView:
        draft = await self.mine(person_id)
        if draft.step is not Step.PIN:
            raise NotUnderstood(draft.step)
        return await self._go_on(answers.with_pin(draft, latitude, longitude))

    async def skip(self, person_id: PersonId, step: str, *, keeps_answer: bool) -> DraftView:
        """Goes on with nothing said, or with what was said before."""
        draft = await self.mine(person_id)
        if step != draft.step or not draft.may_pass(draft.step):
            return await self._keep(replace(draft, is_waiting=True))
        return await self._go_on(draft if keeps_answer else answers.passed(draft, draft.step))

    async def back(self, person_id: PersonId) -> DraftView:
        draft = await self.mine(person_id)
        return await self._keep(replace(draft, step=draft.preceding(await self.views.skipped(draft)), is_waiting=True))

    async def cancel(self, person_id: PersonId) -> None:
        await self.rights.teams_of(person_id)
        await event_drafts.remove(self.pool, person_id)

    async def finish(self, person_id: PersonId, *, publishes: bool) -> EventId:
        """One event of one dialogue, however often the button is tapped. Raises `BadEventFile`."""
        draft = await self.mine(person_id)
        file = EventFile.of({**draft.content, "status": "published" if publishes else "draft"})
        plan = await self.organizing.plan_of(person_id, draft.team_id, file)
        async with transaction(self.pool) as conn:
            if not await event_drafts.remove(conn, person_id):
                raise DraftGone
            plan = replace(plan, poster_file_id=draft.poster_file_id)
            return await self.organizing.add(conn, person_id, draft.team_id, plan)

    async def remember_message(self, person_id: PersonId, message_id: int) -> None:
        await event_drafts.show_in(self.pool, person_id, message_id)

    async def pause(self, person_id: PersonId) -> None:
        """They do something else meanwhile."""
        await event_drafts.pause(self.pool, person_id)

    async def _go_on(self, draft: EventDraft) -> DraftView:
        return await self._keep(replace(draft, step=draft.following(await self.views.skipped(draft)), is_waiting=True))

    async def _keep(self, draft: EventDraft) -> DraftView:
        if not await event_drafts.keep(self.pool, draft, self.clock()):
            raise DraftGone
        return await self.views.of(draft)

    async def _choose_venue(self, draft: EventDraft, choice: str) -> DraftView:
        venue = await venues.by_id(self.pool, draft.team_id, VenueId(int(choice[:18])))
        if venue is None:
            raise NotUnderstood(draft.step)
        said = {
            name: getattr(venue, name) for name in ("name", "city", "address", "time_zone", "latitude", "longitude")
        }
        return await self._go_on(answers.with_venue(draft, said))

    async def _choose_last_hall(self, draft: EventDraft) -> DraftView:
        """Its prices are kept unless others are typed, or are in another currency."""
        event_id = await self.views.last_event(draft)
        hall = await hall_plans.of_event(self.pool, event_id) if event_id else None
        if hall is None:
            raise NotUnderstood(draft.step)
        return await self._go_on(answers.with_hall(draft, {"hall_of": str(event_id), "tiers": _tiers(hall, draft)}))

    def _now_at(self, draft: EventDraft) -> datetime:
        return self.clock().astimezone(ZoneInfo(draft.venue.get("time_zone", "UTC")))


def _zone(typed: str) -> str:
    """As it is named by those who keep the zones, or a city in it."""
    try:
        return zone_of_city(typed) or ZoneInfo(typed.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotUnderstood(Step.ZONE, typed) from None


def _tiers(hall: HallPlan, draft: EventDraft) -> list[dict[str, str | None]]:
    is_same = hall.currency == draft.content.get("currency")
    digits = minor_digits(hall.currency)
    return [
        {"name": tier.name, "price": str(Decimal(tier.price_minor).scaleb(-digits)) if is_same else None}
        for tier in hall.tiers
    ]
