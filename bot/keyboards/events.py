"""The card of an event, and what belongs to it."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    CloseMessage,
    SetReminder,
    ShowEvent,
    ShowEvents,
    ShowHall,
    ShowMenu,
    ShowOrder,
    ShowOrganizer,
    ShowPin,
)
from bot.keyboards.layout import button, keyboard
from bot.keyboards.queue import way_in
from bot.keyboards.waitlist import waiting
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.refusal import ClosedBecause
from core.services.browsing import EventCard


def card(card: EventCard, buy: str | None, t: Texts) -> InlineKeyboardMarkup:
    """`buy` is what the button for new tickets says; None where none can be had."""
    event, order = card.summary.event, card.order
    mine = []
    if order:
        total = t.price(order.total_minor, order.currency)
        mine = [button(t.plain("event-my-order", total=total), ShowOrder(event_id=event.id, order_id=order.id))]
    remind = []
    if card.closed is ClosedBecause.NOT_YET and not card.has_begun:
        label = t.plain("event-remind-not" if card.is_reminder_set else "event-remind")
        remind = [button(label, SetReminder(event_id=event.id, on=not card.is_reminder_set))]
    there = [button(t.plain("event-map"), ShowPin(event_id=event.id))] if card.details.pin else []
    tells = card.details.tells_of_organizer
    who = [button(t.plain("organizer-button"), ShowOrganizer(event_id=event.id))] if tells else []
    return keyboard(
        mine,
        [button(buy, ShowHall(event_id=event.id))] if buy and not order and not card.needs_turn else [],
        way_in(event.id, t, is_in=card.is_in_queue, has_turn=not card.needs_turn) if card.has_queue else [],
        waiting(event.id, t, is_waiting=card.place is not None) if card.place or card.can_join_list else [],
        remind,
        [*there, *who],
        [button(t.plain("back"), ShowEvents(page=0)), button(t.plain("home"), ShowMenu())],
    )


def organizer(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowEvent(event_id=event_id)), button(t.plain("home"), ShowMenu())])


def pin(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("event-map-close"), CloseMessage())])


def sale_open(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("order-to-event"), ShowEvent(event_id=event_id))])
