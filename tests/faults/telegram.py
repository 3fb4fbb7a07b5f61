"""The simulated Telegram, which says what the bot has got of it, and what it has not."""

import asyncio
from collections.abc import Mapping
from typing import Any

from simulator.errors import NoAnswer
from simulator.parameters import Upload
from simulator.store import JSON
from simulator.telegram import Telegram


class WatchedTelegram(Telegram):
    """Two events, to be cleared by whoever waits for the next.

    handed_over    the bot was given updates
    fell_silent    a call of the bot is left without an answer, before or after it took effect
    """

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.handed_over, self.fell_silent = asyncio.Event(), asyncio.Event()

    async def call(
        self, method: str, parameters: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None
    ) -> tuple[int, JSON]:
        try:
            status, envelope = await super().call(method, parameters, uploads)
        except NoAnswer:
            self.fell_silent.set()
            raise
        if method == "getUpdates" and envelope.get("result"):
            self.handed_over.set()
        return status, envelope
