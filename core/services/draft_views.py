"""What the dialogue that makes an event shows at each step."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.event_draft import EventDraft, Step
from core.domain.event_plan import VenuePlan
from core.domain.ids import EventId, VenueId
from core.event_file.problems import BadEventFile
from core.event_file.reading import EventFile
from core.services.city_zones import zone_of_city
from core.services.organizing import Organizing
from core.services.previewing import Preview, preview_of
from db import hall_plans, teams, venues
from db.pool import Pool

VENUES_MAX = 6


@dataclass(frozen=True, slots=True)
class DraftView:
    """The step that is asked now, `number` of `count` questions, with what there is to choose from.

    The last step has a preview, or what contradicts itself in the event.
    """

    draft: EventDraft
    number: int
    count: int
    venues: tuple[tuple[VenueId, VenuePlan], ...] = ()
    has_hall: bool = False
    preview: Preview | None = None
    problems: BadEventFile | None = None

    @property
    def tiers(self) -> list[str]:
        """What is to be priced."""
        named = self.draft.content.get("tiers" if self.draft.has_given_tiers else "sections", ())
        return [one["name"] for one in named]


class DraftViews:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], organizing: Organizing) -> None:
        self.pool = pool
        self.clock = clock
        self.organizing = organizing

    async def of(self, draft: EventDraft) -> DraftView:
        steps = draft.steps(await self.skipped(draft))
        count = len(steps) - 1  # without the preview
        view = DraftView(draft, min(steps.index(draft.step) + 1 if draft.step in steps else 1, count), count)
        match draft.step:
            case Step.VENUE:
                return replace(view, venues=tuple(await venues.of_team(self.pool, draft.team_id, VENUES_MAX)))
            case Step.HALL:
                return replace(view, has_hall=await self.last_event(draft) is not None)
            case Step.PREVIEW:
                return await self._with_preview(view)
            case _:
                return view

    async def skipped(self, draft: EventDraft) -> set[Step]:
        """What need not be asked: the zone of a known city, the currency of a team that has one."""
        team = await teams.by_id(self.pool, draft.team_id)
        city = draft.venue.get("city")
        return ({Step.ZONE} if city is None or zone_of_city(city) else set()) | (
            {Step.CURRENCY} if team and team.currency else set()
        )

    async def last_event(self, draft: EventDraft) -> EventId | None:
        """Whose hall can be had again."""
        return await hall_plans.last_at(self.pool, draft.team_id, draft.venue["name"], draft.venue["city"])

    async def _with_preview(self, view: DraftView) -> DraftView:
        draft = view.draft
        try:
            plan = await self.organizing.plan_of(draft.person_id, draft.team_id, EventFile.of(draft.content))
        except BadEventFile as bad:
            return replace(view, problems=bad)
        plan = replace(plan, poster_file_id=draft.poster_file_id)
        return replace(view, preview=await asyncio.to_thread(preview_of, plan, self.clock()))
