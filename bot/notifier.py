"""The outbox speaks in the chat: what `Notices` has put into words goes to Telegram."""

import asyncio
import logging
from contextlib import suppress
from typing import assert_never

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import BufferedInputFile

from bot.budget import SendBudget
from bot.notices import Notices, OrderEnded, OrderEndedAloud, OrderRenewed
from bot.screen import Screen, send
from bot.screens import tickets
from bot.telegram_errors import in_words_of_core
from bot.texts import Texts, texts
from core.domain.ids import PersonId
from core.domain.message import Delivery
from core.domain.order import Order
from core.domain.ticket import Ticket
from core.services.checkout import Checkout, OrderView
from core.services.messaging import Messaging
from core.services.people import People
from core.services.pictures import Pictures
from core.services.ticketing import Ticketing

logger = logging.getLogger(__name__)

STOP_WITHIN = 10.0
"""Seconds for what is being sent when the process is told to stop."""
POLL_EVERY = 1.0
"""Seconds between two looks at the outbox, for messages that another process wrote."""


class Notifier:
    def __init__(
        self,
        bot: Bot,
        notices: Notices,
        messaging: Messaging,
        checkout: Checkout,
        ticketing: Ticketing,
        people: People,
        pictures: Pictures,
        budget: SendBudget,
        default_language: str,
    ) -> None:
        self.bot = bot
        self.notices = notices
        self.messaging = messaging
        self.checkout = checkout
        self.ticketing = ticketing
        self.people = people
        self.pictures = pictures
        self.default_language = default_language
        self._awake = asyncio.Event()
        self._budget = budget

    def wake(self) -> None:
        """Something was just written to the outbox: send it now."""
        self._awake.set()

    async def run(self) -> None:
        """Sends what is due until cancelled."""
        while True:
            self._awake.clear()
            delivering = asyncio.create_task(self.messaging.deliver_due(self.deliver))
            try:
                await asyncio.shield(delivering)
            except asyncio.CancelledError:  # a send that is cut off would be made again, later
                await asyncio.wait([delivering], timeout=STOP_WITHIN)
                delivering.cancel()
                raise
            except Exception:
                logger.exception("the outbox cannot be read, will be tried again")
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_EVERY):
                    await self._awake.wait()

    async def deliver(self, delivery: Delivery) -> None:
        """Sends one message, as `Messaging.deliver_due` expects."""
        async with self._budget.share(delivery.recipient_id):
            with in_words_of_core():
                await self._send(delivery)

    async def send_ticket(self, ticket: Ticket, t: Texts) -> None:
        """The picture of a ticket: uploaded once, by its file id afterwards."""
        caption = tickets.caption(ticket, t)
        if ticket.picture_file_id:
            with suppress(TelegramBadRequest):
                await self.bot.send_photo(ticket.holder_id, ticket.picture_file_id, caption=caption)
                return
        bot_username = (await self.bot.me()).username or ""
        picture = await self.pictures.ticket(tickets.face(ticket, self.ticketing.token(ticket), bot_username, t))
        sent = await self.bot.send_photo(
            ticket.holder_id, BufferedInputFile(picture, f"{ticket.number}.jpg"), caption=caption
        )
        if sent.photo:
            await self.ticketing.remember_picture(ticket, sent.photo[-1].file_id)

    async def end_order(self, view: OrderView, screen: Screen) -> None:
        """The message that showed the hold now shows what became of it, and its invoice goes."""
        await self._remove_invoice(view.order)
        if view.order.screen_message_id:
            try:
                await self.bot.edit_message_text(
                    screen.text,
                    chat_id=view.order.buyer_id,
                    message_id=view.order.screen_message_id,
                    reply_markup=screen.keyboard,
                )
                return
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return
        await self.bot.send_message(view.order.buyer_id, screen.text, reply_markup=screen.keyboard)

    async def end_order_aloud(self, view: OrderView, screen: Screen) -> None:
        """As `end_order`, in a new message: a change of an old one might not be noticed."""
        await self._remove_invoice(view.order)
        await self.bot.send_message(view.order.buyer_id, screen.text, reply_markup=screen.keyboard)
        await self.remove_message(view.order.buyer_id, view.order.screen_message_id)

    async def renew_order(self, view: OrderView, screen: Screen) -> None:
        """The hold is shown anew below, where it is noticed, and not twice."""
        sent = await self.bot.send_message(view.order.buyer_id, screen.text, reply_markup=screen.keyboard)
        await self.checkout.remember_screen(view.order, sent.message_id)
        await self.remove_message(view.order.buyer_id, view.order.screen_message_id)

    async def remove_message(self, chat_id: PersonId, message_id: int | None) -> None:
        """After what takes its place was said: it is no matter if this fails, and nothing is to be said again."""
        if message_id:
            with suppress(TelegramAPIError):
                await self.bot.delete_message(chat_id, message_id)

    async def _remove_invoice(self, order: Order) -> None:
        """Before the end is told: what Telegram cannot do now is tried again with it, so that nobody pays in vain."""
        if order.invoice_message_id:
            with suppress(TelegramBadRequest):
                await self.bot.delete_message(order.buyer_id, order.invoice_message_id)

    async def _send(self, delivery: Delivery) -> None:
        t = await self._texts_of(delivery.recipient_id)
        match await self.notices.compose(delivery, t):
            case Screen() as screen:
                await send(self.bot, delivery.recipient_id, screen)
            case Ticket() as ticket:
                await self.send_ticket(ticket, t)
            case OrderEnded(view, screen):
                await self.end_order(view, screen)
            case OrderEndedAloud(view, screen):
                await self.end_order_aloud(view, screen)
            case OrderRenewed(view, screen):
                await self.renew_order(view, screen)
            case other:
                assert_never(other)

    async def _texts_of(self, person_id: PersonId) -> Texts:
        person = await self.people.find(person_id)
        language = person.language(self.default_language) if person else self.default_language
        return texts(language, self.people.clock().year)
