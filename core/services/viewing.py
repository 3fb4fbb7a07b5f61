"""Viewing: the hall as one buyer sees it now, read no further than what is shown.

Many seats at once are read once for all who look within a moment. What a buyer holds is decided elsewhere, and exactly.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from core.domain.best_seats import BestSeats, best_seats, stranded
from core.domain.event import Event
from core.domain.hall import Hall, Seat, SectionKind
from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.layout import Layout, Span
from core.domain.order import Order, OrderStatus
from core.domain.person import Role
from core.domain.selection import Selection
from core.domain.waitlist import PARTY_MAX
from core.services.layouts import Layouts
from core.services.lookup import public_event
from core.services.recent import Recent
from core.services.rights import Rights
from db import freed_seats, halls, orders, selections
from db.cache import Cache
from db.pool import Conn, Executor, Pool

AT_THE_BOX_OFFICE = 50
"""So many at once; what is sold or given away counts no more."""
BEST_COUNTS = (2, 3, 4)
"""For how many people the best seats are offered with one tap."""
MANY_SEATS = 2_000
"""So many are read in a few milliseconds."""
FRESH_FOR = timedelta(seconds=0.5)
"""In Redis, and in a process after that, for more seats."""
SHOWN_AGE_MAX = 2 * FRESH_FOR
"""How old what is shown of them may be. Its picture may be a second older: two in all."""
LARGE_KEPT_MAX = 50
"""Half a megabyte for 60 000 seats."""


@dataclass(frozen=True, slots=True)
class HallView:
    """The hall as one buyer sees it now: true for one section, or for all of it without a `section_id`.

    `selected` are the ticked seats that are still free. `changes` is the hold whose seats are being changed: they are
    free to this buyer. The hall may have been read so long ago as `age`.
    """

    event: Event
    hall: Hall
    selected: frozenset[SeatId]
    section_id: SectionId | None = None
    wants_accessible: bool = False
    changes: Order | None = None
    age: timedelta = timedelta()

    @property
    def offered_hall(self) -> Hall:
        """As `hall`, with accessible seats that were not asked for as if they were taken."""
        return self.hall if self.wants_accessible else self.hall.without_accessible

    def is_offered(self, seat: Seat) -> bool:
        return seat.is_free and (self.wants_accessible or not seat.is_accessible)

    def free(self, section_id: SectionId) -> int:
        """How many seats of a section are offered to this buyer."""
        return self.hall.count_free(section_id, accessible=self.wants_accessible)

    def best(self, section_id: SectionId, row: int | None = None) -> list[BestSeats]:
        """The best seats for two, three, four of a section, or of one of its rows; those of a row are together."""
        seats = self.hall.seats_of(section_id) if row is None else self.hall.row(section_id, row)
        counts = (count for count in BEST_COUNTS if count <= self.event.limit_per_buyer)
        found = (best_seats(seats, count, accessible=self.wants_accessible) for count in counts)
        return [best for best in found if best and (row is None or not best.is_split)]

    def is_short(self, section_id: SectionId, best: Sequence[BestSeats]) -> bool:
        """Whether a party may not find seats enough in the section: then it may wait for some to come back."""
        together = {len(found.seats) for found in best if not found.is_split}
        counts = {count for count in BEST_COUNTS if count <= self.event.limit_per_buyer}
        has_rows = self.hall.section_by_id[section_id].kind is SectionKind.SEATED
        return self.free(section_id) < min(self.event.limit_per_buyer, PARTY_MAX) or (has_rows and counts > together)

    @property
    def total_minor(self) -> int:
        return self.price_of(self.selected)

    def price_of(self, seat_ids: Iterable[SeatId]) -> int:
        return sum(self.price_minor(seat_id) for seat_id in seat_ids)

    def price_minor(self, seat_id: SeatId) -> int:
        """What the seat costs now, or what it cost when the buyer held it."""
        frozen = self.changes.price_of if self.changes else {}
        return frozen[seat_id] if seat_id in frozen else self.hall.price_minor(seat_id)

    @property
    def stranded(self) -> list[Seat]:
        """The seats that would stay alone beside those selected, as far as the view is true."""
        sections = {seat.section_id for seat_id in self.selected if (seat := self.hall.seat(seat_id))}
        shown = sections if self.section_id is None else sections & {self.section_id}
        return [seat for one in sorted(shown) for seat in stranded(self.hall.seats_of(one), self.selected)]


class Viewing:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        rights: Rights,
        cache: Cache,
        watch: Callable[[], float] = monotonic,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.cache = cache
        self.layouts = Layouts(watch)
        self._large = Recent(self._read_shared, FRESH_FOR, watch, LARGE_KEPT_MAX)

    async def event_on_sale(self, event_id: EventId) -> Event:
        event = await public_event(self.pool, event_id)
        event.ensure_on_sale(self.clock())
        return event

    async def limit(self, event: Event, buyer_id: PersonId, wanted: int, conn: "Conn | None" = None) -> int:
        """How many seats somebody may have. Only who wants more than a buyer may is asked who they are."""
        if wanted <= event.limit_per_buyer:
            return event.limit_per_buyer
        return limit_of(event, await self.rights.at(buyer_id, event.id, conn))

    async def view(self, event: Event, buyer_id: PersonId, section_id: SectionId | None) -> HallView:
        """Unticks what others have taken meanwhile."""
        ticked = await selections.of_buyer(self.pool, event.id, buyer_id)
        changes = await self._changes(event.id, buyer_id, ticked)
        layout = await self.layouts.of_event(self.pool, event.id)
        span = layout.span(section_id)
        if changes or len(span) <= MANY_SEATS:
            hall = await self._hall(event.id, layout, span, changes.id if changes else None)
            shown, age = hall.seats[span.start : span.end], timedelta()
        else:
            hall, shown, age = await self._large.get((event.id, section_id)), (), SHOWN_AGE_MAX
        selected = await self._still_free(event.id, ticked.seat_ids, shown, changes)
        if selected != ticked.seat_ids:
            await selections.keep_only(self.pool, event.id, buyer_id, list(selected))
        return HallView(event, hall, selected, section_id, ticked.wants_accessible, changes, age)

    async def prepare(self, event_id: EventId) -> None:
        """Reads the hall, if need be, before a transaction that will need it."""
        await self.layouts.of_event(self.pool, event_id)

    async def section(self, conn: Conn, event_id: EventId, section_id: SectionId, now: datetime) -> tuple[Seat, ...]:
        """The seats of one section as a transaction sees them at this moment."""
        layout = await self.layouts.in_transaction(conn, event_id)
        span = layout.span(section_id)
        return layout.seats(span, await _marks(conn, event_id, layout, span, now, None))

    async def rows_on_sale(self, conn: Conn, event_id: EventId, now: datetime) -> list[Seat]:
        """The rows of the whole hall in which buyers see something free at this moment."""
        layout = await self.layouts.in_transaction(conn, event_id)
        return layout.rows_with(await freed_seats.on_sale(conn, event_id, now))

    async def rows_for_list(self, conn: Conn, event_id: EventId, now: datetime) -> list[Seat]:
        """The same as the waiting list sees it: what has just come back is free to it."""
        layout = await self.layouts.in_transaction(conn, event_id)
        return layout.rows_with(await freed_seats.free(conn, event_id, now))

    async def is_free_by_now(self, event_id: EventId, seat_id: SeatId, changes: Order | None) -> bool:
        """Whatever a view of a moment ago says."""
        order_id = changes.id if changes else None
        return bool(await halls.free_among(self.pool, event_id, [seat_id], self.clock(), order_id))

    async def empty_hall(self, event_id: EventId) -> tuple[Seat, ...]:
        """The seats as if none had ever been sold."""
        return (await self.layouts.of_event(self.pool, event_id)).free

    async def _hall(self, event_id: EventId, layout: Layout, span: Span, order_id: OrderId | None) -> Hall:
        bare = await halls.outline(self.pool, event_id)
        marks = await _marks(self.pool, event_id, layout, span, self.clock(), order_id)
        return layout.hall(bare.tiers, bare.sections, span, marks)

    async def _read_shared(self, of: tuple[EventId, SectionId | None]) -> Hall:
        """As another process has read it, if that is not long ago."""
        event_id, section_id = of
        layout, bare = await self.layouts.of_event(self.pool, event_id), await halls.outline(self.pool, event_id)
        span, key = layout.span(section_id), f"{event_id}:{layout.version}:{section_id or 'all'}"
        marks = await self.cache.get(key)
        if marks is None or len(marks) != len(span):
            marks = await _marks(self.pool, event_id, layout, span, self.clock(), None)
            await self.cache.set(key, marks, FRESH_FOR)
        return layout.hall(bare.tiers, bare.sections, span, marks)

    async def _changes(self, event_id: EventId, buyer_id: PersonId, ticked: Selection) -> Order | None:
        if ticked.changes_order_id is None:
            return None
        order = await orders.by_id(self.pool, event_id, ticked.changes_order_id)
        is_theirs = order and order.buyer_id == buyer_id and order.status is OrderStatus.HELD
        return order if order and is_theirs and order.is_open(self.clock()) else None

    async def _still_free(
        self, event_id: EventId, ticked: Iterable[SeatId], shown: Iterable[Seat], changes: Order | None
    ) -> frozenset[SeatId]:
        """What is shown as it is now is not asked for again."""
        known = {seat.id: seat for seat in shown} if ticked else {}
        free = {seat_id for seat_id in ticked if seat_id in known and known[seat_id].is_free}
        if elsewhere := [seat_id for seat_id in ticked if seat_id not in known]:
            order_id = changes.id if changes else None
            free |= await halls.free_among(self.pool, event_id, elsewhere, self.clock(), order_id)
        return frozenset(free)


def limit_of(event: Event, role: Role) -> int:
    """How many seats somebody may have. Who works for the event sells to others, and may have more at once."""
    return max(event.limit_per_buyer, AT_THE_BOX_OFFICE) if role.may_scan else event.limit_per_buyer


async def _marks(
    conn: Executor, event_id: EventId, layout: Layout, span: Span, now: datetime, order_id: OrderId | None
) -> str:
    if not len(span):
        return ""
    if span == layout.whole:
        return await halls.free_marks(conn, event_id, SeatId(1), layout.last, now, order_id)
    first, last = layout.free[span.start], layout.free[span.end - 1]
    return await halls.free_marks(conn, event_id, first.id, last.id, now, order_id, first.section_id)
