"""Two buttons for each payment to look up: it came, or it did not."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import PaymentCame, PaymentNeverCame, ShowMenu
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.payment import UnconfirmedPayment


def unconfirmed(payments: Sequence[UnconfirmedPayment], t: Texts) -> InlineKeyboardMarkup:
    rows = []
    for payment in payments:
        order = payment.order
        ids = {"event_id": order.event_id, "order_id": order.id}
        rows.append(
            [
                button(t.plain("payments-came", order=str(order.id)), PaymentCame(**ids)),
                button(t.plain("payments-never-came", order=str(order.id)), PaymentNeverCame(**ids)),
            ]
        )
    return keyboard(*rows, [button(t.plain("home"), ShowMenu())])
