"""Pulse: which sweeps are done, so that somebody notices when one is not any more, or none."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from db import sweeps
from db.pool import Pool


class Pulse:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock
        self._every: dict[str, timedelta] = {}
        self._done_at: dict[str, datetime] = {}

    def begin(self, every: Mapping[str, timedelta]) -> None:
        """The sweeps that there are. Each has its whole time from now on."""
        self._every = dict(every)
        self._done_at = dict.fromkeys(every, self.clock())

    def beat(self, name: str) -> None:
        """That sweep was done without a failure."""
        self._done_at[name] = self.clock()

    async def keep_due(self) -> None:
        """Writes down what was done since the last time."""
        if done_at := {name: at for name, at in self._done_at.items() if name in self._every}:
            await sweeps.note(self.pool, self._every, done_at)
            self._done_at = {name: at for name, at in self._done_at.items() if done_at.get(name) != at}
