"""What must be true of seats and money, worked out in memory from the promises: no table, no lock, no sweep.

A seat is taken as long as an order keeps it; an order keeps what it holds until its deadline, and what it has bought.
Questions that begin with `against_` return every true reason to refuse: Kassa must name one of them, or do it if there
is none.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from core.domain import refusal
from core.domain.currency import STARS
from core.domain.hall import Seat
from core.domain.ids import EventId, OrderId, PersonId, SeatId, TierId
from core.domain.order import OrderStatus
from core.domain.payment import Charge, RefundReason, RefundStatus
from core.domain.refusal import Refusal
from tests.plans import Clock

HOLD, EXTENSION = timedelta(minutes=10), timedelta(minutes=10)
LIMIT = 3
OWNER = PersonId(2001)

Refusals = set[type[Refusal]]


@dataclass(eq=False)
class Concert:
    """Every tier is one row, or the places to stand."""

    id: EventId
    currency: str
    starts_at: datetime
    seats: dict[SeatId, Seat]
    prices_minor: dict[TierId, int]
    is_cancelled: bool = False

    @property
    def standing(self) -> set[SeatId]:
        return {seat.id for seat in self.seats.values() if not seat.row}

    def price_minor(self, seat_id: SeatId) -> int:
        return self.prices_minor[self.seats[seat_id].tier_id]

    def groups(self, seat_ids: Collection[SeatId]) -> Iterator[list[SeatId]]:
        """Neighbours together; where people stand nobody has any."""
        by_run = enumerate(sorted(seat_ids))
        for _, run in groupby(by_run, key=lambda at: (self.seats[at[1]].tier_id, at[1] - at[0])):
            group = [seat_id for _, seat_id in run]
            yield from [group] if self.seats[group[0]].row else ([seat_id] for seat_id in group)

    def has_as_good(self, wanted: Collection[SeatId], among: Collection[SeatId]) -> bool:
        """Are there seats of the same tiers, neighbours still together? Every way to place them is tried."""
        return self._can_place(list(self.groups(wanted)), frozenset(among))

    def _can_place(self, groups: Sequence[list[SeatId]], free: frozenset[SeatId]) -> bool:
        if not groups:
            return True
        first, *others = groups
        tier_id = self.seats[first[0]].tier_id
        places = (frozenset(range(seat_id, seat_id + len(first))) for seat_id in free)
        return any(
            self._can_place(others, free - place)
            for place in places
            if place <= free and {self.seats[SeatId(seat_id)].tier_id for seat_id in place} == {tier_id}
        )


class Ticket(StrEnum):
    VALID = "valid"
    INSIDE = "inside"
    BACK = "taken back"


@dataclass(eq=False)
class Owed:
    """Money that must go back, for one seat or, where that is None, a whole charge."""

    charge: Charge
    seat_id: SeatId | None
    amount_minor: int
    reason: RefundReason
    ask_at: datetime
    status: RefundStatus = RefundStatus.DUE  # or done or failed

    @property
    def is_for_people(self) -> bool:
        is_by_hand = self.charge.currency != STARS and self.status is RefundStatus.DUE
        return is_by_hand or self.status is RefundStatus.FAILED

    def is_to_be_asked_for(self, now: datetime) -> bool:
        return self.status is RefundStatus.DUE and not self.is_for_people and self.ask_at <= now


@dataclass(eq=False)
class Purchase:
    """An order: the seats it is about, until when they are held, and what money made of it."""

    concert: Concert
    id: OrderId
    buyer: PersonId
    prices_minor: dict[SeatId, int]  # by seat, frozen with the hold
    ends_at: datetime
    is_paying: bool = False
    ended: OrderStatus | None = None  # without money: released or expired
    bought_by: Charge | None = None  # None too for what is free of charge
    was_late: bool = False
    tickets: dict[SeatId, Ticket] = field(default_factory=dict)
    owed: list[Owed] = field(default_factory=list)

    @property
    def total_minor(self) -> int:
        return sum(self.prices_minor.values())

    def worth_minor(self, seat_ids: Collection[SeatId]) -> int:
        return sum(self.prices_minor[seat_id] for seat_id in seat_ids)

    @property
    def live(self) -> set[SeatId]:
        return {seat_id for seat_id, ticket in self.tickets.items() if ticket is not Ticket.BACK}

    @property
    def is_all_back(self) -> bool:
        return all(owed.status is RefundStatus.DONE for owed in self.owed)

    @property
    def status(self) -> OrderStatus:
        if self.live:
            return OrderStatus.PAID
        if self.tickets or self.owed:
            return OrderStatus.REFUNDED if self.is_all_back else OrderStatus.REFUND_DUE
        return self.ended or (OrderStatus.PAYING if self.is_paying else OrderStatus.HELD)

    @property
    def is_undecided(self) -> bool:
        return self.status in (OrderStatus.HELD, OrderStatus.PAYING)

    def is_open(self, now: datetime) -> bool:
        return self.is_undecided and now < self.ends_at

    def has_lapsed(self, now: datetime) -> bool:
        """Past its deadline, and no sweep has met it yet."""
        return self.is_undecided and self.ends_at <= now

    def keeps(self, now: datetime) -> set[SeatId]:
        return set(self.prices_minor) if self.is_open(now) else self.live


class Model:
    def __init__(self, clock: Clock, seen: Counter[str]) -> None:
        self.clock = clock
        self.seen = seen
        self.orders: list[Purchase] = []
        self.ticked: dict[tuple[Concert, PersonId], set[SeatId]] = {}
        self.charges: dict[str, Charge] = {}
        self.unsettled: dict[str, datetime] = {}  # written down, by charge id
        self.owed: list[Owed] = []
        self.told: Counter[tuple[object, ...]] = Counter()

    # --- Seats

    def taken(self, concert: Concert, but: Purchase | None = None) -> set[SeatId]:
        others = (order for order in self.orders if order.concert is concert and order is not but)
        return {seat_id for order in others for seat_id in order.keeps(self.clock())}

    def of_buyer(self, concert: Concert, buyer: PersonId) -> list[Purchase]:
        return [order for order in self.orders if (order.concert, order.buyer) == (concert, buyer)]

    def room(self, concert: Concert, buyer: PersonId) -> int:
        return LIMIT - sum(len(order.keeps(self.clock())) for order in self.of_buyer(concert, buyer))

    def against_ticking(self, concert: Concert, buyer: PersonId, seat_id: SeatId) -> Refusals:
        taken = self.taken(concert)
        ticked = self.ticked.get((concert, buyer), set()) - taken
        room = self.room(concert, buyer)
        return _true(
            (refusal.SaleClosed, self._is_closed(concert)),
            (refusal.SeatsTaken, seat_id in taken),
            (refusal.LimitReached, room <= 0 or (seat_id not in ticked and len(ticked) >= room)),
        )

    def looked(self, concert: Concert, buyer: PersonId) -> set[SeatId]:
        """Whoever looks at the hall finds only those seats ticked that are still free."""
        ticked = self.ticked.setdefault((concert, buyer), set())
        ticked -= self.taken(concert)
        return ticked

    def against_holding(self, concert: Concert, buyer: PersonId, quantity: int) -> Refusals:
        return _true(
            (refusal.SaleClosed, self._is_closed(concert)),
            (refusal.OpenOrderExists, any(order.is_open(self.clock()) for order in self.of_buyer(concert, buyer))),
            (refusal.LimitReached, quantity > self.room(concert, buyer)),
        )

    def against_holding_ticked(self, concert: Concert, buyer: PersonId) -> Refusals:
        ticked = self.ticked.get((concert, buyer), set())
        return self.against_holding(concert, buyer, len(ticked)) | _true(
            (refusal.NothingSelected, not ticked),
            (refusal.SeatsTaken, bool(ticked & self.taken(concert))),
        )

    def against_holding_places(self, concert: Concert, buyer: PersonId, quantity: int) -> Refusals:
        return self.against_holding(concert, buyer, quantity) | _true(
            (refusal.InvalidQuantity, quantity < 1),
            (refusal.NotEnoughFree, quantity > len(concert.standing - self.taken(concert))),
        )

    def held(self, concert: Concert, buyer: PersonId, order_id: OrderId, seat_ids: Collection[SeatId]) -> Purchase:
        lapsed = [order for order in self.orders if order.concert is concert and order.has_lapsed(self.clock())]
        if any(set(seat_ids) & set(order.prices_minor) for order in lapsed):
            self.seen["an ended hold was taken over before any sweep"] += 1
        prices_minor = {seat_id: concert.price_minor(seat_id) for seat_id in seat_ids}
        order = Purchase(concert, order_id, buyer, prices_minor, self.clock() + HOLD)
        self.orders.append(order)
        return order

    def against_changing(self, order: Purchase, seat_ids: Collection[SeatId]) -> Refusals:
        more = len(seat_ids) - len(order.prices_minor)
        return self.against_releasing(order, order.buyer) | _true(
            (refusal.SaleClosed, self._is_closed(order.concert)),
            (refusal.HoldGone, order.has_lapsed(self.clock())),
            (refusal.SeatsTaken, bool(set(seat_ids) & self.taken(order.concert, but=order))),
            (refusal.LimitReached, more > self.room(order.concert, order.buyer)),
        )

    def against_changing_quantity(self, order: Purchase, quantity: int) -> Refusals:
        concert, more = order.concert, quantity - len(order.prices_minor)
        return self.against_releasing(order, order.buyer) | _true(
            (refusal.SaleClosed, self._is_closed(concert)),
            (refusal.HoldGone, order.has_lapsed(self.clock())),
            (refusal.OrderNotFound, not set(order.prices_minor) <= concert.standing),
            (refusal.InvalidQuantity, quantity < 1),
            (refusal.NotEnoughFree, more > len(concert.standing - self.taken(concert))),
            (refusal.LimitReached, quantity > LIMIT or more > self.room(concert, order.buyer)),
        )

    def changed(self, order: Purchase, seat_ids: Collection[SeatId]) -> None:
        """What stays keeps its price."""
        was_minor = order.prices_minor
        order.prices_minor = {seat_id: order.concert.price_minor(seat_id) for seat_id in seat_ids} | {
            seat_id: was_minor[seat_id] for seat_id in seat_ids if seat_id in was_minor
        }
        self.seen["a hold was changed"] += 1

    def against_releasing(self, order: Purchase, person: PersonId) -> Refusals:
        return _true(
            (refusal.OrderNotFound, person != order.buyer),
            (refusal.PaymentUnderWay, order.status is OrderStatus.PAYING),
            (refusal.HoldGone, order.status in (OrderStatus.RELEASED, OrderStatus.EXPIRED)),
            *_money_against(order),
        )

    def expire(self, orders: Sequence[Purchase]) -> None:
        """Those past their deadline have ended now, and their buyers are told."""
        for order in orders:
            if order.has_lapsed(self.clock()):
                order.ended = OrderStatus.EXPIRED
                self.tell(order.buyer, "hold_expired", order.id)

    # --- Money that comes

    def against_paying(self, order: Purchase, payer: PersonId, amount_minor: int) -> Refusals:
        has_ended = order.status in (OrderStatus.RELEASED, OrderStatus.EXPIRED)
        return _true(
            (refusal.SaleClosed, order.concert.is_cancelled),
            (refusal.OrderNotFound, payer != order.buyer),
            (refusal.PaymentMismatch, amount_minor != order.total_minor),
            (refusal.HoldGone, has_ended or order.has_lapsed(self.clock())),
            *_money_against(order),
        )

    def began_payment(self, order: Purchase) -> bool:
        begins = not order.is_paying
        order.ends_at += EXTENSION * begins
        order.is_paying = True
        return begins

    def cancelled_payment(self, order: Purchase) -> None:
        if order.status is OrderStatus.PAYING:
            order.is_paying = False
            order.ends_at -= EXTENSION

    def settled(self, charge: Charge, got: dict[SeatId, int]) -> None:
        """What a charge must come to, once; `got` are the seats that its order has tickets for now, with prices."""
        del self.unsettled[charge.charge_id]
        key = (charge.event_id, charge.order_id)
        order = next((order for order in self.orders if (order.concert.id, order.id) == key), None)
        reason = self._buys_nothing(order, charge)
        if order and not reason:
            self._bought(order, charge, got)
            return
        assert reason
        owed = Owed(charge, None, charge.amount_minor, reason, self.clock())
        self._owe(order, owed)
        self.seen[f"back: {reason}"] += 1
        self.tell(charge.payer_id, "refund_due", f"{charge.order_id} {charge.amount_minor}")
        if owed.is_for_people:
            self.tell(OWNER, "refund_to_make", charge.amount_minor)

    def issue(self, order: Purchase, says_instead: bool = False) -> None:
        order.tickets = dict.fromkeys(order.prices_minor, Ticket.VALID)
        self.tell(order.buyer, "order_paid", f"{order.id}{' instead' * says_instead}")
        for seat_id in order.tickets:
            self.tell(order.buyer, "ticket_ready", f"{order.id}/{seat_id}")

    # --- Money that goes back

    def against_taking_back(self, order: Purchase, seat_ids: Collection[SeatId]) -> Refusals:
        tickets = [order.tickets[seat_id] for seat_id in seat_ids]
        is_by_stars = order.bought_by is not None and order.bought_by.currency == STARS
        return _true(
            (refusal.TicketUsed, Ticket.INSIDE in tickets),
            (refusal.RefundNotFound, Ticket.BACK in tickets),
            (refusal.WholeOrderOnly, is_by_stars and 0 < order.worth_minor(seat_ids) < order.total_minor),
        )

    def took_back(self, order: Purchase, seat_ids: Collection[SeatId]) -> int:
        """What is owed for the tickets now: in one sum if it is the whole charge, otherwise for each of them."""
        order.tickets |= dict.fromkeys(seat_ids, Ticket.BACK)
        owed_minor = order.worth_minor(seat_ids)
        amounts = {seat_id: order.prices_minor[seat_id] for seat_id in seat_ids if order.prices_minor[seat_id]}
        for seat_id, amount_minor in amounts.items() if owed_minor < order.total_minor else [(None, owed_minor)]:
            if order.bought_by:
                self._owe(order, Owed(order.bought_by, seat_id, amount_minor, RefundReason.BY_ORGANIZER, self.clock()))
        ended = [f"{order.id}/{seat_id}" for seat_id in sorted(seat_ids)]
        self.tell(order.buyer, "tickets_taken_back", " ".join([*ended, str(owed_minor)]))
        if order.concert.currency != STARS and owed_minor:
            self.tell(OWNER, "refund_to_make", owed_minor)
        is_whole = len(seat_ids) == len(order.tickets)
        self.seen[f"taken back: {'all' if is_whole else 'some'} for {'money' if owed_minor else 'nothing'}"] += 1
        return owed_minor

    def refunded(self, owed: Owed) -> None:
        assert owed.status is not RefundStatus.DONE, "it went back before"
        owed.status = RefundStatus.DONE
        self.tell(owed.charge.payer_id, "refund_done", owed.amount_minor)

    def failed(self, owed: Owed) -> None:
        owed.status = RefundStatus.FAILED
        self.tell(OWNER, "refund_to_make", owed.amount_minor)

    def tell(self, recipient: PersonId, kind: str, subject: object) -> None:
        self.told[recipient, kind, str(subject)] += 1

    def _is_closed(self, concert: Concert) -> bool:
        return concert.is_cancelled or concert.starts_at <= self.clock()

    def _buys_nothing(self, order: Purchase | None, charge: Charge) -> RefundReason | None:
        if order is None:
            return RefundReason.UNKNOWN_ORDER
        if order.tickets:
            return RefundReason.SECOND_CHARGE
        if charge.amount_minor != order.total_minor:
            return RefundReason.WRONG_AMOUNT
        if order.concert.is_cancelled:
            return RefundReason.EVENT_CANCELLED
        if self._is_closed(order.concert) and not order.is_open(self.clock()):
            return RefundReason.EVENT_OVER
        free = set(order.concert.seats) - self.taken(order.concert, but=order)
        return None if order.concert.has_as_good(order.prices_minor, free) else RefundReason.SEATS_GONE

    def _bought(self, order: Purchase, charge: Charge, got: dict[SeatId, int]) -> None:
        """Its own seats wherever they are to be had, otherwise as good ones that nobody else has."""
        concert, wanted, taken = order.concert, set(order.prices_minor), self.taken(order.concert, but=order)
        assert not set(got) & taken, "somebody else has them"
        if wanted & taken:
            assert len(got) == len(wanted), "as many as were paid for"
            assert concert.has_as_good(wanted, got), "as good as those that were held"
            assert sorted(got.values()) == sorted(order.prices_minor.values()), "at the prices of the hold"
            order.prices_minor = got
        else:
            assert set(got) == wanted, "nobody has taken them"
        order.was_late = not order.is_open(self.clock())
        order.bought_by = charge
        self.seen[f"bought{' late:' * order.was_late} {'other' if wanted & taken else 'its own'} seats"] += 1
        self.issue(order, says_instead=bool(wanted & taken and wanted - concert.standing))

    def _owe(self, order: Purchase | None, owed: Owed) -> None:
        self.owed.append(owed)
        if order:
            order.owed.append(owed)


def _money_against(order: Purchase) -> Iterator[tuple[type[Refusal], bool]]:
    yield refusal.AlreadyPaid, order.status is OrderStatus.PAID
    yield refusal.MoneyComesBack, order.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED)


def _true(*reasons: tuple[type[Refusal], bool]) -> Refusals:
    return {reason for reason, is_true in reasons if is_true}
