"""What people do beside buying: they look around, let holds go, queue, wait for freed seats, give tickets away."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.callbacks import (
    AskReturn,
    GiveTicket,
    JoinQueue,
    JoinWaitlist,
    ReleaseOrder,
    SetPeriod,
    ShowAllEvents,
    ShowEvent,
    ShowGifts,
    ShowHall,
    ShowMenu,
    ShowReturns,
    ShowTickets,
)
from core.domain.finding import Period
from core.domain.ids import EventId, SectionId
from core.domain.refusal import Refusal
from core.domain.return_policy import ReturnPolicy
from simulator.errors import CannotDo
from simulator.payments import PaymentResult
from tests.faults.halts import SERVER_IS_GONE
from tests.faults.people import Buyer
from tests.faults.stage import Stage
from tests.faults.visits import SOMEBODY_ELSE, Visit

TRIES = 4
"""Of what follows a purchase, while things break."""
BREATH = 0.5
HOLD_TTL = timedelta(seconds=40)
RETURNS = ReturnPolicy(free_until=datetime.now(UTC) + timedelta(days=5), percent=50)
WORDS = ("techno", "nihgt", "ельзи", "палац", "пятница", "zzz")
IN_VAIN = (AssertionError, CannotDo)


def looks_around(event: EventId, hall: EventId, chance: random.Random, then: Visit) -> Visit:
    """Pages, filters, words and inline queries, and after all that a purchase."""

    async def visit(buyer: Buyer) -> PaymentResult:
        await buyer.starts()
        pages = [ShowAllEvents(), ShowEvent(event_id=event), ShowHall(event_id=hall), ShowTickets(), ShowMenu()]
        for page in chance.sample(pages, 4):
            await buyer.is_answered(page.pack())
        await buyer.telegram.say(buyer.id, chance.choice(WORDS))
        await buyer.is_answered(SetPeriod(period=chance.choice(list(Period))).pack())
        await buyer.telegram.ask_inline(buyer.id, chance.choice(WORDS))
        return await then(buyer)

    return visit


def lets_a_hold_go_first(event: EventId) -> Visit:
    async def visit(buyer: Buyer) -> PaymentResult:
        await buyer.holds(event, 1)
        pay = buyer.button(f"pay1:{event}:")
        assert pay
        await buyer.is_answered(ReleaseOrder(event_id=event, order_id=int(pay.split(":")[2])).pack())
        return await buyer.pays(await buyer.wants(event))

    return visit


def with_somebody_who_never_pays(stage: Stage, event: EventId) -> Visit:
    """Their hold runs out, and they are told so."""

    async def visit(buyer: Buyer) -> PaymentResult:
        friend = await stage.meet("Forgetful")
        with suppress(*IN_VAIN):
            await friend.holds(event, 1)
        return await buyer.pays(await buyer.wants(event))

    return visit


def gives_one_to_a_friend(stage: Stage, event: EventId) -> Visit:
    async def visit(buyer: Buyer) -> PaymentResult:
        result = await buyer.pays(await buyer.wants(event))
        if result.status == "approved":
            await _insists(lambda: _give(stage, buyer, event))
        return result

    return visit


async def _give(stage: Stage, buyer: Buyer, event: EventId) -> None:
    await buyer.sees("№")
    give = GiveTicket(event_id=event, ticket_id=0).pack().removesuffix("0")
    await buyer.is_answered(ShowGifts(event_id=event).pack())
    await buyer.until(lambda: buyer.button(give), "a ticket to give")
    await buyer.is_answered(buyer.button(give) or "")
    link = await buyer.until(lambda: next((said for said in buyer.chat if "?start=g" in said), ""), "the link")
    friend = await stage.meet("Friend")
    await friend.telegram.open_link(friend.id, link.partition("?start=")[2].split()[0])
    take = await friend.until(lambda: friend.button(f"take1:{event}:"), "the gift")
    await friend.is_answered(take)


def returns_one(event: EventId) -> Visit:
    """Of an event that takes tickets back."""

    async def visit(buyer: Buyer) -> PaymentResult:
        result = await buyer.pays(await buyer.wants(event))
        if result.status == "approved":
            await _insists(lambda: _return(buyer, event))
        return result

    return visit


async def _return(buyer: Buyer, event: EventId) -> None:
    await buyer.sees("№")
    ask = AskReturn(event_id=event, ticket_id=0).pack().removesuffix("0")
    await buyer.is_answered(ShowReturns(event_id=event).pack())
    await buyer.is_answered(await buyer.until(lambda: buyer.button(ask), "a ticket to return"))
    await buyer.is_answered(await buyer.until(lambda: buyer.button(f"ret1:{event}:"), "the question"))


def waits_for_freed_seats(stage: Stage) -> Visit:
    """Of a small event that somebody else has all of, and lets go."""

    async def visit(buyer: Buyer) -> PaymentResult:
        seating = stage.app.seating
        try:
            small = await stage.event(capacity=2, offer_ttl=HOLD_TTL)
            held = await seating.hold_quantity(small, SOMEBODY_ELSE, SectionId(1), 2)
            await buyer.starts()
            await buyer.is_answered(JoinWaitlist(event_id=small, party_size=2, tier_id=0, together=True).pack())
            await buyer.sees("on the waiting list")
            await seating.release(small, held.id, SOMEBODY_ELSE)
        except (*SERVER_IS_GONE, TimeoutError, Refusal) as error:
            raise AssertionError("nothing can be freed now") from error
        await buyer.until(lambda: buyer.button(f"pay1:{small}:"), "an offer")
        return await buyer.pays(await buyer.gets_an_invoice(small))

    return visit


def queues_first(event: EventId) -> Visit:
    async def visit(buyer: Buyer) -> PaymentResult:
        await buyer.starts()
        await buyer.is_answered(JoinQueue(event_id=event).pack())
        await buyer.sees("It is your turn")
        return await buyer.pays(await buyer.wants(event))

    return visit


async def _insists(act: Callable[[], Awaitable[None]]) -> None:
    """Not for ever: the books must close without it, too."""
    for _ in range(TRIES):
        with suppress(*IN_VAIN):
            await act()
            return
        await asyncio.sleep(BREATH)
