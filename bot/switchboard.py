"""Puts a tap through to the handlers of its payload.

aiogram asks one router after the other, and each of their handlers: for two hundred payloads that costs as much as a
call of the Bot API, and to ask fifty routers that have no handler of a kind, half as much.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject, Update
from aiogram.types.update import UpdateTypeLookupError

TAP = "callback_query"


class Switchboard(Router):
    """Whatever is no tap of a known payload, or is not taken there, is offered to all parts that take its kind."""

    def __init__(self) -> None:
        super().__init__(name="switchboard")
        self._taps: dict[str, TelegramEventObserver] = {}
        self._kinds: dict[str, list[TelegramEventObserver]] = {}

    def include_router(self, router: Router) -> Router:
        assert not router.sub_routers, "it would not be asked"
        for kind, observer in router.observers.items():
            assert not observer.outer_middleware and not observer._handler.filters, "what is put through passes them by"
            if observer.handlers:
                self._kinds.setdefault(kind, []).append(observer)
            for handler in observer.handlers:
                for one in handler.filters or ():
                    _ask_at_once(one)
        for handler in router.observers[TAP].handlers:
            for payload in _payloads(handler):
                own = self._taps.setdefault(payload, TelegramEventObserver(router, TAP))
                own.handlers.append(handler)
        return super().include_router(router)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if isinstance(event, CallbackQuery):
            own = self._taps.get((event.data or "").partition(":")[0])
            if own and (answer := await _ask(own, event, kwargs)) is not UNHANDLED:
                return answer
        for observer in self._kinds.get(update_type, ()):
            if (answer := await _ask(observer, event, kwargs)) is not UNHANDLED:
                return answer
        return UNHANDLED


class StraightTo(BaseMiddleware):
    """The innermost of an update: on to the switchboard, past the dispatcher's own search, where nobody else is found.

    To pass all services from one method of aiogram to the next costs as much as a question to Redis.
    """

    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update), "it is a middleware of updates"
        try:
            kind, what = event.event_type, event.event
        except UpdateTypeLookupError:  # aiogram has a warning for it
            return await handler(event, data)
        return await self.switchboard.propagate_event(kind, what, **data, event_update=event)


async def _ask(observer: TelegramEventObserver, event: TelegramObject, data: dict[str, Any]) -> Any:
    return await observer.trigger(event, **data | {"event_router": observer.router})


def _ask_at_once(one: FilterObject) -> None:
    """aiogram asks what is no coroutine, `F.text` for one, in a thread: to get there takes longer than to answer."""
    if one.awaitable:
        return
    ask = one.callback

    async def answer(*event: Any, **data: Any) -> Any:
        return ask(*event, **data)

    one.callback, one.awaitable = answer, True


def _payloads(handler: HandlerObject) -> Iterator[str]:
    """By which it is known."""
    for one in handler.filters or ():
        if isinstance(one.callback, CallbackQueryFilter):
            yield one.callback.callback_data.__prefix__
