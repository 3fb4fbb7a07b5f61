"""Facts: what screens say of an event, its orders and tickets, read together for all who look in the same moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from core.domain.event_facts import EventFacts, OrderStanding, Standing
from core.domain.hall import Hall, Seat
from core.domain.ids import EventId, OrderId, PersonId, SeatId, TicketId
from core.domain.refusal import EventNotFound, OrderNotFound, TicketNotFound
from core.domain.ticket import Ticket
from core.services.group_commit import Batches
from core.services.loader import Loader
from db import event_facts, halls, tickets
from db.pool import Pool

SomeSeats = tuple[EventId, tuple[SeatId, ...]]


class Facts:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], readings: Batches) -> None:
        self.pool = pool
        self.clock = clock
        self._of_events = Loader(partial(event_facts.of_events, pool), readings)
        self._of_people = Loader(self._read_of_people, readings)
        self._of_orders = Loader(partial(event_facts.of_orders, pool), readings)
        self._seats = Loader(self._read_seats, readings)
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

    async def hall_of(self, event_id: EventId, outline: Hall, seat_ids: Sequence[SeatId]) -> Hall:
        """The hall with some of its seats only."""
        return Hall(outline.tiers, outline.sections, await self._seats.get((event_id, tuple(seat_ids))) or ())

    async def ticket(self, event_id: EventId, ticket_id: TicketId) -> Ticket:
        if found := await self._tickets.get((event_id, ticket_id)):
            return found
        raise TicketNotFound

    async def _read_of_people(
        self, wanted: Sequence[tuple[EventId, PersonId]]
    ) -> Mapping[tuple[EventId, PersonId], Standing]:
        return await event_facts.of_people(self.pool, wanted, self.clock())

    async def _read_seats(self, wanted: Sequence[SomeSeats]) -> Mapping[SomeSeats, tuple[Seat, ...]]:
        places = [(event_id, seat_id) for event_id, seat_ids in wanted for seat_id in seat_ids]
        found = await halls.seats_by_keys(self.pool, places, self.clock())
        return {
            (event_id, seat_ids): tuple(
                sorted(
                    (found[event_id, seat_id] for seat_id in seat_ids if (event_id, seat_id) in found),
                    key=lambda seat: (seat.section_id, seat.id),
                )
            )
            for event_id, seat_ids in wanted
        }
