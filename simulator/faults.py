"""Limits and faults: off until somebody switches them on."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from simulator.errors import Dropped, NoAnswer, Refusal

Kind = Literal["error", "drop", "silence", "payment_twice", "payment_late", "payment_never"]
LIMITED = ("send", "edit", "copy", "forward")
SENTENCES = {
    400: "BOT_METHOD_INVALID",
    401: "",
    403: "bot was blocked by the user",
    409: "terminated by other getUpdates request; make sure that only one bot instance is running",
    502: "",
}


@dataclass(slots=True)
class Fault:
    """What goes wrong with calls of one method (or all), in one chat (or all), `count` times (or always).

    error            the call is refused with `code` and `text` (403 blocked, 429 with `retry_after`, 5xx …)
    drop             the connection breaks, `when` "before" or "after" the call took effect
    silence          no answer comes until the client gives up, likewise
    payment_twice    a successful payment is told to the bot twice
    payment_late     … only after `seconds`
    payment_never    … never
    """

    kind: Kind = "error"
    method: str | None = None
    chat_id: int | None = None
    count: int | None = 1
    code: int = 500
    text: str | None = None
    retry_after: int | None = None
    when: Literal["before", "after"] = "before"
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or self.when not in ("before", "after"):
            raise ValueError(f"there is no fault {self.kind} {self.when}")

    def strike(self) -> None:
        match self.kind:
            case "drop":
                raise Dropped
            case "silence":
                raise NoAnswer
            case "error" if self.code == 429:
                after = self.retry_after or 1
                raise Refusal(429, self.text or f"retry after {after}", retry_after=after)
            case "error":
                text = SENTENCES.get(self.code, "") if self.text is None else self.text
                raise Refusal(self.code, text, retry_after=self.retry_after)


@dataclass(slots=True)
class Faults:
    switched_on: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.switched_on.append(fault)

    def clear(self) -> None:
        self.switched_on.clear()

    def for_call(self, method: str, chat_id: object) -> Fault | None:
        for fault in self.switched_on:
            here = fault.chat_id is None or str(fault.chat_id) == str(chat_id)
            named = fault.method is None or fault.method.lower() == method.lower()
            if here and named and not fault.kind.startswith("payment_"):
                return self._use(fault)
        return None

    def for_payment(self, chat_id: int) -> Fault | None:
        for fault in self.switched_on:
            if fault.kind.startswith("payment_") and fault.chat_id in (None, chat_id):
                return self._use(fault)
        return None

    def _use(self, fault: Fault) -> Fault:
        if fault.count is not None:
            fault.count -= 1
            if fault.count <= 0:
                self.switched_on.remove(fault)
        return fault


@dataclass(slots=True)
class Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Limits:
    """30 messages a second in all and one a second in a chat, after a small burst. Paid ones: as many as can come."""

    clock: Callable[[], float]
    per_second: float | None = None
    per_chat: float | None = None
    burst: int = 3
    _all: Bucket | None = None
    _chats: dict[object, Bucket] = field(default_factory=dict)

    def switch(self, *, per_second: float | None = 30, per_chat: float | None = 1, burst: int = 3) -> None:
        """Both None: off."""
        self.per_second, self.per_chat, self.burst = per_second, per_chat, burst
        self._all, self._chats = None, {}

    def check(self, method: str, chat_id: object, *, is_paid: bool) -> None:
        is_off = self.per_second is None and self.per_chat is None
        if is_off or not method.startswith(LIMITED) or method == "sendchataction":
            return
        wait = 0.0
        taken: list[Bucket] = []
        if self.per_chat is not None and chat_id is not None:
            bucket = self._chats.setdefault(str(chat_id), Bucket(self.burst, self.clock()))
            wait = self._fill(bucket, self.per_chat, self.burst)
            taken.append(bucket)
        if self.per_second is not None and not is_paid:
            self._all = self._all or Bucket(self.per_second, self.clock())
            wait = max(wait, self._fill(self._all, self.per_second, self.per_second))
            taken.append(self._all)
        if wait > 0:
            after = max(1, math.ceil(wait))
            raise Refusal(429, f"retry after {after}", retry_after=after)
        for bucket in taken:
            bucket.tokens -= 1

    def _fill(self, bucket: Bucket, rate: float, most: float) -> float:
        """Seconds until the next message may be sent."""
        now = self.clock()
        bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        return 0.0 if bucket.tokens > 1 - 1e-9 else (1 - bucket.tokens) / rate
