"""Working: the updates that receivers have kept are handled, those of one person one after the other.

A worker has some of the partitions, for as long as it says in time that it is still there; nobody else takes updates
of them meanwhile. A person belongs to one partition, so their order holds without a lock.
"""

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime

from core.domain.update import Lag
from core.services.lines import AWAY
from core.services.receiving import Handle
from core.services.shift import Shift
from db.update_streams import UpdateStreams


class Working:
    def __init__(self, streams: UpdateStreams, clock: Callable[[], datetime]) -> None:
        self.streams = streams
        self.clock = clock

    async def work(self, handle: Handle) -> None:
        """Until cancelled; then what is in hand is finished, and others have the rest at once."""
        name = secrets.token_hex(8)
        while True:
            await Shift(name, self.streams, self.clock, handle).work()
            await asyncio.sleep(AWAY)

    async def lag(self) -> Lag:
        """Raises `StreamsAway`."""
        return await self.streams.lag()
