"""Puts one question after another, all in one message, and remembers which one waits for an answer."""

from contextlib import suppress
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import contact_key
from bot.screen import Screen, show, show_in
from bot.screens import details
from bot.states import Typing
from bot.texts import Texts
from core.domain.form import Entry
from core.domain.ids import EventId, OrderId, QuestionId, SeatId
from core.domain.person import Person
from core.domain.question import Asked, QuestionKind
from core.services.attending import Attending, FormView
from core.services.checkout import Checkout


class Asking:
    def __init__(self, bot: Bot, attending: Attending, checkout: Checkout) -> None:
        self.bot = bot
        self.attending = attending
        self.checkout = checkout

    async def go_on(
        self, source: CallbackQuery | Message, view: FormView, person: Person, state: FSMContext, t: Texts
    ) -> None:
        """The next question; after the last one, all answers."""
        if view.next:
            await self.ask(source, view, view.next, person, state, t)
        else:
            await self.sum_up(source, view, state, t)

    async def ask(
        self,
        source: CallbackQuery | Message,
        view: FormView,
        entry: Entry,
        person: Person,
        state: FSMContext,
        t: Texts,
        problem: str = "",
    ) -> None:
        """`problem`: why the answer before was none."""
        offers = await self.attending.offers(view, entry, person)
        known = await state.get_data()
        message_id = await self._show(source, view, details.question(view, entry, offers, t, problem), known)
        key_id = known.get("key_id")
        is_phone = entry.question.kind is QuestionKind.PHONE
        if key_id and not is_phone:
            await contact_key.withdraw(self.bot, person.id, key_id, t)
        if is_phone and not key_id:
            key_id = await contact_key.offer(self.bot, person.id, t)
        await state.set_state(Typing.detail)
        await state.set_data(
            {
                "event_id": view.order.event_id,
                "order_id": view.order.id,
                "question_id": entry.question.id,
                "seat_id": entry.seat_id,
                "message_id": message_id,
                "key_id": key_id if is_phone else None,
            }
        )

    async def sum_up(
        self, source: CallbackQuery | Message, view: FormView, state: FSMContext, t: Texts, page: int = 0
    ) -> None:
        await self._show(source, view, details.summary(view, t, page), await state.get_data())
        await forget_question(state, self.bot, t)

    async def _show(
        self, source: CallbackQuery | Message, view: FormView, screen: Screen, known: dict[str, Any]
    ) -> int:
        """What was typed goes: it is in the form now, which stays the last thing in the chat."""
        if isinstance(source, CallbackQuery):
            message_id = (await show(source, screen)).message_id
        else:
            with suppress(TelegramAPIError):
                await source.delete()
            message_id = await show_in(self.bot, source.chat.id, known["message_id"], screen)
        if view.is_hold and message_id != view.order.screen_message_id:
            await self.checkout.remember_screen(view.order, message_id)
        return message_id


async def asked_in(state: FSMContext) -> Asked:
    """The question that waits."""
    known = await state.get_data()
    return Asked(
        EventId(known["event_id"]),
        OrderId(known["order_id"]),
        QuestionId(known["question_id"]),
        SeatId(known["seat_id"]),
    )


async def forget_question(state: FSMContext, bot: Bot, t: Texts) -> None:
    """Nothing waits for typed words any more, and the key that one of the questions brought goes."""
    known = await state.get_data()
    await state.clear()
    if key_id := known.get("key_id"):
        await contact_key.withdraw(bot, state.key.chat_id, key_id, t)
