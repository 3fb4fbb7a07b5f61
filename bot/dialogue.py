"""The dialogue that makes an event: one message that changes in place, with what is typed taken out of the chat."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.screen import Screen, send, show, show_in
from bot.screens import drafting as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import PersonId
from core.services.draft_views import DraftView
from core.services.drafting import Drafting
from core.services.pictures import Pictures


class Dialogue:
    def __init__(self, bot: Bot, drafting: Drafting, pictures: Pictures) -> None:
        self.bot = bot
        self.drafting = drafting
        self.pictures = pictures

    async def go_on(
        self, source: Message | CallbackQuery, view: DraftView, state: FSMContext, t: Texts, problem: str = ""
    ) -> None:
        """`problem`: why what was sent is no answer."""
        await self.show(source, view, screens.step(view, self.pictures, t, problem), state)

    async def show(self, source: Message | CallbackQuery, view: DraftView, screen: Screen, state: FSMContext) -> None:
        """The state only helps to notice when somebody does something else: the step itself is in the database."""
        if isinstance(source, CallbackQuery):
            message_id = (await show(source, screen)).message_id
        else:
            with suppress(TelegramAPIError):
                await source.delete()
            message_id = await self._replace(source.chat.id, view.draft.message_id, screen)
        await state.set_state(Typing.draft)
        if message_id != view.draft.message_id:
            await self.drafting.remember_message(PersonId(state.key.user_id), message_id)

    async def _replace(self, chat_id: int, message_id: int | None, screen: Screen) -> int:
        if message_id and screen.picture is None:
            shown_in = await show_in(self.bot, chat_id, message_id, screen)
        else:
            shown_in = (await send(self.bot, chat_id, screen)).message_id
        if message_id and shown_in != message_id:  # words do not become a picture, nor the other way round
            with suppress(TelegramAPIError):
                await self.bot.delete_message(chat_id, message_id)
        return shown_in
