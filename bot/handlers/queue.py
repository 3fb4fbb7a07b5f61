"""The queue of an event: one message for the place, the wish and the turn; and the proof of the draw."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.callbacks import (
    AskPlace,
    GetReady,
    JoinQueue,
    LeaveQueue,
    SendProof,
    SendQueueList,
    SetWish,
    ShowQueue,
    ShowWish,
    WishAs,
    WishIn,
)
from bot.screen import answer, by_file_id, show
from bot.screens import events
from bot.screens import queue as screens
from bot.texts import Texts
from core.domain.draw import Proof
from core.domain.event import Event
from core.domain.ids import EventId, TierId
from core.domain.person import Person
from core.domain.queue import QueueView, QueueWish
from core.domain.refusal import CaptchaClosed
from core.domain.waitlist import Party
from core.services.browsing import Browsing
from core.services.drawing import Drawing
from core.services.pictures import Pictures
from core.services.queueing import Queueing

LIST_TTL = timedelta(days=30)


def build_router() -> Router:
    router = Router(name="queue")
    router.callback_query.register(ask_place, AskPlace.filter())
    router.callback_query.register(join, JoinQueue.filter())
    router.callback_query.register(get_ready, GetReady.filter())
    router.callback_query.register(show_queue, ShowQueue.filter())
    router.callback_query.register(leave, LeaveQueue.filter())
    router.callback_query.register(show_wish, ShowWish.filter())
    router.callback_query.register(ask_where, WishAs.filter())
    router.callback_query.register(ask_together, WishIn.filter())
    router.callback_query.register(set_wish, SetWish.filter())
    router.callback_query.register(send_proof, SendProof.filter())
    router.callback_query.register(send_list, SendQueueList.filter())
    router.message.register(send_last_proof, Command("proof"))
    return router


async def ask_place(
    query: CallbackQuery, callback_data: AskPlace, person: Person, queueing: Queueing, t: Texts
) -> None:
    """An alert and nothing else: it may be tapped by a hundred thousand."""
    await answer(query, alert=screens.where(await queueing.view(EventId(callback_data.event_id), person.id), t))


async def join(query: CallbackQuery, callback_data: JoinQueue, person: Person, queueing: Queueing, t: Texts) -> None:
    """The place comes first, at the moment of the tap."""
    await _show_ready(query, await queueing.join(EventId(callback_data.event_id), person.id), queueing, t)


async def get_ready(
    query: CallbackQuery, callback_data: GetReady, person: Person, queueing: Queueing, t: Texts
) -> None:
    """Goes on with what the event asks of who has a place."""
    await _show_ready(query, await queueing.view(EventId(callback_data.event_id), person.id), queueing, t)


async def show_queue(
    query: CallbackQuery, callback_data: ShowQueue, person: Person, queueing: Queueing, t: Texts
) -> None:
    view = await queueing.view(EventId(callback_data.event_id), person.id)
    await show(query, screens.queue(view, await queueing.outline(view.event.id), t))


async def leave(
    query: CallbackQuery,
    callback_data: LeaveQueue,
    person: Person,
    queueing: Queueing,
    browsing: Browsing,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    had_turn = await queueing.leave(event_id, person.id)
    card = await browsing.card(event_id, person.id)
    toast = t.plain("queue-given-back" if had_turn else "queue-left")
    await show(query, events.card(card, pictures, t), toast=toast)


async def show_wish(
    query: CallbackQuery, callback_data: ShowWish, person: Person, queueing: Queueing, t: Texts
) -> None:
    await show(query, screens.ask_size(await queueing.view(EventId(callback_data.event_id), person.id), t))


async def ask_where(query: CallbackQuery, callback_data: WishAs, person: Person, queueing: Queueing, t: Texts) -> None:
    view = await queueing.view(EventId(callback_data.event_id), person.id)
    await show(query, screens.ask_place(view, await queueing.outline(view.event.id), callback_data.party_size, t))


async def ask_together(
    query: CallbackQuery, callback_data: WishIn, person: Person, queueing: Queueing, t: Texts
) -> None:
    view = await queueing.view(EventId(callback_data.event_id), person.id)
    await show(query, screens.ask_together(view, callback_data, t))


async def set_wish(query: CallbackQuery, callback_data: SetWish, person: Person, queueing: Queueing, t: Texts) -> None:
    view = await queueing.wish(EventId(callback_data.event_id), person.id, _wish(callback_data))
    await show(query, screens.queue(view, await queueing.outline(view.event.id), t))


async def send_proof(
    query: CallbackQuery,
    callback_data: SendProof,
    person: Person,
    queueing: Queueing,
    drawing: Drawing,
    bot: Bot,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    proof = await drawing.proof(event_id, person.id)
    await answer(query)
    await _send(bot, person, (await queueing.view(event_id, person.id)).event, proof, t)


async def send_last_proof(message: Message, person: Person, drawing: Drawing, bot: Bot, t: Texts) -> None:
    await _send(bot, person, *await drawing.last_proof(person.id), t)


async def send_list(
    query: CallbackQuery,
    callback_data: SendQueueList,
    person: Person,
    drawing: Drawing,
    pictures: Pictures,
    bot: Bot,
    t: Texts,
) -> None:
    """Uploaded once for everybody: of a hundred thousand it has 6 MB."""
    event_id = EventId(callback_data.event_id)
    room, key = await drawing.room(event_id), f"queue-list:{event_id}"
    await answer(query)
    caption = t("queue-list-caption", entries=room.entries, hash=room.list_hash or "")
    give = partial(bot.send_document, person.id, caption=caption)
    if await by_file_id(await pictures.file_ids.get(key), give):
        return
    written = (await drawing.frozen_list(event_id)).encode()
    sent = await give(BufferedInputFile(written, f"queue-{event_id}-list.txt"))
    if sent.document:
        await pictures.file_ids.set(key, sent.document.file_id, LIST_TTL)


async def _show_ready(query: CallbackQuery, view: QueueView, queueing: Queueing, t: Texts) -> None:
    """Where they stand, after what the event asks; for who may not answer again yet, at once."""
    with suppress(CaptchaClosed):
        await queueing.ensure_passed(view)
    await show(query, screens.queue(view, await queueing.outline(view.event.id), t))


def _wish(asked: SetWish) -> QueueWish | None:
    if not asked.party_size:
        return None
    tier_id = TierId(asked.tier_id) if asked.tier_id else None
    return QueueWish(Party(asked.party_size, tier_id, bool(asked.together)), asked.price_max_minor or None)


async def _send(bot: Bot, person: Person, event: Event, proof: Proof, t: Texts) -> None:
    screen = screens.proof(event, proof, t)
    file = BufferedInputFile(proof.written().encode(), f"queue-{event.id}-proof.json")
    await bot.send_document(person.id, file, caption=screen.text, reply_markup=screen.keyboard)
