"""The method that answers an inline query."""

import re

from simulator import keyboards, sending
from simulator.acts import Acts
from simulator.errors import bad_request, unknown
from simulator.store import JSON
from simulator.world import World

acts = Acts()
RESULTS_MAX, ID_BYTES_MAX, OFFSET_BYTES_MAX = 50, 64, 64


@acts("answerInlineQuery")
async def answer_inline_query(world: World, p: JSON) -> bool:
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
    query = world.inline_queries.answer(p["inline_query_id"], settings | {"results": results})
    world.chat(query.person_id).tell("inline", {"inline_query_id": query.id, **(query.answer or {})})
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
