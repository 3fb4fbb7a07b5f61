"""The hall of an event: tiers, sections and seats, as buyers see them at one moment."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from operator import attrgetter

from core.domain.ids import SeatId, SectionId, TierId

_section_id = attrgetter("section_id")


class SectionKind(StrEnum):
    SEATED = "seated"
    GENERAL = "general"  # general admission: a number of places, no chosen seat


@dataclass(frozen=True, slots=True)
class Tier:
    """A named price. `price_minor` counts the smallest unit of the event's currency."""

    id: TierId
    name: str
    price_minor: int


@dataclass(frozen=True, slots=True)
class Section:
    id: SectionId
    name: str
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat. `x` and `y` are its centre on the plan, in seat widths, the stage above `y = 0`.

    An accessible seat is for who needs one, and is offered to nobody else.
    """

    id: SeatId
    section_id: SectionId
    tier_id: TierId
    row: str  # empty in general admission
    number: str
    x: float
    y: float
    is_free: bool
    is_accessible: bool = False

    @property
    def label(self) -> str:
        """The seat as people say it within its section: `A-12`."""
        return f"{self.row}-{self.number}" if self.row else self.number


@dataclass(frozen=True)
class Hall:
    """Seats by their sections, and in each by their ids, which is the order of rows and numbers.

    `places` says where each seat is among them, and `has_accessible` whether some are for who needs one, if that is
    known already. Many may look at the same one, so what was found out about it is kept.
    """

    tiers: tuple[Tier, ...]
    sections: tuple[Section, ...]
    seats: tuple[Seat, ...]
    places: Mapping[SeatId, int] | None = field(default=None, compare=False, repr=False)
    has_accessible: bool = field(default=True, compare=False, repr=False)
    _free: dict[SectionId, tuple[int, int]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _fingerprints: dict[SectionId | None, str] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def tier_by_id(self) -> dict[TierId, Tier]:
        return {tier.id: tier for tier in self.tiers}

    @cached_property
    def section_by_id(self) -> dict[SectionId, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def seat_by_id(self) -> dict[SeatId, Seat]:
        return {seat.id: seat for seat in self.seats}

    def seat(self, seat_id: SeatId) -> Seat | None:
        """As `seat_by_id`, without going through the whole hall where its places are known."""
        if self.places is None:
            return self.seat_by_id.get(seat_id)
        place = self.places.get(seat_id)
        return None if place is None else self.seats[place]

    @cached_property
    def without_accessible(self) -> "Hall":
        """With accessible seats as if they were taken."""
        if not self.has_accessible or not any(seat.is_accessible for seat in self.seats):
            return self
        seats = (replace(seat, is_free=False) if seat.is_accessible else seat for seat in self.seats)
        return replace(self, seats=tuple(seats))

    def count_free(self, section_id: SectionId, *, accessible: bool) -> int:
        """How many seats of a section are free, with the accessible ones or without."""
        if section_id not in self._free:
            free = [seat for seat in self.seats_of(section_id) if seat.is_free]
            self._free[section_id] = len(free), sum(seat.is_accessible for seat in free)
        free_seats, free_accessible = self._free[section_id]
        return free_seats if accessible else free_seats - free_accessible

    def fingerprint(self, section_id: SectionId | None) -> str:
        """The same as long as the same seats are free: of one section, or of the whole hall."""
        if section_id not in self._fingerprints:
            shown = self.seats if section_id is None else self.seats_of(section_id)
            marks = bytes(seat.is_free for seat in shown)
            self._fingerprints[section_id] = hashlib.blake2b(marks, digest_size=16).hexdigest()
        return self._fingerprints[section_id]

    def seats_of(self, section_id: SectionId) -> tuple[Seat, ...]:
        start = bisect_left(self.seats, section_id, key=_section_id)
        return self.seats[start : bisect_right(self.seats, section_id, lo=start, key=_section_id)]

    def rows(self, section_id: SectionId) -> dict[str, list[Seat]]:
        """The seats of one section by row, rows and seats in the order of the plan."""
        rows: dict[str, list[Seat]] = {}
        for seat in self.seats_of(section_id):
            rows.setdefault(seat.row, []).append(seat)
        return rows

    def row(self, section_id: SectionId, index: int) -> list[Seat]:
        """One row of a seated section, counted from 0; empty if it is not there."""
        rows = list(self.rows(section_id).values())
        return rows[index] if index < len(rows) and rows[index][0].row else []

    def prices_minor(self, section_id: SectionId) -> list[int]:
        """The distinct prices of a section, lowest first."""
        tier_ids = {seat.tier_id for seat in self.seats_of(section_id)}
        return sorted({self.tier_by_id[tier_id].price_minor for tier_id in tier_ids})

    def price_minor(self, seat_id: SeatId) -> int:
        seat = self.seat(seat_id)
        assert seat is not None, "asked only for seats of this hall"
        return self.tier_by_id[seat.tier_id].price_minor

    def total_minor(self, seat_ids: Iterable[SeatId]) -> int:
        return sum(self.price_minor(seat_id) for seat_id in seat_ids)
