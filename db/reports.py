"""What the books say of some events. Several of these belong into one `snapshot`: then they agree with each other."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.attendee import AttendeeCount, Column
from core.domain.finance import GoneBack, Received
from core.domain.ids import EventId
from core.domain.report import Admissions, SalesRow
from db.pool import Executor


async def sales(conn: Executor, event_ids: Sequence[EventId]) -> list[SalesRow]:
    """By day, then by tier. Each ticket is in one row; a void one has brought nothing and is in none."""
    rows = await conn.fetch(
        """
        WITH paid AS MATERIALIZED (SELECT * FROM paid_through WHERE event_id = ANY($1))
        SELECT tickets.event_id, tickets.currency, (issued_at AT TIME ZONE time_zone)::date AS day, tiers.name AS tier,
               coalesce(promo_code, '') AS promo_code,
               CASE WHEN orders.channel = 'complimentary' THEN 'complimentary'
                    ELSE coalesce(provider, CASE WHEN tickets.price_minor = 0 THEN 'free' ELSE 'other' END)
               END AS channel,
               count(*) FILTER (WHERE tickets.status = 'valid') AS valid,
               count(*) FILTER (WHERE tickets.status = 'refunded') AS returned,
               sum(CASE tickets.status WHEN 'valid' THEN tickets.price_minor ELSE 0 END + kept_minor)::bigint
                   AS income_minor,
               coalesce(sum(discounts_minor[array_position(seat_ids, seat_id)])
                        FILTER (WHERE tickets.status = 'valid'), 0)::bigint AS discount_minor
        FROM tickets
        JOIN events_at_venues event ON event.id = tickets.event_id
        JOIN seats ON seats.event_id = tickets.event_id AND seats.id = seat_id
        JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = seats.tier_id
        LEFT JOIN orders ON orders.event_id = tickets.event_id AND orders.id = tickets.order_id
        LEFT JOIN paid ON paid.event_id = tickets.event_id AND paid.order_id = tickets.order_id
        WHERE tickets.event_id = ANY($1) AND tickets.status IN ('valid', 'refunded')
        GROUP BY 1, 2, 3, 4, 5, 6, tickets.event_id, seats.tier_id
        ORDER BY day, tickets.event_id, seats.tier_id, promo_code, channel
        """,
        event_ids,
    )
    return [SalesRow(**row) for row in rows]


async def capacity(conn: Executor, event_ids: Sequence[EventId]) -> int:
    return int(await conn.fetchval("SELECT count(*) FROM seats WHERE event_id = ANY($1)", event_ids) or 0)


async def received(conn: Executor, event_ids: Sequence[EventId]) -> list[Received]:
    rows = await conn.fetch(
        """
        SELECT event_id, events.currency, provider AS channel, sum(amount_minor)::bigint AS amount_minor,
               coalesce(sum(amount_minor) FILTER (WHERE settled_at IS NULL), 0)::bigint AS unsettled_minor
        FROM payments JOIN events ON events.id = event_id
        WHERE event_id = ANY($1) GROUP BY event_id, events.currency, provider ORDER BY amount_minor DESC, provider
        """,
        event_ids,
    )
    return [Received(**row) for row in rows]


async def gone_back(conn: Executor, event_ids: Sequence[EventId]) -> list[GoneBack]:
    rows = await conn.fetch(
        """
        SELECT event_id, events.currency, reason,
               coalesce(sum(amount_minor) FILTER (WHERE refunds.status = 'done'), 0)::bigint AS done_minor,
               coalesce(sum(amount_minor) FILTER (WHERE refunds.status <> 'done'), 0)::bigint AS due_minor
        FROM refunds JOIN events ON events.id = event_id
        WHERE event_id = ANY($1) GROUP BY event_id, events.currency, reason ORDER BY sum(amount_minor) DESC, reason
        """,
        event_ids,
    )
    return [GoneBack(**row) for row in rows]


async def admissions(conn: Executor, event_ids: Sequence[EventId], slot_minutes: int) -> list[Admissions]:
    """Who came in, by time and by gate, or by who let them in. Quarters of an hour begin everywhere at once."""
    rows = await conn.fetch(
        """
        SELECT tickets.event_id, time_zone,
               date_bin(make_interval(mins => $2), admitted_at, timestamptz '2000-01-01 00:00Z') AS slot,
               coalesce(gates.name, nullif(people.name, ''), admitted_by::text, '') AS admitted_by, count(*) AS admitted
        FROM tickets
        JOIN events_at_venues event ON event.id = tickets.event_id
        LEFT JOIN gates ON gates.event_id = tickets.event_id AND gates.id = admitted_gate_id
        LEFT JOIN people ON people.id = admitted_by
        WHERE tickets.event_id = ANY($1) AND tickets.status = 'valid' AND admitted_at IS NOT NULL
        GROUP BY 1, 2, 3, 4 ORDER BY slot, event_id, 4
        """,
        event_ids,
        slot_minutes,
    )
    return [
        Admissions(row["event_id"], row["slot"].astimezone(ZoneInfo(row["time_zone"])), row["admitted_by"], row[4])
        for row in rows
    ]


async def expected(conn: Executor, event_ids: Sequence[EventId]) -> int:
    return int(
        await conn.fetchval("SELECT count(*) FROM tickets WHERE event_id = ANY($1) AND status = 'valid'", event_ids)
    )


async def scans(conn: Executor, event_ids: Sequence[EventId]) -> dict[str, int]:
    """How often the door said what."""
    rows = await conn.fetch(
        """
        SELECT verdict, sum(number)::bigint AS number FROM (
            SELECT verdict, 1 AS number FROM scans WHERE event_id = ANY($1) UNION ALL
            SELECT verdict, number FROM scan_totals WHERE event_id = ANY($1)
        ) said
        GROUP BY verdict ORDER BY verdict
        """,
        event_ids,
    )
    return dict(_pair(row) for row in rows)


async def attendee_counts(conn: Executor, event_ids: Sequence[EventId]) -> list[AttendeeCount]:
    rows = await conn.fetch(
        """
        SELECT tiers.name AS tier, count(*) FILTER (WHERE tickets.status = 'valid') AS valid,
               count(*) FILTER (WHERE tickets.status = 'valid' AND admitted_at IS NOT NULL) AS inside,
               count(*) FILTER (WHERE tickets.status <> 'valid') AS returned
        FROM tickets
        JOIN seats ON seats.event_id = tickets.event_id AND seats.id = seat_id
        JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = tier_id
        WHERE tickets.event_id = ANY($1) GROUP BY tiers.name ORDER BY min(tickets.event_id), min(tiers.id)
        """,
        event_ids,
    )
    return [AttendeeCount(**row) for row in rows]


async def question_columns(conn: Executor, event_ids: Sequence[EventId]) -> dict[tuple[Any, Any], Column]:
    """What is asked besides the name on the ticket, which the list has anyway."""
    rows = await conn.fetch(
        """
        SELECT * FROM questions asked
        WHERE event_id = ANY($1) AND (event_id, id) NOT IN (
            SELECT event_id, min(id) FROM questions WHERE event_id = ANY($1) AND kind = 'name' AND scope = 'ticket'
            GROUP BY event_id
        )
        ORDER BY array_position($1, event_id), id
        """,
        event_ids,
    )
    return {(row["event_id"], row["id"]): Column(row["kind"], row["label"] or "") for row in rows}


def _pair(row: Any) -> tuple[str, int]:
    return row[0], row[1]
