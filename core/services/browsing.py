"""Browsing: finding events by words and filters, and the card of one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from core.domain.category import Category
from core.domain.event import EventDetails, EventStatus, EventSummary, Stock
from core.domain.finding import City, Finding, Page
from core.domain.hall import Hall
from core.domain.ids import EventId, PersonId
from core.domain.order import Order
from core.domain.refusal import ClosedBecause, EventNotFound
from core.domain.search import TYPED_MAX, Query, in_other_layouts, query_of
from core.domain.team import Team
from core.domain.waitlist import Place
from core.services.facts import Facts
from core.services.group_commit import Batches
from core.services.loader import Loader, Shared
from core.services.rights import Rights
from core.services.stocks import Stocks
from db import findings, listings, search, teams, waitlist_entries
from db.listings import Bounds
from db.pool import Pool

PAGE_SIZE = 5
FOUND_MAX = 250
"""Nobody turns fifty pages: from there on the list asks to be narrowed down."""
CITIES_MAX = 20
CURRENCIES_MAX = 3
KEEP_LISTINGS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event as a buyer sees it. `outline` is the hall without its seats; `order` waits for the buyer's payment."""

    summary: EventSummary
    details: EventDetails
    outline: Hall
    closed: ClosedBecause | None
    order: Order | None
    is_reminder_set: bool
    has_begun: bool
    is_past: bool
    place: Place | None  # in the waiting list
    needs_turn: bool = False  # there is a queue, and it is not the buyer's turn
    is_in_queue: bool = False

    @property
    def has_queue(self) -> bool:
        """Whether the way to seats leads through a queue, or the buyer stands in one."""
        may_come = self.closed in (None, ClosedBecause.NOT_YET, ClosedBecause.PAUSED) and not self.has_begun
        is_needed = self.needs_turn and self.summary.stock is not Stock.SOLD_OUT
        return may_come and not self.order and (is_needed or self.is_in_queue)

    @property
    def can_join_list(self) -> bool:
        """Sold out, and seats may yet come back."""
        is_closed = self.closed is not None or self.has_begun
        return self.summary.stock is Stock.SOLD_OUT and not is_closed and not self.order and not self.place


class Browsing:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        rights: Rights,
        stocks: Stocks,
        facts: Facts,
        readings: Batches,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.stocks = stocks
        self.facts = facts
        self._last = Loader(partial(findings.of_people, pool), readings)
        self._pages = Shared(self.find, readings)

    async def last_finding(self, person_id: PersonId) -> Finding:
        """What the person looked for last: the way back from everything leads there."""
        return await self._last.get(person_id) or Finding()

    async def look(self, person_id: PersonId, finding: Finding) -> Page:
        """One page of what is looked for, remembered as the person's last; a page past the end gives the last one."""
        page = await self._pages.get(finding)
        if await self.last_finding(person_id) != page.finding:
            await findings.keep(self.pool, person_id, page.finding, self.clock())
        return page

    async def find(self, finding: Finding, page_size: int = PAGE_SIZE) -> Page:
        """One page of coming events that fit, the next one first. Typos, endings and other alphabets are forgiven."""
        now = self.clock()
        finding = replace(finding, typed=finding.typed[:TYPED_MAX])
        found = await self._find_ids(finding, now)
        shown = found[:FOUND_MAX]
        pages = max(1, -(-len(shown) // page_size))
        number = min(max(1, finding.page), pages)
        on_page = shown[(number - 1) * page_size : number * page_size]
        return Page(
            finding=replace(finding, page=number),
            events=tuple(await self.stocks.summaries(on_page)),
            number=number,
            pages=pages,
            total=len(shown),
            is_cut=len(found) > FOUND_MAX,
            city=await listings.city(self.pool, finding.city_id) if finding.city_id is not None else None,
        )

    async def cities(self) -> list[City]:
        return await listings.cities(self.pool, self.clock(), CITIES_MAX)

    async def categories(self) -> list[Category]:
        """Of what is to come, in the order of their definition."""
        listed = await listings.categories(self.pool, self.clock())
        return [category for category in Category if category in listed]

    async def currencies(self) -> list[str]:
        return await listings.currencies(self.pool, self.clock(), CURRENCIES_MAX)

    async def card(self, event_id: EventId, buyer_id: PersonId) -> EventCard:
        card = await self.preview(event_id, buyer_id)
        if card.summary.event.status is EventStatus.DRAFT:
            raise EventNotFound
        return card

    async def preview(self, event_id: EventId, buyer_id: PersonId) -> EventCard:
        """The card, of a draft as if it were published: who asks for this has the right to see one."""
        now = self.clock()
        facts, standing = await self.facts.of_event(event_id), await self.facts.of_person(event_id, buyer_id)
        event, order = facts.event, standing.order
        return EventCard(
            await self.stocks.summary(event),
            facts.details,
            facts.outline,
            replace(event, status=_shown_as(event.status)).closed_because(now),
            order if order and order.is_open(now) else None,
            standing.is_reminder_set,
            event.has_begun(now),
            event.is_past(now),
            await waitlist_entries.place(self.pool, event_id, buyer_id) if standing.is_waiting else None,
            standing.lacks_turn and not (await self.rights.at(buyer_id, event_id)).may_scan,
            standing.is_in_queue,
        )

    async def organizer(self, event_id: EventId, person_id: PersonId) -> Team:
        """Who is behind an event, as far as they say so."""
        await self.card(event_id, person_id)
        team = await teams.of_event(self.pool, event_id)
        if team is None:
            raise EventNotFound
        return team

    async def forget_past(self) -> None:
        await listings.forget_before(self.pool, self.clock() - KEEP_LISTINGS)

    async def _find_ids(self, finding: Finding, now: datetime) -> list[EventId]:
        tsquery = None
        if not finding.typed and not finding.is_filtered:
            return await listings.all_to_come(self.pool, now, FOUND_MAX + 1)
        if finding.typed:
            query = await self._understand(finding.typed)
            if not query:
                return []
            tsquery = search.to_tsquery(query)
        days: list[Bounds] = []
        if finding.period:
            zones = await listings.time_zones(self.pool)
            days = [(zone, *finding.period.bounds(now, zone)) for zone in zones]
        return await listings.find(self.pool, finding, tsquery, days, now, FOUND_MAX + 1)

    async def _understand(self, typed: str) -> Query:
        """Typed with the wrong keyboard layout, words mean nothing at all: then the same keys are read in another."""
        words = await search.look_up(self.pool, typed)
        if not any(word.is_known or word.means for word in words):
            for other in in_other_layouts(typed):
                swapped = await search.look_up(self.pool, other)
                if any(word.is_known or word.means for word in swapped):
                    return query_of(swapped)
        return query_of(words)


def _shown_as(status: EventStatus) -> EventStatus:
    return EventStatus.PUBLISHED if status is EventStatus.DRAFT else status
