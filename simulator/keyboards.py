"""What Telegram demands of a keyboard under a message."""

import json
from typing import Any

from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import TypeAdapter, ValidationError

from simulator.errors import bad_request
from simulator.store import JSON

BUTTONS_MAX, ROW_MAX, BYTES_MAX = 100, 8, 10_240
STYLES = ("danger", "success", "primary")
LOOKS = {"text", "icon_custom_emoji_id", "style"}
KINDS = set(InlineKeyboardButton.model_fields) - LOOKS
REQUESTS = set(KeyboardButton.model_fields) - LOOKS
REPLY: dict[str, TypeAdapter[Any]] = {
    "keyboard": TypeAdapter(ReplyKeyboardMarkup),
    "remove_keyboard": TypeAdapter(ReplyKeyboardRemove),
    "force_reply": TypeAdapter(ForceReply),
}


def check(markup: Any, *, invoice: bool = False) -> JSON | None:
    """The markup to keep, or None for an empty one."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup, invoice)
    if invoice:
        raise bad_request("invoice can have only an inline keyboard")
    return _reply(markup)


def is_inline(markup: JSON | None) -> bool:
    return markup is not None and "inline_keyboard" in markup


def buttons_of(markup: JSON | None) -> list[JSON]:
    return [button for row in (markup or {}).get("inline_keyboard", ()) for button in row]


def keys_of(markup: JSON | None) -> list[JSON]:
    """The buttons in place of the person's own keyboard."""
    return [button for row in (markup or {}).get("keyboard", ()) for button in row]


def _inline(markup: JSON, invoice: bool) -> JSON | None:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    rows = [row for row in rows if row]
    buttons = [button for row in rows for button in row]
    for place, button in enumerate(buttons):
        _button(button, first=place == 0, invoice=invoice)
    if invoice and buttons and "pay" not in buttons[0]:
        raise bad_request("BUTTON_POS_INVALID")
    if len(buttons) > BUTTONS_MAX or any(len(row) > ROW_MAX for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if len(buttons) > ROW_MAX and len(json.dumps(rows, ensure_ascii=False).encode()) > BYTES_MAX:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _reply(markup: JSON) -> JSON:
    adapter = next((model for name, model in REPLY.items() if name in markup), None)
    if adapter is None:
        raise bad_request("can't parse reply keyboard markup JSON object: unknown kind")
    try:
        adapter.validate_python(markup)
    except ValidationError as error:
        raise bad_request(f"can't parse reply keyboard markup JSON object: {error.errors()[0]['msg']}") from error
    for button in keys_of(markup):
        _key(button)
    return markup


def _key(button: JSON) -> None:
    """A key says its text, or asks for one thing: a contact, a place, people …"""
    requests = button.keys() - LOOKS
    if not button["text"]:
        raise bad_request("can't parse keyboard button: text must be non-empty")
    if unknown := requests - REQUESTS:
        raise bad_request(f'can\'t parse keyboard button: unknown field "{min(unknown)}"')
    if len([name for name in requests if button[name]]) > 1:
        raise bad_request("can't parse keyboard button: only one of the optional fields can be used")
    if button.get("style") not in (None, *STYLES):
        raise bad_request("can't parse keyboard button: invalid button style specified")


def _button(button: Any, *, first: bool, invoice: bool) -> None:
    if not isinstance(button, dict):
        raise _cannot_parse("expected an Object")
    text, kinds = button.get("text"), button.keys() - LOOKS
    if not isinstance(text, str) or not text:
        raise _cannot_parse('field "text" must be a non-empty String')
    if unknown := kinds - KINDS:
        raise _cannot_parse(f'unknown field "{min(unknown)}"')
    if not kinds:
        raise _cannot_parse("text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise _cannot_parse(f"exactly one of the fields {', '.join(sorted(kinds))} must be used")
    if button.get("style") not in (None, *STYLES):
        raise _cannot_parse("invalid button style specified")
    _content(kinds.pop(), button, first=first, invoice=invoice)


def _content(kind: str, button: JSON, *, first: bool, invoice: bool) -> None:
    value = button[kind]
    match kind:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
                raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            if not isinstance(value, str) or not _is_link(value):
                raise bad_request(f"inline keyboard button URL '{value}' is invalid: wrong HTTP URL")
        case "pay":
            if not invoice:
                raise bad_request("BUTTON_TYPE_INVALID")
            if not first or value is not True:
                raise bad_request("BUTTON_POS_INVALID")
        case "copy_text":
            copied = value.get("text") if isinstance(value, dict) else None
            if not isinstance(copied, str) or not 1 <= len(copied) <= 256:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "web_app" | "login_url":
            if not isinstance(value, dict) or not str(value.get("url", "")).startswith("https://"):
                raise bad_request("BUTTON_URL_INVALID")
        case "switch_inline_query" | "switch_inline_query_current_chat":
            if not isinstance(value, str):
                raise _cannot_parse(f'field "{kind}" must be a String')
        case "callback_game":
            raise bad_request("BUTTON_TYPE_INVALID")
        case "disabled" | "switch_inline_query_chosen_chat":
            if not isinstance(value, dict):
                raise _cannot_parse(f'field "{kind}" must be an Object')


def _is_link(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    if not rest:
        return "." in scheme and " " not in scheme
    host = rest.split("/")[0].split("?")[0]
    return scheme == "tg" or (scheme in ("http", "https") and "." in host and " " not in url)


def _cannot_parse(sentence: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {sentence}")
