"""From the fields of a file to the plan of an event."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.checkin import gate_key
from core.domain.event_plan import (
    EventPlan,
    GatePlan,
    HallPlan,
    PromoCodePlan,
    QuestionPlan,
    VenuePlan,
)
from core.domain.question import QuestionKind
from core.domain.queue import QueueRules
from core.domain.return_policy import ReturnPolicy
from core.event_file.hall import planned_hall
from core.event_file.problems import Fault, Path
from core.event_file.schema import EventFields, QueueFields
from core.event_file.values import Mistakes, Values


@dataclass(frozen=True, slots=True)
class Known:
    """What the file may leave out."""

    now: datetime
    venue: VenuePlan | None = None
    time_zone: str | None = None  # of the city
    currency: str | None = None
    hall: HallPlan | None = None


class Planner:
    """One event. What is wrong is collected in `values`, so that all of it is said at once."""

    def __init__(self, fields: EventFields, known: Known) -> None:
        self.fields = fields
        self.known = known
        self.values = Values()

    def plan(self) -> EventPlan:
        """Raises `Mistakes`."""
        fields, sale, values = self.fields, self.fields.sale, self.values
        venue = self._venue()
        values.zone, values.currency = ZoneInfo(venue.time_zone), self._currency()
        starts_at = values.time(("starts_at",), fields.starts_at)
        sale_ends_at = values.time(("sale", "ends_at"), sale.ends_at) if sale.ends_at else starts_at
        opens = values.time(("sale", "starts_at"), sale.starts_at) if sale.starts_at else self._now(before=sale_ends_at)
        if starts_at <= self.known.now:
            values.say(("starts_at",), Fault.ORDER, "past")
        elif not opens < sale_ends_at:
            values.say(("sale", "starts_at") if sale.starts_at else ("sale", "ends_at"), Fault.ORDER, "sale")
        tiers, sections = planned_hall(fields, self.known.hall, values)
        names = {tier.name for tier in tiers}
        made = EventPlan(
            title=fields.title,
            description=fields.description,
            venue=venue,
            starts_at=starts_at,
            sale_starts_at=opens,
            sale_ends_at=sale_ends_at,
            currency=values.currency,
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
            details_until=values.time(("details_until",), fields.details_until) if fields.details_until else None,
            offer_ttl=timedelta(minutes=sale.offer_minutes),
            gates=tuple(self._gates(names)),
            allows_reentry=fields.reentry,
            queue=_queue(fields.queue) if fields.queue else None,
            is_draft=fields.status == "draft",
        )
        if values.mistakes:
            raise Mistakes(values.mistakes)
        return made

    def _venue(self) -> VenuePlan:
        """What is not said is as it is kept."""
        said, kept = self.fields.venue, self.known.venue
        zone = said.time_zone or (kept.time_zone if kept else self.known.time_zone)
        if zone is None:
            raise self.values.give_up(("venue", "time_zone"), Fault.MISSING)
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
            raise self.values.give_up(("currency",), Fault.MISSING)
        return found

    def _gates(self, tiers: set[str]) -> Iterator[GatePlan]:
        seen: set[str] = set()
        for place_of, gate in enumerate(self.fields.gates):
            path: Path = ("gates", place_of)
            if gate_key(gate.name) in seen:
                self.values.say((*path, "name"), Fault.TWICE, gate.name)
            seen.add(gate_key(gate.name))
            for name in gate.tiers:
                if name not in tiers:
                    self.values.say((*path, "tiers"), Fault.TIER, name)
            yield GatePlan(gate.name, gate.tiers)

    def _promo_codes(self, tiers: set[str]) -> Iterator[PromoCodePlan]:
        seen: set[str] = set()
        for place_of, one in enumerate(self.fields.promo_codes):
            path: Path = ("promo_codes", place_of)
            if one.code in seen:
                self.values.say((*path, "code"), Fault.TWICE, one.code)
            seen.add(one.code)
            if (one.percent is None) == (one.amount is None):
                self.values.say(path, Fault.DISCOUNT)
            if one.amount == 0:
                self.values.say((*path, "amount"), Fault.PRICE, str(one.amount))
            for name in one.tiers:
                if name not in tiers:
                    self.values.say((*path, "tiers"), Fault.TIER, name)
            yield PromoCodePlan(
                one.code,
                one.percent,
                None if one.amount is None else self.values.minor((*path, "amount"), one.amount),
                one.tiers,
                self.values.time((*path, "valid_from"), one.valid_from) if one.valid_from else None,
                self.values.time((*path, "valid_until"), one.valid_until) if one.valid_until else None,
                one.max_uses,
            )

    def _questions(self) -> Iterator[QuestionPlan]:
        for place_of, one in enumerate(self.fields.questions):
            if (one.kind is QuestionKind.TEXT) != bool(one.label):
                self.values.say(("questions", place_of, "label"), Fault.LABEL)
            yield QuestionPlan(one.kind, one.scope, one.required, one.label or "")

    def _returns(self) -> ReturnPolicy:
        until = self.fields.returns.free_until
        return ReturnPolicy(
            self.values.time(("returns", "free_until"), until) if until else None, self.fields.returns.percent
        )

    def _now(self, before: datetime) -> datetime:
        return min(self.known.now.astimezone(self.values.zone), before - timedelta(minutes=1))


def _queue(said: QueueFields) -> QueueRules:
    return QueueRules(said.mode, said.per_minute, said.inside, said.turn_minutes, said.rush_per_minute)
