"""A button for each refund that was made by hand, and for all of an event."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AskRefundsMade, RefundMade, RefundsMade, SendRefunds, ShowMenu, ShowRefunds, ShowRefundsOf
from bot.keyboards.layout import Row, button, keyboard
from bot.texts import Texts, cut
from core.domain.payment import EventOwing, RefundByHand, RefundsOfEvent

TITLE_MAX = 30  # characters


def by_hand(refunds: Sequence[RefundByHand], events: Sequence[EventOwing], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[_made(owed, t, of_event=False) for owed in refunds],
        *[
            [
                button(
                    t.plain("refunds-of", title=cut(event.title, TITLE_MAX), count=event.count),
                    ShowRefundsOf(event_id=event.event_id),
                )
            ]
            for event in events
        ],
        [button(t.plain("home"), ShowMenu())],
    )


def of_event(owed: RefundsOfEvent, shown: Sequence[RefundByHand], t: Texts) -> InlineKeyboardMarkup:
    file = SendRefunds(event_id=owed.event_id, up_to=owed.up_to)
    return keyboard(
        *[_made(one, t, of_event=True) for one in shown],
        [button(t.plain("refunds-file"), file)],
        _all_made(owed, t),
        [button(t.plain("back"), ShowRefunds())],
    )


def file(owed: RefundsOfEvent, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(_all_made(owed, t))


def ask_all(owed: RefundsOfEvent, t: Texts) -> InlineKeyboardMarkup:
    sure = RefundsMade(event_id=owed.event_id, up_to=owed.up_to, check=owed.check)
    return keyboard(
        [button(t.plain("refunds-all-sure"), sure)],
        [button(t.plain("back"), ShowRefundsOf(event_id=owed.event_id))],
    )


def _made(owed: RefundByHand, t: Texts, *, of_event: bool) -> Row:
    amount = t.money(owed.refund.amount_minor, owed.refund.charge.currency)
    made = RefundMade(event_id=owed.refund.charge.event_id, refund_id=owed.refund.id, of_event=of_event)
    return [button(t.plain("refunds-made", amount=amount, name=owed.payer.name), made)]


def _all_made(owed: RefundsOfEvent, t: Texts) -> Row:
    ask = AskRefundsMade(event_id=owed.event_id, up_to=owed.up_to)
    return [button(t.plain("refunds-all-made", count=len(owed.refunds)), ask)]
