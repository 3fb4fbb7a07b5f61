"""What a server may answer to a call, and what happens to the connection."""

import asyncio
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import connections
from bot.connections import Connections
from core.running import run

OPENSSL = shutil.which("openssl")
PATIENCE = 5.0
SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"
CHUNKED = b"HTTP/1.1 429 Slow\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
LAST = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na"


@dataclass
class Server:
    """It says what it is told to; after an empty answer, or where there is none, it closes the connection."""

    port: int = 0
    answers: list[bytes] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    now: int = 0
    most: int = 0
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections, self.now = self.connections + 1, self.now + 1
        self.most = max(self.most, self.now)
        while request := await reader.read(2**16):
            self.requests.append(request)
            if not self.answers or not (answer := self.answers.pop(0)):
                break
            writer.write(answer)
        writer.close()
        self.now -= 1
        self.gone.set()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()


@pytest.fixture
async def line(server: Server) -> AsyncIterator[Connections]:
    line = Connections(f"http://127.0.0.1:{server.port}/", ssl.create_default_context())
    yield line
    line.close()


async def test_calls_share_a_connection_one_after_the_other(server: Server, line: Connections) -> None:
    server.answers = [SHORT, CHUNKED, SHORT, SHORT]
    assert await line.post("/bot1:a/sendMessage", b'{"text":"\xd1\x97"}', PATIENCE) == (200, b"a")
    assert await line.post("/x", b"{}", PATIENCE) == (429, b"abc")
    assert server.connections == 1
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:") and body == b'{"text":"\xd1\x97"}'
    assert b"Content-Type: application/json\r\n" in head and head.endswith(b"\r\nContent-Length: 13")

    await asyncio.gather(*(line.post("/x", b"{}", PATIENCE) for _ in range(2)))
    assert server.connections == 2, "two at once need two"


async def test_what_only_says_that_an_answer_will_come_is_no_answer(server: Server, line: Connections) -> None:
    server.answers = [b"HTTP/1.1 103 Early Hints\r\n\r\n" + SHORT]
    assert await line.post("/x", b"{}", PATIENCE) == (200, b"a")


async def test_after_a_last_answer_another_connection_is_made(server: Server, line: Connections) -> None:
    server.answers = [LAST, SHORT]
    assert [await line.post("/x", b"{}", PATIENCE) for _ in range(2)] == [(200, b"a")] * 2
    assert server.connections == 2


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0\r\n\r\n", b"HTTP/1.1 101 Upgrade\r\nUpgrade: ws\r\n\r\n"])
async def test_what_is_no_answer_is_an_error_of_the_line(server: Server, line: Connections, answer: bytes) -> None:
    server.answers = [answer, SHORT]
    with pytest.raises(ConnectionError):
        await line.post("/x", b"{}", PATIENCE)
    assert await line.post("/x", b"{}", PATIENCE) == (200, b"a")


async def test_an_answer_that_comes_late_is_not_taken_for_the_next(server: Server, line: Connections) -> None:
    server.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", SHORT]
    with pytest.raises(TimeoutError):
        await line.post("/x", b"{}", 0.05)
    assert await line.post("/x", b"{}", PATIENCE) == (200, b"a")
    assert server.connections == 2


async def test_an_answer_to_nothing_ends_the_connection(server: Server, line: Connections) -> None:
    server.answers = [SHORT + SHORT, SHORT]
    assert await line.post("/x", b"{}", PATIENCE) == (200, b"a")
    await asyncio.wait_for(server.gone.wait(), PATIENCE)
    assert await line.post("/x", b"{}", PATIENCE) == (200, b"a")
    assert server.connections == 2


async def test_an_idle_connection_is_closed_after_a_while_unless_it_is_used(
    server: Server, line: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers = [SHORT] * 3
    await line.post("/x", b"{}", PATIENCE)
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.01)
    await line.post("/x", b"{}", PATIENCE)
    await asyncio.wait_for(server.gone.wait(), PATIENCE)
    assert await line.post("/x", b"{}", PATIENCE) == (200, b"a")
    assert server.connections == 2


async def test_no_more_than_the_most_are_open(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "CONNECTIONS_MAX", 2)
    server.answers = [SHORT] * 9
    line = Connections(f"http://127.0.0.1:{server.port}/", ssl.create_default_context())
    assert await asyncio.gather(*(line.post("/x", b"{}", PATIENCE) for _ in range(9))) == [(200, b"a")] * 9
    assert server.most == 2
    line.close()


async def test_who_waits_when_all_is_closed_is_told(server: Server, line: Connections) -> None:
    server.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"]
    waiting = asyncio.create_task(line.post("/x", b"{}", PATIENCE))
    while not server.requests:
        await asyncio.sleep(0)
    line.close()
    with pytest.raises(ConnectionError):
        await waiting


async def test_where_nobody_listens_there_is_an_error(unused_tcp_port: int) -> None:
    with pytest.raises(OSError, match=r"refused|Connect"):
        await Connections(f"http://127.0.0.1:{unused_tcp_port}/", ssl.create_default_context()).post("/", b"", PATIENCE)


@pytest.mark.skipif(OPENSSL is None and "KASSA_REQUIRE_OPENSSL" not in os.environ, reason="OpenSSL is not installed")
@pytest.mark.parametrize("run_on", [asyncio.run, run], ids=["asyncio", "uvloop"])
async def test_the_server_shows_who_it_is(run_on: Callable[..., bool], tmp_path: Path) -> None:
    """On both loops, whose transports are not alike."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    assert OPENSSL is not None, "OpenSSL is required, and not installed"
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    command = [OPENSSL, *made.split(), "-keyout", str(key), "-out", str(certificate)]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)
    ours, theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    ours.load_cert_chain(certificate, key)

    async def post() -> bool:
        server = Server(answers=[SHORT, SHORT])
        listening = await asyncio.start_server(server.serve, "localhost", 0, ssl=ours)
        line = Connections(f"https://localhost:{listening.sockets[0].getsockname()[1]}/", theirs)
        try:
            with pytest.raises(ssl.SSLCertVerificationError):
                await line.post("/x", b"{}", PATIENCE)
            assert server.requests == [], "nothing is told to whoever that is"
            theirs.load_verify_locations(certificate)
            return await line.post("/x", b"{}", PATIENCE) == (200, b"a")
        finally:
            line.close()
            listening.close()

    assert await asyncio.to_thread(lambda: run_on(post()))
