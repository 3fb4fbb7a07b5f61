"""A load balancer: one address for several receivers, whichever of them are there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from tests.faults.wire import join


class Balancer:
    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to whoever takes it first; none at all if nobody does."""
        self._ports.append(self._ports.pop(0))
        for port in list(self._ports):
            with suppress(OSError):
                far = await asyncio.open_connection("127.0.0.1", port)
                await join((reader, writer), far)
                far[1].transport.abort()
                break
        writer.transport.abort()


@asynccontextmanager
async def balancer_of(ports: Sequence[int]) -> AsyncIterator[str]:
    """Its address."""
    server = await asyncio.start_server(Balancer(ports).carry, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
