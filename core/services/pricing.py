"""Pricing: what the tiers of an event cost, now and as it fills. What is held keeps its price."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.act import What
from core.domain.event import Event
from core.domain.hall import Tier
from core.domain.ids import EventId, PersonId, TierId
from core.domain.payment import Provider
from core.domain.pricing import Prices, typed_prices, until
from core.domain.refusal import EventNotFound
from core.services.rights import Rights
from core.services.sweeping import each
from db import acts, events, halls, price_steps
from db.pool import Conn, Pool, transaction


@dataclass(frozen=True, slots=True)
class TierPrices:
    event: Event
    tier: Tier
    prices: Prices
    sold: int
    capacity: int


class Pricing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def tiers(self, person_id: PersonId, event_id: EventId) -> tuple[Event, tuple[Tier, ...]]:
        event = await self.rights.organized(person_id, event_id)
        return event, (await halls.outline(self.pool, event_id)).tiers

    async def view(self, person_id: PersonId, event_id: EventId, tier_id: TierId) -> TierPrices:
        event, tiers = await self.tiers(person_id, event_id)
        tier = next((tier for tier in tiers if tier.id == tier_id), None)
        prices = await price_steps.of_tier(self.pool, event_id, tier_id)
        if tier is None or prices is None:
            raise EventNotFound
        return TierPrices(event, tier, prices, *await price_steps.stock(self.pool, event_id, tier_id))

    async def change(self, person_id: PersonId, event_id: EventId, tier_id: TierId, text: str) -> TierPrices:
        """For everything that is not held yet, from now on."""
        seen = await self.view(person_id, event_id, tier_id)
        prices = typed_prices(text, seen.event.currency)
        for price_minor in prices.bounds_minor:
            if price_minor:
                Provider.of_invoice(seen.event.currency).ensure_takes(price_minor)
        async with transaction(self.pool) as conn:
            await price_steps.lock(conn, event_id, tier_id)
            await price_steps.set_prices(conn, event_id, tier_id, prices)
            await self._reprice(conn, event_id, tier_id)
            await acts.note(
                conn,
                person_id,
                What.PRICES_CHANGED,
                self.clock(),
                event_id=event_id,
                about=f"{seen.tier.name}: {' '.join(text.split())}",
            )
        return await self.view(person_id, event_id, tier_id)

    async def reprice_due(self) -> None:
        """Moves every tier with steps to the price of this moment."""
        due = await price_steps.changing(self.pool, self.clock())
        await each(due, self._reprice_alone)

    async def _reprice_alone(self, of: tuple[EventId, TierId]) -> None:
        """Under the lock: by steps that somebody has just taken away, the price would stay what they said."""
        async with transaction(self.pool) as conn:
            await price_steps.lock(conn, *of)
            await self._reprice(conn, *of)

    async def _reprice(self, conn: Conn, event_id: EventId, tier_id: TierId) -> None:
        event = await events.by_id(conn, event_id)
        prices = await price_steps.of_tier(conn, event_id, tier_id)
        if event is None or prices is None:
            return
        sold, capacity = await price_steps.stock(conn, event_id, tier_id)
        now_minor = prices.price_minor(sold, capacity, until(event.starts_at, self.clock()))
        await price_steps.set_price(conn, event_id, tier_id, now_minor)
