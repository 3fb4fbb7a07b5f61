"""Holding: all who want seats of one event in the same moment, in one transaction.

Each gets everything that they asked for, or a refusal of their own. A hold that is lost is only a free seat, so its
commit is not waited for; the payment that may follow waits for both.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from core.domain.event import Event
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.domain.queue import QueueWish
from core.domain.refusal import HoldGone, InvalidQuantity, LimitReached, NotEnoughFree, OpenOrderExists
from core.domain.waitlist import PARTY_MAX
from core.services.best_hold import BestHold, Wish
from core.services.dealing import Dealt, deal_places, deal_selected
from core.services.expiring import expire
from core.services.group_commit import Alone, Batches, GroupCommit
from core.services.hold_rules import HoldRules
from core.services.party_hold import PartyHold
from core.services.places import TRIES_NEAR_SELL_OUT, PlaceSearch
from core.services.viewing import Viewing
from db import holds, seats
from db.pool import Conn, Pool, transaction
from db.seats import HeldSeat

Outcome = Order | Exception
Pick = Callable[[Conn, datetime], Awaitable[list[HeldSeat]]]
Deal = Callable[[Conn, Sequence[PersonId], datetime], Awaitable[Dealt]]


class Holding:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], viewing: Viewing, rules: HoldRules, batches: Batches
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.viewing = viewing
        self.rules = rules
        self.places = PlaceSearch()
        self.selected = GroupCommit(self._hold_selected, batches)
        self.passing_over = GroupCommit(partial(self._hold_places, waiting=False), batches)
        self.waited_for = GroupCommit(partial(self._hold_places, waiting=True), batches)

    async def hold_selected(self, event_id: EventId, buyer_id: PersonId) -> Order:
        return await self.selected.submit(event_id, (buyer_id, None))

    async def hold_quantity(self, event_id: EventId, buyer_id: PersonId, section_id: SectionId, quantity: int) -> Order:
        """Places that others are about to take are passed over at first, then waited for: they may be let go."""
        for group in (self.passing_over, *[self.waited_for] * TRIES_NEAR_SELL_OUT):
            try:
                return await group.submit((event_id, section_id), (buyer_id, quantity))
            except NotEnoughFree as refusal:
                refused = refusal
                if refused.free < quantity:
                    break
        raise refused

    async def hold_best(self, event_id: EventId, buyer_id: PersonId, wish: Wish) -> Order:
        """Never in a batch: what is best depends on what others are about to take."""
        event = await self.viewing.event_on_sale(event_id)
        if wish.count < 1:
            raise InvalidQuantity(event.limit_per_buyer)
        if wish.split and wish.count > PARTY_MAX:
            raise InvalidQuantity(min(PARTY_MAX, event.limit_per_buyer))
        if wish.count > event.limit_per_buyer:
            raise LimitReached(event.limit_per_buyer)
        return await self._hold_alone(event, buyer_id, BestHold(self.viewing, event_id, buyer_id, wish).pick)

    async def hold_party(self, event_id: EventId, buyer_id: PersonId, wish: QueueWish) -> Order:
        """For the same reason never in a batch."""
        event = await self.viewing.event_on_sale(event_id)
        return await self._hold_alone(event, buyer_id, PartyHold(self.viewing, event_id, wish).pick)

    async def _hold_alone(self, event: Event, buyer_id: PersonId, pick: Pick) -> Order:
        await self.viewing.prepare(event.id)

        async def deal(conn: Conn, _: Sequence[PersonId], now: datetime) -> Dealt:
            return Dealt({buyer_id: await pick(conn, now)})

        outcome = (await self._hold(event, [buyer_id], deal))[buyer_id]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _hold_selected(
        self, event_id: EventId, asked: Sequence[tuple[PersonId, None]]
    ) -> Sequence[Order | Exception]:
        event = await self.viewing.event_on_sale(event_id)
        got = await self._hold(event, _buyers(asked), partial(deal_selected, self.viewing, event_id))
        return _one_answer_each(asked, got)

    async def _hold_places(
        self, of: tuple[EventId, SectionId], asked: Sequence[tuple[PersonId, int]], *, waiting: bool
    ) -> Sequence[Order | Exception]:
        """Of those who got nothing, who asked for no more than is free should try again."""
        event_id, section_id = of
        event = await self.viewing.event_on_sale(event_id)
        quantities = dict(reversed(asked))
        got = await self._beyond_reason(event, quantities)
        left = [buyer_id for buyer_id in _buyers(asked) if buyer_id not in got]
        deal = partial(deal_places, self.places, event_id, section_id, quantities, waiting=waiting)
        got |= await self._hold(event, left, deal)
        if left := [buyer_id for buyer_id in left if isinstance(got[buyer_id], NotEnoughFree)]:
            free = await seats.count_free(self.pool, event_id, section_id, self.clock())
            got |= {buyer_id: NotEnoughFree(event_id, free) for buyer_id in left}
            got |= await self._who_hold_already(event_id, left, self.clock())  # by a tap that was a moment earlier
        return _one_answer_each(asked, got)

    async def _beyond_reason(self, event: Event, asked: dict[PersonId, int]) -> dict[PersonId, Outcome]:
        """Refused before a statement could touch as many seats."""
        refused: dict[PersonId, Outcome] = {}
        for buyer_id, quantity in asked.items():
            limit = await self.viewing.limit(event, buyer_id, quantity)
            if quantity < 1:
                refused[buyer_id] = InvalidQuantity(limit)
            elif quantity > limit:
                refused[buyer_id] = LimitReached(limit)
        return refused

    async def _hold(self, event: Event, buyer_ids: Sequence[PersonId], deal: Deal) -> dict[PersonId, Outcome]:
        """Dealt once more without those who turn out to have an open order, or too much with what they got."""
        now = self.clock()
        got = await self._who_hold_already(event.id, buyer_ids, now)
        while among := [buyer_id for buyer_id in buyer_ids if buyer_id not in got]:
            try:
                got |= await self._hold_at_once(event, among, deal, now)
            except _NotThese as error:
                got |= error.refused
        return got

    async def _who_hold_already(
        self, event_id: EventId, buyer_ids: Sequence[PersonId], now: datetime
    ) -> dict[PersonId, Outcome]:
        """Earlier holds that are past their deadline are ended instead."""
        earlier = await holds.open_orders(self.pool, event_id, buyer_ids)
        for order in earlier:
            if not order.is_open(now):
                await expire(self.pool, event_id, order.id, now)
        return {order.buyer_id: OpenOrderExists(event_id, order.id) for order in earlier if order.is_open(now)}

    async def _hold_at_once(
        self, event: Event, buyer_ids: Sequence[PersonId], deal: Deal, now: datetime
    ) -> dict[PersonId, Outcome]:
        async with transaction(self.pool, durable=False, patient=len(buyer_ids) == 1) as conn:
            refused = await self.rules.refused(conn, event, buyer_ids, now)
            others = [buyer_id for buyer_id in buyer_ids if buyer_id not in refused]
            dealt = await deal(conn, others, now) if others else Dealt()
            added: list[Order] = []
            if dealt.held:
                added = await holds.add(conn, event.id, dealt.held, event.currency, now, now + event.hold_ttl)
                await self._ensure_all_may(conn, event, list(dealt.held), added, now)
        return {**refused, **dealt.refused, **{order.buyer_id: order for order in added}}

    async def _ensure_all_may(
        self, conn: Conn, event: Event, buyer_ids: Sequence[PersonId], added: Sequence[Order], now: datetime
    ) -> None:
        refused: dict[PersonId, Outcome] = {}
        if len(added) < len(buyer_ids):  # the open order in the way may have ended meanwhile
            refused |= {one: HoldGone(event.id) for one in set(buyer_ids) - {order.buyer_id for order in added}}
            for order in await holds.open_orders(conn, event.id, list(refused)):
                refused[order.buyer_id] = OpenOrderExists(event.id, order.id)
        beyond = await holds.claimed_beyond(conn, event.id, buyer_ids, event.limit_per_buyer, now)
        for buyer_id, claimed in beyond.items():
            if claimed > (limit := await self.viewing.limit(event, buyer_id, claimed, conn)):
                refused[buyer_id] = LimitReached(limit)
        if refused:
            raise _NotThese(refused)


class _NotThese(Exception):
    """Inside a transaction: undo it, and leave these buyers out."""

    def __init__(self, refused: dict[PersonId, Outcome]) -> None:
        super().__init__(refused)
        self.refused = refused


def _buyers(asked: Sequence[tuple[PersonId, object]]) -> list[PersonId]:
    """In the order of arrival."""
    return list(dict(asked))


def _one_answer_each(asked: Sequence[tuple[PersonId, object]], got: dict[PersonId, Outcome]) -> list[Order | Exception]:
    """What a buyer asks for a second time is decided by itself, after the first."""
    return [got.pop(buyer_id) if buyer_id in got else Alone() for buyer_id, _ in asked]
