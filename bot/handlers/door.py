"""The door: choose the event once, then every photo, typed code or opened link gets one verdict."""

import asyncio
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Document, Message, PhotoSize

from bot.callbacks import ChooseDoorEvent, ChooseGate, ShowDoor, ShowDoorCounts, TakePost, UndoScan
from bot.filters import IsCode, IsStaff
from bot.screen import show
from bot.screens import door
from bot.texts import Texts
from core.domain.checkin import Direction
from core.domain.ids import EventId, GateId, ScanId
from core.domain.person import Person
from core.domain.refusal import NoPost, NotAllowed
from core.render.qr_reader import UnreadableImage, read_codes
from core.services.checkin import Checkin

PICTURE_BYTES_MAX = 20 * 1024 * 1024  # what Telegram lets a bot download
SAY_AGAIN_AFTER = 1.0
PATIENCE = 10
"""Seconds that somebody at the door may wait for a verdict before they scan the ticket again."""


def build_router() -> Router:
    router = Router(name="door")
    router.message.register(show_door, Command("door"))
    router.callback_query.register(show_door, ShowDoor.filter())
    router.callback_query.register(choose_event, ChooseDoorEvent.filter())
    router.callback_query.register(take_post, TakePost.filter())
    router.callback_query.register(choose_gate, ChooseGate.filter())
    router.callback_query.register(show_counts, ShowDoorCounts.filter())
    router.callback_query.register(undo_scan, UndoScan.filter())
    router.message.register(scan_photo, F.photo[-1].as_("picture"), IsStaff())
    router.message.register(scan_photo, F.document.as_("picture"), IsStaff())
    router.message.register(scan_typed_code, F.text, ~F.text.startswith("/"), IsCode())
    return router


async def show_door(source: Message | CallbackQuery, person: Person, checkin: Checkin, t: Texts) -> None:
    """Who has lost the right to the event chosen last may have that to another: core knows which are left."""
    try:
        post = await checkin.post(person.id)
        await show(source, door.ready(post, await checkin.turnout(post), t))
    except (NoPost, NotAllowed):
        await show(source, door.choose(await checkin.events_to_choose(person.id), t))


async def choose_event(query: CallbackQuery, person: Person, checkin: Checkin, t: Texts) -> None:
    await show(query, door.choose(await checkin.events_to_choose(person.id), t))


async def take_post(query: CallbackQuery, callback_data: TakePost, person: Person, checkin: Checkin, t: Texts) -> None:
    """Where there are gates, the next question is which one."""
    post = await checkin.take_post(person.id, EventId(callback_data.event_id))
    if post.gates:
        await show(query, door.choose_gate(post, t))
    else:
        await show(query, door.ready(post, await checkin.turnout(post), t))


async def choose_gate(
    query: CallbackQuery, callback_data: ChooseGate, person: Person, checkin: Checkin, t: Texts
) -> None:
    gate_id = GateId(callback_data.gate_id) if callback_data.gate_id else None
    direction = Direction.OUT if callback_data.out else Direction.IN
    post = await checkin.take_post(person.id, EventId(callback_data.event_id), gate_id, direction)
    await show(query, door.ready(post, await checkin.turnout(post), t))


async def show_counts(query: CallbackQuery, person: Person, checkin: Checkin, t: Texts) -> None:
    post = await checkin.post(person.id)
    await show(query, door.counts(post, await checkin.counts(person.id, post.event.id), t))


async def scan_photo(
    message: Message, picture: PhotoSize | Document, person: Person, checkin: Checkin, bot: Bot, t: Texts
) -> None:
    await checkin.post(person.id)
    if (picture.file_size or 0) > PICTURE_BYTES_MAX:
        await message.reply(t("door-picture-too-big"))
        return
    photo = await bot.download(picture, destination=BytesIO())
    assert isinstance(photo, BytesIO), "downloaded into memory"
    try:
        codes = await asyncio.to_thread(read_codes, photo.getvalue())
    except UnreadableImage:
        await message.reply(t("door-unreadable"))
        return
    if not codes:
        await message.reply(t("door-no-code"))
    failure: TelegramAPIError | None = None
    for code in codes:
        try:
            await give_verdict(message, code, person, checkin, t)
        except TelegramAPIError as error:  # the others of the group are waiting, too
            failure = error
    if failure:
        raise failure


async def scan_typed_code(message: Message, person: Person, checkin: Checkin, t: Texts) -> None:
    await give_verdict(message, message.text or "", person, checkin, t)


async def give_verdict(message: Message, code: str, person: Person, checkin: Checkin, t: Texts) -> None:
    """What was decided stands, and another scan would be told of it as of somebody else's: so it is said once more."""
    scan = await checkin.scan(person.id, code)
    screen = door.verdict(scan, await checkin.turnout(scan.post), t)
    scanned = message.as_reply_parameters(allow_sending_without_reply=True)
    reply = message.answer(screen.text, reply_markup=screen.keyboard, reply_parameters=scanned)
    try:
        await reply
    except (TelegramRetryAfter, TelegramNetworkError, TelegramServerError) as error:
        pause = error.retry_after if isinstance(error, TelegramRetryAfter) else SAY_AGAIN_AFTER
        if pause > PATIENCE:
            raise
        await asyncio.sleep(pause)
        await reply


async def undo_scan(query: CallbackQuery, callback_data: UndoScan, person: Person, checkin: Checkin, t: Texts) -> None:
    ticket = await checkin.undo(person.id, EventId(callback_data.event_id), ScanId(callback_data.scan_id))
    post = await checkin.post(person.id)
    await show(query, door.undone(ticket, await checkin.turnout(post), t))
