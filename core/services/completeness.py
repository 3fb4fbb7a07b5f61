"""No tickets before the event knows what it must know of those who come."""

from core.domain.form import Form
from core.domain.order import Order
from core.domain.refusal import DetailsMissing
from db import answers, questions
from db.pool import Executor


async def form_of_hold(conn: Executor, order: Order) -> Form:
    """All that is asked for an order that is not paid for; nothing, for most events."""
    questionnaire = await questions.of_event(conn, order.event_id)
    if questionnaire is None:
        return Form()
    return questionnaire.form(order.seat_ids, await answers.of_order(conn, order.event_id, order.id), with_order=True)


def ensure_complete(order: Order, form: Form) -> None:
    if form.missing:
        raise DetailsMissing(order.event_id, order.id, form.missing)
