"""Checkout: from a hold to the money being on its way. What it buys when it comes is in settling.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from core.domain.event import Event
from core.domain.form import Form
from core.domain.hall import Hall
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import PAYING_EXTENSION, Order, OrderStatus
from core.domain.payment import RefundsOfOrder
from core.domain.person import Role
from core.domain.refusal import HoldGone, OrderNotFound, PaymentMismatch, Refusal
from core.services.completeness import ensure_complete, form_of_hold, forms_of_holds
from core.services.facts import Facts
from core.services.group_commit import Alone, Batches, GroupCommit
from core.services.issuing import issue_tickets, sell_seats
from core.services.loader import Shared
from core.services.lookup import event_of
from core.services.providers import Providers
from core.services.rights import Rights
from core.services.viewing import limit_of
from db import holds, orders, refunds, seats, teams
from db.pool import Pool, transaction


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with what is to be said of it; `hall` has its seats only."""

    order: Order
    event: Event
    hall: Hall
    is_open: bool  # it can be paid for now
    refunds: RefundsOfOrder | None  # if its money goes back
    form: Form  # what is asked before it can be paid for
    takes_promo_codes: bool
    is_offer: bool  # it was made for who waited for it
    seller: Role  # what its buyer is at the event: some may sell it for cash, or give it away

    @property
    def limit(self) -> int:
        """How many seats its buyer may have."""
        return limit_of(self.event, self.seller)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """To pay: what a pre-checkout says."""

    order_id: OrderId
    payer_id: PersonId
    amount_minor: int
    currency: str


