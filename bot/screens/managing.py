"""The organizer's events, and the desk of one."""

from collections.abc import Sequence
from dataclasses import replace

from bot.keyboards import managing as keyboards
from bot.screen import Screen
from bot.screens import events as cards
from bot.screens.seats import hall_picture
from bot.texts import Html, Texts
from core.domain.event import Event, EventStatus
from core.services.browsing import EventCard
from core.services.managing import ManagedEvent
from core.services.pictures import Pictures
from core.services.viewing import HallView


def events(found: Sequence[Event], page: int, t: Texts) -> Screen:
    return Screen(t("manage-events") if found else t("manage-none"), keyboards.events(found, page, t))


def event(managed: ManagedEvent, t: Texts) -> Screen:
    of, balance = managed.event, managed.balance
    text = t(
        "manage-event",
        title=of.title,
        when=t.when(of.starts_at),
        venue=f"{of.venue.name}, {of.venue.city}",
        state=_state(managed, t),
        sold=balance.sold,
        capacity=balance.capacity,
        held=balance.held,
        free=balance.free,
        tickets=t.money(balance.tickets_minor + balance.kept_minor, balance.currency),
        returned=t.money(balance.refunded_minor + balance.refund_due_minor, balance.currency),
    )
    return Screen(text, keyboards.event(managed, t))


def preview(card: EventCard, pictures: Pictures, t: Texts) -> Screen:
    """The card as buyers see it, over the buttons of the desk."""
    event = card.summary.event
    return replace(cards.card(card, pictures, t), keyboard=keyboards.preview(event, t))


def hall(view: HallView, pictures: Pictures, t: Texts) -> Screen:
    text = t("manage-hall", title=view.event.title, count=len(view.hall.seats))
    return Screen(text, keyboards.hall(view.event, t), hall_picture(view, None, pictures, t))


def ask_poster(of: Event, t: Texts) -> Screen:
    return Screen(t("manage-ask-poster", title=of.title), keyboards.back_to(of, t))


def _state(managed: ManagedEvent, t: Texts) -> Html:
    if managed.event.status is EventStatus.DRAFT:
        return t("manage-draft")
    if managed.closed is None:
        return t("manage-on-sale", until=t.when_short(managed.event.sale_ends_at))
    return t("manage-closed", because=managed.closed, opens=t.when_short(managed.event.sale_starts_at))
