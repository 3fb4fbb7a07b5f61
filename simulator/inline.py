"""Inline queries: what a person types behind the bot's name in any chat, the results, and the one that was chosen."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import keyboards, sending
from simulator.acts import Acts
from simulator.errors import bad_request, too_old_query, unknown
from simulator.store import JSON

if TYPE_CHECKING:
    from simulator.telegram import Telegram

acts = Acts()
RESULTS_MAX, ID_BYTES_MAX, OFFSET_BYTES_MAX, QUERY_MAX = 50, 64, 64, 256
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


@acts("answerInlineQuery")
async def answer_inline_query(telegram: "Telegram", p: JSON) -> bool:
    results = [_checked(result) for result in p["results"]]
    if len(results) > RESULTS_MAX:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(p.get("next_offset", "").encode()) > OFFSET_BYTES_MAX:
        raise bad_request("NEXT_OFFSET_INVALID")
    if p.get("cache_time", 300) < 0:
        raise bad_request("wrong cache_time specified")
    if "button" in p:
        _check_button(p["button"])
    settings = {name: p[name] for name in ("button", "cache_time", "is_personal", "next_offset") if name in p}
    query = telegram.inline_queries.answer(p["inline_query_id"], settings | {"results": results})
    telegram.chat(query.person_id).tell("inline", {"inline_query_id": query.id, **(query.answer or {})})
    return True


def _checked(result: JSON) -> JSON:
    """The result with its message as it will be sent."""
    if result["type"] != "article":
        raise unknown(f"inline results of type {result['type']}")
    if not 1 <= len(result["id"].encode()) <= ID_BYTES_MAX:
        raise bad_request("RESULT_ID_INVALID")
    if not result["title"]:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    if "message_text" not in content:
        raise unknown("shared messages other than texts")
    written = {"text": content["message_text"], **{name: value for name, value in content.items() if value is not None}}
    markup = result.get("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    checked = keyboards.check(markup)
    if any("callback_data" in button for button in keyboards.buttons_of(checked)):
        raise unknown("buttons with callback data under shared messages")
    shown = {name: result[name] for name in ("id", "type", "title", "description") if result.get(name)}
    return shown | {"message": sending.text_content(written) | ({"reply_markup": checked} if checked else {})}


def _check_button(button: JSON) -> None:
    if not button.get("text"):
        raise bad_request("BUTTON_TEXT_INVALID")
    if (button.get("web_app") is None) == (button.get("start_parameter") is None):
        raise bad_request("exactly one of the optional fields of the button must be used")
    start = button.get("start_parameter")
    if start is not None and not re.fullmatch("[A-Za-z0-9_-]{1,64}", start):
        raise bad_request("START_PARAM_INVALID")
