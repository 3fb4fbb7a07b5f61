"""More places for a hall that is there: new sections behind it, and more places of general admission."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from core.domain.hall import Hall, Seat, Section, SectionKind, Tier
from core.domain.ids import SeatId, SectionId, TierId
from core.domain.pricing import price_minor
from core.domain.refusal import NotUnderstood
from core.domain.section_plan import AISLE, Block, Standing, corners, places
from core.domain.typed_hall import PLACES_MAX, PRICE, UNIT, typed_price, typed_sections

PRICED = re.compile(rf"(?P<size>.+?)\s*[:=–—-]\s*{PRICE}{UNIT}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Addition:
    """`price` is as it was typed; None: that of the tier of this name."""

    plan: Block | Standing
    price: str | None

    @property
    def places(self) -> int:
        return self.plan.capacity if isinstance(self.plan, Standing) else self.plan.rows * self.plan.seats_in_row


@dataclass(frozen=True, slots=True)
class Growth:
    """What comes to a hall. `joined` are the sections that were there and get more places."""

    tiers: tuple[Tier, ...]
    sections: tuple[Section, ...]
    joined: tuple[Section, ...]
    seats: tuple[Seat, ...]


def typed_additions(text: str) -> list[Addition]:
    """A line for each section: `Balcony 6×8 — 450`, or `Floor 100` for one that is there. Raises `NotUnderstood`."""
    found = []
    for line in filter(None, map(str.strip, text.replace(";", "\n").splitlines())):
        priced = PRICED.fullmatch(line)
        try:
            found.append(
                _addition(priced["size"] if priced else line, typed_price(priced["price"]) if priced else None)
            )
        except NotUnderstood:
            found.append(_addition(line, None))  # `Floor - 100` says no price
    if not found:
        raise NotUnderstood("added", text)
    names = Counter(one.plan.name.casefold() for one in found)
    if twice := next((one.plan.name for one in found if names[one.plan.name.casefold()] > 1), None):
        raise NotUnderstood("added-twice", twice)
    return found


def _addition(size: str, price: str | None) -> Addition:
    section = typed_sections(size, "")[0]
    name = section["name"]
    if not name:
        raise NotUnderstood("added", size)
    if "capacity" in section:
        return Addition(Standing(name, section["capacity"], name), price)
    return Addition(Block(name, section["rows"], section["seats_in_row"], (name,)), price)


def growth(hall: Hall, additions: Sequence[Addition], currency: str) -> Growth:
    """Raises `NotUnderstood`."""
    return _Builder(hall, currency).growth(additions)


class _Builder:
    def __init__(self, hall: Hall, currency: str) -> None:
        self.hall = hall
        self.currency = currency
        self.sections = {section.name.casefold(): section for section in hall.sections}
        self.tiers = {tier.name.casefold(): tier for tier in hall.tiers}
        self.seat_ids = count(max((seat.id for seat in hall.seats), default=0) + 1)

    def growth(self, additions: Sequence[Addition]) -> Growth:
        joined, new = [], []
        for one in additions:
            section = self.sections.get(one.plan.name.casefold())
            if section is None:
                new.append(one)
            elif section.kind is SectionKind.GENERAL and isinstance(one.plan, Standing) and one.price is None:
                joined.append((section, one.plan.capacity))
            else:
                raise NotUnderstood("added-twice", one.plan.name)
        seats = [seat for section, capacity in joined for seat in self._more(section, capacity)]
        tiers = {tier.id: tier for tier in map(self._tier, new) if tier not in self.hall.tiers}
        sections = self._sections(new)
        seats += self._placed(new, sections)
        if len(self.hall.seats) + len(seats) > PLACES_MAX:
            raise NotUnderstood("added-most", str(PLACES_MAX))
        return Growth(tuple(tiers.values()), tuple(sections), tuple(section for section, _ in joined), tuple(seats))

    def _more(self, section: Section, capacity: int) -> Iterator[Seat]:
        """Places like the last one of the section, counted on."""
        there = self.hall.seats_of(section.id)
        for n in range(capacity):
            number = str(len(there) + 1 + n)
            yield Seat(SeatId(next(self.seat_ids)), section.id, there[-1].tier_id, "", number, 0.0, 0.0, True)

    def _tier(self, one: Addition) -> Tier:
        """One that is there may be named, with its own price or none."""
        name = one.plan.name
        known = self.tiers.get(name.casefold())
        said_minor = None if one.price is None else price_minor(one.price, self.currency)
        if known:
            if said_minor not in (None, known.price_minor):
                raise NotUnderstood("added-price", name)
            return known
        if said_minor is None:
            raise NotUnderstood("price-missing", name)
        made = Tier(TierId(max((tier.id for tier in self.tiers.values()), default=0) + 1), name, said_minor)
        self.tiers[name.casefold()] = made
        return made

    def _sections(self, new: Sequence[Addition]) -> list[Section]:
        made = []
        for number, one in enumerate(new, max((section.id for section in self.hall.sections), default=0) + 1):
            kind = SectionKind.GENERAL if isinstance(one.plan, Standing) else SectionKind.SEATED
            made.append(Section(SectionId(number), one.plan.name, kind))
        return made

    def _placed(self, new: Sequence[Addition], sections: Sequence[Section]) -> Iterator[Seat]:
        """Blocks stand behind all that is there, and behind each other."""
        lines = [_in_line(one.plan, line) for line, one in enumerate(new)]
        where = corners(lines)
        bottom = max((seat.y + 0.5 + AISLE for seat in self.hall.seats if seat.row), default=1.0) - 1.0
        for number, (plan, section) in enumerate(zip(lines, sections, strict=True), 1):
            left, top = where.get(number, (0.0, 0.0))
            tier = self.tiers[plan.name.casefold()]
            for one in places(plan, (left, top + bottom)):
                place = (one.row, one.number, one.x, one.y)
                yield Seat(SeatId(next(self.seat_ids)), section.id, tier.id, *place, True)


def _in_line(plan: Block | Standing, line: int) -> Block | Standing:
    return plan if isinstance(plan, Standing) else Block(plan.name, plan.rows, plan.seats_in_row, plan.tiers, line)
