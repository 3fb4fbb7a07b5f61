"""Puts a tap through to the handlers of its payload.

aiogram asks one router after the other, and each of their handlers: for two hundred payloads that costs as much as a
call of the Bot API.
"""

from collections.abc import Iterator
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

TAP = "callback_query"


class Switchboard(Router):
    """Whatever is no tap of a known payload, or is not taken there, goes the usual way."""

    def __init__(self) -> None:
        super().__init__(name="switchboard")
        self._handlers: dict[str, TelegramEventObserver] = {}

    def include_router(self, router: Router) -> Router:
        taps = router.observers[TAP]
        assert not taps.outer_middleware, "a tap that is put through would pass it by"
        for handler in taps.handlers:
            for payload in _payloads(handler):
                own = self._handlers.setdefault(payload, TelegramEventObserver(router, TAP))
                own.handlers.append(handler)
        return super().include_router(router)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if isinstance(event, CallbackQuery):
            own = self._handlers.get((event.data or "").partition(":")[0])
            if own:
                kwargs["event_router"] = own.router
                if (answer := await own.trigger(event, **kwargs)) is not UNHANDLED:
                    return answer
        return await super().propagate_event(update_type, event, **kwargs)


def _payloads(handler: HandlerObject) -> Iterator[str]:
    """By which it is known."""
    for one in handler.filters or ():
        if isinstance(one.callback, CallbackQueryFilter):
            yield one.callback.callback_data.__prefix__
