"""A button for each refund that was made by hand."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import RefundMade, ShowMenu
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.payment import RefundByHand


def by_hand(refunds: Sequence[RefundByHand], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain(
                        "refunds-made",
                        amount=t.money(owed.refund.amount_minor, owed.refund.charge.currency),
                        name=owed.payer.name,
                    ),
                    RefundMade(event_id=owed.refund.charge.event_id, refund_id=owed.refund.id),
                )
            ]
            for owed in refunds
        ],
        [button(t.plain("home"), ShowMenu())],
    )
