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
from core.domain.promo_code import SHAPE, PromoCode
from core.domain.question import Question, QuestionKind, Scope
from core.domain.refusal import AmountNotTaken
from core.domain.reminder import ReminderKind
from core.domain.return_policy import NO_RETURNS, ReturnPolicy

AISLE = 2.0
"""Seat widths between two blocks."""


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
    name: str
    price_minor: int


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
class Block:
    """A block of seats in rows; `tiers` names the tier of each row from the front, the last one for all rows behind.

    Blocks with the same `line` stand side by side; a higher line is further from the stage. `accessible` names seats by
    their labels: `A-1`.
    """

    name: str
    rows: int
    seats_in_row: int
    tiers: tuple[str, ...]
    line: int = 0
    accessible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """General admission: `capacity` places at one price."""

    name: str
    capacity: int
    tier: str


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
    sections: tuple[Block | Standing, ...]
    limit_per_buyer: int = 6
    hold_ttl: timedelta = timedelta(minutes=10)
    returns: ReturnPolicy = NO_RETURNS
    reminders: tuple[ReminderKind, ...] = tuple(ReminderKind)
    category: Category = Category.OTHER
    artists: tuple[str, ...] = ()
    poster_file_id: str | None = None
    refuses_stranding: bool = False  # whoever picks seats must not leave a single one alone
    promo_codes: tuple[PromoCodePlan, ...] = ()
    questions: tuple[QuestionPlan, ...] = ()
    details_until: datetime | None = None  # answers can be changed until then; None: until the event begins
    offer_ttl: timedelta = timedelta(minutes=30)  # how long seats are kept for who waited for them
    gates: tuple[GatePlan, ...] = ()
    allows_reentry: bool = False

    def ensure_payable(self) -> None:
        """Raises `ValueError` for a currency or a price that nobody could pay."""
        if not is_known(self.currency):
            raise ValueError(f"Telegram takes no payments in {self.currency}")
        for tier in self.tiers:
            try:
                if tier.price_minor:
                    Provider.of_invoice(self.currency).ensure_takes(tier.price_minor)
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
        corners = self._corners()
        for section_id, plan in enumerate(self.sections, 1):
            match plan:
                case Block():
                    left, top = corners[section_id]
                    places = _block_places(plan, left, top)
                case Standing():
                    places = ((plan.tier, "", str(n), 0.0, 0.0) for n in range(1, plan.capacity + 1))
            accessible = set(plan.accessible) if isinstance(plan, Block) else set()
            for tier, row, number, x, y in places:
                if tier not in tier_ids:
                    raise ValueError(f"section {plan.name} names the tier {tier}, which the event does not have")
                seat_id, tier_id, label = SeatId(next(seat_ids)), tier_ids[tier], f"{row}-{number}"
                yield Seat(seat_id, SectionId(section_id), tier_id, row, number, x, y, True, label in accessible)
                accessible.discard(label)
            if accessible:
                raise ValueError(f"section {plan.name} has no seat {min(accessible)}, which is named as accessible")

    def _corners(self) -> dict[int, tuple[float, float]]:
        """Where each block begins: blocks of a line side by side and centred on the stage, lines behind each other."""
        lines: dict[int, list[tuple[int, Block]]] = {}
        for section_id, plan in enumerate(self.sections, 1):
            if isinstance(plan, Block):
                lines.setdefault(plan.line, []).append((section_id, plan))
        corners: dict[int, tuple[float, float]] = {}
        top = 1.0
        for _, blocks in sorted(lines.items()):
            left = -(sum(block.seats_in_row + AISLE for _, block in blocks) - AISLE) / 2
            for section_id, block in blocks:
                corners[section_id] = (left, top)
                left += block.seats_in_row + AISLE
            top += max(block.rows for _, block in blocks) + AISLE
        return corners


def _block_places(block: Block, left: float, top: float) -> Iterator[tuple[str, str, str, float, float]]:
    for row in range(block.rows):
        tier = block.tiers[min(row, len(block.tiers) - 1)] if block.tiers else ""
        for n in range(block.seats_in_row):
            yield tier, row_letter(row), str(n + 1), left + n + 0.5, top + row + 0.5


def row_letter(index: int) -> str:
    """Rows as halls name them: A … Z, AA, AB …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
