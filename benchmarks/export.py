"""What an export of 20 000 tickets takes: `python -m benchmarks.export`, or with `--tickets 200000` for more.

Python's own memory (tracemalloc) is measured apart from the time, which measuring would double. It must not grow with
the number of tickets: a quarter of them is written first, and all of them may take no more than a little beyond that.
"""

import argparse
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.report import Cell, Report, Table
from bot.sheets.attendees import list_head, list_line
from bot.texts import texts
from core.domain.event_plan import EventPlan, QuestionPlan, Standing, TierPlan, VenuePlan
from core.domain.ids import EventId, PersonId
from core.domain.question import QuestionKind
from core.domain.report import About, FileFormat, Range
from core.running import run
from core.services.exporting import Exporting
from core.services.organizing import Organizing
from core.services.reporting import Reporting
from core.services.rights import Rights
from db import migrate
from db.embedded import engines
from db.pool import Pool, open_pool

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
OWNER = PersonId(1)
GROWTH_BUDGET_MB = 4.0


async def fill(pool: Pool, tickets: int) -> EventId:
    """Everybody has bought two tickets by card, and has said a name for each."""
    plan = EventPlan(
        title="Стадіон",
        description="",
        venue=VenuePlan("Олімпійський", "Київ", "", "Europe/Kyiv"),
        starts_at=NOW + timedelta(days=7),
        sale_starts_at=NOW - timedelta(days=1),
        sale_ends_at=NOW + timedelta(days=7),
        currency="UAH",
        tiers=(TierPlan("Фан-зона", 90_000),),
        sections=(Standing("Поле", tickets, "Фан-зона"),),
        questions=(QuestionPlan(QuestionKind.NAME),),
    )
    event_id = await Organizing(pool, lambda: NOW, Rights(pool, frozenset())).create_event(plan)
    await pool.execute(
        """
        WITH bought AS (SELECT number, 1000 + number / 2 AS buyer FROM generate_series(1, $2::int) number),
        person AS (INSERT INTO people (id, name, first_seen_at)
                   SELECT DISTINCT buyer, 'Ім’я Прізвище ' || buyer, $3::timestamptz FROM bought
                   ON CONFLICT DO NOTHING),
        money AS (INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor,
                                        currency, received_at, settled_at)
                  SELECT $1, buyer, buyer, 'c' || buyer, '', sum(90000), 'UAH', $3, $3 FROM bought GROUP BY buyer),
        said AS (INSERT INTO answers SELECT $1, buyer, number, 1, 'Гість номер ' || number, buyer, $3 FROM bought)
        INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret, status,
                             issued_at)
        SELECT $1, buyer, number, buyer, 90000, 'UAH', 'N' || number, sha256(number::text::bytea), 'valid', $3
        FROM bought
        """,
        event_id,
        tickets,
        NOW,
    )
    await pool.execute("ANALYZE")
    return event_id


async def export(pool: Pool, event_id: EventId, file_format: FileFormat) -> tuple[int, int]:
    """Writes the whole list; returns how many lines and bytes it has."""
    reporting = Reporting(pool, lambda: NOW, Rights(pool, frozenset({OWNER})))
    about, t = About(Range.EVENT, event_id), texts("uk")
    attendees = await reporting.attendees(OWNER, about)
    head, line, lines = list_head(attendees, t), list_line(attendees, t), 0

    def written(number: int) -> None:
        nonlocal lines
        lines = number

    exporting = Exporting(reporting)
    async with exporting.attendees(OWNER, about, file_format, t.language, head, line, written) as path:
        return lines, path.stat().st_size


async def memory_of(pool: Pool, event_id: EventId, file_format: FileFormat) -> float:
    """The most that Python has had at once, in MB."""
    tracemalloc.start()
    await export(pool, event_id, file_format)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


async def report(pool: Pool, tickets: int) -> Report:
    few, many = await fill(pool, tickets // 4), await fill(pool, tickets)
    rows, is_constant = list[list[Cell]](), True
    for file_format in (FileFormat.CSV, FileFormat.XLSX):
        await export(pool, few, file_format)  # warm
        started = time.perf_counter()
        lines, size = await export(pool, many, file_format)
        seconds = time.perf_counter() - started
        less, more = await memory_of(pool, few, file_format), await memory_of(pool, many, file_format)
        is_constant &= more - less < GROWTH_BUDGET_MB
        rows.append([str(file_format), lines, size / 1e6, seconds, less, more])
    head = ["file", "lines", "MB", "seconds", "memory MB, of a quarter", "memory MB, of all"]
    missed = [] if is_constant else ["memory grows with the number of tickets"]
    return Report("export", {"files": Table(head, rows)}, {"tickets": tickets}, missed)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kassa-bench-", dir="/tmp") as base:
        async with engines(Path(base), durable=False) as servers:
            await migrate.upgrade(servers.database_url)
            async with await open_pool(servers.database_url) as pool:
                found = await report(pool, options.tickets)
    found.hand_over()


if __name__ == "__main__":
    run(main())
