"""What the chat costs: `python -m benchmarks.chat`. People tap in the simulated Telegram, a bot process answers.

Everything is on this machine: the people and the simulator in one process, PostgreSQL, Valkey, and the bot. *Browsing*
is compared with aiogram's own ceiling, by turns: a bot with one handler and one call for a tap. A *purchase* is the
card of an event, a hold, an invoice, pre-checkout, payment, and the ticket in the chat. Latency is from a tap to its
answer.
"""

import argparse
import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import mean

from benchmarks.measuring import percentiles, seconds_by_name
from benchmarks.pgbench import one_update
from benchmarks.report import Cell, Report, Table, shown
from bot.callbacks import HoldQuantity, ShowAllEvents, ShowEvent, ShowMenu
from core.domain.event_plan import EventPlan, Standing, TierPlan, VenuePlan
from core.domain.ids import EventId, PersonId
from core.running import run
from core.services.organizing import Organizing
from core.services.rights import Rights
from db import migrate
from db.embedded import Engines, engines
from db.pool import open_pool
from simulator.server import serve
from simulator.store import JSON
from simulator.telegram import Telegram

TOKEN = "4242:simulator"
PATIENCE = 60.0
FIRST_BUYER = 10_000
PARTIES = {"": "people and Telegram", "-m bot": "the bot", "postgres": "PostgreSQL", "valkey": "Valkey"}
"""Whose processor time it is, by their command lines."""
TURNS = 5
"""Of the least bot and of ours, one after the other."""
SHARE_WANTED = 0.6
P99_WANTED_MS = 500.0
PURCHASES_WANTED, OF_UPDATES = 100.0, 25_000.0
"""A second, on a machine on which pgbench makes so many `UPDATE`s; of another one it is asked in proportion."""


@dataclass
class Times:
    """Of one kind of step, in seconds."""

    all: list[float] = field(default_factory=list)

    def row(self, name: str) -> list[Cell]:
        return [name, len(self.all), *percentiles(self.all)]


class Spent:
    """Processor time of each party, and calls of the Bot API, from now on."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram, self.calls = telegram, telegram.outbox.count
        self.began, self.before = time.perf_counter(), seconds_by_name(PARTIES)

    def row(self, what: str, a_second: float) -> list[Cell]:
        number, now = a_second * (time.perf_counter() - self.began), seconds_by_name(PARTIES)
        times = [(now[name] - self.before[name]) / number * 1000 for name in PARTIES.values()]
        return [what, *times, (self.telegram.outbox.count - self.calls) / number]


class Tapper:
    """One person's side of the chat, quicker than any."""

    def __init__(self, telegram: Telegram, person_id: int, times: Times) -> None:
        self.telegram = telegram
        self.id = person_id
        self.times = times

    async def start(self) -> None:
        await self.telegram.add_person(self.id, first_name=f"Buyer {self.id}", language_code="en", username=None)
        await self.act(lambda: self.telegram.say(self.id, "/start"), lambda: self.button(""))

    async def tap(self, data: str) -> None:
        began = time.perf_counter()
        with self.telegram.hear(self.id) as happenings:
            query = await self.telegram.press(self.id, self.newest, data)
            async with asyncio.timeout(PATIENCE):
                while query.answer is None:
                    await happenings.get()
        self.times.all.append(time.perf_counter() - began)

    async def act(self, act: Callable[[], Awaitable[object]], done: Callable[[], object]) -> None:
        """Until it is seen that it is done."""
        with self.telegram.hear(self.id) as happenings:
            await act()
            async with asyncio.timeout(PATIENCE):
                while not done():
                    await happenings.get()

    @property
    def newest(self) -> int:
        """The last message of the bot with buttons."""
        messages = self.telegram.chat(self.id).messages.values()
        return next(one["message_id"] for one in reversed(messages) if one["from"]["is_bot"] and "reply_markup" in one)

    def button(self, prefix: str) -> str | None:
        for message in reversed(self.telegram.chat(self.id).messages.values()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button.get("callback_data", "\0").startswith(prefix):
                        return str(button["callback_data"])
        return None

    async def browse(self, pages: Iterator[str]) -> None:
        await self.tap(next(pages))

    async def buy(self, event_id: EventId, quantity: int) -> None:
        chat = self.telegram.chat(self.id)
        await self.tap(ShowEvent(event_id=event_id).pack())
        await self.tap(HoldQuantity(event_id=event_id, section_id=1, quantity=quantity).pack())
        pay = f"pay1:{event_id}:"
        await self.act(_nothing, lambda: self.button(pay))
        data = self.button(pay)
        assert data
        await self.tap(data)
        await self.act(_nothing, lambda: chat.invoices)
        result = await self.telegram.pay(self.id, max(chat.invoices))
        assert result.status == "approved", result
        await self.act(_nothing, lambda: sum(map(_is_ticket, chat.messages.values())) >= quantity)
        self._forget_all_but(self.newest)  # whose buttons lead on to the next card

    def _forget_all_but(self, message_id: int) -> None:
        chat = self.telegram.chat(self.id)
        for other in [one for one in chat.messages if one != message_id]:
            del chat.messages[other]
        chat.invoices.clear()


async def _nothing() -> None:
    pass


def _is_ticket(message: JSON) -> bool:
    return "photo" in message and "reply_markup" not in message  # the card has buttons


@asynccontextmanager
async def process(environment: dict[str, str], *command: str) -> AsyncIterator[None]:
    with Path(environment["LOG"]).open("ab") as log:  # noqa: ASYNC230 - nothing runs yet
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *command, env=environment, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            running.send_signal(signal.SIGTERM)
            await running.wait()


async def for_seconds(seconds: float, people: list[Tapper], act: Callable[[Tapper], Awaitable[object]]) -> float:
    """How many acts a second all of them do, each one after the other."""
    ends, done = time.perf_counter() + seconds, 0

    async def go_on(somebody: Tapper) -> None:
        nonlocal done
        while time.perf_counter() < ends:
            await act(somebody)
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*map(go_on, people))
    return done / (time.perf_counter() - began)


