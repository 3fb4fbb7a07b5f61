"""Seats and money, whatever happens in whatever order: after every step the books must be what `model.py` says.

Hypothesis chooses what happens, the real services do it on a real PostgreSQL.
"""

import asyncio
import logging
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.audit import Contradiction
from core.domain.checkin import Verdict
from core.domain.event_plan import Block, Standing, TierPlan
from core.domain.ids import OrderId, PersonId, RefundId, SeatId, SectionId
from core.domain.order import Order, OrderStatus
from core.domain.payment import Charge, Provider, Refund, RefundReason
from core.domain.person import Person
from core.domain.refusal import (
    AlreadyPaid,
    HoldGone,
    InvalidQuantity,
    LimitReached,
    MoneyComesBack,
    NotEnoughFree,
    NothingSelected,
    OpenOrderExists,
    OrderNotFound,
    PaymentMismatch,
    PaymentUnderWay,
    RefundNotFound,
    Refusal,
    SaleClosed,
    SeatsTaken,
    TicketUsed,
    WholeOrderOnly,
)
from core.services.auditing import SETTLE_WITHIN, Auditing
from core.services.refunding import BATCH, CLAIM_TTL
from core.services.retries import RetryLater, Undeliverable
from core.services.returning import SoldOrder
from core.services.settling import SETTLE_AFTER
from db import payments, selections
from db.pool import Conn, Pool, open_pool
from tests.books import assert_reports_agree
from tests.core.services.model import LIMIT, OWNER, Concert, Model, Owed, Purchase, Refusals, Ticket
from tests.plans import CLOCK_START, Clock, plan, settings_for_tests

