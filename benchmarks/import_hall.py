"""How long a hall takes to import: `python -m benchmarks.import_hall`. The budget is five seconds for 60 000 seats.

Measured is what happens to a file that was sent to the bot: it is read, checked, and made an event, in one
process and one transaction, with the triggers.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from benchmarks.report import Cell, Report, Table, as_number
from benchmarks.stand import stand
from core.domain.ids import PersonId
from core.event_file.reading import EventFile
from core.running import run

OWNER = PersonId(2001)
SECTORS, ROWS, IN_ROW = 30, 40, 50
BUDGET_SECONDS = 5.0


def content(**hall: Any) -> dict[str, Any]:
    venue = {"name": "Стадіон", "city": "Київ"}
    tiers = [{"name": "A", "price": "1200"}, {"name": "B", "price": "700"}]
    return {
        "title": "Концерт",
        "venue": venue,
        "starts_at": "2099-06-01 20:00",
        "currency": "UAH",
        "tiers": tiers,
        **hall,
    }


def seats() -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            f"Сектор {sector}",
            {"row": str(row), "seat": str(seat), "tier": "AB"[row > 20], "x": seat + sector * 60, "y": row},
        )
        for sector in range(1, SECTORS + 1)
        for row in range(1, ROWS + 1)
        for seat in range(1, IN_ROW + 1)
    ]


def as_table() -> str:
    lines = [f"{name},{one['row']},{one['seat']},{one['tier']},{one['x']},{one['y']}" for name, one in seats()]
    return json.dumps(content(seats_csv="\n".join(["section,row,seat,tier,x,y", *lines])))


def as_json() -> str:
    sections: dict[str, list[dict[str, Any]]] = {}
    for name, seat in seats():
        sections.setdefault(name, []).append(seat)
    return json.dumps(content(sections=[{"name": name, "seats": ones} for name, ones in sections.items()]))


def as_templates() -> str:
    template = {"rows": ROWS, "seats_in_row": IN_ROW, "tiers": ["A"] * 20 + ["B"]}
    return json.dumps(content(sections=[{"name": f"Сектор {n}", **template} for n in range(1, SECTORS + 1)]))


KINDS: dict[str, Callable[[], str]] = {"table": as_table, "JSON plan": as_json, "templates": as_templates}


async def main() -> None:
    rows = list[list[Cell]]()
    async with stand() as on:
        app = on.app()
        for kind, make in KINDS.items():
            text = make()
            began = time.perf_counter()
            event_id = await app.organizing.import_event(OWNER, EventFile.read(text))
            took = time.perf_counter() - began
            number = await on.pool.fetchval("SELECT count(*) FROM seats WHERE event_id = $1", event_id)
            rows.append([kind, number, len(text) / 1e6, took])
    slow = [f"{kind} takes {took:.1f} s" for kind, _, _, took in rows if as_number(took) > BUDGET_SECONDS]
    Report("import_hall", {"files": Table(["file", "seats", "MB", "seconds"], rows)}, missed=slow).hand_over()


if __name__ == "__main__":
    run(main())
