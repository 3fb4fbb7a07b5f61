"""A message to the holders of an event."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    ChooseAudience,
    ConfirmBroadcast,
    ManageEvent,
    ShowAudiences,
    ShowBroadcast,
    StopBroadcast,
)
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.broadcast import Broadcast, BroadcastStatus
from core.domain.event import Event
from core.domain.hall import Tier
from core.domain.ids import EventId

TIERS_MAX = 20


def audiences(event: Event, tiers: Sequence[Tier], last: Broadcast | None, t: Texts) -> InlineKeyboardMarkup:
    everybody = ChooseAudience(event_id=event.id, tier_id=0, not_inside=0)
    outside = everybody.model_copy(update={"not_inside": 1})
    of_tiers = [
        [button(tier.name, everybody.model_copy(update={"tier_id": tier.id}))]
        for tier in tiers[:TIERS_MAX]
        if len(tiers) > 1
    ]
    last_one = ShowBroadcast(event_id=event.id, broadcast_id=last.id) if last else None
    return keyboard(
        [button(t.plain("broadcast-everybody"), everybody)],
        [button(t.plain("broadcast-not-inside"), outside)],
        *of_tiers,
        [button(t.plain("broadcast-last"), last_one)] if last_one else [],
        [button(t.plain("back"), ManageEvent(event_id=event.id))],
    )


def back(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowAudiences(event_id=event_id))])


def broadcast(of: Broadcast, count: int, t: Texts) -> InlineKeyboardMarkup:
    ids = {"event_id": of.event_id, "broadcast_id": of.id}
    confirm = [button(t.plain("broadcast-confirm", count=count), ConfirmBroadcast(**ids))]
    under_way = [
        button(t.plain("manage-refresh"), ShowBroadcast(**ids)),
        button(t.plain("broadcast-stop"), StopBroadcast(**ids)),
    ]
    return keyboard(
        confirm if of.status is BroadcastStatus.PREVIEW and count else [],
        under_way if of.status is BroadcastStatus.UNDER_WAY else [],
        [button(t.plain("back"), ManageEvent(event_id=of.event_id))],
    )
