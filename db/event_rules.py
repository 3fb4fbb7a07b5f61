"""The rules of a sale and of a door in `events`, `return_policies`, `reminders` and `gates`, changed one at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from core.domain.category import Category
from core.domain.checkin import Gate
from core.domain.ids import EventId, GateId
from core.domain.reminder import Reminder, ReminderKind
from core.domain.return_policy import ReturnPolicy
from db.pool import Conn, Executor


async def set_sale_start(conn: Conn, event_id: EventId, opens: datetime) -> bool:
    """False if the sale would end before."""
    changed = await conn.fetchval(
        "UPDATE events SET sale_starts_at = $2 WHERE id = $1 AND sale_ends_at > $2 RETURNING true", event_id, opens
    )
    return changed is True


async def set_sale_end(conn: Conn, event_id: EventId, ends: datetime) -> bool:
    """False if the sale would begin after."""
    changed = await conn.fetchval(
        "UPDATE events SET sale_ends_at = $2 WHERE id = $1 AND sale_starts_at < $2 RETURNING true", event_id, ends
    )
    return changed is True


async def set_limit(conn: Conn, event_id: EventId, limit: int) -> None:
    await conn.execute("UPDATE events SET limit_per_buyer = $2 WHERE id = $1", event_id, limit)


async def set_hold_ttl(conn: Conn, event_id: EventId, ttl: timedelta) -> None:
    await conn.execute("UPDATE events SET hold_ttl = $2 WHERE id = $1", event_id, ttl)


async def set_offer_ttl(conn: Conn, event_id: EventId, ttl: timedelta) -> None:
    await conn.execute("UPDATE events SET offer_ttl = $2 WHERE id = $1", event_id, ttl)


async def set_stranding(conn: Conn, event_id: EventId, *, refuses: bool) -> None:
    await conn.execute("UPDATE events SET refuses_stranding = $2 WHERE id = $1", event_id, refuses)


async def set_captcha(conn: Conn, event_id: EventId, *, asks: bool) -> None:
    await conn.execute("UPDATE events SET asks_captcha = $2 WHERE id = $1", event_id, asks)


async def set_contact(conn: Conn, event_id: EventId, *, asks: bool) -> None:
    await conn.execute("UPDATE events SET asks_contact = $2 WHERE id = $1", event_id, asks)


async def set_reentry(conn: Conn, event_id: EventId, *, allows: bool) -> None:
    await conn.execute("UPDATE events SET allows_reentry = $2 WHERE id = $1", event_id, allows)


async def set_details_until(conn: Conn, event_id: EventId, until: datetime | None) -> None:
    await conn.execute("UPDATE events SET details_until = $2 WHERE id = $1", event_id, until)


async def set_category(conn: Conn, event_id: EventId, category: Category) -> None:
    await conn.execute("UPDATE events SET category = $2 WHERE id = $1", event_id, category)


async def set_artists(conn: Conn, event_id: EventId, artists: Sequence[str]) -> None:
    await conn.execute("UPDATE events SET artists = $2 WHERE id = $1", event_id, artists)


async def set_returns(conn: Conn, event_id: EventId, policy: ReturnPolicy) -> None:
    """What a move of the event has promised stays."""
    await conn.execute(
        """
        INSERT INTO return_policies (event_id, free_until, percent) VALUES ($1, $2, $3)
        ON CONFLICT (event_id) DO UPDATE SET free_until = $2, percent = $3
        """,
        event_id,
        policy.free_until,
        policy.percent,
    )


async def keep_reminders(conn: Conn, event_id: EventId, kinds: Collection[ReminderKind]) -> None:
    """Drops the others."""
    await conn.execute("DELETE FROM reminders WHERE event_id = $1 AND kind <> ALL($2)", event_id, list(kinds))


async def add_reminder(conn: Conn, reminder: Reminder) -> None:
    """If it is not there yet."""
    await conn.execute(
        "INSERT INTO reminders (event_id, kind, due_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        reminder.event_id,
        reminder.kind,
        reminder.due_at,
    )


async def used_gates(conn: Executor, event_id: EventId) -> set[GateId]:
    """Those through which somebody was scanned."""
    rows = await conn.fetch("SELECT DISTINCT gate_id FROM scans WHERE event_id = $1 AND gate_id IS NOT NULL", event_id)
    return {GateId(row["gate_id"]) for row in rows}


async def keep_gates(conn: Conn, event_id: EventId, gate_ids: Collection[GateId]) -> None:
    """Drops the others."""
    await conn.execute("DELETE FROM gates WHERE event_id = $1 AND id <> ALL($2)", event_id, list(gate_ids))


async def put_gate(conn: Conn, event_id: EventId, gate: Gate) -> None:
    """Adds it, or changes who may come in there."""
    await conn.execute(
        """
        INSERT INTO gates (event_id, id, name, tier_ids) VALUES ($1, $2, $3, $4)
        ON CONFLICT (event_id, id) DO UPDATE SET name = $3, tier_ids = $4
        """,
        event_id,
        gate.id,
        gate.name,
        None if gate.tier_ids is None else sorted(gate.tier_ids),
    )
