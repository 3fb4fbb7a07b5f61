"""Facts: what screens say of an event, its orders and tickets, read together for all who look in the same moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from core.domain.event_facts import EventFacts, OrderStanding, Standing
from core.domain.ids import EventId, OrderId, PersonId, TicketId
from core.domain.refusal import EventNotFound, OrderNotFound, TicketNotFound
from core.domain.ticket import Ticket
from core.services.group_commit import Batches
from core.services.loader import Loader
from db import event_facts, tickets
from db.pool import Pool


class Facts:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], readings: Batches) -> None:
        self.pool = pool
        self.clock = clock
        self._of_events = Loader(partial(event_facts.of_events, pool), readings)
        self._of_people = Loader(self._read_of_people, readings)
        self._of_orders = Loader(self._read_of_orders, readings)
        self._tickets = Loader(partial(tickets.by_keys, pool), readings)

    async def of_event(self, event_id: EventId) -> EventFacts:
        if found := await self._of_events.get(event_id):
            return found
        raise EventNotFound

    async def of_person(self, event_id: EventId, person_id: PersonId) -> Standing:
        return await self._of_people.get((event_id, person_id)) or Standing()

    async def of_order(self, event_id: EventId, order_id: OrderId) -> OrderStanding:
        if found := await self._of_orders.get((event_id, order_id)):
            return found
        raise OrderNotFound

    async def ticket(self, event_id: EventId, ticket_id: TicketId) -> Ticket:
        if found := await self._tickets.get((event_id, ticket_id)):
            return found
        raise TicketNotFound

    async def _read_of_people(
        self, wanted: Sequence[tuple[EventId, PersonId]]
    ) -> Mapping[tuple[EventId, PersonId], Standing]:
        return await event_facts.of_people(self.pool, wanted, self.clock())

    async def _read_of_orders(
        self, wanted: Sequence[tuple[EventId, OrderId]]
    ) -> Mapping[tuple[EventId, OrderId], OrderStanding]:
        return await event_facts.of_orders(self.pool, wanted, self.clock())