async def meet(telegram: Telegram, number: int, times: Times) -> list[Tapper]:
    people = [Tapper(telegram, FIRST_BUYER + n, times) for n in range(number)]
    await asyncio.gather(*(one.start() for one in people))
    return people


async def make_event(servers: Engines, capacity: int, begins_in: timedelta = timedelta(days=7)) -> EventId:
    now = datetime.now(UTC)
    plan = EventPlan(
        title="Open air",
        description="",
        venue=VenuePlan("Stadium", "Kyiv", "", "Europe/Kyiv"),
        starts_at=now + begins_in,
        sale_starts_at=now - timedelta(days=2),
        sale_ends_at=now + begins_in,
        currency="UAH",
        tiers=(TierPlan("Field", 90_000),),
        sections=(Standing("Field", capacity, "Field"),),
        limit_per_buyer=100,
    )
    await migrate.upgrade(servers.database_url)
    async with await open_pool(servers.database_url) as pool:
        return await Organizing(pool, lambda: now, Rights(pool, frozenset([PersonId(1)]))).create_event(plan)


@asynccontextmanager
async def answering(environment: dict[str, str], bots: int) -> AsyncIterator[Telegram]:
    """A Telegram of its own, whose people so many bots answer; by another token, since its updates begin at 1 again."""
    environment["BOT_TOKEN"] = f"{bots}{TOKEN}"
    telegram = Telegram(environment["BOT_TOKEN"])
    async with AsyncExitStack() as opened:
        opened.push_async_callback(telegram.close)
        environment["BOT_API_URL"] = await opened.enter_async_context(serve(telegram))
        for _ in range(bots):
            await opened.enter_async_context(process(environment, "bot"))
        yield telegram


@asynccontextmanager
async def least_bot(environment: dict[str, str]) -> AsyncIterator[Telegram]:
    """A Telegram of its own with the least bot that aiogram can be."""
    if "WEBHOOK_URL" in environment:
        port = free_port()
        environment = environment | {"WEBHOOK_URL": f"http://127.0.0.1:{port}/", "WEBHOOK_PORT": str(port)}
    telegram = Telegram(TOKEN)
    async with AsyncExitStack() as opened:
        opened.push_async_callback(telegram.close)
        url = await opened.enter_async_context(serve(telegram))
        await opened.enter_async_context(process(environment | {"BOT_API_URL": url}, "benchmarks.trivial_bot"))
        yield telegram


