"""The outbox speaks: a message becomes words and a keyboard, and goes to Telegram."""

import asyncio
import logging
from contextlib import suppress
from typing import assert_never

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile

from bot.budget import SendBudget
from bot.screen import Screen
from bot.screens import broadcasts, cancelling, door, events, orders, refunds, reminders, tickets, waitlist
from bot.telegram_errors import in_words_of_core
from bot.texts import Texts, texts
from core.domain.ids import EventId, PersonId
from core.domain.message import (
    AuditAlarm,
    BroadcastDone,
    BroadcastMessage,
    Delivery,
    DoorAlarm,
    EventCancelled,
    EventChanged,
    EventReminder,
    HoldEnding,
    HoldExpired,
    OfferLapsed,
    OrderPaid,
    PaymentsUnconfirmed,
    RefundDone,
    RefundDue,
    RefundToMake,
    SaleOpened,
    SeatsOffered,
    TicketGiven,
    TicketReady,
    TicketScanned,
    TicketsTakenBack,
    WaitingEnded,
)
from core.domain.order import OrderStatus
from core.domain.refusal import EventNotFound, Refusal
from core.domain.ticket import Ticket, TicketStatus
from core.services.broadcasting import Broadcasting
from core.services.checkout import Checkout, OrderView
from core.services.messaging import Messaging
from core.services.people import People
from core.services.pictures import Pictures
from core.services.retries import Undeliverable
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
        messaging: Messaging,
        checkout: Checkout,
        ticketing: Ticketing,
        people: People,
        pictures: Pictures,
        broadcasting: Broadcasting,
        budget: SendBudget,
        default_language: str,
    ) -> None:
        self.bot = bot
        self.messaging = messaging
        self.checkout = checkout
        self.ticketing = ticketing
        self.people = people
        self.pictures = pictures
        self.broadcasting = broadcasting
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

    async def end_order_aloud(self, view: OrderView, screen: Screen) -> None:
        """As `end_order`, in a new message: a change of an old one might not be noticed."""
        await self.remove_message(view.order.buyer_id, view.order.invoice_message_id)
        await self.bot.send_message(view.order.buyer_id, screen.text, reply_markup=screen.keyboard)
        await self.remove_message(view.order.buyer_id, view.order.screen_message_id)

    async def renew_order(self, view: OrderView, screen: Screen) -> None:
        """The hold is shown anew below, where it is noticed, and not twice."""
        sent = await self.bot.send_message(view.order.buyer_id, screen.text, reply_markup=screen.keyboard)
        await self.checkout.remember_screen(view.order, sent.message_id)
        await self.remove_message(view.order.buyer_id, view.order.screen_message_id)

    async def remove_message(self, chat_id: PersonId, message_id: int | None) -> None:
        if message_id:
            with suppress(TelegramBadRequest):
                await self.bot.delete_message(chat_id, message_id)

    async def _send(self, delivery: Delivery) -> None:
        t = await self._texts_of(delivery.recipient_id)
        match delivery.message:
            case OrderPaid(event_id, order_id, instead_of):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                await self.end_order(view, orders.paid(view, t, instead_of))
            case TicketReady(event_id, ticket_id):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                if ticket.status is not TicketStatus.VALID or ticket.holder_id != delivery.recipient_id:
                    raise Undeliverable("the ticket was taken back or given away meanwhile")
                await self.send_ticket(ticket, t)
            case TicketGiven(event_id, ticket_id, taken_by):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                taker = await self.people.find(taken_by)
                text = t("gift-given", title=ticket.event.title, name=taker.name if taker else "?")
                await self.bot.send_message(delivery.recipient_id, text)
            case TicketsTakenBack(event_id, ticket_ids, amount_minor, currency):
                back = [await self.ticketing.ticket(event_id, ticket_id) for ticket_id in ticket_ids]
                text = tickets.taken_back(back, amount_minor, currency, t)
                await self.bot.send_message(delivery.recipient_id, text)
            case TicketScanned(event_id, ticket_id):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                if ticket.admitted_at is None or ticket.holder_id != delivery.recipient_id:
                    raise Undeliverable("the scan was undone meanwhile")
                screen = door.scanned(ticket, t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case DoorAlarm(event_id, ticket_id):
                text = door.alarm(await self.ticketing.ticket(event_id, ticket_id), t)
                await self.bot.send_message(delivery.recipient_id, text)
            case BroadcastMessage(event_id, broadcast_id):
                broadcast = await self.broadcasting.broadcast(event_id, broadcast_id)
                if broadcast.stopped_at:
                    raise Undeliverable("the organizer has stopped it")
                event = await self.checkout.event(event_id)
                await self.bot.send_message(delivery.recipient_id, broadcasts.message(event, broadcast, t))
            case BroadcastDone(event_id, broadcast_id):
                done = await self.broadcasting.view(delivery.recipient_id, event_id, broadcast_id)
                screen = broadcasts.broadcast(done, 1, t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case HoldEnding(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                if view.order.status is not OrderStatus.HELD or not view.is_open:
                    raise Undeliverable("the hold was paid for, or it ended, meanwhile")
                await self.renew_order(view, orders.ending(view, t))
            case HoldExpired(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                await self.end_order(view, orders.expired(view, t))
            case SeatsOffered(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                if view.order.status is not OrderStatus.HELD or not view.is_open:
                    raise Undeliverable("the offer was taken, or it ended, meanwhile")
                await self.renew_order(view, orders.held(view, t))
            case OfferLapsed(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                await self.end_order_aloud(view, orders.expired(view, t))
            case WaitingEnded(event_id, because):
                screen = waitlist.ended(await self.checkout.event(event_id), because, t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case EventReminder(event_id, kind):
                group = await self.ticketing.mine_of_event(event_id, delivery.recipient_id)
                screen = reminders.reminder(group, kind, t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case EventChanged(event_id, what):
                group = await self.ticketing.mine_of_event(event_id, delivery.recipient_id)
                screen = reminders.changed(group, what, t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case EventCancelled(event_id, amount_minor, currency):
                text = cancelling.told(await self.checkout.event(event_id), amount_minor, currency, t)
                await self.bot.send_message(delivery.recipient_id, text)
            case SaleOpened(event_id):
                screen = events.sale_open(await self.checkout.event(event_id), t)
                await self.bot.send_message(delivery.recipient_id, screen.text, reply_markup=screen.keyboard)
            case RefundDue():
                await self._tell_of_refund(delivery.recipient_id, delivery.message, t)
            case RefundDone(_, amount_minor, currency):
                await self.bot.send_message(delivery.recipient_id, refunds.done(amount_minor, currency, t))
            case RefundToMake(event_id, amount_minor, currency):
                title = await self._title(event_id)
                text = t("refund-to-make", amount=t.money(amount_minor, currency), title=title)
                await self.bot.send_message(delivery.recipient_id, text)
            case PaymentsUnconfirmed(count):
                await self.bot.send_message(delivery.recipient_id, t("payments-unconfirmed", count=count))
            case None:
                raise AssertionError("core does not deliver what it cannot read")
            case AuditAlarm(event_id, what, count):
                event = await self.checkout.event(event_id)
                text = t("audit-alarm", title=event.title, event=str(event_id), what=t(f"audit-{what}", count=count))
                await self.bot.send_message(delivery.recipient_id, text)
            case other:
                assert_never(other)

    async def _tell_of_refund(self, payer_id: PersonId, due: RefundDue, t: Texts) -> None:
        """In place of the order that was shown, if it ended with this refund."""
        amount = t.money(due.amount_minor, due.currency)
        try:
            view = await self.checkout.order(due.event_id, due.order_id, payer_id)
        except Refusal:  # paid for nothing that we know
            await self.bot.send_message(payer_id, t("order-refund-due-unknown", amount=amount))
            return
        screen = orders.refund_due(view.event, amount, due.reason, t)
        if view.order.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED):
            await self.end_order_aloud(view, screen)
        else:
            await self.bot.send_message(payer_id, screen.text, reply_markup=screen.keyboard)

    async def _title(self, event_id: EventId) -> str:
        try:
            return (await self.checkout.event(event_id)).title
        except EventNotFound:
            return "?"

    async def _texts_of(self, person_id: PersonId) -> Texts:
        person = await self.people.find(person_id)
        return texts(person.language(self.default_language) if person else self.default_language)
