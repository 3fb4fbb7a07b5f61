"""What a server may answer to a post, and what happens to the connection."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from core.running import run
from simulator import posting
from simulator.posting import CannotConnect, ConnectionFailed, Poster


@dataclass
class Answers:
    """A server that says what it is told to; an empty answer closes the connection."""

    port: int = 0
    given: list[bytes] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    closing: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while head := (await reader.read(2**16)):
            self.requests.append(head)
            answer = self.given.pop(0)
            writer.write(answer)
            if self.closing or not answer:
                break
        writer.close()
        self.gone.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook/ї?a=b c"


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    answers = Answers()
    server = await asyncio.start_server(answers.serve, "127.0.0.1", 0)
    answers.port = server.sockets[0].getsockname()[1]
    yield answers
    server.close()


@pytest.fixture
async def poster(answers: Answers) -> AsyncIterator[Poster]:
    poster = Poster(answers.url, {"X-Secret": "s"})
    yield poster
    poster.close()


SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"


async def test_posts_share_a_connection_one_after_the_other(answers: Answers, poster: Poster) -> None:
    answers.given = [SHORT] * 4

    assert [(await poster.post(b"{}")).body for _ in range(2)] == [b"a"] * 2
    assert answers.connections == 1
    await asyncio.gather(poster.post(b"{}"), poster.post(b"{}"))
    assert answers.connections == 2
    head = f"POST /hook/%D1%97?a=b%20c HTTP/1.1\r\nHost: 127.0.0.1:{answers.port}\r\nX-Secret: s\r\nContent-Length: 2"
    assert answers.requests == [head.encode() + b"\r\n\r\n{}"] * 4


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc",
    ],
)
async def test_an_answer_has_many_forms(answers: Answers, poster: Poster, answer: bytes) -> None:
    answers.given = [answer, SHORT]

    response = await poster.post(b"{}")

    assert (response.status, response.reason, response.body) == (200, "OK", b"abc")
    assert (await poster.post(b"{}")).body == b"a"
    assert answers.connections == 1


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.0 201 Made\r\n\r\nabc", b"HTTP/1.1 201 Made\r\nConnection: close\r\n\r\nabc"]
)
async def test_an_answer_may_end_with_the_connection(answers: Answers, poster: Poster, answer: bytes) -> None:
    answers.given, answers.closing = [answer, SHORT], True

    response = await poster.post(b"{}")

    assert (response.status, response.reason, response.body) == (201, "Made", b"abc")
    assert (await poster.post(b"{}")).body == b"a"
    assert answers.connections == 2


@pytest.mark.parametrize(
    "answer", [b"", b"what?\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na", b"HTTP/1.1 200 OK\r\nContent-"]
)
async def test_a_broken_answer_is_a_failure(answers: Answers, poster: Poster, answer: bytes) -> None:
    answers.given, answers.closing = [answer, SHORT], True

    with pytest.raises(ConnectionFailed):
        await asyncio.wait_for(poster.post(b"{}"), 5)

    assert (await poster.post(b"{}")).body == b"a"


async def test_a_connection_that_was_closed_meanwhile_is_not_used_again(answers: Answers, poster: Poster) -> None:
    answers.given, answers.closing = [SHORT] * 2, True
    await poster.post(b"{}")
    async with asyncio.timeout(5):
        while any(connection.is_open for connection in poster._idle):
            await asyncio.sleep(0)

    assert (await poster.post(b"{}")).body == b"a"


async def test_an_idle_connection_is_closed_after_a_while_unless_it_is_used(
    answers: Answers, poster: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.given = [SHORT] * 3
    await poster.post(b"{}")
    monkeypatch.setattr(posting, "IDLE_SECONDS", 0.01)
    await poster.post(b"{}")
    await asyncio.wait_for(answers.gone.wait(), 5)

    assert (await poster.post(b"{}")).body == b"a"
    assert answers.connections == 2


async def test_a_post_that_nobody_waits_for_ends_its_connection(answers: Answers, poster: Poster) -> None:
    answers.given = [b"HTTP/1.1 100 Continue\r\n\r\n", SHORT]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(poster.post(b"{}"), 0.05)

    assert (await poster.post(b"{}")).body == b"a"
    assert answers.connections == 2


async def test_where_nobody_listens_there_is_no_connection(unused_tcp_port: int) -> None:
    with pytest.raises(CannotConnect):
        await Poster(f"http://127.0.0.1:{unused_tcp_port}", {}).post(b"{}")


async def test_on_the_loop_of_the_demo_it_posts_as_well(answers: Answers) -> None:
    """Whose transports are not those of asyncio."""
    answers.given = [SHORT]

    async def post() -> bytes:
        poster = Poster(answers.url, {})
        try:
            return (await poster.post(b"{}")).body
        finally:
            poster.close()

    assert await asyncio.to_thread(lambda: run(post())) == b"a"