async def browse(
    environment: dict[str, str], event_id: EventId, seconds: float, number: int, times: Times
) -> tuple[float, float, list[Cell]]:
    """Taps a second of the least bot and of ours, by turns: no machine is equally fast all the time. And our costs."""
    pages = cycle([ShowAllEvents().pack(), ShowEvent(event_id=event_id).pack(), ShowMenu().pack()])

    def tap(one: Tapper) -> Awaitable[None]:
        return one.tap("tap")

    def show(one: Tapper) -> Awaitable[None]:
        return one.browse(pages)

    async with least_bot(environment) as least, answering(environment, 1) as telegram:
        tappers, people = await meet(least, number, Times()), await meet(telegram, number, times)
        for some, act in ((tappers, tap), (people, show)):  # to get warm
            await for_seconds(seconds / TURNS, some, act)
        times.all.clear()
        most, ours, costs = list[float](), list[float](), list[list[Cell]]()
        for _ in range(TURNS):
            most.append(await for_seconds(seconds / TURNS, tappers, tap))
            spent = Spent(telegram)
            ours.append(await for_seconds(seconds / TURNS, people, show))
            costs.append(spent.row("a tap while browsing", ours[-1]))
    what, *figures = zip(*costs, strict=True)
    return mean(most), mean(ours), [what[0], *map(mean, figures)]


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--people", type=int, default=64)
    parser.add_argument("--capacity", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2, help="bots that sell, at one port; one is browsed")
    parser.add_argument("--polling", action="store_true", help="the bot fetches updates, instead of a webhook")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kassa-chat-") as folder:
        async with engines(Path(folder)) as servers:
            over = await make_event(servers, options.capacity, timedelta(days=-1))
            event_id = await make_event(servers, options.capacity)
            environment = {
                "PATH": os.environ["PATH"],
                "LOG": str(Path(folder, "bot.log")),
                "BOT_TOKEN": TOKEN,
                "DATABASE_URL": servers.database_url,
                "REDIS_URL": servers.redis_url,
                "OWNER_IDS": "1",
                "PAYMENT_PROVIDER_TOKEN": "1234:TEST:demo",
                "TICKET_KEYS": "1:" + "k" * 32,
                "SENDS_PER_SECOND": "1000",
                "SENDS_PER_CHAT": "30",
                "ACTIONS_PER_MINUTE": "60000",  # these people tap faster than any
            }
            if not options.polling:
                port = free_port()
                environment |= {
                    "WEBHOOK_URL": f"http://127.0.0.1:{port}/",
                    "WEBHOOK_PORT": str(port),
                    "WEBHOOK_PORT_SHARED": "true",
                    "WEBHOOK_SECRET": "s" * 16,
                }
            updates = await one_update(servers.database_url, over, options.capacity)
            browsed, bought, of_some = Times(), Times(), Times()
            most, browsing, cost = await browse(environment, event_id, options.seconds, options.people, browsed)
            costs = [cost]
            async with answering(environment, options.processes) as telegram:
                people = await meet(telegram, options.people, bought)
                await for_seconds(options.seconds, people, lambda one: one.buy(event_id, 1))
                bought.all.clear()
                spent = Spent(telegram)
                purchases = await for_seconds(options.seconds, people, lambda one: one.buy(event_id, 1))
                costs.append(spent.row("a purchase", purchases))
                some = people[: max(1, len(people) // 8)]
                for one in some:
                    one.times = of_some
                calmer = await for_seconds(options.seconds, some, lambda one: one.buy(event_id, 1))
            updates = max(updates, await one_update(servers.database_url, over, options.capacity))
    tapped = {"browsing": browsed, "all buy": bought, "some buy": of_some}
    waits = Table(
        ["a tap while", "number", "p50, ms", "p95, ms", "p99, ms"], [one.row(of) for of, one in tapped.items()]
    )
    wanted = PURCHASES_WANTED * updates / OF_UPDATES
    figures: dict[str, Cell] = {
        "aiogram's ceiling, a second": most,
        "browsing, a second": browsing,
        "browsing, % of the ceiling": 100 * browsing / most,
        "purchases, a second": purchases,
        "purchases by some, a second": calmer,
        "people": len(people),
        "bots": options.processes,
        "some": len(some),
        "share wanted, %": 100 * SHARE_WANTED,
        "p99 wanted, ms": P99_WANTED_MS,
        "pgbench, a second": updates,
        "purchases wanted, a second": wanted,
    }
    missed = [
        f"{what}: {shown(found)} of {shown(asked)}"
        for what, found, asked in (
            ("browsing, % of the ceiling", 100 * browsing / most, 100 * SHARE_WANTED),
            ("purchases a second", purchases, wanted),
        )
        if found < asked
    ]
    if (p99 := percentiles(of_some.all)[-1]) > P99_WANTED_MS:
        missed.append(f"p99 while some buy: {shown(p99)} ms")
    spending = Table(["of", *(f"{name}, ms" for name in PARTIES.values()), "calls"], costs)
    Report("chat", {"waits": waits, "costs": spending}, figures, missed).hand_over()


if __name__ == "__main__":
    run(main())
