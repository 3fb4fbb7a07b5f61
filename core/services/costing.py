"""Costing: organizers note what an event costs them, and take back what they noted by mistake."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.act import What
from core.domain.cost import Cost, CostKind, typed_cost
from core.domain.event import Event
from core.domain.ids import CostId, EventId, PersonId
from core.domain.refusal import CostNotFound
from core.services.rights import Rights
from db import acts, costs
from db.pool import Pool, transaction


@dataclass(frozen=True, slots=True)
class CostsView:
    event: Event
    costs: Sequence[Cost]

    @property
    def total_minor(self) -> int:
        return sum(cost.amount_minor for cost in self.costs)


class Costing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def view(self, person_id: PersonId, event_id: EventId) -> CostsView:
        """The latest first."""
        event = await self.rights.organized(person_id, event_id)
        return CostsView(event, await costs.of_events(self.pool, [event_id]))

    async def note(
        self, person_id: PersonId, event_id: EventId, kind: CostKind, typed: str, default_what: str = ""
    ) -> CostsView:
        """As it was typed: `12 000 rent`."""
        event = await self.rights.organized(person_id, event_id)
        amount_minor, what = typed_cost(typed, event.currency, default_what)
        async with transaction(self.pool) as conn:
            await costs.note(conn, event_id, kind, amount_minor, what, person_id, self.clock())
            about = f"{amount_minor} {event.currency}: {what}"
            await acts.note(conn, person_id, What.COST_NOTED, self.clock(), event_id=event_id, about=about)
        return await self.view(person_id, event_id)

    async def remove(self, person_id: PersonId, event_id: EventId, cost_id: CostId) -> CostsView:
        event = await self.rights.organized(person_id, event_id)
        async with transaction(self.pool) as conn:
            removed = await costs.remove(conn, event_id, cost_id, person_id, self.clock())
            if removed is None:
                raise CostNotFound
            about = f"{removed[0]} {event.currency}: {removed[1]}"
            await acts.note(conn, person_id, What.COST_REMOVED, self.clock(), event_id=event_id, about=about)
        return await self.view(person_id, event_id)
