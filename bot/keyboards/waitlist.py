"""The waiting list: how many, which tier, together or not; and the way out."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import JoinWaitlist, LeaveWaitlist, ShowEvent, ShowMenu, ShowWaitlist, WaitAs, WaitIn
from bot.keyboards.layout import Row, button, in_columns, keyboard
from bot.texts import Texts, cut
from core.domain.ids import EventId
from core.domain.waitlist import WaitlistView

NUMBERS_IN_LINE = 5
TIERS_MAX, TIER_NAME_MAX = 30, 32
ANY_TIER = 0


def waiting(event_id: EventId, t: Texts, *, is_waiting: bool = False) -> Row:
    """The way to the list."""
    return [button(t.plain("waitlist-mine" if is_waiting else "waitlist-button"), ShowWaitlist(event_id=event_id))]


def sizes(view: WaitlistView, t: Texts) -> InlineKeyboardMarkup:
    buttons = [button(str(size), _after_size(view, size)) for size in range(1, view.largest_party + 1)]
    return keyboard(*in_columns(buttons, NUMBERS_IN_LINE), _back(ShowEvent(event_id=view.event.id), t))


def tiers(view: WaitlistView, size: int, t: Texts) -> InlineKeyboardMarkup:
    named = [
        button(
            t.plain(
                "waitlist-tier",
                tier=cut(tier.name, TIER_NAME_MAX),
                price=t.price(tier.price_minor, view.event.currency),
            ),
            _after_tier(view, size, tier.id),
        )
        for tier in view.hall.tiers[:TIERS_MAX]
    ]
    anywhere = button(t.plain("waitlist-any-tier"), _after_tier(view, size, ANY_TIER))
    return keyboard([anywhere], *[[one] for one in named], _back(ShowWaitlist(event_id=view.event.id), t))


def togetherness(view: WaitlistView, size: int, tier_id: int, t: Texts) -> InlineKeyboardMarkup:
    ids = {"event_id": view.event.id, "party_size": size, "tier_id": tier_id}
    before = WaitAs(event_id=view.event.id, party_size=size) if _has_choice(view) else None
    return keyboard(
        [button(t.plain("waitlist-together"), JoinWaitlist(**ids, together=1))],
        [button(t.plain("waitlist-apart"), JoinWaitlist(**ids, together=0))],
        _back(before or ShowWaitlist(event_id=view.event.id), t),
    )


def place(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("waitlist-refresh"), ShowWaitlist(event_id=event_id))],
        [button(t.plain("waitlist-leave"), LeaveWaitlist(event_id=event_id))],
        [*_back(ShowEvent(event_id=event_id), t), button(t.plain("home"), ShowMenu())],
    )


def ended(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("order-to-event"), ShowEvent(event_id=event_id))])


def _after_size(view: WaitlistView, size: int) -> CallbackData:
    if _has_choice(view):
        return WaitAs(event_id=view.event.id, party_size=size)
    return _after_tier(view, size, ANY_TIER)


def _after_tier(view: WaitlistView, size: int, tier_id: int) -> CallbackData:
    """One person sits alone anyway, and who stands stands together."""
    ids = {"event_id": view.event.id, "party_size": size, "tier_id": tier_id}
    return WaitIn(**ids) if size > 1 and view.has_rows else JoinWaitlist(**ids, together=1)


def _has_choice(view: WaitlistView) -> bool:
    return len(view.hall.tiers) > 1


def _back(to: CallbackData, t: Texts) -> Row:
    return [button(t.plain("back"), to)]
