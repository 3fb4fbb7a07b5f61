"""A selection: what a buyer has ticked and not yet held."""

from dataclasses import dataclass

from core.domain.ids import OrderId, SeatId


@dataclass(frozen=True, slots=True)
class Selection:
    seat_ids: frozenset[SeatId] = frozenset()
    wants_accessible: bool = False  # the buyer asked for accessible seats
    changes_order_id: OrderId | None = None  # the hold whose seats these are to be
