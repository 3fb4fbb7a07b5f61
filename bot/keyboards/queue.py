"""The queue of an event: joining, where one stands, the wish, and the organizer's knobs."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    AskPlace,
    JoinQueue,
    LeaveQueue,
    ManageEvent,
    PauseQueue,
    SendProof,
    SendQueueList,
    SetQueueMode,
    SetWish,
    ShowEvent,
    ShowHall,
    ShowMenu,
    ShowQueue,
    ShowQueueDesk,
    ShowWish,
    TurnKnob,
    WishAs,
    WishIn,
)
from bot.keyboards.layout import Row, button, in_columns, keyboard
from bot.keyboards.waitlist import ANY_TIER, NUMBERS_IN_LINE, TIER_NAME_MAX, TIERS_MAX
from bot.texts import Texts, cut
from core.domain.hall import Hall, SectionKind
from core.domain.ids import EventId
from core.domain.queue import Knob, Queue, QueueMode, QueueView
from core.domain.waitlist import PARTY_MAX

ANY_PRICE = 0
PRICE_MAX = 2**31 - 1
"""What a button can say."""


def way_in(event_id: EventId, t: Texts, *, is_in: bool, has_turn: bool) -> Row:
    """On the card of the event."""
    if has_turn:
        return [button(t.plain("queue-my-turn"), ShowQueue(event_id=event_id))]
    if is_in:
        return [button(t.plain("queue-mine"), ShowQueue(event_id=event_id))]
    return [button(t.plain("queue-join"), JoinQueue(event_id=event_id))]


def invite(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("queue-join"), JoinQueue(event_id=event_id))], _back(event_id, t))


def place(view: QueueView, t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    drawn = view.entry is not None and view.entry.drawn_number is not None
    return keyboard(
        [
            button(t.plain("queue-where"), AskPlace(event_id=event_id)),
            button(t.plain("queue-wish-button"), ShowWish(event_id=event_id)),
        ],
        [button(t.plain("queue-proof-button"), SendProof(event_id=event_id))] if drawn else [],
        [button(t.plain("queue-leave"), LeaveQueue(event_id=event_id))],
        _back(event_id, t),
    )


def turn(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("queue-choose"), ShowHall(event_id=event_id))],
        [button(t.plain("queue-give-back"), LeaveQueue(event_id=event_id))],
        _back(event_id, t),
    )


def ended(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("order-to-event"), ShowEvent(event_id=event_id))])


def sizes(view: QueueView, t: Texts) -> InlineKeyboardMarkup:
    event_id, most = view.event.id, min(view.event.limit_per_buyer, PARTY_MAX)
    numbers = [button(str(size), WishAs(event_id=event_id, party_size=size)) for size in range(1, most + 1)]
    none = SetWish(event_id=event_id, party_size=0, tier_id=0, price_max_minor=0, together=0)
    return keyboard(
        *in_columns(numbers, NUMBERS_IN_LINE),
        [button(t.plain("queue-wish-none"), none)],
        [button(t.plain("back"), ShowQueue(event_id=event_id))],
    )


def places_to_wish(view: QueueView, hall: Hall, size: int, t: Texts) -> InlineKeyboardMarkup:
    """Any category, with a limit to the price perhaps, or one of them at its price of now."""
    event_id, currency, tiers = view.event.id, view.event.currency, hall.tiers[:TIERS_MAX]
    prices = sorted({tier.price_minor for tier in tiers if 0 < tier.price_minor <= PRICE_MAX})
    choices = [(t.plain("queue-wish-any"), ANY_TIER, ANY_PRICE)]
    choices += [
        (t.plain("queue-wish-any-up-to", price=t.price(price, currency)), ANY_TIER, price) for price in prices[:-1]
    ]
    choices += [
        (
            t.plain("waitlist-tier", tier=cut(tier.name, TIER_NAME_MAX), price=t.price(tier.price_minor, currency)),
            tier.id,
            min(tier.price_minor, PRICE_MAX),
        )
        for tier in (tiers if len(tiers) > 1 else ())
    ]
    asks_together = size > 1 and any(section.kind is SectionKind.SEATED for section in hall.sections)
    rows = []
    for label, tier_id, price in choices:
        ids = {"event_id": event_id, "party_size": size, "tier_id": tier_id, "price_max_minor": price}
        rows.append([button(label, WishIn(**ids) if asks_together else SetWish(**ids, together=1))])
    return keyboard(*rows, [button(t.plain("back"), ShowWish(event_id=event_id))])


def togetherness(asked: WishIn, t: Texts) -> InlineKeyboardMarkup:
    ids = asked.model_dump()
    return keyboard(
        [button(t.plain("waitlist-together"), SetWish(**ids, together=1))],
        [button(t.plain("waitlist-apart"), SetWish(**ids, together=0))],
        [button(t.plain("back"), WishAs(event_id=asked.event_id, party_size=asked.party_size))],
    )


def proof(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("queue-list-button"), SendQueueList(event_id=event_id))])


def desk(queue: Queue, t: Texts) -> InlineKeyboardMarkup:
    event_id = queue.event_id
    modes = []
    for mode in QueueMode:
        name = t.plain(f"queue-mode-{mode}")
        label = t.plain("queue-chosen", name=name) if mode is queue.rules.mode else name
        modes.append(button(label, SetQueueMode(event_id=event_id, mode=mode)))
    knobs = [Knob.RATE, Knob.INSIDE, Knob.TURN]
    if queue.rules.mode is QueueMode.AUTOMATIC:
        knobs.append(Knob.RUSH)
    return keyboard(
        modes,
        *[_knob(queue, knob, t, live=0) for knob in knobs],
        [_pause(queue, t, live=0)],
        [button(t.plain("manage-refresh"), ShowQueueDesk(event_id=event_id))],
        [button(t.plain("back"), ManageEvent(event_id=event_id))],
    )


def live_knobs(queue: Queue, t: Texts) -> list[Row]:
    """Under the live view."""
    return [_knob(queue, Knob.RATE, t, live=1), [_pause(queue, t, live=1)]]


def _knob(queue: Queue, knob: Knob, t: Texts, *, live: int) -> Row:
    """What it can be turned to, so that two taps do no more than was seen."""
    return [
        button(
            t.plain(f"queue-knob-{knob}", value=f"{sign} {target}"),
            TurnKnob(event_id=queue.event_id, knob=knob, value=target, live=live),
        )
        for sign, target in (("↓", queue.rules.lower(knob)), ("↑", queue.rules.higher(knob)))
        if target is not None
    ]


def _pause(queue: Queue, t: Texts, *, live: int) -> InlineKeyboardButton:
    on = not queue.is_paused
    return button(
        t.plain("queue-pause" if on else "queue-resume"), PauseQueue(event_id=queue.event_id, on=on, live=live)
    )


def _back(event_id: EventId, t: Texts) -> Row:
    return [button(t.plain("back"), ShowEvent(event_id=event_id)), button(t.plain("home"), ShowMenu())]
