"""From the fields of a file to the plan of an event: times get their zone, prices their unit, seats their places."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.domain.currency import minor_digits
from core.domain.event_plan import (
    EventPlan,
    GatePlan,
    HallPlan,
    PromoCodePlan,
    QuestionPlan,
    SectionPlan,
    TierPlan,
    VenuePlan,
)
from core.domain.payment import Provider
from core.domain.pricing import PriceStep, typed_step
from core.domain.question import QuestionKind
from core.domain.queue import QueueRules
from core.domain.refusal import AmountNotTaken, InvalidPrice
from core.domain.return_policy import ReturnPolicy
from core.event_file.problems import Fault, Path
from core.event_file.schema import PLACES_MAX, EventFields, QueueFields
from core.event_file.sections import places_of, sections_in, tiers_of, unknown_seats


@dataclass(frozen=True, slots=True)
class Known:
    """What the file may leave out."""

    now: datetime
    venue: VenuePlan | None = None
    time_zone: str | None = None  # of the city
    currency: str | None = None
    hall: HallPlan | None = None


class Mistakes(Exception):
    def __init__(self, found: list[tuple[Path, Fault, str]]) -> None:
        super().__init__(found)
        self.found = found


class Planner:
    """One event; `mistakes` collects what is wrong, so that all of it is said at once."""

    def __init__(self, fields: EventFields, known: Known) -> None:
        self.fields = fields
        self.known = known
        self.mistakes: list[tuple[Path, Fault, str]] = []
        self.zone = ZoneInfo("UTC")
        self.currency = ""

    def plan(self) -> EventPlan:
        """Raises `Mistakes`."""
        fields, sale = self.fields, self.fields.sale
        venue = self._venue()
        self.zone = ZoneInfo(venue.time_zone)
        self.currency = self._currency()
        starts_at = self._time(("starts_at",), fields.starts_at)
        sale_ends_at = self._time(("sale", "ends_at"), sale.ends_at) if sale.ends_at else starts_at
        opens = self._time(("sale", "starts_at"), sale.starts_at) if sale.starts_at else self._now(before=sale_ends_at)
        if starts_at <= self.known.now:
            self._say(("starts_at",), Fault.ORDER, "past")
        elif not opens < sale_ends_at:
            self._say(("sale", "starts_at") if sale.starts_at else ("sale", "ends_at"), Fault.ORDER, "sale")
        tiers, sections = self._hall()
        names = {tier.name for tier in tiers}
        made = EventPlan(
            title=fields.title,
            description=fields.description,
            venue=venue,
            starts_at=starts_at,
            sale_starts_at=opens,
            sale_ends_at=sale_ends_at,
            currency=self.currency,
            tiers=tiers,
            sections=sections,
            limit_per_buyer=sale.limit_per_buyer,
            hold_ttl=timedelta(minutes=sale.hold_minutes),
            returns=self._returns(),
            reminders=fields.reminders,
            category=fields.category,
            artists=fields.artists,
            refuses_stranding=sale.refuses_stranding,
            guards=frozenset(sale.asks),
            promo_codes=tuple(self._promo_codes(names)),
            questions=tuple(self._questions()),
            details_until=self._time(("details_until",), fields.details_until) if fields.details_until else None,
            offer_ttl=timedelta(minutes=sale.offer_minutes),
            gates=tuple(self._gates(names)),
            allows_reentry=fields.reentry,
            queue=_queue(fields.queue) if fields.queue else None,
            is_draft=fields.status == "draft",
        )
        if self.mistakes:
            raise Mistakes(self.mistakes)
        return made

    def _venue(self) -> VenuePlan:
        """What is not said is as it is kept."""
        said, kept = self.fields.venue, self.known.venue
        zone = said.time_zone or (kept.time_zone if kept else self.known.time_zone)
        if zone is None:
            self._say(("venue", "time_zone"), Fault.MISSING)
            raise Mistakes(self.mistakes)
        made = VenuePlan(said.name, said.city, said.address or "", zone, said.latitude, said.longitude)
        if kept:
            has_pin = said.latitude is not None and said.longitude is not None
            latitude, longitude = (said.latitude, said.longitude) if has_pin else (kept.latitude, kept.longitude)
            address = kept.address if said.address is None else said.address
            made = replace(made, address=address, latitude=latitude, longitude=longitude)
        return made

    def _currency(self) -> str:
        hall = self.known.hall if self.fields.hall_of else None
        found = self.fields.currency or (hall.currency if hall else self.known.currency)
        if found is None:
            self._say(("currency",), Fault.MISSING)
            raise Mistakes(self.mistakes)
        return found

    def _hall(self) -> tuple[tuple[TierPlan, ...], tuple[SectionPlan, ...]]:
        tiers = self._tiers()
        if self.fields.hall_of:
            return self._known_hall(tiers)
        if not tiers:
            self._say(("tiers",), Fault.MISSING)
        sections = sections_in(self.fields)
        if not sections:
            self._say(("sections",), Fault.NO_HALL)
        self._check_names(tiers, sections)
        return tiers, sections

    def _tiers(self) -> tuple[TierPlan, ...]:
        made = []
        for place_of, tier in enumerate(self.fields.tiers):
            path: Path = ("tiers", place_of)
            steps = tuple(self._step((*path, "steps", n), step) for n, step in enumerate(tier.steps))
            made.append(TierPlan(tier.name, self._minor((*path, "price"), tier.price), steps))
        for name, count in Counter(tier.name for tier in made).items():
            if count > 1:
                self._say(("tiers",), Fault.TWICE, name)
        return tuple(made)

    def _known_hall(self, said: tuple[TierPlan, ...]) -> tuple[tuple[TierPlan, ...], tuple[SectionPlan, ...]]:
        hall = self.known.hall
        if hall is None or self.fields.sections or self.fields.seats_csv:
            self._say(("hall_of",), Fault.HALL, self.fields.hall_of or "")
            raise Mistakes(self.mistakes)
        prices = {tier.name: tier for tier in said}
        names = {tier.name for tier in hall.tiers}
        for place_of, tier in enumerate(said):
            if tier.name not in names:
                self._say(("tiers", place_of, "name"), Fault.TIER, tier.name)
        if self.currency != hall.currency and (missing := names - prices.keys()):
            self._say(("tiers",), Fault.TIER, min(missing))
        return tuple(prices.get(tier.name, tier) for tier in hall.tiers), hall.sections

    def _check_names(self, tiers: tuple[TierPlan, ...], sections: tuple[SectionPlan, ...]) -> None:
        """Every tier that is named is there, no two sections have one name, and there are not too many places."""
        known = {tier.name for tier in tiers}
        seen: set[str] = set()
        for place_of, section in enumerate(sections):
            is_listed = place_of < len(self.fields.sections)
            path: Path = ("sections", place_of) if is_listed else ("seats_csv",)
            if section.name in seen:
                self._say(path, Fault.TWICE, section.name)
            seen.add(section.name)
            for label in unknown_seats(section):
                self._say((*path, "accessible"), Fault.SEAT, label)
            field, named = tiers_of(section)
            for name in named:
                if name not in known:
                    self._say((*path, field) if is_listed else path, Fault.TIER, name)
        if sum(map(places_of, sections)) > PLACES_MAX:
            self._say(("sections",), Fault.TOO_GREAT, str(PLACES_MAX))

    def _step(self, path: Path, said: str) -> PriceStep:
        try:
            step = typed_step(said, self.currency)
        except InvalidPrice:
            self._say(path, Fault.STEP, said)
            return PriceStep(0)
        self._ensure_taken(path, step.price_minor, said)
        return step

    def _gates(self, tiers: set[str]) -> Iterator[GatePlan]:
        for place_of, gate in enumerate(self.fields.gates):
            for name in gate.tiers:
                if name not in tiers:
                    self._say(("gates", place_of, "tiers"), Fault.TIER, name)
            yield GatePlan(gate.name, gate.tiers)
        for name, count in Counter(gate.name for gate in self.fields.gates).items():
            if count > 1:
                self._say(("gates",), Fault.TWICE, name)

    def _promo_codes(self, tiers: set[str]) -> Iterator[PromoCodePlan]:
        seen: set[str] = set()
        for place_of, one in enumerate(self.fields.promo_codes):
            path: Path = ("promo_codes", place_of)
            if one.code in seen:
                self._say((*path, "code"), Fault.TWICE, one.code)
            seen.add(one.code)
            if (one.percent is None) == (one.amount is None):
                self._say(path, Fault.DISCOUNT)
            if one.amount == 0:
                self._say((*path, "amount"), Fault.PRICE, str(one.amount))
            for name in one.tiers:
                if name not in tiers:
                    self._say((*path, "tiers"), Fault.TIER, name)
            yield PromoCodePlan(
                one.code,
                one.percent,
                None if one.amount is None else self._minor((*path, "amount"), one.amount),
                one.tiers,
                self._time((*path, "valid_from"), one.valid_from) if one.valid_from else None,
                self._time((*path, "valid_until"), one.valid_until) if one.valid_until else None,
                one.max_uses,
            )

    def _questions(self) -> Iterator[QuestionPlan]:
        for place_of, one in enumerate(self.fields.questions):
            if (one.kind is QuestionKind.TEXT) != bool(one.label):
                self._say(("questions", place_of, "label"), Fault.LABEL)
            yield QuestionPlan(one.kind, one.scope, one.required, one.label or "")

    def _returns(self) -> ReturnPolicy:
        until = self.fields.returns.free_until
        return ReturnPolicy(
            self._time(("returns", "free_until"), until) if until else None, self.fields.returns.percent
        )

    def _minor(self, path: Path, price: Decimal) -> int:
        """In the smallest unit, and what Telegram takes."""
        minor = price.scaleb(minor_digits(self.currency))
        if minor != minor.to_integral_value():
            self._say(path, Fault.PRICE, str(price))
            return 0
        self._ensure_taken(path, int(minor), str(price))
        return int(minor)

    def _ensure_taken(self, path: Path, minor: int, said: str) -> None:
        try:
            if minor:
                Provider.of_invoice(self.currency).ensure_takes(minor)
        except AmountNotTaken:
            self._say(path, Fault.PRICE_MOST, said)

    def _time(self, path: Path, wall: datetime) -> datetime:
        """As the clock at the venue shows it. An hour that is left out when clocks go forward is no time."""
        moment = wall.replace(tzinfo=self.zone)
        if moment.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != wall:
            self._say(path, Fault.NO_SUCH_TIME, f"{wall:%Y-%m-%d %H:%M}")
        return moment

    def _now(self, before: datetime) -> datetime:
        return min(self.known.now.astimezone(self.zone), before - timedelta(minutes=1))

    def _say(self, path: Path, fault: Fault, about: str = "") -> None:
        self.mistakes.append((path, fault, about))


def _queue(said: QueueFields) -> QueueRules:
    return QueueRules(said.mode, said.per_minute, said.inside, said.turn_minutes, said.rush_per_minute)
