"""Lists of events and the card of one."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ShowEvent, ShowEvents, ShowHall, ShowMenu, ShowOrder
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.domain.finding import Page
from core.domain.order import Order


def page(events: Page, t: Texts) -> InlineKeyboardMarkup:
    earlier = [button(t.plain("events-earlier"), ShowEvents(page=events.number - 1))] if events.number > 1 else []
    later = (
        [button(t.plain("events-later"), ShowEvents(page=events.number + 1))] if events.number < events.pages else []
    )
    return keyboard(
        *[[button(_label(summary.event, t), ShowEvent(event_id=summary.event.id))] for summary in events.events],
        earlier + later,
        [button(t.plain("home"), ShowMenu())],
    )


def card(event: Event, order: Order | None, buy: str | None, t: Texts) -> InlineKeyboardMarkup:
    """`buy` is what the button for new tickets says; None where none can be had."""
    mine = []
    if order:
        total = t.price(order.total_minor, order.currency)
        mine = [button(t.plain("event-my-order", total=total), ShowOrder(event_id=event.id, order_id=order.id))]
    return keyboard(
        mine,
        [button(buy, ShowHall(event_id=event.id))] if buy and not order else [],
        [button(t.plain("back"), ShowEvents(page=1)), button(t.plain("home"), ShowMenu())],
    )


def _label(event: Event, t: Texts) -> str:
    return t.plain("events-button", title=event.title, date=t.day(event.starts_at))
