"""`kassa demo` as a person starts and stops it: a process of its own, spoken to over HTTP."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest

from cli import demo

ROOT = Path(__file__).parents[2]
SOON = 60.0  # seconds: a start takes two, on a busy machine more
MAX, CLUB = 1002, 2


class Demo:
    """A running `python -m cli demo`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.printed = ""

    async def until_printed(self, what: str) -> None:
        assert self.process.stdout is not None
        async with asyncio.timeout(SOON):
            while what not in self.printed:
                line = await self.process.stdout.readline()
                assert line, f"it ended without {what!r}: {self.printed} {await self._errors()}"
                self.printed += line.decode()

    async def end(self, number: signal.Signals | None = None) -> tuple[int, str]:
        """Waits for its end, after a signal if one is given; the exit code and what it complained of."""
        if number:
            self.process.send_signal(number)
        async with asyncio.timeout(SOON):
            out, errors = await self.process.communicate()
        self.printed += out.decode()
        assert self.process.returncode is not None
        return self.process.returncode, errors.decode()

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    async def _errors(self) -> str:
        assert self.process.stderr is not None
        return (await self.process.stderr.read()).decode()


@asynccontextmanager
async def started(data: Path, port: int) -> AsyncIterator[Demo]:
    environment = os.environ | {"DEMO_DATA": str(data), "DEMO_PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli", "demo"),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    demo = Demo(process)
    try:
        yield demo
    finally:
        if process.returncode is None:
            process.kill()
            await demo.end()


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def taken(port: int) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)):
        yield


class ChatPage:
    """What the chat page of one person shows, kept up to date by the stream."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http = http
        self.url = url
        self.messages: dict[int, dict[str, Any]] = {}

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        async with self.http.get(f"{self.url}/stream") as self.stream:
            await self.until(lambda: True)
            yield

    async def post(self, what: str, **body: Any) -> dict[str, Any]:
        async with self.http.post(f"{self.url}/{what}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def until(self, it_is_so: Callable[[], bool]) -> None:
        """Reads on until it is so; at least one event."""
        async with asyncio.timeout(SOON):
            while True:
                event = (await self.stream.content.readline()).decode().strip().removeprefix("event: ")
                data = json.loads((await self.stream.content.readline()).decode().removeprefix("data: "))
                await self.stream.content.readline()
                for message in data["messages"] if event == "snapshot" else [data] if event == "message" else []:
                    self.messages[message["message_id"]] = message
                if it_is_so():
                    return

    def shows(self, words: str) -> bool:
        return any(words in self.words(message) for message in self.messages.values())

    def words(self, message: dict[str, Any]) -> str:
        """Of a message of the bot, with those on its buttons."""
        said = [message.get(name, "") for name in ("text", "caption")]
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return " ".join(said + [button["text"] for row in rows for button in row]) if message["from"]["is_bot"] else ""

    async def tap(self, data: str, shows: str) -> None:
        """Taps what a button of the newest message of the bot would hold, and waits for the words."""
        newest = max(number for number, message in self.messages.items() if message["from"]["is_bot"])
        await self.post("tap", message_id=newest, data=data)
        await self.until(lambda: self.shows(shows))


@asynccontextmanager
async def chat_page(port: int) -> AsyncIterator[ChatPage]:
    async with AsyncExitStack() as opened:
        http = await opened.enter_async_context(aiohttp.ClientSession())
        page = ChatPage(http, f"http://127.0.0.1:{port}/sim/people/{MAX}")
        await opened.enter_async_context(page.opened())
        yield page


async def test_the_demo_comes_up_answers_stops_and_remembers(server_base: Path, port: int) -> None:
    data = server_base / "demo"
    async with started(data, port) as first:
        await first.until_printed(f"open http://127.0.0.1:{port}")
        assert "added the example events" in first.printed
        async with chat_page(port) as page:
            await page.post("text", text="/start")
            await page.until(lambda: page.shows("Hello, Max!"))
            await page.tap(f"holdn1:{CLUB}:1:2", "Held for you until")
        servers = first.children()
        assert {"postgres", "valkey-server"} <= {server.name() for server in servers}
        code, errors = await first.end(signal.SIGINT)
    assert (code, errors) == (0, "")
    assert f"stopped; the data stay in {data}" in first.printed
    assert [server for server in servers if server.is_running()] == []
    with taken(port):
        pass  # nobody listens there any more

    async with started(data, port) as again:
        await again.until_printed("ready after")
        assert "added the example events" not in again.printed
        async with chat_page(port) as page:
            assert page.shows("Held for you until")
            await page.tap(f"event1:{CLUB}", "My hold")

        async with started(data, port) as second:
            code, errors = await second.end()
        assert code == 1
        assert errors.strip() == f"kassa: Another run is using {data}: stop it first, or choose another directory."
        assert again.process.returncode is None, "the first one goes on"

        code, errors = await again.end(signal.SIGTERM)
    assert (code, errors) == (0, "")


async def test_what_is_wrong_with_the_port_is_told_in_one_sentence_and_nothing_is_left_running(
    server_base: Path, port: int
) -> None:
    in_use, none = server_base / "in-use", server_base / "none"
    with taken(port):
        async with started(in_use, port) as late, started(none, 0) as early:
            await late.until_printed("opening the simulated Telegram")
            servers = late.children()
            (late_code, late_errors), (early_code, early_errors) = await asyncio.gather(late.end(), early.end())
    assert late_code == early_code == 1
    assert late_errors.strip() == f"kassa: port {port} is in use: choose another one with DEMO_PORT=8081 make demo"
    assert [server for server in servers if server.is_running()] == []
    assert early_errors.strip() == "kassa: DEMO_PORT must be a number from 1 to 65535, not '0'"
    assert not none.exists(), "it was found wrong before anything was started"


@pytest.mark.parametrize("value", ["", "0", "65536", "-1", "http", "80 80", "8080.5", "²"])
def test_a_port_that_is_none_is_told_in_one_sentence(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PORT", value)
    with pytest.raises(SystemExit) as end:
        demo._port()
    assert end.value.code == f"kassa: DEMO_PORT must be a number from 1 to 65535, not {value!r}"
