"""Choosing: one visit of a person to the hall, which ends with a hold or with nothing."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from random import Random
from typing import TypeVar

from core.app import utc_now
from core.domain.best_seats import together
from core.domain.hall import Seat, SectionKind
from core.domain.ids import PersonId, SectionId
from core.domain.order import Order
from core.domain.refusal import CaptchaNeeded, ContactNeeded, NotEnoughFree, NotTogether, SeatsTaken, StrandsSeats
from core.services.best_hold import Wish
from core.services.viewing import SHOWN_AGE_MAX, HallView
from rehearsal.character import Character
from rehearsal.figures import Figures, Step
from rehearsal.guards import answer_captcha, share_number
from rehearsal.hindsight import Wanted
from rehearsal.stage import Stage

TRIES = 3
"""Within one visit, each after a fresh look at the hall."""
SOMEBODY_WAS_FASTER = (SeatsTaken, NotEnoughFree, NotTogether)
T = TypeVar("T")


class Choosing:
    def __init__(
        self, stage: Stage, figures: Figures, person_id: PersonId, character: Character, chance: Random
    ) -> None:
        self.stage = stage
        self.seating = stage.app.seating
        self.event_id = stage.event.id
        self.figures = figures
        self.id = person_id
        self.character = character
        self.chance = chance

    async def hold(self) -> Order | None:
        for attempt in range(TRIES):
            asked_at = utc_now()
            with self.figures.timed(Step.HALL):
                view = await self.seating.enter(self.event_id, self.id)
            section_id, count = self._section(view)
            if not count:
                self.figures.note_nothing_free(asked_at - SHOWN_AGE_MAX, utc_now())
                break
            if len(view.hall.sections) > 1:  # of one section its rows are shown at once
                with self.figures.timed(Step.SECTION):
                    view = await self.seating.view(self.event_id, self.id, section_id)
            try:
                return await self._hold(view, section_id, count, by_hand=self.character.picks_by_hand and not attempt)
            except (*SOMEBODY_WAS_FASTER, StrandsSeats):
                continue
        return None

    def _section(self, view: HallView) -> tuple[SectionId, int]:
        """One with room for the party, by its share of what is free; else the one with most, for fewer of them."""
        free = {section.id: view.free(section.id) for section in view.hall.sections}
        if roomy := {section_id: seats for section_id, seats in free.items() if seats >= self.character.party}:
            [section_id] = self.chance.choices(list(roomy), list(roomy.values()))
            return section_id, self.character.party
        section_id = max(free, key=lambda one: free[one])
        return section_id, free[section_id]

    async def _hold(self, view: HallView, section_id: SectionId, count: int, *, by_hand: bool) -> Order:
        if view.hall.section_by_id[section_id].kind is SectionKind.GENERAL:
            hold = partial(self.seating.hold_quantity, self.event_id, self.id, section_id, count)
            return await self._asked(Wanted(section_id, count), hold)
        if by_hand and (picked := self._neighbours(view, section_id, count)):
            row = list(view.hall.rows(section_id)).index(picked[0].row)
            return await self._hold_these(picked, (section_id, row))
        try:
            return await self._hold_best(Wish(section_id, count))
        except NotTogether:
            return await self._hold_best(Wish(section_id, count, split=True))

    def _neighbours(self, view: HallView, section_id: SectionId, count: int) -> Sequence[Seat]:
        """In a row that is not the same for everybody; none where so many are not together."""
        rows = list(view.hall.rows(section_id).values())
        blocks = (list(together(row, count)) for row in self.chance.sample(rows, len(rows)))
        return self.chance.choice(next(filter(None, blocks), [[]]))

    async def _hold_these(self, picked: Sequence[Seat], at: tuple[SectionId, int]) -> Order:
        await self.seating.clear(self.event_id, self.id)
        for seat in picked:
            tick = partial(self.seating.toggle, self.event_id, self.id, seat.id, at)
            await self._asked(_these([seat]), tick, Step.TICK)
        return await self._asked(_these(picked), partial(self.seating.hold_selected, self.event_id, self.id))

    async def _hold_best(self, wish: Wish) -> Order:
        wanted = Wanted(wish.section_id, wish.count, together=not wish.split)
        return await self._asked(wanted, partial(self.seating.hold_best, self.event_id, self.id, wish))

    async def _asked(self, wanted: Wanted, ask: Callable[[], Awaitable[T]], step: Step = Step.HOLD) -> T:
        asked_at = utc_now()
        try:
            return await self._past_guards(ask, step)
        except SOMEBODY_WAS_FASTER as refusal:
            self.figures.note_refusal(refusal, wanted, asked_at, utc_now())
            raise
        except StrandsSeats as refusal:  # they are free, and not to be taken so
            self.figures.refusals[refusal.code] += 1
            raise

    async def _past_guards(self, ask: Callable[[], Awaitable[T]], step: Step) -> T:
        """Each guard is met once."""
        while True:
            try:
                with self.figures.timed(step):
                    return await ask()
            except CaptchaNeeded:
                await answer_captcha(self.stage, self.id)
            except ContactNeeded:
                await share_number(self.stage, self.id)


def _these(seats: Sequence[Seat]) -> Wanted:
    return Wanted(None, len(seats), seat_ids=frozenset(seat.id for seat in seats))
