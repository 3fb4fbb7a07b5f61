"""What the bot has called: for tests, the page and load reports. Bounded, and without the bytes of files."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.parameters import Upload, decode
from simulator.store import JSON


@dataclass(frozen=True, slots=True)
class Call:
    """`answer` is the result (of a message only its id) or the description of the refusal."""

    number: int
    at: float
    method: str
    chat_id: int | None
    raw: Mapping[str, Any]
    uploads: Mapping[str, int]
    status: int
    answer: Any

    @property
    def parameters(self) -> JSON:
        return decode(self.raw)

    def card(self) -> JSON:
        names = ("number", "at", "method", "chat_id", "parameters", "uploads", "status", "answer")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class Outbox:
    kept: deque[Call]
    count: int = 0
    _sizes: Mapping[str, int] = field(default_factory=dict)

    def add(
        self, at: float, method: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload], status: int, answer: Any
    ) -> None:
        self.count += 1
        sizes = {name: len(upload.data) for name, upload in uploads.items()} if uploads else self._sizes
        self.kept.append(Call(self.count, at, method, _chat_id(raw), raw, sizes, status, _short(answer)))

    def calls(self, method: str | None = None, chat_id: int | None = None, since: int = 0) -> list[Call]:
        return [
            call
            for call in self.kept
            if call.number > since
            and (method is None or call.method.lower() == method.lower())
            and (chat_id is None or call.chat_id == chat_id)
        ]


def _chat_id(raw: Mapping[str, Any]) -> int | None:
    try:
        return int(raw.get("chat_id") or raw.get("user_id") or "")
    except (ValueError, TypeError):
        return None


def _short(answer: Any) -> Any:
    if isinstance(answer, list):
        return [_short(item) for item in answer]
    if isinstance(answer, dict) and "message_id" in answer:
        return {"message_id": answer["message_id"]}
    return answer
