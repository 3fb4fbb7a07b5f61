"""Calls of a bot on the wire, written byte by byte; what is no such call is aiohttp's."""

import asyncio
import gc
import json
import socket
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvloop

from simulator.chats import Person
from simulator.connection import Call, Connection
from simulator.server import serve
from simulator.store import JSON
from simulator.telegram import Telegram


@dataclass
class Wire:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, *pieces: str) -> None:
        self.writer.write("".join(pieces).replace("\n", "\r\n").encode())

    async def head(self) -> str:
        return (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)).decode()

    async def answer(self) -> tuple[int, Any]:
        head = await self.head()
        length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
        return int(head.split()[1]), json.loads(await self.reader.readexactly(length) or "null")


@pytest.fixture
async def wire(url: str) -> AsyncIterator[Wire]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    yield Wire(reader, writer)
    writer.close()


def call(telegram: Telegram, method: str, body: str = "{}", more: str = "") -> str:
    head = f"POST /bot{telegram.token}/{method} HTTP/1.1\nHost: a\nContent-Type: application/json\n"
    return f"{head}{more}Content-Length: {len(body)}\n\n{body}"


def said(olena: Person, text: str) -> str:
    return json.dumps({"chat_id": olena.id, "text": text})


async def test_a_bot_may_look_at_the_page_on_the_same_connection(wire: Wire, telegram: Telegram) -> None:
    wire.send(call(telegram, "getMe"))
    assert (await wire.answer())[1]["result"]["id"] == 4242
    wire.send("GET /sim/people HTTP/1.1\nHost: a\n\n")
    assert (await wire.answer())[1]["people"] == []
    wire.send(call(telegram, "getMe"))
    assert (await wire.answer())[0] == 200


async def test_calls_that_come_together_are_answered_in_their_order(
    wire: Wire, telegram: Telegram, olena: Person
) -> None:
    wire.send(*(call(telegram, "sendMessage", said(olena, text)) for text in "abc"), call(telegram, "no"))

    answers = [await wire.answer() for _ in range(4)]
    assert [body["result"]["text"] for _, body in answers[:3]] == list("abc")
    assert answers[3][0] == 404


@pytest.mark.parametrize("size", [1, 5, 40])
async def test_a_call_may_come_in_pieces(wire: Wire, telegram: Telegram, olena: Person, size: int) -> None:
    whole = call(telegram, "sendMessage", said(olena, "piece by piece"))
    for begin in range(0, len(whole), size):
        wire.send(whole[begin : begin + size])
        await asyncio.sleep(0)

    assert (await wire.answer())[1]["result"]["text"] == "piece by piece"


async def test_a_call_may_come_in_chunks(wire: Wire, telegram: Telegram, olena: Person) -> None:
    body = said(olena, "a")
    head = call(telegram, "sendMessage").partition("Content-Length")[0]
    wire.send(f"{head}Transfer-Encoding: chunked\n\n5\n{body[:5]}\n{len(body) - 5:x}\n{body[5:]}\n0\n\n")

    assert (await wire.answer())[1]["result"]["text"] == "a"


async def test_who_asks_before_a_long_body_is_told_to_go_on(wire: Wire, telegram: Telegram) -> None:
    head, _, body = call(telegram, "getMe", more="Expect: 100-continue\n").partition("\n\n")
    wire.send(head, "\n\n")
    assert (await wire.head()).startswith("HTTP/1.1 100 ")
    wire.send(body)
    assert (await wire.answer())[0] == 200


async def test_a_connection_is_closed_for_who_wants_no_more(wire: Wire, telegram: Telegram) -> None:
    wire.send(call(telegram, "getMe", more="Connection: close\n"))

    assert (await wire.answer())[0] == 200
    assert await asyncio.wait_for(wire.reader.read(), 5) == b""


async def test_what_is_not_http_is_refused(wire: Wire) -> None:
    wire.send("POST /bot and so on\n\n")

    assert (await wire.head()).startswith("HTTP/1.1 400 ")
    assert await asyncio.wait_for(wire.reader.read(), 5) == b""


async def test_the_call_of_who_has_gone_ends(wire: Wire, telegram: Telegram) -> None:
    wire.send(call(telegram, "getUpdates", '{"timeout": 50}'))
    async with asyncio.timeout(5):
        while not telegram.updates.is_polled:
            await asyncio.sleep(0)
        wire.writer.close()
        while telegram.updates.is_polled:
            await asyncio.sleep(0)


def test_an_answer_that_is_ready_when_its_connection_is_lost_is_left_out() -> None:
    """On uvloop, as Kassa runs: it takes none then."""

    async def lose_it() -> None:
        opened, failed = set[Connection](), list[object]()

        async def answer(_: Call) -> tuple[int, JSON]:
            next(iter(opened)).close()
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            return 200, {}

        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: failed.append(context))
        server = await loop.create_server(lambda: Connection(answer, asyncio.Protocol, opened), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"POST /bot HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
        with suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
        server.close()
        await server.wait_closed()
        gc.collect()
        assert failed == []

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(lose_it())


async def test_half_a_character_is_no_text(wire: Wire, telegram: Telegram, olena: Person) -> None:
    wire.send(call(telegram, "sendMessage", '{"chat_id": 1001, "text": "\\ud83d"}'))

    assert (await wire.answer())[0] == 400


async def test_nobody_listens_any_more_when_what_was_served_has_failed(telegram: Telegram) -> None:
    with pytest.raises(RuntimeError):
        async with serve(telegram) as url:
            raise RuntimeError
    parts = urlsplit(url)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(parts.hostname, parts.port)


@pytest.mark.parametrize("turns", range(5))
async def test_who_comes_in_while_the_server_closes_is_sent_away(telegram: Telegram, turns: int) -> None:
    async with serve(telegram) as url:
        parts = urlsplit(url)
        client = socket.create_connection((parts.hostname, parts.port))
        for _ in range(turns):
            await asyncio.sleep(0)
    with closing(client):
        client.setblocking(False)
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(asyncio.get_running_loop().sock_recv(client, 1), 5) == b""
    gc.collect()  # pytest fails on what was never closed
