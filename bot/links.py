"""Deep links: what stands behind `https://t.me/<bot>?start=`."""

import re

from core.domain.ids import EventId

ALL_EVENTS = "events"
EVENT_PAYLOAD = re.compile(r"e(\d{1,18})")
TICKET_PAYLOAD = re.compile(r"t[0-9A-Za-z][A-Za-z0-9_-]{32}")

INVITATION_PAYLOAD = re.compile(r"i[A-Za-z0-9_-]{22}")
GIFT_PAYLOAD = re.compile(r"g(\d{1,18})_([A-Za-z0-9_-]{22})")


def ticket_link(bot_username: str, token: str) -> str:
    return f"https://t.me/{bot_username}?start={token}"


def event_link(bot_username: str, event_id: EventId) -> str:
    return f"https://t.me/{bot_username}?start={event_payload(event_id)}"


def event_payload(event_id: EventId) -> str:
    return f"e{event_id}"


def event_in(payload: str) -> EventId:
    """Only for payloads that match `EVENT_PAYLOAD`."""
    return EventId(int(payload.removeprefix("e")))


def invitation_link(bot_username: str, secret: str) -> str:
    return f"https://t.me/{bot_username}?start=i{secret}"


def gift_link(bot_username: str, event_id: EventId, secret: str) -> str:
    return f"https://t.me/{bot_username}?start=g{event_id}_{secret}"


def gift_in(payload: str) -> tuple[EventId, str]:
    """Only for payloads that match `GIFT_PAYLOAD`."""
    event_id, _, secret = payload.removeprefix("g").partition("_")
    return EventId(int(event_id)), secret
