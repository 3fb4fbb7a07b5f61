"""Two other ways to sell the same seats, on our schema, as they are often written, and written well.

Both do what a booking does here: an order, its seat, a payment, a ticket and two messages in the outbox. Each statement
is prepared, each connection comes from the pool that Kassa has as well.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from redis.asyncio import Redis

from benchmarks.stand import NOW, PRICE_MINOR
from core.domain.ids import EventId, OrderId, PersonId
from db.pool import Conn, Pool, transaction

HOLD_TTL = timedelta(minutes=10)


class NotFree(Exception):
    """The seat is somebody else's."""


@dataclass(frozen=True, slots=True)
class Held:
    buyer_id: PersonId
    seat_id: int
    order_id: OrderId | None = None


class RowLock:
    """`SELECT … FOR UPDATE` locks the row of the seat; looked at, it is held with its order in the same transaction."""

    def __init__(self, pool: Pool, event_id: EventId) -> None:
        self.pool = pool
        self.event_id = event_id

    async def hold(self, buyer_id: PersonId, seat_id: int) -> Held:
        async with transaction(self.pool) as conn:
            seat = await conn.fetchrow(
                """
                SELECT seats.status, held_until, tiers.price_minor FROM seats
                JOIN tiers ON tiers.event_id = seats.event_id AND tiers.id = tier_id
                JOIN events ON events.id = seats.event_id AND sale_starts_at <= $3 AND sale_ends_at > $3
                WHERE seats.event_id = $1 AND seats.id = $2 FOR UPDATE OF seats
                """,
                self.event_id,
                seat_id,
                NOW,
            )
            if not seat or seat["status"] == "sold" or (seat["status"] == "held" and seat["held_until"] > NOW):
                raise NotFree
            order_id = await conn.fetchval(
                """
                INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at,
                                    expires_at)
                VALUES ($1, $2, ARRAY[$3::int], ARRAY[$4::bigint], 'UAH', 'held', $5, $6) RETURNING id
                """,
                self.event_id,
                buyer_id,
                seat_id,
                seat["price_minor"],
                NOW,
                NOW + HOLD_TTL,
            )
            await conn.execute(
                "UPDATE seats SET status = 'held', order_id = $3, held_until = $4 WHERE event_id = $1 AND id = $2",
                self.event_id,
                seat_id,
                order_id,
                NOW + HOLD_TTL,
            )
        return Held(buyer_id, seat_id, OrderId(order_id))

    async def begin_payment(self, held: Held) -> None:
        async with transaction(self.pool) as conn:
            until = await conn.fetchval(
                """
                UPDATE orders SET status = 'paying', expires_at = expires_at + interval '10 minutes'
                WHERE event_id = $1 AND id = $2 AND buyer_id = $3 AND status = 'held' AND expires_at > $4
                RETURNING expires_at
                """,
                self.event_id,
                held.order_id,
                held.buyer_id,
                NOW,
            )
            if until is None:
                raise NotFree
            await conn.execute(
                "UPDATE seats SET held_until = $3 WHERE event_id = $1 AND id = $2", self.event_id, held.seat_id, until
            )

    async def pay(self, held: Held) -> None:
        assert held.order_id
        async with transaction(self.pool) as conn:
            status = await conn.fetchval(
                "SELECT status FROM orders WHERE event_id = $1 AND id = $2 FOR UPDATE", self.event_id, held.order_id
            )
            if status != "paying":
                raise NotFree
            await conn.execute(
                "UPDATE seats SET status = 'sold', held_until = NULL WHERE event_id = $1 AND id = $2 AND order_id = $3",
                self.event_id,
                held.seat_id,
                held.order_id,
            )
            await conn.execute(
                "UPDATE orders SET status = 'paid' WHERE event_id = $1 AND id = $2", self.event_id, held.order_id
            )
            await _issue(conn, self.event_id, held.order_id, held)


class RedisHold:
    """A script of Redis holds the seats, each a key with a time to live; rows are written when the money comes."""

    TAKE = """
        for _, seat in ipairs(KEYS) do if redis.call('EXISTS', seat) == 1 then return 0 end end
        for _, seat in ipairs(KEYS) do redis.call('SET', seat, ARGV[1], 'NX', 'EX', ARGV[2]) end
        return 1
    """
    EXTEND = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('EXPIRE', KEYS[1], ARGV[2]) or 0"

    def __init__(self, pool: Pool, redis: Redis, event_id: EventId) -> None:
        self.pool = pool
        self.redis = redis
        self.event_id = event_id
        self.take = redis.register_script(self.TAKE)
        self.extend = redis.register_script(self.EXTEND)

    async def hold(self, buyer_id: PersonId, seat_id: int) -> Held:
        """Prices are known to the process."""
        if not await self.take(keys=[self._key(seat_id)], args=[buyer_id, int(HOLD_TTL.total_seconds())]):
            raise NotFree
        return Held(buyer_id, seat_id)

    async def begin_payment(self, held: Held) -> None:
        until = int(2 * HOLD_TTL.total_seconds())
        if not await self.extend(keys=[self._key(held.seat_id)], args=[held.buyer_id, until]):
            raise NotFree

    async def pay(self, held: Held) -> None:
        async with transaction(self.pool) as conn:
            order_id = await conn.fetchval(
                """
                INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at,
                                    expires_at)
                VALUES ($1, $2, ARRAY[$3::int], ARRAY[$4::bigint], 'UAH', 'paid', $5, $5) RETURNING id
                """,
                self.event_id,
                held.buyer_id,
                held.seat_id,
                PRICE_MINOR,
                NOW,
            )
            sold = await conn.execute(
                "UPDATE seats SET status = 'sold', order_id = $3 WHERE event_id = $1 AND id = $2 AND status = 'free'",
                self.event_id,
                held.seat_id,
                order_id,
            )
            if sold != "UPDATE 1":
                raise NotFree
            await _issue(conn, self.event_id, order_id, held)
        await self.redis.set(self._key(held.seat_id), "sold")

    def _key(self, seat_id: int) -> str:
        return f"seat:{self.event_id}:{seat_id}"


async def _issue(conn: Conn, event_id: EventId, order_id: OrderId, held: Held) -> None:
    """The payment, the ticket and what the buyer is told, in one statement."""
    await conn.execute(
        """
        WITH paid AS (
            INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                                  received_at, settled_at)
            VALUES ($1::bigint, $2::bigint, $3::bigint, 'charge-' || $2, 'provider-' || $2, $5, 'UAH', $8, $8)
        ), issued AS (
            INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret, status,
                                 issued_at)
            VALUES ($1, $2, $4, $3, $5, 'UAH', $6, $7, 'valid', $8) RETURNING id
        )
        INSERT INTO messages (recipient_id, channel, kind, body, due_at)
        SELECT $3, 'chat', 'order_paid', jsonb_build_object('event_id', $1, 'order_id', $2), $8
        UNION ALL
        SELECT $3, 'chat', 'ticket_ready', jsonb_build_object('event_id', $1, 'ticket_id', id), $8 FROM issued
        """,
        event_id,
        order_id,
        held.buyer_id,
        held.seat_id,
        PRICE_MINOR,
        secrets.token_hex(5),
        secrets.token_bytes(10),
        NOW,
    )
