"""A tap that is done once more, when what stood in its way is gone."""

from typing import Any

from aiogram import Dispatcher
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, Update

from bot.callbacks import GetReady, HoldQuantity
from bot.states import Typing
from core.domain.refusal import CaptchaNeeded, ContactNeeded


class Again:
    def __init__(self, dispatcher: Dispatcher) -> None:
        self.dispatcher = dispatcher

    async def tap(self, query: CallbackQuery, tap: str, **context: Any) -> None:
        """As if the button had held `tap`; `context` is what the middlewares give to handlers."""
        again = query.model_copy(update={"data": tap})
        await self.dispatcher.propagate_event("callback_query", again, **self.dispatcher.workflow_data, **context)


def source_of(update: Update) -> CallbackQuery | Message:
    """What is answered where a hold was refused."""
    source = update.callback_query or update.message
    assert source is not None, "holds are asked for in no other way"
    return source


async def tap_after(asked: CaptchaNeeded | ContactNeeded, update: Update, state: FSMContext) -> str:
    """What is done once that has passed: the tap once more, but nobody joins a queue again by an answer."""
    return GetReady(event_id=asked.event_id).pack() if asked.while_waiting else await tap_of(update, state)


async def tap_of(update: Update, state: FSMContext) -> str:
    """The tap that an update is, or that does the same as what was typed; empty where there is none."""
    if update.callback_query:
        return update.callback_query.data or ""
    typed = update.message.text if update.message else None
    if typed is None or await state.get_state() != Typing.quantity.state:
        return ""
    place = await state.get_data()
    return HoldQuantity(event_id=place["event_id"], section_id=place["section_id"], quantity=int(typed)).pack()
