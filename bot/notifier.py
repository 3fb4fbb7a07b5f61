"""The outbox speaks: a message becomes words and a keyboard, and goes to Telegram."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import assert_never

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile

from bot.screen import Screen
from bot.screens import orders, tickets
from bot.texts import Texts, texts
from core.domain.ids import PersonId
from core.domain.message import (
    AuditAlarm,
    Delivery,
    HoldExpired,
    OrderPaid,
    RefundDone,
    RefundDue,
    RefundToMake,
    TicketReady,
)
from core.domain.payment import Refund
from core.domain.refusal import Refusal
from core.domain.ticket import Ticket
from core.services.checkout import Checkout, OrderView
from core.services.messaging import Messaging
from core.services.people import People
from core.services.pictures import Pictures
from core.services.refunding import Refunding
from core.services.retries import RetryLater, Undeliverable
from core.services.ticketing import Ticketing

logger = logging.getLogger(__name__)

POLL_EVERY = 1.0
"""Seconds between two looks at the outbox, for messages that another process wrote."""


class Notifier:
    def __init__(
        self,
        bot: Bot,
        messaging: Messaging,
        refunding: Refunding,
        checkout: Checkout,
        ticketing: Ticketing,
        people: People,
        pictures: Pictures,
        default_language: str,
    ) -> None:
        self.bot = bot
        self.messaging = messaging
        self.refunding = refunding
        self.checkout = checkout
        self.ticketing = ticketing
        self.people = people
        self.pictures = pictures
        self.default_language = default_language
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Something was just written to the outbox: send it now."""
        self._awake.set()

    async def run(self) -> None:
        """Sends what is due until cancelled."""
        while True:
            try:
                await self.messaging.deliver_due(self.deliver)
                await self.refunding.refund_due(self.ask_refund)
            except Exception:
                logger.exception("the outbox cannot be read, will be tried again")
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_EVERY):
                    await self._awake.wait()
            self._awake.clear()

    async def deliver(self, delivery: Delivery) -> None:
        """Sends one message, as `Messaging.deliver_due` expects."""
        with _in_words_of_core():
            await self._send(delivery)

    async def ask_refund(self, refund: Refund) -> None:
        """Gives Stars back, as `Refunding.refund_due` expects. A charge that was given back before is no error."""
        with _in_words_of_core():
            try:
                await self.bot.refund_star_payment(refund.charge.payer_id, refund.charge.charge_id)
            except TelegramBadRequest as error:
                if "CHARGE_ALREADY_REFUNDED" not in error.message:
                    raise

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
            ticket.holder_id, BufferedInputFile(picture, f"{ticket.number}.png"), caption=caption
        )
        if sent.photo:
            await self.ticketing.remember_picture(ticket, sent.photo[-1].file_id)

    async def end_order(self, view: OrderView, screen: Screen) -> None:
        """The message that showed the hold now shows what became of it, and its invoice goes."""
        await self.remove_message(view.order.buyer_id, view.order.invoice_message_id)
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

    async def remove_message(self, chat_id: PersonId, message_id: int | None) -> None:
        if message_id:
            with suppress(TelegramBadRequest):
                await self.bot.delete_message(chat_id, message_id)

    async def _send(self, delivery: Delivery) -> None:
        t = await self._texts_of(delivery.recipient_id)
        match delivery.message:
            case OrderPaid(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                await self.end_order(view, orders.paid(view, t))
            case TicketReady(event_id, ticket_id):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                await self.send_ticket(ticket, t)
            case HoldExpired(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                await self.end_order(view, orders.expired(view, t))
            case RefundDue(event_id, _, amount_minor, currency, reason):
                event = await self.checkout.event(event_id)
                screen = orders.refund_due(event, t.money(amount_minor, currency), reason, t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case RefundDone(_, amount_minor, currency):
                text = t("refund-done", amount=t.money(amount_minor, currency))
                await self.bot.send_message(delivery.recipient_id, text)
            case RefundToMake(event_id, amount_minor, currency):
                event = await self.checkout.event(event_id)
                text = t("refund-to-make", amount=t.money(amount_minor, currency), title=event.title)
                await self.bot.send_message(delivery.recipient_id, text)
            case AuditAlarm(event_id, what, count):
                event = await self.checkout.event(event_id)
                text = t("audit-alarm", title=event.title, event=str(event_id), what=t(f"audit-{what}", count=count))
                await self.bot.send_message(delivery.recipient_id, text)
            case other:
                assert_never(other)

    async def _texts_of(self, person_id: PersonId) -> Texts:
        person = await self.people.find(person_id)
        return texts(person.language(self.default_language) if person else self.default_language)


@contextmanager
def _in_words_of_core() -> Iterator[None]:
    """Telegram's answer as core understands it: try again, or never."""
    try:
        yield
    except TelegramRetryAfter as error:
        raise RetryLater(timedelta(seconds=error.retry_after)) from error
    except (TelegramForbiddenError, TelegramBadRequest) as error:
        raise Undeliverable(error.message) from error
    except Refusal as error:  # what the message tells of is not there any more
        raise Undeliverable(error.code) from error
    except (TelegramNetworkError, TelegramServerError) as error:
        raise RetryLater from error
