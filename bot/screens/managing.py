"""The organizer's events, and the desk of one."""

from collections.abc import Sequence

from bot.keyboards import managing as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.event import Event
from core.services.managing import ManagedEvent


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


def _state(managed: ManagedEvent, t: Texts) -> Html:
    if managed.closed is None:
        return t("manage-on-sale", until=t.when_short(managed.event.sale_ends_at))
    return t("manage-closed", because=managed.closed, opens=t.when_short(managed.event.sale_starts_at))
