"""The little that a receiver reads of an update: building aiogram's objects would cost ten times as much."""

import json
from contextlib import suppress
from typing import Any

from pydantic_core import to_json

from core.domain.ids import PersonId
from core.domain.update import RawUpdate, UpdateKind

KINDS = {"pre_checkout_query": UpdateKind.PRE_CHECKOUT, "callback_query": UpdateKind.TAP}

OURS = {"from", "reply_markup", "entities", "caption_entities"}
"""Of a message that the bot has sent."""


def read_update(body: bytes) -> RawUpdate:
    """Without what we know of a tapped message, since we have sent it: that is most of what comes.

    Raises `ValueError`.
    """
    told = json.loads(body)
    if not isinstance(told, dict) or not isinstance(update_id := told.get("update_id"), int):
        raise ValueError("not an update")
    name, content = next(((name, of) for name, of in told.items() if name != "update_id"), ("", None))
    if not isinstance(content, dict):
        raise ValueError(f"update {update_id} tells nothing")
    message, plain = content.get("message"), body.decode()
    if isinstance(message, dict) and message.keys() & OURS:
        content["message"] = {name: part for name, part in message.items() if name not in OURS}
        with suppress(ValueError):  # half a character can be read, and not be written
            plain = to_json(told).decode()
    return RawUpdate(update_id, PersonId(_sender_id(content)), _kind(name, content), plain)


def _kind(name: str, content: dict[str, Any]) -> UpdateKind:
    if name == "message" and "successful_payment" in content:
        return UpdateKind.PAYMENT
    return KINDS.get(name, UpdateKind.OTHER)


def _sender_id(content: dict[str, Any]) -> int:
    sender = content.get("from")
    return sender["id"] if isinstance(sender, dict) and isinstance(sender.get("id"), int) else 0
