"""An order as the organizer sees it who may take its tickets back."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.keyboards import returns as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts, listed
from core.domain.ticket import Ticket, TicketStatus
from core.domain.ticket_code import printed_number
from core.services.returning import SoldOrder


def order(sold: SoldOrder, t: Texts) -> Screen:
    buyer = sold.buyer
    text = t(
        "returns-order",
        title=sold.event.title,
        when=t.when(sold.event.starts_at),
        order=str(sold.order.id),
        name=buyer.name,
        buyer=f"@{buyer.username}" if buyer.username else str(buyer.id),
        tickets=listed([_line(ticket, t) for ticket in sold.tickets], t),
    )
    return Screen(text, keyboards.order(sold, t))


def confirm(sold: SoldOrder, back: Sequence[Ticket], yes: CallbackData, t: Texts) -> Screen:
    text = t(
        "returns-ask",
        amount=t.money(sum(ticket.price_minor for ticket in back), sold.order.currency),
        name=sold.buyer.name,
        tickets=listed([_line(ticket, t) for ticket in back], t),
    )
    return Screen(text, keyboards.confirm(sold, yes, t))


def _line(ticket: Ticket, t: Texts) -> Html:
    is_used = ticket.admitted_at is not None and ticket.status is TicketStatus.VALID
    state = "used" if is_used else str(ticket.status)
    price = t.price(ticket.price_minor, ticket.currency)
    return t("returns-line", place=place(ticket, t), number=printed_number(ticket.number), price=price, state=state)
