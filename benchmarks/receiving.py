"""How many updates a receiver acknowledges in a second of one core: `python -m benchmarks.receiving`.

A receiver in a process of its own, a Valkey, and clients that bring taps of 5 KB over kept connections, as Telegram
does. Other programs may be busy too, so what counts is the time of the processor that the receiver has used. The
answer times are by the clock on the wall, with as many clients as Telegram has connections, and with few.
"""

import asyncio
import json
import multiprocessing
import socket
import statistics
import tempfile
import time
from pathlib import Path

import psutil
from aiohttp import web
from pydantic import SecretStr

from benchmarks.report import Cell, Report, Table
from bot.webhook import Webhook
from core.domain.update import RawUpdate
from core.memory import settle_memory
from core.running import run
from core.services.group_commit import Batches
from core.services.receiving import Receiving
from core.settings import Settings
from db.cache import open_redis
from db.embedded import valkey
from db.update_marks import UpdateMarks
from db.update_streams import UpdateStreams

UPDATES = 20_000
MANY, FEW = 100, 4
"""Connections."""
PEOPLE = 5_000
BUDGET = 4_000
"""Updates a second of one core, kept in Redis."""
BOT_ID, SECRET = 4242, "a-secret-of-ours"
BUTTONS = [
    [{"text": f"{row}-{seat}", "callback_data": f"seat1:1:1:{row}:{seat}"} for seat in range(8)] for row in range(10)
]


def tap(update_id: int) -> bytes:
    """With its message and the keyboard of a hall, as they come."""
    person = {"id": 1000 + update_id % PEOPLE, "is_bot": False, "first_name": "Олена", "language_code": "uk"}
    chat = {"id": person["id"], "type": "private", "first_name": "Олена"}
    message = {"message_id": 7, "date": 1_764_000_000, "chat": chat, "text": "Партер"}
    message["reply_markup"] = {"inline_keyboard": BUTTONS}
    query = {"id": str(update_id), "from": person, "message": message, "chat_instance": "1", "data": "seat1:1:1:3:4"}
    body = json.dumps({"update_id": update_id, "callback_query": query}).encode()
    head = f"POST / HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Content-Type: application/json\r\n\r\n" + body


def receive(redis_url: str | None, sock: socket.socket) -> None:
    """A receiver's process; without a Redis it acknowledges and forgets."""
    settle_memory()
    run(_receive(redis_url, sock))


async def _receive(redis_url: str | None, sock: socket.socket) -> None:
    async with open_redis(redis_url or "redis://unused") as redis:
        receiving = Receiving(UpdateMarks(redis, BOT_ID), UpdateStreams(redis, BOT_ID), Batches(4))
        settings = Settings.model_construct(
            webhook_url="http://127.0.0.1", webhook_secret=SecretStr(SECRET), webhook_host="", webhook_port=0
        )
        webhook = Webhook(settings, receiving.keep if redis_url else forget)
        runner = web.AppRunner(webhook.build(), access_log=None)
        await runner.setup()
        await web.SockSite(runner, sock).start()
        await asyncio.Event().wait()


async def forget(update: RawUpdate) -> bool:
    return True


async def bring(port: int, taps: list[bytes], connections: int) -> list[float]:
    """Over so many connections, each bringing the next when the last was acknowledged; how long each took, in ms."""
    waiting, times = iter(taps), list[float]()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            began = time.perf_counter()
            writer.write(request)
            answer = await reader.readuntil(b"\r\n\r\n")
            times.append((time.perf_counter() - began) * 1000)
            assert answer.startswith(b"HTTP/1.1 200"), answer
        writer.close()

    await asyncio.gather(*(connection() for _ in range(connections)))
    return times


async def measure(name: str, redis_url: str | None, connections: int) -> list[Cell]:
    """A row of the table."""
    sock = socket.create_server(("127.0.0.1", 0), backlog=MANY)
    process = multiprocessing.get_context("fork").Process(target=receive, args=(redis_url, sock), daemon=True)
    process.start()
    port = sock.getsockname()[1]
    first = int(time.time() * 1000)  # ids that no run before has used
    await bring(port, [tap(first + number) for number in range(500)], connections)
    taps = [tap(first + 500 + number) for number in range(UPDATES)]
    before, began = psutil.Process(process.pid).cpu_times(), time.perf_counter()
    times = await bring(port, taps, connections)
    wall, after = time.perf_counter() - began, psutil.Process(process.pid).cpu_times()
    process.kill()
    process.join()
    sock.close()
    seconds = after.user + after.system - before.user - before.system
    p99 = statistics.quantiles(times, n=100)[98]
    a_core, a_wall = UPDATES / seconds, UPDATES / wall
    return [name, connections, a_core, a_wall, statistics.median(times), p99]


async def main() -> None:
    with tempfile.TemporaryDirectory() as base:
        async with valkey(Path(base), maxmemory="1gb") as url:
            rows = [
                await measure("acknowledged only", None, MANY),
                kept := await measure("kept in Redis", url, MANY),
                await measure("kept in Redis", url, FEW),
            ]
    head = ["what", "connections", "a second of a core", "a second", "p50, ms", "p99, ms"]
    Report(
        "receiving",
        {"updates": Table(head, rows)},
        {"updates": UPDATES, "bytes of each": len(tap(1))},
        ["a core keeps too few updates"] if kept[2] < BUDGET else [],  # type: ignore[operator]
    ).hand_over()


if __name__ == "__main__":
    run(main())