EXAMPLES = os.environ.get("KASSA_MACHINE_EXAMPLES")
"""How many runs; with `make chance` many, and new ones each time."""
SEED = random.randrange(1 << 32) if EXAMPLES else 0
AT_ONCE = 10
"""How many runs have one seed. After as many Hypothesis would try each again with slight changes: that finds less."""
RUNS = settings(
    max_examples=AT_ONCE,
    stateful_step_count=50,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
BUYERS = [PersonId(number) for number in range(1, 5)]
SEAT_IDS = range(1, 11)
STANDING = SectionId(2)
WITHOUT_MONEY_OPEN = {OrderStatus.PAID, OrderStatus.RELEASED, OrderStatus.EXPIRED, OrderStatus.REFUNDED}
T = TypeVar("T")

START_AGAIN = """
    DO $$ BEGIN EXECUTE (
        SELECT 'TRUNCATE ' || string_agg(tablename, ', ') || ' RESTART IDENTITY' FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    ); END $$
"""
ORDERS = "SELECT id, status, expires_at FROM orders"
ORDERED = """
    SELECT orders.id, seat_id, price_minor FROM orders, unnest(seat_ids, prices_minor) AS ordered (seat_id, price_minor)
"""
SEATS = "SELECT event_id, id, status, order_id FROM seats WHERE NOT is_free(status, held_until, $1)"
TICKETS = """
    SELECT order_id, seat_id, holder_id, price_minor, CASE WHEN status <> 'valid' THEN 'taken back'
                                                           WHEN admitted_at IS NOT NULL THEN 'inside' ELSE 'valid' END
    FROM tickets
"""
PAYMENTS = "SELECT charge_id, order_id, payer_id, amount_minor, settled_at IS NULL FROM payments"
REFUNDS = """
    SELECT charge_id, seat_id, refunds.amount_minor, reason, replace(refunds.status, 'sent', 'due')
    FROM refunds JOIN payments ON payments.id = payment_id LEFT JOIN tickets ON tickets.id = ticket_id
"""
MESSAGES = """
    SELECT recipient_id, kind, concat_ws(' ',
        body ->> 'order_id',
        CASE WHEN body ->> 'instead_of' <> '' THEN 'instead' END,
        (SELECT order_id || '/' || seat_id FROM tickets WHERE to_jsonb(id) = body -> 'ticket_id'),
        (SELECT string_agg(order_id || '/' || seat_id, ' ' ORDER BY seat_id)
         FROM tickets WHERE to_jsonb(id) <@ (body -> 'ticket_ids')),
        body ->> 'amount_minor')
    FROM messages
"""


class Answer(StrEnum):
    """What Telegram says when it is asked for a refund."""

    DONE = "done"
    LATER = "later"
    NEVER = "never"
    LOST = "lost"


VERDICTS = {
    Ticket.VALID: Verdict.ADMITTED,
    Ticket.INSIDE: Verdict.ALREADY_ADMITTED,
    Ticket.BACK: Verdict.VOID,
}
REFUSALS = (
    *(SaleClosed, SeatsTaken, NotEnoughFree, LimitReached, InvalidQuantity, NothingSelected, OpenOrderExists),
    *(HoldGone, PaymentUnderWay, AlreadyPaid, MoneyComesBack, PaymentMismatch, OrderNotFound),
    *(RefundNotFound, TicketUsed, WholeOrderOnly),
)
INTERESTING = {
    *("bought its own seats", "bought late: its own seats", "bought late: other seats", "tickets free of charge"),
    *("an ended hold was taken over before any sweep", "a hold was changed", "settled by the sweep"),
    *("taken back: all for money", "taken back: some for money"),
    *(f"back: {reason}" for reason in RefundReason if reason not in (RefundReason.BY_ORGANIZER, RefundReason.RETURNED)),
    *(f"Telegram answers: {answer}" for answer in Answer),
    *(f"scanned: {verdict}" for verdict in VERDICTS.values()),
    *(f"refused: {refusal.__name__}" for refusal in REFUSALS),
}
"""What must have happened in all runs together: otherwise the machine has gone blind."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What all runs share: one database, and an event loop, since Hypothesis calls and does not await."""

    runner: asyncio.Runner
    pool: Pool
    app: App
    clock: Clock
    seen: Counter[str]


@pytest.fixture
def stage(database_url: str, redis: Redis, caplog: pytest.LogCaptureFixture) -> Iterator[Stage]:
    caplog.set_level(logging.CRITICAL + 1, "core")  # thousands of refunds that fail, as they are told to
    clock = Clock(CLOCK_START)
    with asyncio.Runner() as runner:
        pool = runner.run(open_pool(database_url, min_size=2, max_size=2))
        yield Stage(runner, pool, build_app(pool, redis, settings_for_tests(), clock), clock, Counter())
        runner.run(pool.close())


def awaited(method: Any) -> Any:
    """Runs an async step of the machine on the loop of its stage."""

    @wraps(method)
    def run(self: "Machine", **drawn: Any) -> Any:
        self.is_red = True
        result = self.stage.runner.run(method(self, **drawn))
        self.is_red = False
        return result

    return run


def step(**drawn: Any) -> Callable[[Any], Any]:
    as_rule: Any = rule(**drawn)
    return lambda method: as_rule(awaited(method))


class Machine(RuleBasedStateMachine):
    orders: Bundle[Purchase] = Bundle("orders")
    charges: Bundle[Charge] = Bundle("charges")

    concert_numbers = st.sampled_from((0, 0, 0, 1))
    buyers = st.sampled_from(BUYERS)
    groups = st.tuples(st.sampled_from(SEAT_IDS), st.integers(1, LIMIT)).map(
        lambda group: [SeatId(seat_id) for seat_id in range(group[0], sum(group)) if seat_id in SEAT_IDS]
    )
    small_numbers = st.integers(0, 9)
    rarely = st.sampled_from((False,) * 7 + (True,))

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage, self.pool, self.app, self.clock = stage, stage.pool, stage.app, stage.clock
        self.clock.now = CLOCK_START
        self.model = Model(self.clock, stage.seen)
        self.concerts: list[Concert] = []
        self.is_red = False

    @initialize(
        target=orders,
        currencies=st.sampled_from((("UAH", "XTR"), ("XTR", "UAH"))),
        standing_prices=st.sampled_from(((300, 0), (0, 300))),
        wishes=st.lists(st.tuples(buyers, groups), min_size=1, max_size=4),
    )
    @awaited
    async def sale_starts(self, currencies: Any, standing_prices: Any, wishes: Any) -> Any:
        await self.pool.execute(START_AGAIN)
        for person_id in (*BUYERS, OWNER):
            await self.app.people.meet(Person(person_id, f"Person {person_id}", None, "en"))
        for currency, standing_price in zip(currencies, standing_prices, strict=True):
            await self.make_concert(currency, standing_price)
        held = [await self.hold_group(self.concerts[0], buyer, seat_ids) for buyer, seat_ids in wishes]
        return multiple(*(order for order in held if order))

    async def make_concert(self, currency: str, standing_price_minor: int) -> None:
        """Two rows of four and two places to stand: soon sold out, with neighbours to be kept together."""
        tiers = (TierPlan("Front", 900), TierPlan("Back", 450), TierPlan("Floor", standing_price_minor))
        sections = (Block("Stalls", 2, 4, ("Front", "Back")), Standing("Dance floor", 2, "Floor"))
        made = plan(currency=currency, tiers=tiers, sections=sections, limit_per_buyer=LIMIT)
        event_id = await self.app.organizing.create_event(made)
        seats, prices = {seat.id: seat for seat in made.seat_rows()}, {t.id: t.price_minor for t in made.tier_rows()}
        self.concerts.append(Concert(event_id, currency, made.starts_at, seats, prices))

    # --- Seats

    @step(number=concert_numbers, buyer=buyers, seat_id=st.sampled_from(SEAT_IDS))
    async def ticks(self, number: int, buyer: PersonId, seat_id: int) -> None:
        await self.tick(self.concerts[number], buyer, SeatId(seat_id))

    @step(target=orders, number=concert_numbers, buyer=buyers)
    async def holds_what_is_ticked(self, number: int, buyer: PersonId) -> Any:
        return to_target(await self.hold_ticked(self.concerts[number], buyer))

    @step(target=orders, number=concert_numbers, buyer=buyers, seat_ids=groups)
    async def holds_seats(self, number: int, buyer: PersonId, seat_ids: list[SeatId]) -> Any:
        return to_target(await self.hold_group(self.concerts[number], buyer, seat_ids))

    @step(target=orders, order=orders, buyer=buyers)
    async def holds_the_seats_of(self, order: Purchase, buyer: PersonId) -> Any:
        return to_target(await self.hold_group(order.concert, buyer, sorted(order.prices_minor)))

    @step(target=orders, number=concert_numbers, buyer=buyers, quantity=st.integers(0, LIMIT))
    async def holds_places(self, number: int, buyer: PersonId, quantity: int) -> Any:
        concert = self.concerts[number]
        against = self.model.against_holding_places(concert, buyer, quantity)
        held = await self.outcome(self.app.seating.hold_quantity(concert.id, buyer, STANDING, quantity), against)
        return to_target(self.held(concert, buyer, held, against))

    @step(order=orders, seat_ids=groups)
    async def changes(self, order: Purchase, seat_ids: list[SeatId]) -> None:
        """A hold to other seats; all at once, as if they had been ticked one by one."""
        concert, buyer = order.concert, order.buyer
        stays, moves = (self.model.against_changing(order, wanted) for wanted in (order.prices_minor, seat_ids))
        stays -= {LimitReached}  # a late payment may have used it up: nothing more is held before the seats change
        begun = await self.outcome(self.app.changing.begin(concert.id, order.id, buyer), stays)
        if begun is None:
            return
        await selections.begin_change(self.pool, replace(begun, seat_ids=tuple(seat_ids)), self.clock())
        if await self.outcome(self.app.changing.change(concert.id, order.id, buyer), moves):
            self.model.changed(order, seat_ids)
        await self.app.seating.clear(concert.id, buyer)
        self.model.ticked.pop((concert, buyer), None)

    @step(order=orders, quantity=st.integers(0, LIMIT + 1))
    async def changes_quantity(self, order: Purchase, quantity: int) -> None:
        """A hold of places to stand; of seats there is no such thing."""
        concert, buyer = order.concert, order.buyer
        against = self.model.against_changing_quantity(order, quantity)
        change = self.app.changing.change_quantity(concert.id, order.id, buyer, quantity)
        if changed := await self.outcome(change, against):
            self.model.changed(order, changed.seat_ids)

    @step(order=orders, by_another=rarely)
    async def releases(self, order: Purchase, by_another: bool) -> None:
        person = one_of(order, by_another)
        against = self.model.against_releasing(order, person)
        released = await self.outcome(self.app.seating.release(order.concert.id, order.id, person), against)
        if released:
            order.ended = OrderStatus.RELEASED

    @step()
    async def sweep_of_holds(self) -> None:
        await self.app.seating.release_due()
        self.model.expire(self.model.orders)

    # --- Money that comes

    @step(order=orders, by_another=rarely, too_little=rarely)
    async def pre_checkout(self, order: Purchase, by_another: bool, too_little: bool) -> None:
        await self.begin_payment(order, one_of(order, by_another), order.total_minor - too_little)

    @step(order=orders, by_another=rarely)
    async def pre_checkout_comes_to_nothing(self, order: Purchase, by_another: bool) -> None:
        await self.cancel_payment(order, one_of(order, by_another))

    @step(target=charges, order=orders)
    async def pays(self, order: Purchase) -> Any:
        """As buyers do: what is free is confirmed, and nothing is paid without a pre-checkout."""
        if order.total_minor == 0:
            await self.confirm_free(order, order.buyer)
        elif await self.begin_payment(order, order.buyer, order.total_minor) is not None:
            return await self.charged(order.concert, order.id, order.buyer, order.total_minor)
        return multiple()

    @step(target=charges, order=orders, rival=buyers, began=st.booleans(), pays=st.sampled_from((True, True, False)))
    async def is_slower_than_the_deadline(self, order: Purchase, rival: PersonId, began: bool, pays: bool) -> Any:
        """Somebody else wants the seats before it is known what became of the payment."""
        if began:
            await self.begin_payment(order, order.buyer, order.total_minor)
        self.clock.now = max(self.clock(), order.ends_at)
        await self.hold_group(order.concert, rival, sorted(order.prices_minor))
        if pays:
            return await self.charged(order.concert, order.id, order.buyer, order.total_minor)
        await self.cancel_payment(order, order.buyer)
        return multiple()

    @step(target=charges, order=orders, by_another=rarely, too_little=rarely)
    async def charge_is_told(self, order: Purchase, by_another: bool, too_little: bool) -> Charge:
        payer = one_of(order, by_another)
        return await self.charged(order.concert, order.id, payer, order.total_minor - too_little)

    @step(target=charges, order=orders)
    async def process_dies_when_the_charge_is_written_down(self, order: Purchase) -> Charge:
        charge = self.new_charge(order.concert, order.id, order.buyer, order.total_minor)
        await payments.record(self.pool, charge, Provider.of_invoice(charge.currency), self.clock())
        self.clock.now += timedelta(seconds=1)  # of two such charges one is the first
        return charge

    @precondition(lambda self: len(self.model.charges) in range(3, 12))
    @step(target=charges, order=orders)
    async def charge_is_told_for_no_order(self, order: Purchase) -> Charge:
        """Its number is that of an order of another concert."""
        [elsewhere] = set(self.concerts) - {order.concert}
        return await self.charged(elsewhere, order.id, order.buyer, order.total_minor)

    @step(charge=charges)
    async def charge_is_told_again(self, charge: Charge) -> None:
        await self.app.settling.complete_payment(charge)
        if charge.charge_id in self.model.unsettled:
            await self.settled(charge)

    @step()
    async def sweep_of_payments(self) -> None:
        await self.app.settling.settle_due()
        for charge_id, written_at in list(self.model.unsettled.items()):
            if written_at <= self.clock() - SETTLE_AFTER:
                await self.settled(self.model.charges[charge_id])
                self.stage.seen["settled by the sweep"] += 1

    @step(order=orders, by_another=rarely)
    async def confirms_for_free(self, order: Purchase, by_another: bool) -> None:
        await self.confirm_free(order, one_of(order, by_another))

    # --- Money that goes back

    @precondition(lambda self: self.sold)
    @step(number=small_numbers, places=st.sets(st.integers(0, LIMIT - 1), min_size=1))
    async def tickets_are_taken_back(self, number: int, places: set[int]) -> None:
        """Some of the tickets of an order, or all."""
        order, sold = await self.sold_order(number)
        back = [ticket for place, ticket in enumerate(sold.tickets) if place in places] or sold.tickets
        seat_ids, ticket_ids = [ticket.seat_id for ticket in back], [ticket.id for ticket in back]
        against = self.model.against_taking_back(order, seat_ids)
        take_back = self.app.returning.take_back(OWNER, order.concert.id, order.id, ticket_ids)
        owed_minor = await self.outcome(take_back, against)
        assert owed_minor is None or owed_minor == self.model.took_back(order, seat_ids)

    @step(answer=st.sampled_from(Answer))
    async def telegram_is_asked(self, answer: Answer) -> None:
        """For what is due, once, and for nothing else."""
        due = [owed for owed in self.model.owed if owed.is_to_be_asked_for(self.clock())]
        asked = []

        async def ask(refund: Refund) -> None:
            [owed] = [owed for owed in due if owed.charge == refund.charge]
            assert (refund.amount_minor, refund.reason) == (owed.amount_minor, owed.reason)
            asked.append(owed)
            self.stage.seen[f"Telegram answers: {answer}"] += 1
            match answer:
                case Answer.DONE:
                    self.model.refunded(owed)
                case Answer.LATER:
                    owed.ask_at = self.clock() + timedelta(seconds=30)
                    raise RetryLater(timedelta(seconds=30))
                case Answer.NEVER:
                    self.model.failed(owed)
                    raise Undeliverable("CHARGE_NOT_FOUND")
                case Answer.LOST:
                    owed.ask_at = self.clock() + CLAIM_TTL
                    raise ConnectionError

        await self.app.refunding.refund_due(ask)
        assert len(asked) == len(set(asked)) == min(len(due), BATCH)

    @precondition(lambda self: self.model.owed)
    @step(number=small_numbers)
    async def owner_has_returned(self, number: int) -> None:
        await self.return_by_hand(self.model.owed[number % len(self.model.owed)])

    # --- The world around

    @precondition(lambda self: self.sold)
    @step(number=small_numbers, place=small_numbers)
    async def is_scanned(self, number: int, place: int) -> None:
        order, sold = await self.sold_order(number)
        ticket = sold.tickets[place % len(sold.tickets)]
        await self.app.checkin.take_post(OWNER, order.concert.id)
        scan = await self.app.checkin.scan(OWNER, self.app.ticketing.token(ticket))
        assert scan.verdict is VERDICTS[order.tickets[ticket.seat_id]]
        self.stage.seen[f"scanned: {scan.verdict}"] += 1
        if scan.verdict is Verdict.ADMITTED:
            order.tickets[ticket.seat_id] = Ticket.INSIDE
            self.model.tell(order.buyer, "ticket_scanned", f"{order.id}/{ticket.seat_id}")

    @rule(seconds=st.sampled_from((1, 20, 60, 300, 601, 1201)))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += timedelta(seconds=seconds)

    @rule(order=orders, seconds=st.sampled_from((-1, 0, 0, 1)))
    def deadline_comes(self, order: Purchase, seconds: int) -> None:
        self.clock.now = max(self.clock(), order.ends_at + timedelta(seconds=seconds))

    @precondition(lambda self: len(self.model.charges) > 5)
    @rule(number=concert_numbers)
    def concert_begins(self, number: int) -> None:
        self.clock.now = max(self.clock(), self.concerts[number].starts_at)

    @precondition(lambda self: len(self.model.charges) > 5)
    @step(number=concert_numbers)
    async def concert_is_cancelled(self, number: int) -> None:
        self.concerts[number].is_cancelled = True
        await self.pool.execute("UPDATE events SET status = 'cancelled' WHERE id = $1", self.concerts[number].id)

    @step(number=concert_numbers)
    async def prices_rise(self, number: int) -> None:
        prices = self.concerts[number].prices_minor
        prices |= {tier_id: price_minor + 100 for tier_id, price_minor in prices.items() if price_minor}
        await self.pool.execute(
            "UPDATE tiers SET price_minor = price_minor + 100 WHERE event_id = $1 AND price_minor > 0",
            self.concerts[number].id,
        )

    # --- How it is done

    @property
    def sold(self) -> list[Purchase]:
        return [order for order in self.model.orders if order.tickets]

    async def sold_order(self, number: int) -> tuple[Purchase, SoldOrder]:
        order = self.sold[number % len(self.sold)]
        return order, await self.app.returning.order(OWNER, order.concert.id, order.id)

    async def outcome(self, act: Awaitable[T], against: Refusals) -> T | None:
        """What came of it; None where it was refused, which needs a reason. Without a reason it must succeed."""
        try:
            done = await act
        except Refusal as refusal:
            if type(refusal) not in against:
                raise
            self.stage.seen[f"refused: {type(refusal).__name__}"] += 1
            return None
        assert not against, "it should have been refused"
        return done

    async def tick(self, concert: Concert, buyer: PersonId, seat_id: SeatId) -> None:
        against = self.model.against_ticking(concert, buyer, seat_id)
        await self.outcome(self.app.seating.toggle(concert.id, buyer, seat_id), against)
        if SaleClosed not in against:
            self.model.looked(concert, buyer)
        if not against:
            self.model.ticked[concert, buyer] ^= {seat_id}

    async def hold_ticked(self, concert: Concert, buyer: PersonId) -> Purchase | None:
        against = self.model.against_holding_ticked(concert, buyer)
        held = await self.outcome(self.app.seating.hold_selected(concert.id, buyer), against)
        assert held is None or set(held.seat_ids) == self.model.ticked.pop((concert, buyer))
        return self.held(concert, buyer, held, against)

    async def hold_group(self, concert: Concert, buyer: PersonId, seat_ids: Collection[SeatId]) -> Purchase | None:
        """Ticks these seats instead of others, and holds those that could be ticked."""
        await self.app.seating.clear(concert.id, buyer)
        self.model.ticked.pop((concert, buyer), None)
        for seat_id in seat_ids:
            await self.tick(concert, buyer, seat_id)
        return await self.hold_ticked(concert, buyer)

    def held(self, concert: Concert, buyer: PersonId, held: Order | None, against: Refusals) -> Purchase | None:
        if not against & {SaleClosed, InvalidQuantity}:  # an earlier hold of the same buyer that is past is ended first
            self.model.expire(self.model.of_buyer(concert, buyer))
        return self.model.held(concert, buyer, held.id, held.seat_ids) if held else None

    async def confirm_free(self, order: Purchase, person: PersonId) -> None:
        against = self.model.against_paying(order, person, 0)
        await self.outcome(self.app.checkout.confirm_free(order.concert.id, order.id, person), against)
        if not against:
            self.model.issue(order)
            self.stage.seen["tickets free of charge"] += 1

    async def begin_payment(self, order: Purchase, payer: PersonId, amount_minor: int) -> bool | None:
        concert, against = order.concert, self.model.against_paying(order, payer, amount_minor)
        begin = self.app.checkout.begin_payment(concert.id, order.id, payer, amount_minor, concert.currency)
        begun = await self.outcome(begin, against)
        assert begun is None or begun is self.model.began_payment(order)
        return begun

    async def cancel_payment(self, order: Purchase, payer: PersonId) -> None:
        await self.app.checkout.cancel_payment(order.concert.id, order.id, payer)
        if payer == order.buyer:
            self.model.cancelled_payment(order)

    async def charged(self, concert: Concert, order_id: OrderId, payer: PersonId, amount_minor: int) -> Charge:
        charge = self.new_charge(concert, order_id, payer, amount_minor)
        await self.app.settling.complete_payment(charge)
        await self.settled(charge)
        return charge

    def new_charge(self, concert: Concert, order_id: OrderId, payer: PersonId, amount_minor: int) -> Charge:
        charge_id = f"charge {len(self.model.charges) + 1}"
        charge = Charge(concert.id, order_id, payer, charge_id, "", max(amount_minor, 1), concert.currency)
        self.model.charges[charge_id] = charge
        self.model.unsettled[charge_id] = self.clock()
        return charge

    async def settled(self, charge: Charge) -> None:
        rows = await self.pool.fetch(
            "SELECT seat_id, price_minor FROM tickets WHERE event_id = $1 AND order_id = $2",
            charge.event_id,
            charge.order_id,
        )
        self.model.settled(charge, {row["seat_id"]: row["price_minor"] for row in rows})

    async def return_by_hand(self, owed: Owed) -> None:
        refund_id = await self.pool.fetchval(
            """
            SELECT refunds.id FROM refunds JOIN payments ON payments.id = payment_id
            LEFT JOIN tickets ON tickets.id = ticket_id
            WHERE charge_id = $1 AND seat_id IS NOT DISTINCT FROM $2
            """,
            owed.charge.charge_id,
            owed.seat_id,
        )
        done = self.app.refunding.done_by_hand(OWNER, owed.charge.event_id, RefundId(refund_id))
        await self.outcome(done, set() if owed.is_for_people else {RefundNotFound})
        if owed.is_for_people:
            self.model.refunded(owed)

    # --- What must be true after every step

    @invariant()
    @awaited
    async def books_are_right(self) -> None:
        async with self.pool.acquire() as conn:  # one for all questions: each borrowing costs a round trip
            await self.assert_that_the_tables_are_as_the_model_says(conn)
            await assert_that_every_charge_bought_tickets_or_goes_back(conn)
        auditing = Auditing(self.pool, self.clock, frozenset())
        for concert in self.concerts:
            findings = await auditing.findings(concert.id)
            assert [finding.what for finding in findings] == self.money_that_waits(concert)
        self.assert_that_nobody_has_more_than_the_limit()

    async def assert_that_the_tables_are_as_the_model_says(self, conn: Conn) -> None:
        orders, now = self.model.orders, self.clock()
        assert await counted(conn, ORDERS) == Counter((o.id, o.status, o.ends_at) for o in orders)
        assert await counted(conn, ORDERED) == Counter((o.id, *seat) for o in orders for seat in o.prices_minor.items())
        assert await counted(conn, SEATS, now) == Counter(
            (o.concert.id, seat_id, "sold" if o.tickets else "held", o.id) for o in orders for seat_id in o.keeps(now)
        )
        assert await counted(conn, TICKETS) == Counter(
            (o.id, seat_id, o.buyer, o.prices_minor[seat_id], ticket)
            for o in orders
            for seat_id, ticket in o.tickets.items()
        )
        assert await counted(conn, PAYMENTS) == Counter(
            (charge_id, charge.order_id, charge.payer_id, charge.amount_minor, charge_id in self.model.unsettled)
            for charge_id, charge in self.model.charges.items()
        )
        assert await counted(conn, REFUNDS) == Counter(
            (owed.charge.charge_id, owed.seat_id, owed.amount_minor, owed.reason, owed.status)
            for owed in self.model.owed
        )
        assert await counted(conn, MESSAGES) == self.model.told

    def money_that_waits(self, concert: Concert) -> list[Contradiction]:
        """What the auditor may find: a charge that was written down some time ago, and no sweep since."""
        before = self.clock() - SETTLE_WITHIN
        old = [self.model.charges[charge_id] for charge_id, at in self.model.unsettled.items() if at <= before]
        return [Contradiction.PAYMENT_NOT_SETTLED] * any(charge.event_id == concert.id for charge in old)

    def assert_that_nobody_has_more_than_the_limit(self) -> None:
        """No hold passes it. One that has ended and is paid for after all still becomes tickets."""
        for concert in self.concerts:
            for buyer in BUYERS:
                in_time = [order for order in self.model.of_buyer(concert, buyer) if not order.was_late]
                assert sum(len(order.keeps(self.clock())) for order in in_time) <= LIMIT

    # --- The end of a run

    def teardown(self) -> None:
        if self.concerts and not self.is_red:
            self.everything_comes_to_an_end()

    def everything_comes_to_an_end(self) -> None:
        """The sweeps run, Telegram and the owner give back what they must: nothing stays open."""
        self.reports_agree()
        for _ in range(2):  # what was just written down is not forgotten yet
            self.clock.now += timedelta(minutes=30)
            self.sweep_of_holds()
            self.sweep_of_payments()
        while any(owed.is_to_be_asked_for(self.clock()) for owed in self.model.owed):
            self.telegram_is_asked(answer=Answer.DONE)
        for owed in self.model.owed:
            awaited(Machine.return_by_hand)(self, owed=owed)
        self.books_are_right()
        self.all_money_is_tickets_or_back()
        self.reports_agree()

    @awaited
    async def reports_agree(self) -> None:
        for concert in self.concerts:
            await assert_reports_agree(self.pool, concert.id, self.clock())

    @awaited
    async def all_money_is_tickets_or_back(self) -> None:
        assert await self.app.refunding.by_hand(OWNER) == []
        assert {order.status for order in self.model.orders} <= WITHOUT_MONEY_OPEN
        for concert in self.concerts:
            balance = await self.app.auditing.balance(concert.id)
            assert (balance.held, balance.unsettled_minor, balance.refund_due_minor) == (0, 0, 0)
            assert balance.received_minor == balance.tickets_minor + balance.refunded_minor


async def counted(conn: Conn, query: str, *arguments: object) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row) for row in await conn.fetch(query, *arguments))


