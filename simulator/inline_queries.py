"""Inline queries: what a person types behind the bot's name in any chat, and the results once the bot gave them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from simulator.errors import too_old_query
from simulator.store import JSON

QUERY_MAX = 256
TTL = 30.0
"""Seconds that Telegram waits for the results."""


@dataclass(slots=True)
class InlineQuery:
    id: str
    person_id: int
    asked_at: float
    answer: JSON | None = None

    @property
    def results(self) -> list[JSON]:
        return list(self.answer["results"]) if self.answer else []


class InlineQueries:
    """They live for seconds, so that nothing of them survives a restart."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: dict[str, InlineQuery] = {}

    def ask(self, person_id: int) -> InlineQuery:
        now = self._clock()
        self._asked = {key: query for key, query in self._asked.items() if now - query.asked_at <= TTL}
        query = InlineQuery(str(secrets.randbits(62)), person_id, now)
        self._asked[query.id] = query
        return query

    def answer(self, query_id: str, answer: JSON) -> InlineQuery:
        query = self._asked.pop(query_id, None)
        if query is None or self._clock() - query.asked_at > TTL:
            raise too_old_query()
        query.answer = answer
        return query

    def clear(self) -> None:
        self._asked.clear()
