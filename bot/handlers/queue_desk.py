"""The organizer turns the queue of an event on and off, and its knobs."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import PauseQueue, SetQueueMode, ShowQueueDesk, TurnKnob
from bot.screen import show
from bot.screens import live
from bot.screens import queue as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.managing import Managing
from core.services.queueing import Queueing
from core.services.regulating import Regulating


def build_router() -> Router:
    router = Router(name="queue_desk")
    router.callback_query.register(show_desk, ShowQueueDesk.filter())
    router.callback_query.register(set_mode, SetQueueMode.filter())
    router.callback_query.register(turn_knob, TurnKnob.filter())
    router.callback_query.register(pause, PauseQueue.filter())
    return router


async def show_desk(
    query: CallbackQuery,
    callback_data: ShowQueueDesk | SetQueueMode | TurnKnob | PauseQueue,
    person: Person,
    regulating: Regulating,
    queueing: Queueing,
    t: Texts,
) -> None:
    event, queue = await regulating.queue(person.id, EventId(callback_data.event_id))
    await show(query, screens.desk(event, queue, await queueing.figures_now(event.id), t))


async def set_mode(
    query: CallbackQuery,
    callback_data: SetQueueMode,
    person: Person,
    regulating: Regulating,
    queueing: Queueing,
    t: Texts,
) -> None:
    await regulating.set_mode(person.id, EventId(callback_data.event_id), callback_data.mode)
    await show_desk(query, callback_data, person, regulating, queueing, t)


async def turn_knob(
    query: CallbackQuery,
    callback_data: TurnKnob,
    person: Person,
    regulating: Regulating,
    queueing: Queueing,
    managing: Managing,
    t: Texts,
) -> None:
    await regulating.turn(person.id, EventId(callback_data.event_id), callback_data.knob, callback_data.value)
    await _show_where_it_is(query, callback_data, person, regulating, queueing, managing, t)


async def pause(
    query: CallbackQuery,
    callback_data: PauseQueue,
    person: Person,
    regulating: Regulating,
    queueing: Queueing,
    managing: Managing,
    t: Texts,
) -> None:
    await regulating.pause(person.id, EventId(callback_data.event_id), on=bool(callback_data.on))
    await _show_where_it_is(query, callback_data, person, regulating, queueing, managing, t)


async def _show_where_it_is(
    query: CallbackQuery,
    callback_data: TurnKnob | PauseQueue,
    person: Person,
    regulating: Regulating,
    queueing: Queueing,
    managing: Managing,
    t: Texts,
) -> None:
    if callback_data.live:
        await show(query, live.live(await managing.live(person.id, EventId(callback_data.event_id)), t))
    else:
        await show_desk(query, callback_data, person, regulating, queueing, t)
