"""Browsing: what is on, and the card of one event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.event import EventStatus, EventSummary, Page
from core.domain.hall import Hall
from core.domain.ids import EventId, PersonId
from core.domain.order import Order
from core.domain.refusal import ClosedBecause, EventNotFound
from db import events, halls, orders
from db.pool import Pool

PAGE_SIZE = 5


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event as a buyer sees it. `outline` is the hall without its seats; `order` waits for the buyer's payment."""

    summary: EventSummary
    outline: Hall
    closed: ClosedBecause | None
    order: Order | None


class Browsing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def upcoming(self, page_number: int) -> Page:
        """One page of coming events; a number past the end gives the last page."""
        now = self.clock()
        pages = max(1, -(-await events.count_upcoming(self.pool, now) // PAGE_SIZE))
        number = min(max(1, page_number), pages)
        found = await events.upcoming(self.pool, now, (number - 1) * PAGE_SIZE, PAGE_SIZE)
        return Page(tuple(found), number, pages)

    async def card(self, event_id: EventId, buyer_id: PersonId) -> EventCard:
        now = self.clock()
        summary = await events.summary(self.pool, event_id, now)
        if summary is None or summary.event.status is EventStatus.DRAFT:
            raise EventNotFound
        order = await orders.open_of_buyer(self.pool, event_id, buyer_id)
        return EventCard(
            summary,
            await halls.outline(self.pool, event_id),
            summary.event.closed_because(now),
            order if order and order.is_open(now) else None,
        )
