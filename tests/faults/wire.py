"""The line between the bot and Telegram, which can be cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Wire:
    def __init__(self, url: str) -> None:
        """`url` is where Telegram really is."""
        self._far = urlsplit(url)
        self._ends: set[asyncio.StreamWriter] = set()
        self.is_down = False

    def cut(self) -> None:
        """Every connection breaks now, whatever was on it; new ones are made at once, unless it `is_down`."""
        for end in self._ends:
            end.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the bot's, until either side ends it."""
        ends = {writer}
        try:
            self._ends |= ends
            if self.is_down:
                return
            far_reader, far_writer = await asyncio.open_connection(self._far.hostname, self._far.port)
            ends.add(far_writer)
            self._ends |= ends
            await join((reader, writer), (far_reader, far_writer))
        finally:
            self._ends -= ends
            for end in ends:
                end.transport.abort()


@asynccontextmanager
async def wire_to(url: str) -> AsyncIterator[tuple[Wire, str]]:
    """The wire, and the address of its near end."""
    wire = Wire(url)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    try:
        yield wire, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        wire.cut()
        await server.wait_closed()


async def join(near: Connection, far: Connection) -> None:
    """What comes from one goes to the other, until either ends."""
    ways = [asyncio.create_task(_copy(near[0], far[1])), asyncio.create_task(_copy(far[0], near[1]))]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
