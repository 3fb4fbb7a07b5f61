"""A tap goes straight to the handlers of its payload, and nothing is lost on the way."""

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery

from bot.dispatcher import PARTS
from bot.switchboard import Switchboard
from tests.bot.telegram import Kassa, Somebody
from tests.plans import club_night


def payloads(router: Router) -> list[str]:
    return [
        one.callback.callback_data.__prefix__
        for handler in router.callback_query.handlers
        for one in handler.filters or ()
        if isinstance(one.callback, CallbackQueryFilter)
    ]


def test_no_payload_is_of_two_parts() -> None:
    parts = [set(payloads(part.build_router())) for part in PARTS]
    assert sum(map(len, parts)) == len(set().union(*parts)) > 100


async def test_only_the_handlers_of_a_tap_are_asked(
    kassa: Kassa, ann: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id = await kassa.app.organizing.create_event(club_night())
    await ann.say("/start")
    asked: list[str] = []
    ask = HandlerObject.check

    async def noting(one: HandlerObject, event: object, /, **data: object) -> tuple[bool, dict[str, object]]:
        if isinstance(event, CallbackQuery) and one.filters:
            asked.append(one.callback.__name__)
        return await ask(one, event, **data)

    monkeypatch.setattr(HandlerObject, "check", noting)
    await ann.craft(ann.last["message_id"], f"event1:{event_id}")
    assert "Techno Night" in ann.screen and asked == ["show_event"]
    asked.clear()
    await ann.craft(ann.last["message_id"], "event0:7")
    assert len(asked) > len(PARTS), "what nobody knows goes to all, and at last to who says so"


def test_a_part_is_known_by_its_payloads() -> None:
    switchboard = Switchboard()
    for part in PARTS:
        switchboard.include_router(part.build_router())
    assert len(switchboard.sub_routers) == len(PARTS)


async def test_no_filter_is_asked_in_a_thread(kassa: Kassa, ann: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object) -> None:
        raise AssertionError("a thread for a filter")

    monkeypatch.setattr("aiogram.dispatcher.event.handler.asyncio.to_thread", refuse)
    await ann.say("what nobody has a handler for goes past all filters")
    assert "Nothing like that" in ann.screen
