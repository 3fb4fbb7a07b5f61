"""What an export of 20 000 tickets takes: `python -m benchmarks.export`, or with `--tickets 200000` for more.

Python's own memory (tracemalloc) is measured apart from the time, which measuring would double. It must not grow with
the number of tickets: a quarter of them is written first, and all of them may take no more than a little beyond that.
"""

import argparse
import time
import tracemalloc
from dataclasses import replace

from benchmarks.report import Cell, Report, Table
from benchmarks.stand import NOW, general, stand
from bot.sheets.attendees import list_head, list_line
from bot.texts import texts
from core.app import App
from core.domain.event_plan import QuestionPlan
from core.domain.ids import EventId, PersonId
from core.domain.question import QuestionKind
from core.domain.report import About, FileFormat, Range
from core.running import run
from db.pool import Pool

OWNER = PersonId(2001)
GROWTH_BUDGET_MB = 4.0


async def fill(app: App, pool: Pool, tickets: int) -> EventId:
    """Everybody has bought two tickets by card, and has said a name for each."""
    plan = replace(general(tickets), questions=(QuestionPlan(QuestionKind.NAME),))
    event_id = await app.organizing.create_event(plan)
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


async def export(app: App, event_id: EventId, file_format: FileFormat) -> tuple[int, int]:
    """Writes the whole list; returns how many lines and bytes it has."""
    about, t = About(Range.EVENT, event_id), texts("uk")
    attendees = await app.reporting.attendees(OWNER, about)
    head, line, lines = list_head(attendees, t), list_line(attendees, t), 0

    def written(number: int) -> None:
        nonlocal lines
        lines = number

    async with app.exporting.attendees(OWNER, about, file_format, t.language, head, line, written) as path:
        return lines, path.stat().st_size


async def memory_of(app: App, event_id: EventId, file_format: FileFormat) -> float:
    """The most that Python has had at once, in MB."""
    tracemalloc.start()
    await export(app, event_id, file_format)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


async def report(app: App, pool: Pool, tickets: int) -> Report:
    few, many = await fill(app, pool, tickets // 4), await fill(app, pool, tickets)
    rows, is_constant = list[list[Cell]](), True
    for file_format in (FileFormat.CSV, FileFormat.XLSX):
        await export(app, few, file_format)  # warm
        started = time.perf_counter()
        lines, size = await export(app, many, file_format)
        seconds = time.perf_counter() - started
        less, more = await memory_of(app, few, file_format), await memory_of(app, many, file_format)
        is_constant &= more - less < GROWTH_BUDGET_MB
        rows.append([str(file_format), lines, size / 1e6, seconds, less, more])
    head = ["file", "lines", "MB", "seconds", "memory MB, of a quarter", "memory MB, of all"]
    missed = [] if is_constant else ["memory grows with the number of tickets"]
    return Report("export", {"files": Table(head, rows)}, {"tickets": tickets}, missed)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=20_000)
    options = parser.parse_args()
    async with stand(durable=False) as on:
        found = await report(on.app(), on.pool, options.tickets)
    found.hand_over()


if __name__ == "__main__":
    run(main())
