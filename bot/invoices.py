"""The invoice of an order, within Telegram's limits, and the payload that brings us back to the order."""

from html import unescape

from aiogram.methods import SendInvoice
from aiogram.types import LabeledPrice

from bot.keyboards import orders as keyboards
from bot.links import event_payload
from bot.screens.orders import invoice_lines, places
from bot.texts import Texts, cut
from core.domain.currency import STARS
from core.domain.ids import EventId, OrderId
from core.domain.refusal import OrderNotFound
from core.services.checkout import OrderView

TITLE_MAX, DESCRIPTION_MAX = 32, 255
PAYLOAD_VERSION = "1"


def build_invoice(view: OrderView, provider_token: str, t: Texts) -> SendInvoice:
    """`start_parameter` makes a forwarded invoice open the bot instead of being paid by somebody else."""
    order, event = view.order, view.event
    until = t.time(order.expires_at.astimezone(event.venue.time_zone))
    where = unescape("; ".join(places(view, t)))  # an invoice is no HTML
    return SendInvoice(
        chat_id=order.buyer_id,
        title=cut(event.title, TITLE_MAX),
        description=cut(
            t.plain("invoice-description", when=t.when(event.starts_at), places=where, until=until), DESCRIPTION_MAX
        ),
        payload=f"{PAYLOAD_VERSION}:{order.event_id}:{order.id}",
        currency=order.currency,
        prices=_prices(view, t),
        provider_token=provider_token,
        start_parameter=event_payload(event.id),
        reply_markup=keyboards.invoice(order, t),
    )


def order_in(payload: str) -> tuple[EventId, OrderId]:
    """The order that an invoice is for. Refused if the payload is none of ours."""
    version, *ids = payload.split(":")
    if version != PAYLOAD_VERSION or len(ids) != 2 or not all(part.isdecimal() for part in ids):
        raise OrderNotFound
    return EventId(int(ids[0])), OrderId(int(ids[1]))


def order_paid_for(payload: str) -> tuple[EventId, OrderId]:
    """As `order_in`, for money that has come: it is written down even if we cannot tell what for (0, 0)."""
    try:
        return order_in(payload)
    except OrderNotFound:
        return EventId(0), OrderId(0)


def _prices(view: OrderView, t: Texts) -> list[LabeledPrice]:
    """A line for each tier; Stars allow one line only."""
    if view.order.currency == STARS:
        return [LabeledPrice(label=cut(view.event.title, TITLE_MAX), amount=view.order.total_minor)]
    return [
        LabeledPrice(label=t.plain("invoice-line", tier=tier, count=count), amount=amount)
        for tier, count, amount in invoice_lines(view)
    ]
