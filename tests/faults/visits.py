"""What people come for: most simply buy, some do what costs a ticket office its sleep."""

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from core.domain.ids import EventId, PersonId, SectionId
from core.domain.refusal import Refusal
from simulator.payments import PaymentResult
from tests.faults.halts import SERVER_IS_GONE
from tests.faults.hours import holds_run_out
from tests.faults.people import Buyer
from tests.faults.stage import Stage

Visit = Callable[[Buyer], Awaitable[PaymentResult]]
"""One purchase. Raises `AssertionError` or `CannotDo` where the buyer must begin again."""
HALL_ROWS, SEATS_IN_ROW = 20, 20
SOMEBODY_ELSE = PersonId(1)
"""Who has what others find taken; by way of another bot, say."""


def buys(event: EventId, quantity: int = 2) -> Visit:
    async def visit(buyer: Buyer) -> PaymentResult:
        return await buyer.pays(await buyer.wants(event, quantity))

    return visit


def picks_seats(hall: EventId, chance: random.Random) -> Visit:
    """Two side by side; others want the same ones."""

    async def visit(buyer: Buyer) -> PaymentResult:
        row, seat = chance.randrange(HALL_ROWS), chance.randrange(1, SEATS_IN_ROW)
        first = row * SEATS_IN_ROW + seat
        return await buyer.pays(await buyer.picks(hall, row, first, first + 1))

    return visit


def is_declined_first(event: EventId) -> Visit:
    async def visit(buyer: Buyer) -> PaymentResult:
        invoice = await buyer.wants(event)
        await buyer.telegram.pay(buyer.id, invoice, outcome="decline")
        return await buyer.pays(invoice)

    return visit


def pays_twice(event: EventId) -> Visit:
    """On two devices at once: the second payment buys nothing."""

    async def visit(buyer: Buyer) -> PaymentResult:
        invoice = await buyer.wants(event)
        bill = buyer.bill(invoice)
        result = await buyer.pays(invoice)
        if result.status == "approved":
            await buyer.telegram_tells_of(buyer.is_charged(bill))
        return result

    return visit


def stops_the_bot(event: EventId) -> Visit:
    """Right after the payment: what the bot has to say waits until they come back."""

    async def visit(buyer: Buyer) -> PaymentResult:
        result = await buyer.pays(await buyer.wants(event))
        if result.status == "approved":
            await buyer.telegram.block(buyer.id)
        return result

    return visit


def pays_too_late(stage: Stage, currency: str, chance: random.Random) -> Visit:
    """The bank takes so long that the hold ends; by then others may have the only two places of a small event."""

    async def visit(buyer: Buyer) -> PaymentResult:
        try:
            small = await stage.event(currency, capacity=2)
        except (*SERVER_IS_GONE, TimeoutError) as error:
            raise AssertionError("no event can be made now") from error
        bill = await buyer.is_allowed_to_pay(await buyer.wants(small))
        with suppress(*SERVER_IS_GONE, TimeoutError, Refusal):
            await holds_run_out(stage.pool, small)
            if chance.random() < 0.5:
                await stage.app.seating.hold_quantity(small, SOMEBODY_ELSE, SectionId(1), 2)
        await buyer.telegram_tells_of(buyer.is_charged(bill))
        return PaymentResult("approved")

    return visit
