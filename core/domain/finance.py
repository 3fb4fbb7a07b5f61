"""The money of events as a report says it: what came in, what goes back, what it cost, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.cost import Cost, CostKind
from core.domain.event import Event
from core.domain.ids import EventId


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came in for an event through one channel; `unsettled_minor` of it is no ticket and no refund yet."""

    event_id: EventId
    currency: str
    channel: str
    amount_minor: int
    unsettled_minor: int


@dataclass(frozen=True, slots=True)
class GoneBack:
    """Money owed back for one reason: what was returned, and what is still to be."""

    event_id: EventId
    currency: str
    reason: str
    done_minor: int
    due_minor: int


@dataclass(frozen=True, slots=True)
class Finance:
    """The books of one event, or of several in one currency. Nobody tells Kassa the provider's fees: they are noted."""

    currency: str
    received: Sequence[Received]
    gone_back: Sequence[GoneBack]
    costs: Sequence[Cost]

    @property
    def gross_minor(self) -> int:
        return sum(row.amount_minor for row in self.received)

    @property
    def unsettled_minor(self) -> int:
        return sum(row.unsettled_minor for row in self.received)

    @property
    def refunded_minor(self) -> int:
        return sum(row.done_minor for row in self.gone_back)

    @property
    def refund_due_minor(self) -> int:
        return sum(row.due_minor for row in self.gone_back)

    @property
    def income_minor(self) -> int:
        """What tickets have brought and keep: as the audit counts it, valid tickets and what was kept of others."""
        return self.gross_minor - self.unsettled_minor - self.refunded_minor - self.refund_due_minor

    @property
    def fees_minor(self) -> int:
        return self._costs_minor(CostKind.FEE)

    @property
    def costs_minor(self) -> int:
        return self._costs_minor(CostKind.COST)

    @property
    def profit_minor(self) -> int:
        return self.income_minor - self.fees_minor - self.costs_minor

    def of(self, event_id: EventId) -> "Finance":
        """One event of them."""
        return Finance(
            self.currency,
            [row for row in self.received if row.event_id == event_id],
            [row for row in self.gone_back if row.event_id == event_id],
            [cost for cost in self.costs if cost.event_id == event_id],
        )

    def _costs_minor(self, kind: CostKind) -> int:
        return sum(cost.amount_minor for cost in self.costs if cost.kind is kind)


@dataclass(frozen=True, slots=True)
class Finances:
    """One `Finance` for each currency: sums of different money are none."""

    events: Sequence[Event]
    of_currency: Sequence[Finance]