async def assert_that_every_charge_bought_tickets_or_goes_back(conn: Conn) -> None:
    """Said of the tables alone, whatever the model thinks."""
    tickets = await conn.fetch("SELECT event_id, order_id, seat_id, price_minor, status FROM tickets")
    refunds = await conn.fetch("SELECT payment_id, amount_minor, reason FROM refunds")
    live = [(row["event_id"], row["seat_id"]) for row in tickets if row["status"] == "valid"]
    assert len(live) == len(set(live)), "one seat, two tickets"
    bought = set()
    for payment in await conn.fetch("SELECT id, order_id, amount_minor, settled_at FROM payments"):
        order_id, amount_minor = payment["order_id"], payment["amount_minor"]
        back = [row for row in refunds if row["payment_id"] == payment["id"]]
        if payment["settled_at"] is None:
            assert not back
        elif any(row["reason"] != RefundReason.BY_ORGANIZER for row in back):
            assert [row["amount_minor"] for row in back] == [amount_minor], "all of it, once"
        else:
            assert order_id not in bought, "two charges bought one order"
            bought.add(order_id)
            sold = [row for row in tickets if row["order_id"] == order_id]
            assert sum(row["price_minor"] for row in sold) == amount_minor
            taken_back = [row["price_minor"] for row in sold if row["status"] == "refunded"]
            assert sum(row["amount_minor"] for row in back) == sum(taken_back)


def to_target(order: Purchase | None) -> Any:
    return multiple(order) if order else multiple()


def one_of(order: Purchase, another: bool) -> PersonId:
    """Its buyer, or somebody else."""
    return next(person for person in BUYERS if person != order.buyer) if another else order.buyer


def test_seats_and_money_agree_whatever_happens(stage: Stage) -> None:
    for number in range(int(EXAMPLES or 30) // AT_ONCE):
        machine = seed(SEED + number)(lambda: Machine(stage))
        run_state_machine_as_test(machine, settings=RUNS)  # type: ignore[arg-type]

    print(sorted(stage.seen.items()))  # noqa: T201 - the counts of a long run
    assert INTERESTING - set(stage.seen) == set(), "the machine has gone blind"
