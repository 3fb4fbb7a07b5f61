"""Puts a tap through to the part that has its payload.

aiogram asks one router after the other, and each of their handlers: for two hundred payloads that costs as much as a
call of the Bot API.
"""

from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject


class Switchboard(Router):
    """Whatever is no tap of a known payload, or is not taken there, goes the usual way."""

    def __init__(self) -> None:
        super().__init__(name="switchboard")
        self._parts: dict[str, Router] = {}

    def include_router(self, router: Router) -> Router:
        for handler in router.callback_query.handlers:
            for payload in (one.callback for one in handler.filters or ()):
                if isinstance(payload, CallbackQueryFilter):
                    self._parts[payload.callback_data.__prefix__] = router
        return super().include_router(router)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if isinstance(event, CallbackQuery):
            part = self._parts.get((event.data or "").partition(":")[0])
            if part and (answer := await part.propagate_event(update_type, event, **kwargs)) is not UNHANDLED:
                return answer
        return await super().propagate_event(update_type, event, **kwargs)
