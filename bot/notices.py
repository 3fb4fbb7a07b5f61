"""An outbox message in the words of the chat, and what it does to the messages that are there."""

from dataclasses import dataclass
from typing import assert_never

from bot.screen import Screen
from bot.screens import (
    alarms,
    broadcasts,
    cancelling,
    door,
    events,
    giving_back,
    orders,
    queue,
    refunds,
    reminders,
    returns,
    tickets,
    waitlist,
)
from bot.texts import Texts
from core.domain.currency import STARS
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.message import (
    AuditAlarm,
    AuditClosed,
    BroadcastDone,
    BroadcastMessage,
    Delivery,
    DoorAlarm,
    EventCancelled,
    EventChanged,
    EventReminder,
    HoldEnding,
    HoldExpired,
    HouseAlarm,
    HouseAlarmOver,
    OfferLapsed,
    OrderPaid,
    PaymentsUnconfirmed,
    QueueEnded,
    RefundDone,
    RefundDue,
    RefundToMake,
    SaleOpened,
    SeatsOffered,
    StarsWentBack,
    TicketGiven,
    TicketReady,
    TicketScanned,
    TicketsReturned,
    TicketsTakenBack,
    TurnBegan,
    TurnPassed,
    WaitingEnded,
    WishHeld,
)
from core.domain.order import OrderStatus
from core.domain.refusal import ClosedBecause, EventNotFound, Refusal
from core.domain.reminder import ReminderKind, is_timely
from core.domain.ticket import Ticket, TicketStatus
from core.services.broadcasting import Broadcasting
from core.services.checkout import Checkout, OrderView
from core.services.people import People
from core.services.queueing import Queueing
from core.services.retries import Undeliverable
from core.services.returning import Returning
from core.services.ticketing import Ticketing


@dataclass(frozen=True, slots=True)
class OrderEnded:
    """In place of the message that showed the hold."""

    view: OrderView
    screen: Screen


@dataclass(frozen=True, slots=True)
class OrderEndedAloud:
    """In a new message: a change of an old one might not be noticed."""

    view: OrderView
    screen: Screen


@dataclass(frozen=True, slots=True)
class OrderRenewed:
    """The hold anew below, where it is noticed, and not twice."""

    view: OrderView
    screen: Screen


Notice = Screen | Ticket | OrderEnded | OrderEndedAloud | OrderRenewed
"""A screen is a message of its own, a ticket its picture."""


