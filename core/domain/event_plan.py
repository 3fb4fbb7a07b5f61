"""What an organizer says to make an event: the plan from which tiers, sections and seats are made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from core.domain.category import Category
from core.domain.checkin import Gate
from core.domain.currency import is_known
from core.domain.hall import Seat, Section, SectionKind, Tier
from core.domain.ids import GateId, QuestionId, SeatId, SectionId, TierId
from core.domain.payment import Provider
from core.domain.pricing import Prices, PriceStep
from core.domain.promo_code import SHAPE, PromoCode
from core.domain.protection import Guard
from core.domain.question import Question, QuestionKind, Scope
from core.domain.queue import QueueRules
from core.domain.refusal import AmountNotTaken
from core.domain.reminder import ReminderKind
from core.domain.return_policy import NO_RETURNS, ReturnPolicy
from core.domain.section_plan import Block, Placed, PlacedSeat, SectionPlan, Standing, corners, places, row_letter

__all__ = [
    "Block",
    "EventPlan",
    "GatePlan",
    "HallPlan",
    "Placed",
    "PlacedSeat",
    "PromoCodePlan",
    "QuestionPlan",
    "SectionPlan",
    "Standing",
    "TierPlan",
    "VenuePlan",
    "row_letter",
]


@dataclass(frozen=True, slots=True)
class VenuePlan:
    name: str
    city: str
    address: str
    time_zone: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class TierPlan:
    """`price_minor` is the price that it begins with."""

    name: str
    price_minor: int
    steps: tuple[PriceStep, ...] = ()

    @property
    def prices(self) -> Prices:
        return Prices(self.price_minor, self.steps)


@dataclass(frozen=True, slots=True)
class HallPlan:
    """The hall of an event that was: its prices hold where the next one says no others."""

    currency: str
    tiers: tuple[TierPlan, ...]
    sections: tuple[SectionPlan, ...]


@dataclass(frozen=True, slots=True)
class PromoCodePlan:
    """As `PromoCode`; `tiers` names those that it is for, none of them: all."""

    code: str
    percent: int | None = None
    amount_minor: int | None = None
    tiers: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    max_uses: int | None = None


@dataclass(frozen=True, slots=True)
class GatePlan:
    """`tiers` names those who may come in here; none of them: everybody."""

    name: str
    tiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """`label` is for questions in words of one's own, and for no others."""

    kind: QuestionKind
    scope: Scope = Scope.TICKET
    is_required: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class EventPlan:
    """`starts_at` and the sale window are aware times; the sale ends at the start unless said otherwise."""

    title: str
    description: str
    venue: VenuePlan
    starts_at: datetime
    sale_starts_at: datetime
    sale_ends_at: datetime
    currency: str
    tiers: tuple[TierPlan, ...]
    sections: tuple[SectionPlan, ...]
    limit_per_buyer: int = 6
    hold_ttl: timedelta = timedelta(minutes=10)
    returns: ReturnPolicy = NO_RETURNS
    reminders: tuple[ReminderKind, ...] = tuple(ReminderKind)
    category: Category = Category.OTHER
    artists: tuple[str, ...] = ()
    poster_file_id: str | None = None
    refuses_stranding: bool = False  # whoever picks seats must not leave a single one alone
    guards: frozenset[Guard] = frozenset()  # what buyers are asked before a hold
    promo_codes: tuple[PromoCodePlan, ...] = ()
    questions: tuple[QuestionPlan, ...] = ()
    details_until: datetime | None = None  # answers can be changed until then; None: until the event begins
    offer_ttl: timedelta = timedelta(minutes=30)  # how long seats are kept for who waited for them
    gates: tuple[GatePlan, ...] = ()
    allows_reentry: bool = False
    queue: QueueRules | None = None
    is_draft: bool = False  # until it is published only its team sees it

    def ensure_payable(self) -> None:
        """Raises `ValueError` for a currency or a price that nobody could pay."""
        if not is_known(self.currency):
            raise ValueError(f"Telegram takes no payments in {self.currency}")
        for tier in self.tiers:
            try:
                for price_minor in filter(None, tier.prices.bounds_minor):
                    Provider.of_invoice(self.currency).ensure_takes(price_minor)
            except AmountNotTaken:
                raise ValueError(f"the price of the tier {tier.name} is more than Telegram takes") from None

    def tier_rows(self) -> list[Tier]:
        return [Tier(TierId(i), tier.name, tier.price_minor) for i, tier in enumerate(self.tiers, 1)]

    def promo_code_rows(self) -> list[PromoCode]:
        """Raises `ValueError` for a code that nobody could type, or for a tier that the plan has not."""
        tier_ids = {tier.name: tier.id for tier in self.tier_rows()}
        for code in self.promo_codes:
            if not SHAPE.fullmatch(code.code):
                raise ValueError(f"a promo code has 3 to 32 letters and digits; {code.code!r} has not")
            if unknown := set(code.tiers) - set(tier_ids):
                raise ValueError(f"the promo code {code.code} names the tier {min(unknown)}, which is not there")
        return [
            PromoCode(
                code=plan.code.upper(),
                percent=plan.percent,
                amount_minor=plan.amount_minor,
                tier_ids=frozenset(tier_ids[name] for name in plan.tiers) or None,
                valid_from=plan.valid_from,
                valid_until=plan.valid_until,
                max_uses=plan.max_uses,
            )
            for plan in self.promo_codes
        ]

    def gate_rows(self) -> list[Gate]:
        """Raises `ValueError` for a tier that the plan has not."""
        tier_ids = {tier.name: tier.id for tier in self.tier_rows()}
        for gate in self.gates:
            if unknown := set(gate.tiers) - set(tier_ids):
                raise ValueError(f"the gate {gate.name} names the tier {min(unknown)}, which is not there")
        return [
            Gate(GateId(number), gate.name, frozenset(tier_ids[name] for name in gate.tiers) or None)
            for number, gate in enumerate(self.gates, 1)
        ]

    def section_rows(self) -> list[Section]:
        return [
            Section(SectionId(i), plan.name, SectionKind.GENERAL if isinstance(plan, Standing) else SectionKind.SEATED)
            for i, plan in enumerate(self.sections, 1)
        ]

    def question_rows(self) -> list[Question]:
        """Raises `ValueError` for a question without words, or with words that nobody would see."""
        for plan in self.questions:
            if (plan.kind is QuestionKind.TEXT) != bool(plan.label):
                raise ValueError(f"a question of the kind {plan.kind} with the words {plan.label!r}")
        return [
            Question(QuestionId(i), plan.kind, plan.scope, plan.is_required, plan.label)
            for i, plan in enumerate(self.questions, 1)
        ]

    def seat_rows(self) -> Iterator[Seat]:
        """The seats in the order of their ids. Raises `ValueError` for a tier or a seat that the plan has not."""
        tier_ids = {tier.name: tier.id for tier in self.tier_rows()}
        seat_ids = count(1)
        where = corners(self.sections)
        for section_id, plan in enumerate(self.sections, 1):
            for one in places(plan, where.get(section_id, (0.0, 0.0))):
                if one.tier not in tier_ids:
                    raise ValueError(f"section {plan.name} names the tier {one.tier}, which the event does not have")
                yield Seat(
                    SeatId(next(seat_ids)),
                    SectionId(section_id),
                    tier_ids[one.tier],
                    one.row,
                    one.number,
                    one.x,
                    one.y,
                    True,
                    one.is_accessible,
                )
