"""What it takes to draw the picture of a ticket, and how long the chat waits meanwhile: `python -m benchmarks tickets`.

All tickets are of one event, with other seats, codes, numbers and holders. A wait is how much later than asked a task
of the same process goes on while tickets are drawn, by one thread as Kassa does it, and by six.
"""

import asyncio
import base64
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from benchmarks.decode import FACE
from benchmarks.measuring import percentiles, python_seconds
from benchmarks.report import Cell, Report, Table
from core.render.ticket_image import TicketFace, ticket_picture

TICKETS, TURNS, TICK = 200, 5, 0.001


def faces(chance: random.Random) -> list[TicketFace]:
    return [
        replace(
            FACE,
            fields=(("Сектор", "Партер"), ("Ряд", str(n // 40 + 1)), ("Місце", str(n % 40 + 1))),
            number=f"{chance.randrange(10_000):04}-{chance.randrange(10_000):04}",
            holder=f"Олена {n}",
            link=FACE.link[:-32] + base64.urlsafe_b64encode(chance.randbytes(24)).decode(),
        )
        for n in range(TICKETS)
    ]


def milliseconds_each(all_of_them: list[TicketFace]) -> float:
    started = python_seconds()
    for face in all_of_them:
        ticket_picture(face)
    return (python_seconds() - started) * 1000 / len(all_of_them)


async def waits(all_of_them: list[TicketFace], threads: int) -> list[float]:
    """p50, p95 and p99 in milliseconds."""
    late, loop = list[float](), asyncio.get_running_loop()
    with ThreadPoolExecutor(threads) as pool:
        drawing = asyncio.gather(*(loop.run_in_executor(pool, ticket_picture, face) for face in all_of_them))
        while not drawing.done():
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            late.append(max(0, time.perf_counter() - due))
        await drawing
    return percentiles(late)


def main() -> None:
    all_of_them = faces(random.Random(2026))
    first = milliseconds_each(all_of_them)
    each = min(milliseconds_each(all_of_them) for _ in range(TURNS))
    rows = list[list[Cell]]()
    for threads in (1, 6):
        rows.append([f"{threads} drawing", asyncio.run(waits(all_of_them, threads))])
    figures: dict[str, Cell] = {"ms each": each, "ms each, of the first": first, "tickets": TICKETS}
    Report("tickets", {"waits": Table(["threads", "wait, ms: p50 / p95 / p99"], rows)}, figures).hand_over()


if __name__ == "__main__":
    main()
