"""No tickets before the event knows what it must know of those who come."""

from collections.abc import Iterable

from core.domain.form import Form
from core.domain.ids import EventId, OrderId
from core.domain.order import Order
from core.domain.refusal import DetailsMissing
from db import answers, questions
from db.pool import Executor


async def form_of_hold(conn: Executor, order: Order) -> Form:
    """All that is asked for an order that is not paid for; nothing, for most events."""
    return (await forms_of_holds(conn, order.event_id, [order]))[order.id]


async def forms_of_holds(conn: Executor, event_id: EventId, held: Iterable[Order]) -> dict[OrderId, Form]:
    seats_of = {order.id: order.seat_ids for order in held}
    questionnaire = await questions.of_event(conn, event_id)
    if questionnaire is None:
        return dict.fromkeys(seats_of, Form())
    said = await answers.of_orders(conn, event_id, list(seats_of))
    return {
        order_id: questionnaire.form(seat_ids, said[order_id], with_order=True)
        for order_id, seat_ids in seats_of.items()
    }


def ensure_complete(order: Order, form: Form) -> None:
    if form.missing:
        raise DetailsMissing(order.event_id, order.id, form.missing)
