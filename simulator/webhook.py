"""A webhook: updates are posted, one at a time in a lane, again and again until the bot takes them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import Dropped, NoAnswer, Refusal
from simulator.forms import read_body
from simulator.parameters import Upload
from simulator.posting import CannotConnect, ConnectionFailed, Poster, Response
from simulator.store import JSON, encode

SILENCE = 60.0
LONGEST_PAUSE = 120.0


@dataclass(slots=True)
class Webhook:
    """A lane is a chat for messages, a person for taps, a person for payments."""

    url: str
    secret: str
    max_connections: int
    take: Callable[[int], JSON | None]
    confirm: Callable[[list[int]], None]
    perform: Callable[[str, JSON, dict[str, Upload]], Awaitable[object]]
    clock: Callable[[], float]
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    last_error: tuple[int, str] | None = None
    _lanes: dict[str, deque[int]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _places: asyncio.Semaphore = field(init=False)
    _poster: Poster = field(init=False)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.max_connections)
        secret = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        self._poster = Poster(self.url, {"Content-Type": "application/json"} | secret)

    def is_set_to(self, settings: JSON) -> bool:
        asked = settings["url"], settings.get("secret_token", ""), settings.get("max_connections", 40)
        return asked == (self.url, self.secret, self.max_connections)

    def push(self, update_id: int, lane: str) -> None:
        if lane in self._lanes:
            self._lanes[lane].append(update_id)
            return
        self._lanes[lane] = deque([update_id])
        task = asyncio.create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """May be called from a lane: the bot answered an update with deleteWebhook."""
        others = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._lanes.clear()
        self._poster.close()

    async def _drain(self, lane: str) -> None:
        waiting, failures = self._lanes[lane], 0
        while waiting:
            update = self.take(waiting[0])
            if update is None:
                waiting.popleft()
                continue
            async with self._places:
                error, retry_after = await self._post(update)
            if error is None:
                self.confirm([waiting.popleft()])
                failures = 0
                continue
            self.last_error = int(self.clock()), error
            await self.pause(retry_after if retry_after is not None else _back_off(failures))
            failures += 1
        self._lanes.pop(lane, None)

    async def _post(self, update: JSON) -> tuple[str | None, float | None]:
        """The error, if any, and the wait that the bot asked for."""
        try:
            async with asyncio.timeout(SILENCE):
                response = await self._poster.post(encode(update))
        except TimeoutError:
            return "Read timeout expired", None
        except CannotConnect:
            return "Connection refused", None
        except ConnectionFailed as error:
            return f"Connection failed: {error}", None
        if 200 <= response.status < 300:
            await self._perform_reply(response)
            return None, None
        after = response.headers.get("retry-after", "")
        sentence = f"Wrong response from the webhook: {response.status} {response.reason}"
        return sentence, float(after) if after.isdecimal() else None

    async def _perform_reply(self, response: Response) -> None:
        """The bot may call one method in its answer; nobody tells it what came of that."""
        reply: Any = None
        uploads: dict[str, Upload] = {}
        with suppress(ValueError, Refusal):
            reply, uploads = read_body(response.headers.get("content-type", ""), response.body)
        if isinstance(reply, dict) and isinstance(reply.get("method"), str):
            with suppress(Dropped, NoAnswer):
                await self.perform(reply.pop("method"), reply, uploads)


def _back_off(failures: int) -> float:
    return 0.0 if failures == 0 else min(LONGEST_PAUSE, 2.0**failures)