class Checkout:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        providers: Providers,
        rights: Rights,
        facts: Facts,
        batches: Batches,
        readings: Batches,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.providers = providers
        self.rights = rights
        self.facts = facts
        self._provider_tokens = Shared(partial(teams.provider_token, pool), readings)
        self.showing = GroupCommit(self._remember_screens, batches)
        self.invoicing = GroupCommit(self._remember_invoices, batches)
        self.beginning = GroupCommit(self._begin_payments, batches)

    async def order(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> OrderView:
        """An order of this buyer, whatever has become of it."""
        found = await self.facts.of_order(event_id, order_id)
        order, facts = found.order, await self.facts.of_event(event_id)
        if order.buyer_id != buyer_id:
            raise OrderNotFound
        goes_back = order.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED)
        owed = await refunds.of_order(self.pool, event_id, order_id) if goes_back else None
        is_open = order.is_open(self.clock())
        return OrderView(
            order,
            facts.event,
            Hall(facts.outline.tiers, facts.outline.sections, found.seats),
            is_open,
            refunds=owed,
            form=await form_of_hold(self.pool, order) if is_open and facts.asks_details else Form(),
            takes_promo_codes=is_open and facts.has_promo_codes,
            is_offer=found.is_offer,
            seller=self.rights.as_owner(buyer_id) or found.role or Role.BUYER if is_open else Role.BUYER,
        )

    async def event(self, event_id: EventId) -> Event:
        return (await self.facts.of_event(event_id)).event

    async def payable(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> OrderView:
        """An order of this buyer that can be paid for now, with all details that the event asks for."""
        view = await self.open_order(event_id, order_id, buyer_id)
        ensure_complete(view.order, view.form)
        return view

    async def open_order(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> OrderView:
        view = await self.order(event_id, order_id, buyer_id)
        view.order.ensure_payable(self.clock())
        return view

    async def invoice_token(self, order: Order) -> str:
        """Where the money of an order goes: to the team's own provider, or to that of the settings."""
        return self.providers.invoice_token(order, await self._provider_tokens.get(order.event_id))

    async def begin_payment(
        self, event_id: EventId, order_id: OrderId, payer_id: PersonId, amount_minor: int, currency: str
    ) -> bool:
        """Pre-checkout, the last moment to say no: keeps the seats while the money is on its way.

        False if an earlier payment of this order is under way: its deadline stands, and is not ours to take back.
        """
        return await self.beginning.submit(event_id, _Attempt(order_id, payer_id, amount_minor, currency))

    async def _begin_payments(self, event_id: EventId, attempts: Sequence[_Attempt]) -> Sequence[bool | Exception]:
        event = await event_of(self.pool, event_id)  # by itself: screens that are read keep no payment waiting
        event.ensure_not_cancelled()
        async with transaction(self.pool, patient=len(attempts) == 1) as conn:
            locked = await holds.lock_orders(conn, event_id, [attempt.order_id for attempt in attempts])
            forms = await forms_of_holds(conn, event_id, locked.values())
            answers: list[bool | Exception] = []
            until: dict[OrderId, datetime] = {}
            for attempt in attempts:
                try:
                    order = self._payable_by(attempt, locked.get(attempt.order_id), forms)
                except Refusal as refusal:
                    answers.append(refusal)
                    continue
                answers.append(order.status is OrderStatus.HELD and order.id not in until)
                until[order.id] = order.paying_until()
            seats = sum(len(locked[order_id].seat_ids) for order_id in until)
            begun = [(locked[order_id], deadline) for order_id, deadline in until.items()]
            if begun and await holds.begin_payments(conn, event_id, begun) < seats:
                raise HoldGone(event_id) if len(attempts) == 1 else Alone
            return answers

    def _payable_by(self, attempt: _Attempt, order: Order | None, forms: Mapping[OrderId, Form]) -> Order:
        if order is None:
            raise OrderNotFound
        order.ensure_matches(attempt.payer_id, attempt.amount_minor, attempt.currency)
        order.ensure_payable(self.clock())
        ensure_complete(order, forms[order.id])
        return order

    async def cancel_payment(self, event_id: EventId, order_id: OrderId, payer_id: PersonId) -> None:
        """The pre-checkout that began the payment came to nothing: the hold is as it was before."""
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.buyer_id != payer_id or order.status is not OrderStatus.PAYING:
                return
            until = order.expires_at - PAYING_EXTENSION
            await seats.extend(conn, event_id, order.seat_ids, order_id, until)
            await orders.set_status(conn, event_id, order_id, OrderStatus.HELD, until)

    async def confirm_free(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> None:
        """Makes the tickets of an order that costs nothing."""
        (await self.event(event_id)).ensure_not_cancelled()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.buyer_id != buyer_id:
                raise OrderNotFound
            order.ensure_payable(self.clock())
            if not order.is_free_of_charge:
                raise PaymentMismatch
            ensure_complete(order, await form_of_hold(conn, order))
            if not await sell_seats(conn, order, self.clock()):
                raise HoldGone(event_id)
            await issue_tickets(conn, [order], self.clock())

    async def remember_screen(self, order: Order, message_id: int) -> None:
        """Where the buyer sees the order, so that its end can be told there."""
        await self.showing.submit(order.event_id, (order.id, message_id))

    async def forget_screen(self, order: Order, message_id: int) -> None:
        """That message shows something else now: what becomes of the order is told in one of its own."""
        if order.screen_message_id == message_id:
            await self.showing.submit(order.event_id, (order.id, None))

    async def _remember_screens(
        self, event_id: EventId, shown: Sequence[tuple[OrderId, int | None]]
    ) -> Sequence[Exception | None]:
        await orders.set_screens(self.pool, event_id, dict(shown))
        return [None] * len(shown)

    async def remember_invoice(self, order: Order, message_id: int) -> int | None:
        """Where the invoice stands; returns the older invoice of the same order, which should go."""
        return await self.invoicing.submit(order.event_id, (order.id, message_id))

    async def _remember_invoices(
        self, event_id: EventId, sent: Sequence[tuple[OrderId, int]]
    ) -> Sequence[int | Exception | None]:
        """Of several of one order, each is older than the next."""
        older = await orders.set_invoices(self.pool, event_id, dict(sent))
        answers: list[int | Exception | None] = []
        for order_id, message_id in sent:
            answers.append(older.get(order_id))
            older[order_id] = message_id
        return answers
