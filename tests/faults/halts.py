"""Places where a process of Kassa is brought to a halt from outside: there is no hook in the product.

Triggers in the test's own database wait for an advisory lock whenever the test has taken it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import Enum

import asyncpg

from db.pool import Conn, Pool
from tests.faults.waiting import WITHIN, until

SERVER_IS_GONE = asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError


class Halt(Enum):
    """What the process is just about to write."""

    AGREEING = 1  # the pre-checkout: the order becomes `paying`
    RECORDING = 2  # the charge
    SETTLING = 3  # that the charge is settled: the order is locked, nothing is decided
    ISSUING = 4  # tickets are there, in a transaction that is not finished
    COMMITTING = 5  # the settlement with its messages: the commit has begun
    CLAIMING = 6  # a message, in order to send it
    MARKING_SENT = 7  # a message that Telegram has taken
    CLAIMING_REFUND = 8  # in order to ask Telegram for it
    MARKING_REFUNDED = 9  # a refund that Telegram has made


TRIGGERS = {
    Halt.AGREEING: "BEFORE UPDATE ON orders FOR EACH ROW WHEN (NEW.status = 'paying')",
    Halt.RECORDING: "BEFORE INSERT ON payments FOR EACH ROW",
    Halt.SETTLING: "BEFORE UPDATE OF settled_at ON payments FOR EACH ROW",
    Halt.ISSUING: "AFTER INSERT ON tickets FOR EACH ROW",
    Halt.COMMITTING: "AFTER INSERT ON messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW",
    Halt.CLAIMING: "BEFORE UPDATE ON messages FOR EACH ROW WHEN (NEW.claimed_until > OLD.due_at)",
    Halt.MARKING_SENT: "BEFORE UPDATE ON messages FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL)",
    Halt.CLAIMING_REFUND: "BEFORE UPDATE ON refunds FOR EACH ROW WHEN (NEW.attempts > OLD.attempts)",
    Halt.MARKING_REFUNDED: "BEFORE UPDATE ON refunds FOR EACH ROW WHEN (NEW.status = 'done')",
}


async def install(conn: Conn) -> None:
    """Into a migrated database."""
    await conn.execute("""
        CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
            RETURN NEW;
        END $$
    """)
    for halt, moment in TRIGGERS.items():
        kind = "CONSTRAINT TRIGGER" if "DEFERRABLE" in moment else "TRIGGER"
        await conn.execute(f"CREATE {kind} halt_{halt.value} {moment} EXECUTE FUNCTION halt('{halt.value}')")


@dataclass(frozen=True, slots=True)
class Halted:
    """What waits at one of the places, for as long as it is held there."""

    conn: Conn
    halt: Halt

    async def reached(self, times: int = 1, within: float = WITHIN) -> None:
        """Until so many transactions wait here."""
        await until(lambda: self._at_least(times), f"{self.halt} reached", within)

    async def lose(self) -> None:
        """What waits here is undone, as when the connection breaks before the server has seen the statement."""
        for pid in await self._waiting():
            await self.conn.execute("SELECT pg_terminate_backend($1)", pid)
        await until(self._nobody_waits, f"nobody at {self.halt}")

    async def let_go(self) -> None:
        """What waits here goes on. Of a killed process, too: the server finishes the statement that it has."""
        waiting = await self._waiting()
        await self.conn.execute("SELECT pg_advisory_unlock($1)", self.halt.value)
        idle = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ANY($1) AND state = 'active')"
        await until(lambda: self.conn.fetchval(idle, waiting), f"the statements at {self.halt} to end")

    async def _at_least(self, times: int) -> bool:
        return len(await self._waiting()) >= times

    async def _nobody_waits(self) -> bool:
        return not await self._waiting()

    async def _waiting(self) -> list[int]:
        rows = await self.conn.fetch(
            """
            SELECT pid FROM pg_locks
            WHERE locktype = 'advisory' AND NOT granted AND objid = $1
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            self.halt.value,
        )
        return [row["pid"] for row in rows]


@asynccontextmanager
async def halted(pool: Pool, halt: Halt) -> AsyncIterator[Halted]:
    """Whoever comes to this place waits there; leaving the block lets all go on that was not lost."""
    async with pool.acquire() as conn:
        await conn.execute("SELECT pg_advisory_lock($1)", halt.value)
        held = Halted(conn, halt)
        try:
            yield held
        finally:
            with suppress(*SERVER_IS_GONE):  # then nobody waits any more
                await held.let_go()
