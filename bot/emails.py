"""An outbox message in the words of an e-mail, with tickets and calendar file where there are any."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import unescape

from bot.screens import orders, refunds, tickets
from bot.texts import Texts
from core.domain.message import Delivery, OrderPaid, RefundDone, RefundDue, TicketsTakenBack
from core.domain.person import Person
from core.domain.ticket import Ticket
from core.render.calendar_file import calendar_file
from core.services.checkout import Checkout
from core.services.pictures import Pictures
from core.services.retries import Undeliverable
from core.services.ticketing import Ticketing


@dataclass(frozen=True, slots=True)
class Letter:
    """`body` is HTML as the chat has it: bold, italic, links and line breaks."""

    subject: str
    body: str
    tickets: Sequence[Ticket] = ()


class Emails:
    def __init__(
        self, sender: str, bot_username: str, checkout: Checkout, ticketing: Ticketing, pictures: Pictures
    ) -> None:
        self.sender = sender
        self.bot_username = bot_username
        self.checkout = checkout
        self.ticketing = ticketing
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
            await self._attach(email, letter.tickets, now, t)
        return email

    async def _letter(self, delivery: Delivery, t: Texts) -> Letter:
        match delivery.message:
            case OrderPaid(event_id, order_id, instead_of):
                view = await self.checkout.order(event_id, order_id, delivery.recipient_id)
                valid = await self.ticketing.of_order(event_id, order_id)
                if not valid:
                    raise Undeliverable("the tickets were taken back meanwhile")
                subject = t.plain("email-paid-subject", title=view.event.title)
                return Letter(subject, orders.paid(view, t, instead_of, by_email=True).text, valid)
            case RefundDue(event_id, _, amount_minor, currency, reason):
                amount = t.money(amount_minor, currency)
                event = await self.checkout.event(event_id)
                subject = t.plain("email-refund-subject", amount=amount)
                return Letter(subject, orders.refund_due(event, amount, reason, t).text)
            case TicketsTakenBack(event_id, ticket_ids, amount_minor, currency):
                back = [await self.ticketing.ticket(event_id, ticket_id) for ticket_id in ticket_ids]
                subject = t.plain("email-taken-back-subject", title=back[0].event.title)
                return Letter(subject, tickets.taken_back(back, amount_minor, currency, t))
            case RefundDone(_, amount_minor, currency):
                subject = t.plain("email-refund-done-subject", amount=t.money(amount_minor, currency))
                return Letter(subject, refunds.done(amount_minor, currency, t))
            case _:
                raise Undeliverable("not said by e-mail")

    async def _attach(self, email: EmailMessage, valid: Sequence[Ticket], now: datetime, t: Texts) -> None:
        faces = [tickets.face(ticket, self.ticketing.token(ticket), self.bot_username, t) for ticket in valid]
        pdf = await self.pictures.ticket_pdf(faces, t.language, now)
        email.add_attachment(pdf, maintype="application", subtype="pdf", filename="tickets.pdf")
        entry = tickets.calendar_entry(valid, self.bot_username, t)
        calendar = calendar_file(entry, now).decode()
        email.add_attachment(calendar, subtype="calendar", filename="event.ics", params={"method": "PUBLISH"})


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)) + "\n"


def _html(html: str, language: str) -> str:
    lines = html.replace("\n", "<br>\n")
    font = "font: 16px/1.5 -apple-system, 'Segoe UI', Roboto, sans-serif"
    return f'<!doctype html><html lang="{language}"><body style="{font}; max-width: 36em">{lines}</body></html>\n'
