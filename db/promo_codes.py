"""Table `promo_codes`, and how often orders use them. Whoever applies a code locks the order first, then the code."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.ids import EventId, OrderId
from core.domain.promo_code import CodeUse, PromoCode
from db.pool import Conn, Executor


async def add_new(conn: Conn, event_id: EventId, codes: Sequence[PromoCode]) -> list[str]:
    """The names of those that were not added: the event has such a code, or two of them have one name."""
    added = await conn.fetch(
        """
        INSERT INTO promo_codes (event_id, code, percent, amount_minor, tier_ids, valid_from, valid_until, max_uses)
        SELECT $1, code, percent, amount_minor, string_to_array(tier_ids, ',')::integer[], valid_from, valid_until,
               max_uses
        FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                    $8::integer[])
             AS new (code, percent, amount_minor, tier_ids, valid_from, valid_until, max_uses)
        ON CONFLICT DO NOTHING RETURNING code
        """,
        event_id,
        [code.code for code in codes],
        [code.percent for code in codes],
        [code.amount_minor for code in codes],
        [None if code.tier_ids is None else ",".join(map(str, sorted(code.tier_ids))) for code in codes],
        [code.valid_from for code in codes],
        [code.valid_until for code in codes],
        [code.max_uses for code in codes],
    )
    refused = Counter(code.code for code in codes) - Counter(row["code"] for row in added)
    return list(refused.elements())


async def end(conn: Conn, event_id: EventId, code: str, now: datetime) -> bool:
    """False if there is no such code, or it has ended."""
    ended = await conn.fetchval(
        """
        UPDATE promo_codes SET valid_until = $3
        WHERE event_id = $1 AND code = $2 AND (valid_until IS NULL OR valid_until > $3) RETURNING true
        """,
        event_id,
        code,
        now,
    )
    return ended is True


async def with_uses(conn: Executor, event_id: EventId, now: datetime) -> list[CodeUse]:
    """Those that can be used now come first."""
    rows = await conn.fetch(
        """
        SELECT promo_codes.*, time_zone, coalesce(tickets, 0) AS tickets, coalesce(off_minor, 0) AS off_minor,
               coalesce(paid_minor, 0) AS paid_minor
        FROM promo_codes JOIN events_at_venues event ON event.id = event_id
        LEFT JOIN LATERAL (
            SELECT count(*) AS tickets, sum(discount_minor)::bigint AS off_minor, sum(price_minor)::bigint AS paid_minor
            FROM orders, unnest(seat_ids, discounts_minor, prices_minor) AS one (seat_id, discount_minor, price_minor)
            WHERE orders.event_id = $1 AND orders.promo_code = promo_codes.code AND orders.status = 'paid'
              AND discount_minor > 0 AND 0 < (  -- EXISTS may be a hash of all tickets there are
                  SELECT count(*) FILTER (WHERE tickets.status = 'valid' AND tickets.seat_id = one.seat_id) FROM tickets
                  WHERE tickets.event_id = orders.event_id AND tickets.order_id = orders.id
              )
        ) used ON true
        WHERE promo_codes.event_id = $1
        ORDER BY coalesce(valid_until > $2, true) DESC, code
        """,
        event_id,
        now,
    )
    return [CodeUse(to_promo_code(row), row["tickets"], row["off_minor"], row["paid_minor"]) for row in rows]


async def lock(conn: Conn, event_id: EventId, code: str) -> PromoCode | None:
    """Waits for whoever is applying the same code: its last use goes to one of them."""
    row = await conn.fetchrow(
        """
        SELECT promo_codes.*, time_zone FROM promo_codes JOIN events_at_venues event ON event.id = event_id
        WHERE event_id = $1 AND code = $2 FOR UPDATE OF promo_codes
        """,
        event_id,
        code,
    )
    return to_promo_code(row) if row else None


async def uses(conn: Conn, event_id: EventId, code: str, besides: OrderId, now: datetime) -> int:
    """How many tickets have it: bought ones that did not go back, and those held now in other orders.

    A hold that has ended gives its uses back at once; if it is paid for after all, its price stands.
    """
    return int(
        await conn.fetchval(
            """
            SELECT count(*) FROM orders, unnest(seat_ids, discounts_minor) AS one (seat_id, discount_minor)
            WHERE event_id = $1 AND promo_code = $2 AND id <> $3 AND discount_minor > 0
              AND ((status IN ('held', 'paying') AND expires_at > $4) OR (status = 'paid' AND 0 < (  -- as above
                  SELECT count(*) FILTER (WHERE tickets.status = 'valid' AND tickets.seat_id = one.seat_id) FROM tickets
                  WHERE tickets.event_id = orders.event_id AND tickets.order_id = orders.id
              )))
            """,
            event_id,
            code,
            besides,
            now,
        )
    )


def to_promo_code(row: asyncpg.Record) -> PromoCode:
    zone = ZoneInfo(row["time_zone"])
    return PromoCode(
        code=row["code"],
        percent=row["percent"],
        amount_minor=row["amount_minor"],
        tier_ids=None if row["tier_ids"] is None else frozenset(row["tier_ids"]),
        valid_from=row["valid_from"] and row["valid_from"].astimezone(zone),
        valid_until=row["valid_until"] and row["valid_until"].astimezone(zone),
        max_uses=row["max_uses"],
    )