class Notices:
    def __init__(
        self,
        checkout: Checkout,
        ticketing: Ticketing,
        returning: Returning,
        people: People,
        broadcasting: Broadcasting,
        queueing: Queueing,
    ) -> None:
        self.checkout = checkout
        self.ticketing = ticketing
        self.returning = returning
        self.people = people
        self.broadcasting = broadcasting
        self.queueing = queueing

    async def compose(self, delivery: Delivery, t: Texts) -> Notice:
        """Raises `Undeliverable` for what is not true any more."""
        to = delivery.recipient_id
        match delivery.message:
            case OrderPaid(event_id, order_id, instead_of):
                view = await self.checkout.order(event_id, order_id, to)
                return OrderEnded(view, orders.paid(view, t, instead_of))
            case TicketReady(event_id, ticket_id):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                if ticket.status is not TicketStatus.VALID or ticket.holder_id != to:
                    raise Undeliverable("the ticket was taken back or given away meanwhile")
                return ticket
            case TicketGiven(event_id, ticket_id, taken_by):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                taker = await self.people.find(taken_by)
                return Screen(t("gift-given", title=ticket.event.title, name=taker.name if taker else "?"))
            case TicketsTakenBack(event_id, ticket_ids, amount_minor, currency):
                back = await self.ticketing.tickets(event_id, ticket_ids)
                return Screen(tickets.taken_back(back, amount_minor, currency, t))
            case TicketsReturned(event_id, ticket_ids, amount_minor):
                back = await self.ticketing.tickets(event_id, ticket_ids)
                return giving_back.done(back, amount_minor, t)
            case TicketScanned(event_id, ticket_id):
                ticket = await self.ticketing.ticket(event_id, ticket_id)
                if ticket.admitted_at is None or ticket.holder_id != to:
                    raise Undeliverable("the scan was undone meanwhile")
                return door.scanned(ticket, t)
            case DoorAlarm(event_id, ticket_id):
                return Screen(door.alarm(await self.ticketing.ticket(event_id, ticket_id), t))
            case BroadcastMessage(event_id, broadcast_id):
                broadcast = await self.broadcasting.broadcast(event_id, broadcast_id)
                if broadcast.stopped_at:
                    raise Undeliverable("the organizer has stopped it")
                return Screen(broadcasts.message(await self.checkout.event(event_id), broadcast, t))
            case BroadcastDone(event_id, broadcast_id):
                return broadcasts.broadcast(await self.broadcasting.view(to, event_id, broadcast_id), 1, t)
            case HoldEnding(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, to)
                if view.order.status is not OrderStatus.HELD or not view.is_open:
                    raise Undeliverable("the hold was paid for, or it ended, meanwhile")
                return OrderRenewed(view, orders.ending(view, t))
            case HoldExpired(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, to)
                return OrderEnded(view, orders.expired(view, t))
            case SeatsOffered(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, to)
                if view.order.status is not OrderStatus.HELD or not view.is_open:
                    raise Undeliverable("the offer was taken, or it ended, meanwhile")
                return OrderRenewed(view, orders.held(view, t))
            case OfferLapsed(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, to)
                return OrderEndedAloud(view, orders.expired(view, t))
            case TurnBegan(event_id, missed):
                queue_view = await self.queueing.view(event_id, to)
                if not queue_view.has_turn:
                    raise Undeliverable("the turn was used, given back or has passed meanwhile")
                return queue.turn(queue_view, t, missed=missed)
            case WishHeld(event_id, order_id):
                view = await self.checkout.order(event_id, order_id, to)
                if view.order.status is not OrderStatus.HELD or not view.is_open:
                    raise Undeliverable("the hold was paid for, or it ended, meanwhile")
                return OrderRenewed(view, orders.wish_held(view, t))
            case TurnPassed(event_id):
                return queue.passed(await self.checkout.event(event_id), t)
            case QueueEnded(event_id, because):
                return queue.ended(await self.checkout.event(event_id), because, t)
            case WaitingEnded(event_id, because):
                return waitlist.ended(await self.checkout.event(event_id), because, t)
            case EventReminder(event_id, kind):
                group = await self.ticketing.mine_of_event(event_id, to)
                if not is_timely(ReminderKind(kind), group.event.starts_at, self.ticketing.clock()):
                    raise Undeliverable("the event has begun, or was moved, meanwhile")
                return reminders.reminder(group, kind, t)
            case EventChanged(event_id) as change:
                group = await self.ticketing.mine_of_event(event_id, to)
                may_return = bool(await self.returning.offers(event_id, to))
                return reminders.changed(group, change, t, may_return=may_return)
            case EventCancelled(event_id, amount_minor, currency):
                return Screen(cancelling.told(await self.checkout.event(event_id), amount_minor, currency, t))
            case SaleOpened(event_id):
                event = await self.checkout.event(event_id)
                if event.closed_because(self.checkout.clock()) in (ClosedBecause.CANCELLED, ClosedBecause.OVER):
                    raise Undeliverable("the sale has ended meanwhile")
                return events.sale_open(event, t)
            case RefundDue():
                return await self._refund_due(to, delivery.message, t)
            case RefundDone(_, amount_minor, currency):
                return Screen(refunds.done(amount_minor, currency, t))
            case RefundToMake(event_id, amount_minor, currency):
                title = await self._title(event_id)
                return Screen(t("refund-to-make", amount=t.money(amount_minor, currency), title=title))
            case StarsWentBack(event_id, order_id, amount_minor):
                return await self._stars_went_back(to, event_id, order_id, t.money(amount_minor, STARS), t)
            case PaymentsUnconfirmed(count):
                return Screen(t("payments-unconfirmed", count=count))
            case AuditAlarm(event_id, what, count):
                event = await self.checkout.event(event_id)
                words = t(f"audit-{what}", count=count)
                return Screen(t("audit-alarm", title=event.title, event=str(event_id), what=words))
            case AuditClosed(event_id):
                return Screen(t("audit-closed", title=await self._title(event_id), event=str(event_id)))
            case HouseAlarm() as alarm:
                return Screen(alarms.ringing(alarm, t))
            case HouseAlarmOver() as alarm:
                return Screen(alarms.over(alarm, t))
            case None:
                raise AssertionError("core does not deliver what it cannot read")
            case other:
                assert_never(other)

    async def _refund_due(self, payer_id: PersonId, due: RefundDue, t: Texts) -> Screen | OrderEndedAloud:
        """In place of the order that was shown, if it ended with this refund."""
        amount = t.money(due.amount_minor, due.currency)
        try:
            view = await self.checkout.order(due.event_id, due.order_id, payer_id)
        except Refusal:  # paid for nothing that we know
            return Screen(t("order-refund-due-unknown", amount=amount))
        screen = orders.refund_due(view.event, amount, due.reason, t)
        has_ended = view.order.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED)
        return OrderEndedAloud(view, screen) if has_ended else screen

    async def _stars_went_back(
        self, to: PersonId, event_id: EventId, order_id: OrderId, amount: str, t: Texts
    ) -> Screen:
        """With the order, from which its tickets can be taken back."""
        sold = await self.returning.order(to, event_id, order_id)
        text = t("stars-went-back", amount=amount)
        order = returns.order(sold, t)
        return Screen(f"{text}\n\n{order.text}", order.keyboard)

    async def _title(self, event_id: EventId) -> str:
        try:
            return (await self.checkout.event(event_id)).title
        except EventNotFound:
            return "?"
