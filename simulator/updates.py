"""Delivery of updates: long polling with offsets, a webhook, or straight to a receiver in tests."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from simulator.errors import Refusal, bad_request
from simulator.store import JSON, Store
from simulator.webhook import Webhook

log = logging.getLogger(__name__)
Receiver = Callable[[JSON], Awaitable[object]]

DAY = 86_400.0
LONGEST_POLL = 50
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class Pending:
    update: JSON
    lane: str
    expires: float


@dataclass(slots=True)
class Updates:
    store: Store
    clock: Callable[[], float]
    receiver: Receiver | None = None
    webhook: Webhook | None = None
    allowed: list[str] = field(default_factory=list)
    pending: OrderedDict[int, Pending] = field(default_factory=OrderedDict)
    _last_id: int = 0
    _poller: asyncio.Future[None] | None = None
    _background: set[asyncio.Task[object]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._last_id = self.store.get("counter", "update_id", 0)
        self.allowed = self.store.get("setting", "allowed_updates", [])
        for update_id, (update, lane, expires) in self.store.all("update"):
            self.pending[update_id] = Pending(update, lane, expires)

    async def deliver(self, kind: str, body: JSON, *, lane: str, lives: float = DAY) -> None:
        """Waits for a receiver's handling; a queue takes the update and this returns at once."""
        if self.receiver is not None:
            await self.receiver(self._number(kind, body))
        elif self.wants(kind):
            self._enqueue(self._number(kind, body), lane, lives)

    def deliver_later(self, kind: str, body: JSON, *, lane: str, after: float = 0.0) -> None:
        """For what follows from the bot's own calls: it must not wait for itself."""
        if self.receiver is None and not after:
            if self.wants(kind):
                self._enqueue(self._number(kind, body), lane, DAY)
            return
        task = asyncio.create_task(self._after(after, kind, body, lane))
        self._background.add(task)
        task.add_done_callback(self._finished)

    async def settle(self) -> None:
        """Until everything that was to be delivered later has been."""
        while self._background:
            await asyncio.wait(self._background)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: list[str] | None) -> None:
        """Left out means: as before."""
        if kinds is not None and kinds != self.allowed:
            self.allowed = kinds
            self.store.put("setting", "allowed_updates", kinds)

    @property
    def is_polled(self) -> bool:
        return self._waiting_poll is not None

    async def poll(self, offset: int, limit: int, seconds: int, allowed: list[str] | None) -> list[JSON]:
        if self.webhook is not None:
            raise Refusal(409, "can't use getUpdates method while webhook is active")
        self._end_other_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.allow(allowed)
        self._confirm_before(offset)
        if (ready := self._ready(limit)) or seconds <= 0:
            return ready
        self._poller = poller = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(poller, min(seconds, LONGEST_POLL))
        except TimeoutError:
            return []
        return self._ready(limit)

    async def set_webhook(self, webhook: Webhook | None, *, drop_pending: bool = False) -> None:
        if drop_pending:
            self.forget()
        if webhook is not None:
            self._end_other_poll("terminated by setWebhook request")
        old, self.webhook = self.webhook, webhook
        if old is not None:
            await old.stop()
        if webhook is not None:
            for update_id, pending in self.pending.items():
                webhook.push(update_id, pending.lane)

    def take(self, update_id: int) -> JSON | None:
        """What the webhook posts: nothing if it is no longer wanted."""
        pending = self.pending.get(update_id)
        if pending is None or pending.expires < self.clock():
            self.confirm([update_id])
            return None
        return pending.update

    def confirm(self, update_ids: Iterable[int]) -> None:
        for update_id in update_ids:
            if self.pending.pop(update_id, None) is not None:
                self.store.drop("update", update_id)

    def forget(self) -> None:
        self.confirm(list(self.pending))

    async def close(self) -> None:
        """Nobody gets anything any more; what was not confirmed stays."""
        webhook, self.webhook = self.webhook, None
        if webhook is not None:
            await webhook.stop()
        if self._waiting_poll is not None:
            self._waiting_poll.set_result(None)
        for task in self._background:
            task.cancel()

    @property
    def _waiting_poll(self) -> asyncio.Future[None] | None:
        return None if self._poller is None or self._poller.done() else self._poller

    def _number(self, kind: str, body: JSON) -> JSON:
        self._last_id += 1
        self.store.put("counter", "update_id", self._last_id)
        return {"update_id": self._last_id, kind: body}

    def _enqueue(self, update: JSON, lane: str, lives: float) -> None:
        update_id = update["update_id"]
        pending = self.pending[update_id] = Pending(update, lane, self.clock() + lives)
        self.store.put("update", update_id, (pending.update, lane, pending.expires))
        if self.webhook is not None:
            self.webhook.push(update_id, lane)
        elif self._waiting_poll is not None:
            self._waiting_poll.set_result(None)

    async def _after(self, seconds: float, kind: str, body: JSON, lane: str) -> None:
        await asyncio.sleep(seconds)
        await self.deliver(kind, body, lane=lane)

    def _finished(self, task: asyncio.Task[object]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("the receiver failed", exc_info=error)

    def _end_other_poll(self, sentence: str) -> None:
        if self._waiting_poll is not None:
            self._waiting_poll.set_exception(Refusal(409, sentence))

    def _confirm_before(self, offset: int) -> None:
        if offset < 0:
            self.confirm(list(self.pending)[:offset])
        while self.pending and next(iter(self.pending)) < offset:
            self.confirm([next(iter(self.pending))])

    def _ready(self, limit: int) -> list[JSON]:
        now, ready, expired = self.clock(), [], []
        for update_id, pending in self.pending.items():
            if pending.expires < now:
                expired.append(update_id)
            else:
                ready.append(pending.update)
            if len(ready) >= limit:
                break
        self.confirm(expired)
        return ready


def check_limit(limit: int | None) -> int:
    if limit is not None and not 1 <= limit <= 100:
        raise bad_request("limit must be between 1 and 100")
    return limit or 100
