"""Giving tickets back: what each is worth now, the question, and what was done."""

from collections.abc import Sequence
from datetime import datetime

from bot.keyboards import giving_back as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts, listed
from core.domain.event import Event
from core.domain.ids import TicketId
from core.domain.return_policy import ReturnPolicy
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number
from core.services.returning import ReturnOffer


def choose(event: Event, policy: ReturnPolicy, offers: Sequence[ReturnOffer], now: datetime, t: Texts) -> Screen:
    says = rule(event, policy, now, t)
    text = (
        t("return-choose", title=event.title, rule=says) if offers else t("return-none", title=event.title, rule=says)
    )
    return Screen(text, keyboards.choose(event.id, offers, t))


def ask(ticket_id: TicketId, offer: ReturnOffer, t: Texts) -> Screen:
    said = _said(list(offer.worth_minor), offer.amount_minor, t)
    return Screen(t("return-ask", **said), keyboards.ask(ticket_id, offer, t))


def done(returned: Sequence[Ticket], amount_minor: int, t: Texts) -> Screen:
    owed = "yes" if amount_minor else "no"
    return Screen(t("return-done", owed=owed, **_said(returned, amount_minor, t)), keyboards.done(t))


def rule(event: Event, policy: ReturnPolicy, now: datetime, t: Texts) -> Html:
    if policy.free_until and now < policy.free_until:
        until = t.when_short(policy.free_until.astimezone(event.venue.time_zone))
        return t("return-rule-free", until=until, percent=policy.percent)
    return t("return-rule-percent", percent=policy.percent) if policy.percent else t("return-rule-none")


def _said(tickets: Sequence[Ticket], amount_minor: int, t: Texts) -> dict[str, object]:
    lines = [Html(f"{place(ticket, t)} · № {printed_number(ticket.number)}") for ticket in tickets]
    return {
        "title": tickets[0].event.title,
        "tickets": listed(lines, t),
        "count": len(tickets),
        "amount": t.money(amount_minor, tickets[0].currency),
    }
