"""The tiers of an event with their prices."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ManageEvent, ShowPrices, ShowTierPrices
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.domain.hall import Tier

TIERS_MAX = 40


def tiers(event: Event, found: Sequence[Tier], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain("prices-tier-button", tier=tier.name, price=t.price(tier.price_minor, event.currency)),
                    ShowTierPrices(event_id=event.id, tier_id=tier.id),
                )
            ]
            for tier in found[:TIERS_MAX]
        ],
        [button(t.plain("back"), ManageEvent(event_id=event.id))],
    )


def tier(event: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowPrices(event_id=event.id))])
