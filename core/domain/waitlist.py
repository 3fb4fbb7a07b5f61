"""The waiting list: who waits for what, and which free seats are theirs.

The rule: freed seats go to the first party in the list that they fit, all of its seats or none, and kept for it alone
for a stated time. Whom they do not fit is passed over and keeps their place, so nobody waits behind a party that cannot
be served.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from core.domain.best_seats import best_split, together
from core.domain.event import Event
from core.domain.hall import Hall, Seat, SectionKind
from core.domain.ids import EventId, OrderId, PersonId, SeatId, TierId, WaitlistEntryId
from core.domain.refusal import ClosedBecause, SaleClosed

PARTY_MAX = 10
"""More are split in too many ways to try."""
_row = attrgetter("section_id", "row")


class EntryStatus(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LEFT = "left"
    LAPSED = "lapsed"
    CLOSED = "closed"


class WaitingEndedBecause(StrEnum):
    """Why somebody waits no more without having had an offer."""

    CANCELLED = "cancelled"
    OVER = "over"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Party:
    """How many wait for seats, in one tier or any, next to each other or not."""

    size: int
    tier_id: TierId | None = None
    together: bool = True


@dataclass(frozen=True, slots=True)
class WaitlistEntry:
    event_id: EventId
    id: WaitlistEntryId
    person_id: PersonId
    party: Party
    status: EntryStatus
    order_id: OrderId | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the list: `number` counts from 1, among those who wait; 0 with an offer."""

    entry: WaitlistEntry
    number: int


@dataclass(frozen=True, slots=True)
class WaitlistView:
    """The list of an event as one person sees it; the hall is without its seats."""

    event: Event
    hall: Hall
    place: Place | None

    @property
    def largest_party(self) -> int:
        return min(self.event.limit_per_buyer, PARTY_MAX)

    @property
    def has_rows(self) -> bool:
        return any(section.kind is SectionKind.SEATED for section in self.hall.sections)


def seats_for(party: Party, seats: Sequence[Seat]) -> list[Seat] | None:
    """The best seats of the party's size, or None if those that are free do not fit.

    Together means neighbours in a row, or places of one section without rows. Accessible seats are offered to nobody
    who has not asked for one. The seats come in the order of their ids, taken ones among them.
    """
    wanted = _as_seen_by(party, seats)
    if block := next(together(wanted, party.size), None):
        return list(block)
    free = [seat for seat in wanted if seat.is_free]
    for _, of_section in groupby((seat for seat in free if not seat.row), key=lambda seat: seat.section_id):
        if len(places := list(of_section)) >= party.size:
            return places[: party.size]
    if party.together or len(free) < party.size:
        return None
    split = best_split(wanted, party.size)
    return split.seats if split else free[: party.size]


def first_served(
    entries: Sequence[WaitlistEntry], seats: Sequence[Seat], passed_over: Collection[SeatId] = ()
) -> tuple[WaitlistEntry, list[Seat]] | None:
    """Of those who wait, in their order, the first whom free seats fit, and these; None if they fit nobody."""
    left = [replace(seat, is_free=False) if seat.id in passed_over else seat for seat in seats]
    for entry in entries:
        if found := seats_for(entry.party, left):
            return entry, found
    return None


def ended_because(event: Event, now: datetime) -> WaitingEndedBecause | None:
    """Why nobody needs to wait for this event any more."""
    because = event.closed_because(now)
    if because is ClosedBecause.CANCELLED:
        return WaitingEndedBecause.CANCELLED
    return WaitingEndedBecause.OVER if because is ClosedBecause.OVER or event.has_begun(now) else None


def ensure_open(event: Event, now: datetime) -> None:
    """Whoever joins must be able to buy."""
    event.ensure_on_sale(now)
    if event.has_begun(now):
        raise SaleClosed(ClosedBecause.OVER, event.sale_starts_at)


def _as_seen_by(party: Party, seats: Sequence[Seat]) -> list[Seat]:
    """The rows with something for the party; what is free there for others only is as if it were taken."""

    def is_theirs(seat: Seat) -> bool:
        return _is_offered(seat) and party.tier_id in (None, seat.tier_id)

    rows = _rows_with(seats, is_theirs)
    return [replace(seat, is_free=False) if seat.is_free and not is_theirs(seat) else seat for seat in rows]


def _is_offered(seat: Seat) -> bool:
    return seat.is_free and not seat.is_accessible


def _rows_with(seats: Sequence[Seat], is_wanted: Callable[[Seat], bool]) -> list[Seat]:
    """Whole rows with a wanted seat in them: in a hall that is sold out these are few."""
    kept: list[Seat] = []
    for _, of_row in groupby(seats, key=_row):
        row = list(of_row)
        if any(map(is_wanted, row)):
            kept += row
    return kept
