"""Taps on inline buttons that wait for the bot's answer, once and not for long."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from simulator.errors import too_old_query
from simulator.store import JSON, Store


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    callback_query_id: str
    text: str = ""
    show_alert: bool = False
    url: str | None = None

    def card(self) -> JSON:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class CallbackQuery:
    id: str
    person_id: int
    asked_at: float
    answer: CallbackAnswer | None = None


class Queries:
    def __init__(self, store: Store, clock: Callable[[], float], ttl: float) -> None:
        self._store, self._clock, self.ttl = store, clock, ttl
        loaded = [CallbackQuery(key, *query) for key, query in store.all("query")]
        self._waiting = {query.id: query for query in sorted(loaded, key=lambda query: query.asked_at)}

    def ask(self, person_id: int) -> CallbackQuery:
        self._forget_the_oldest()
        query = CallbackQuery(str(secrets.randbits(62)), person_id, self._clock())
        self._waiting[query.id] = query
        self._store.put("query", query.id, [person_id, query.asked_at])
        return query

    def answer(self, query_id: str, text: str, show_alert: bool, url: str | None) -> CallbackQuery:
        query = self._waiting.pop(query_id, None)
        self._store.drop("query", query_id)
        if query is None or self._clock() - query.asked_at > self.ttl:
            raise too_old_query()
        query.answer = CallbackAnswer(query_id, text, show_alert, url)
        return query

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()
        self._store.drop_all("query")

    def _forget_the_oldest(self) -> None:
        """Two of them at most, so that no tap pays for many."""
        for _ in range(2):
            oldest = next(iter(self._waiting.values()), None)
            if oldest is None or self._clock() - oldest.asked_at <= self.ttl:
                return
            del self._waiting[oldest.id]
            self._store.drop("query", oldest.id)
