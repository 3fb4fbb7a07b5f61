"""Tables `gates`, `door_posts` and `scans`. The log of scans only grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.checkin import Direction, DoorCounts, Gate, Reason, Turnout, Verdict
from core.domain.ids import EventId, GateId, PersonId, ScanId, TicketId
from db.pool import Conn, Executor


async def add_gates(conn: Conn, event_id: EventId, gates: Sequence[Gate]) -> None:
    await conn.executemany(
        "INSERT INTO gates (event_id, id, name, tier_ids) VALUES ($1, $2, $3, $4)",
        [(event_id, gate.id, gate.name, None if gate.tier_ids is None else sorted(gate.tier_ids)) for gate in gates],
    )


async def gates(conn: Executor, event_id: EventId) -> tuple[Gate, ...]:
    rows = await conn.fetch("SELECT * FROM gates WHERE event_id = $1 ORDER BY id", event_id)
    return tuple(
        Gate(row["id"], row["name"], None if row["tier_ids"] is None else frozenset(row["tier_ids"])) for row in rows
    )


async def post_of(conn: Executor, person_id: PersonId) -> tuple[EventId, GateId | None, Direction] | None:
    row = await conn.fetchrow("SELECT event_id, gate_id, direction FROM door_posts WHERE person_id = $1", person_id)
    return (row["event_id"], row["gate_id"], Direction(row["direction"])) if row else None


async def set_post(
    conn: Executor,
    person_id: PersonId,
    event_id: EventId,
    now: datetime,
    gate_id: GateId | None = None,
    direction: Direction = Direction.IN,
) -> None:
    await conn.execute(
        """
        INSERT INTO door_posts (person_id, event_id, gate_id, direction, chosen_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (person_id) DO UPDATE SET event_id = $2, gate_id = $3, direction = $4, chosen_at = $5
        """,
        person_id,
        event_id,
        gate_id,
        direction,
        now,
    )


async def staff_at(conn: Executor, event_id: EventId, since: datetime) -> list[PersonId]:
    """Who has taken a post at an event lately."""
    rows = await conn.fetch(
        "SELECT person_id FROM door_posts WHERE event_id = $1 AND chosen_at > $2 ORDER BY person_id", event_id, since
    )
    return [PersonId(row["person_id"]) for row in rows]


async def allows_reentry(conn: Executor, event_id: EventId) -> bool:
    return bool(await conn.fetchval("SELECT allows_reentry FROM events WHERE id = $1", event_id))


@dataclass(frozen=True, slots=True)
class LoggedScan:
    """A line of the log; `undoes` is the line that it takes back."""

    ticket_id: TicketId | None
    verdict: Verdict
    by: PersonId
    gate_id: GateId | None = None
    reason: Reason | None = None
    undoes: ScanId | None = None


async def log_scans(conn: Executor, event_id: EventId, scans: Sequence[LoggedScan], now: datetime) -> list[ScanId]:
    rows = await conn.fetch(
        """
        INSERT INTO scans (event_id, ticket_id, verdict, scanned_by, scanned_at, gate_id, reason, undoes_id)
        SELECT $1, ticket_id, verdict, scanned_by, $2, gate_id, reason, undoes_id
        FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::smallint[], $7::text[], $8::bigint[])
            WITH ORDINALITY AS scanned (ticket_id, verdict, scanned_by, gate_id, reason, undoes_id, place)
        ORDER BY place
        RETURNING id
        """,
        event_id,
        now,
        [one.ticket_id for one in scans],
        [one.verdict for one in scans],
        [one.by for one in scans],
        [one.gate_id for one in scans],
        [one.reason for one in scans],
        [one.undoes for one in scans],
    )
    return [ScanId(row["id"]) for row in rows]


async def scan(conn: Executor, event_id: EventId, scan_id: ScanId) -> tuple[TicketId, Verdict, datetime] | None:
    """Of which ticket a line of the log is, with what verdict and from when. None for the scan of no ticket."""
    row = await conn.fetchrow(
        "SELECT ticket_id, verdict, scanned_at FROM scans WHERE event_id = $1 AND id = $2 AND ticket_id IS NOT NULL",
        event_id,
        scan_id,
    )
    return (TicketId(row["ticket_id"]), Verdict(row["verdict"]), row["scanned_at"]) if row else None


async def turnout(conn: Executor, event_id: EventId) -> Turnout:
    """Whoever has a live ticket is expected."""
    row = await conn.fetchrow(
        """
        SELECT count(*) FILTER (WHERE admitted_at IS NOT NULL AND left_at IS NULL) AS inside, count(*) AS expected
        FROM tickets WHERE event_id = $1 AND status = 'valid'
        """,
        event_id,
    )
    assert row is not None, "an aggregate has a row"
    return Turnout(row["inside"], row["expected"])


async def counts(conn: Conn, event_id: EventId) -> DoorCounts:
    """Everything at one moment: for a transaction that sees one snapshot."""
    came = await turnout(conn, event_id)
    went_out = await conn.fetchval(
        "SELECT count(*) FROM tickets WHERE event_id = $1 AND status = 'valid' AND left_at IS NOT NULL", event_id
    )
    by_gate = await conn.fetch(
        """
        SELECT coalesce(gates.name, '') AS gate, count(*) AS inside FROM tickets
        LEFT JOIN gates ON gates.event_id = $1 AND gates.id = admitted_gate_id
        WHERE tickets.event_id = $1 AND status = 'valid' AND admitted_at IS NOT NULL AND left_at IS NULL
        GROUP BY gates.id, gates.name ORDER BY gates.id
        """,
        event_id,
    )
    by_quarter = await conn.fetch(
        """
        SELECT date_bin('15 minutes', scanned_at, '2000-01-01Z') AS quarter, count(*) AS came FROM scans
        WHERE event_id = $1 AND verdict IN ('admitted', 'readmitted') AND NOT EXISTS (
            SELECT FROM scans undo WHERE undo.event_id = $1 AND undo.undoes_id = scans.id
        )
        GROUP BY 1 ORDER BY 1
        """,
        event_id,
    )
    return DoorCounts(
        came.expected,
        came.inside,
        went_out,
        {row["gate"]: row["inside"] for row in by_gate},
        {row["quarter"]: row["came"] for row in by_quarter},
    )
