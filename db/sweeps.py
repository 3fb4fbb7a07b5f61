"""Table `sweeps`: when each of them was done last, without a failure, on whichever machine."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from db.pool import Executor


async def note(conn: Executor, every: Mapping[str, timedelta], done_at: Mapping[str, datetime]) -> None:
    """`every` names all sweeps of this Kassa: those of an older one are forgotten."""
    names = sorted(done_at)  # one order, so that two machines do not wait for each other
    await conn.execute(
        """
        WITH gone AS (DELETE FROM sweeps WHERE name <> ALL ($4))
        INSERT INTO sweeps AS old (name, every, done_at)
        SELECT * FROM unnest($1::text[], $2::interval[], $3::timestamptz[])
        ON CONFLICT (name) DO UPDATE SET every = excluded.every, done_at = greatest(old.done_at, excluded.done_at)
        """,
        names,
        [every[name] for name in names],
        [done_at[name] for name in names],
        list(every),
    )


async def overdue(conn: Executor, now: datetime, patience: timedelta) -> list[str]:
    """Not done for so long, or for three times as long as there is from one to the next."""
    rows = await conn.fetch(
        "SELECT name FROM sweeps WHERE done_at < $1::timestamptz - greatest($2::interval, 3 * every) ORDER BY name",
        now,
        patience,
    )
    return [row["name"] for row in rows]


async def last_done(conn: Executor) -> datetime | None:
    """When any of them was; None where there never was a scheduler."""
    done: datetime | None = await conn.fetchval("SELECT max(done_at) FROM sweeps")
    return done
