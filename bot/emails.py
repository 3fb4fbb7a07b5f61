"""An outbox message in the words of an e-mail, with tickets and calendar file where there are any."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import unescape

from bot.screens import cancelling, orders, refunds, reminders, tickets
from bot.texts import Texts
from core.domain.ids import OrderId
from core.domain.message import (
    Delivery,
    EventCancelled,
    EventChanged,
    OrderPaid,
    RefundDone,
    RefundDue,
    TicketsTakenBack,
)
from core.domain.person import Person
from core.domain.ticket import Ticket
from core.render.calendar_file import CalendarEntry, Method, calendar_file
from core.services.checkout import Checkout
from core.services.pictures import Pictures
from core.services.retries import Undeliverable
from core.services.returning import Returning
from core.services.ticketing import Ticketing


@dataclass(frozen=True, slots=True)
class Letter:
    """`body` is HTML as the chat has it: bold, italic, links and line breaks. `method` is what calendars are to do."""

    subject: str
    body: str
    tickets: Sequence[Ticket] = ()
    calendar: Sequence[CalendarEntry] = ()
    method: Method = Method.PUBLISH


class Emails:
    def __init__(
        self,
        sender: str,
        bot_username: str,
        checkout: Checkout,
        ticketing: Ticketing,
        returning: Returning,
        pictures: Pictures,
    ) -> None:
        self.sender = sender
        self.bot_username = bot_username
        self.checkout = checkout
        self.ticketing = ticketing
        self.returning = returning
        self.pictures = pictures

    async def compose(self, delivery: Delivery, person: Person, t: Texts) -> EmailMessage:
        """Raises `Undeliverable` for what is not said by e-mail, or is not true any more."""
        letter = await self._letter(delivery, t)
        now = datetime.now(UTC)
        email = EmailMessage()
        email["From"] = self.sender
        email["To"] = person.email
        email["Subject"] = " ".join(letter.subject.splitlines())
        email["Date"] = format_datetime(now)
        # Stable: whoever gets this e-mail twice, after a lost answer, can tell.
        email["Message-ID"] = f"<kassa-{delivery.id}@{parseaddr(self.sender)[1].rpartition('@')[2]}>"
        email["Auto-Submitted"] = "auto-generated"
        footer = t("email-footer", bot=self.bot_username)
        body = f"{letter.body}\n\n<i>{footer}</i>"
        email.set_content(_plain(body))
        email.add_alternative(_html(body, t.language), subtype="html")
        if letter.tickets:
            await self._attach_tickets(email, letter.tickets, now, t)
        for entry in letter.calendar:
            await self._attach_calendar(email, entry, letter.method, now)
        return email

    async def _letter(self, delivery: Delivery, t: Texts) -> Letter:
        to = delivery.recipient_id
        match delivery.message:
            case OrderPaid(event_id, order_id, instead_of):
                view = await self.checkout.order(event_id, order_id, to)
                valid = await self.ticketing.of_order(event_id, order_id, to)
                if not valid:
                    raise Undeliverable("the tickets were taken back or given away meanwhile")
                subject = t.plain("email-paid-subject", title=view.event.title)
                body = orders.paid(view, t, instead_of, by_email=True).text
                return Letter(subject, body, valid, self._calendar(valid, t))
            case EventChanged(event_id, what) as change:
                group = await self.ticketing.mine_of_event(event_id, to)
                event, may_return = group.event, bool(await self.returning.offers(event_id, to))
                when, venue = t.when(event.starts_at), event.venue.name
                subject = t.plain("email-changed-subject", what=what, title=event.title, when=when, venue=venue)
                body = reminders.changed(group, change, t, may_return=may_return, by_email_of=self.bot_username).text
                return Letter(subject, body, calendar=self._calendar(group.tickets, t))
            case EventCancelled(event_id, amount_minor, currency, order_id):
                event = await self.checkout.event(event_id)
                subject = t.plain("email-cancelled-subject", title=event.title)
                body = cancelling.told(event, amount_minor, currency, t)
                ended = [tickets.calendar_entry(event, order_id, (), self.bot_username, t)] if order_id else []
                return Letter(subject, body, calendar=ended, method=Method.CANCEL)
            case RefundDue(event_id, _, amount_minor, currency, reason):
                amount = t.money(amount_minor, currency)
                event = await self.checkout.event(event_id)
                subject = t.plain("email-refund-subject", amount=amount)
                return Letter(subject, orders.refund_due(event, amount, reason, t).text)
            case TicketsTakenBack(event_id, ticket_ids, amount_minor, currency):
                back = await self.ticketing.tickets(event_id, ticket_ids)
                subject = t.plain("email-taken-back-subject", title=back[0].event.title)
                return Letter(subject, tickets.taken_back(back, amount_minor, currency, t))
            case RefundDone(_, amount_minor, currency):
                subject = t.plain("email-refund-done-subject", amount=t.money(amount_minor, currency))
                return Letter(subject, refunds.done(amount_minor, currency, t))
            case _:
                raise Undeliverable("not said by e-mail")

    def _calendar(self, held: Sequence[Ticket], t: Texts) -> list[CalendarEntry]:
        """An entry for each order, as it was in the calendar before."""
        by_order = defaultdict[OrderId, list[Ticket]](list)
        for ticket in held:
            by_order[ticket.order_id].append(ticket)
        return [
            tickets.calendar_entry(held[0].event, order_id, of_order, self.bot_username, t)
            for order_id, of_order in by_order.items()
        ]

    async def _attach_tickets(self, email: EmailMessage, valid: Sequence[Ticket], now: datetime, t: Texts) -> None:
        faces = [tickets.face(ticket, self.ticketing.token(ticket), self.bot_username, t) for ticket in valid]
        pdf = await self.pictures.ticket_pdf(faces, t.language, now)
        email.add_attachment(pdf, maintype="application", subtype="pdf", filename="tickets.pdf")

    async def _attach_calendar(self, email: EmailMessage, entry: CalendarEntry, method: Method, now: datetime) -> None:
        sequence = await self.ticketing.times_changed(entry.event_id)
        calendar = calendar_file(entry, now, sequence, method).decode()
        email.add_attachment(calendar, subtype="calendar", filename="event.ics", params={"method": method})


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)) + "\n"


def _html(html: str, language: str) -> str:
    lines = html.replace("\n", "<br>\n")
    font = "font: 16px/1.5 -apple-system, 'Segoe UI', Roboto, sans-serif"
    return f'<!doctype html><html lang="{language}"><body style="{font}; max-width: 36em">{lines}</body></html>\n'
