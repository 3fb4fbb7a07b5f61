"""Tickets by e-mail, through a real mail server on this machine."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from icalendar import Calendar

from bot.emails import Emails
from bot.mailer import Mailer
from bot.running import run_bot
from core.domain.event import EventDetail
from core.domain.ids import EventId, PersonId
from core.domain.message import Channel
from core.render.qr_reader import read_codes
from core.settings import Settings
from db import figures
from db.pool import Pool
from simulator.server import serve
from tests.bot.conftest import OWNER_ID
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_refunds import pay_too_late
from tests.plans import Clock, club_night, plan

NBSP = "\N{NO-BREAK SPACE}"


@dataclass
class MailServer:
    """What arrived, and how the next ones are answered."""

    port: int = 0
    arrived: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)  # to DATA, in place of "250"
    recipients: list[str] = field(default_factory=list)  # answers to RCPT

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "lose the answer":
            server.transport.abort()
        if answer.startswith(("250", "lose")):
            content = envelope.original_content
            assert content is not None
            arrived = message_from_bytes(content, policy=policy.default)
            assert isinstance(arrived, EmailMessage)
            self.arrived.append(arrived)
        return answer


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    mail = MailServer()

    def check(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
        return AuthResult(success=login.password == b"right:/@")

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: SMTP(mail, hostname="mail.example.org", loop=loop, authenticator=check, auth_require_tls=False),
        "127.0.0.1",
    )
    mail.port = listening.sockets[0].getsockname()[1]
    yield mail
    listening.close()
    await listening.wait_closed()


@pytest.fixture
def mailer(kassa: Kassa, mail: MailServer) -> Mailer:
    app = kassa.app
    kassa.dispatcher["sends_email"] = True
    emails = Emails(
        "Kassa <tickets@example.org>", "kassa_bot", app.checkout, app.ticketing, app.returning, app.pictures
    )
    return Mailer(f"smtp://127.0.0.1:{mail.port}", emails, app.messaging, app.people, "en")


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def post(kassa: Kassa, mailer: Mailer) -> None:
    await kassa.app.messaging.deliver_due(mailer.deliver, Channel.EMAIL)


async def buy_two(buyer: Somebody, event_id: EventId) -> None:
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Choose seats", "Row A", "7", "8", "Hold", "Pay")
    assert (await buyer.pay()).status == "approved"


async def buy_one(buyer: Somebody, event_id: EventId) -> None:
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Choose seats", "Row A", "9", "Hold", "Pay")
    assert (await buyer.pay()).status == "approved"


async def subscribe(buyer: Somebody, address: str = "ann@example.org") -> None:
    await buyer.say("/email")
    await buyer.say(address)


def attached(email: EmailMessage, kind: str) -> bytes:
    [part] = [part for part in email.iter_attachments() if part.get_content_type() == kind]
    content = part.get_content()
    return content if isinstance(content, bytes) else str(content).encode()


def text_of(email: EmailMessage, kind: str) -> str:
    body = email.get_body((kind,))
    assert body is not None
    return str(body.get_content())


async def test_a_buyer_with_an_address_gets_the_tickets_there_too(
    kassa: Kassa, mail: MailServer, mailer: Mailer, concert: EventId, ann: Somebody
) -> None:
    await subscribe(ann)
    assert ann.screen == "✉️ From now on your tickets also come to ann@example.org."
    await buy_two(ann, concert)
    await post(kassa, mailer)

    [email] = mail.arrived
    assert email["To"] == "ann@example.org"
    assert email["From"] == "Kassa <tickets@example.org>"
    assert email["Subject"] == "Your tickets: Океан Ельзи"
    plain, html = text_of(email, "plain"), text_of(email, "html")
    for said in (f"Paid: 1,800{NBSP}UAH", "Stalls, row A, seat 7", "Your 2 tickets are attached", "send /email there"):
        assert said in plain
        assert said in html
    assert "<b>" not in plain
    assert "<b>Океан Ельзи</b><br>" in html

    tokens = {code.rpartition("=")[2] for code in read_codes(picture_of(attached(email, "application/pdf")))}
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    assert tokens == {kassa.app.ticketing.token(ticket) for ticket in group.tickets}
    [event] = Calendar.from_ical(attached(email, "text/calendar")).walk("VEVENT")
    assert event["SUMMARY"] == "Океан Ельзи"
    assert event.decoded("DTSTART") == group.event.starts_at
    assert len(ann.photos) >= 2, "in the chat as well"


async def test_a_code_that_a_friend_has_taken_meanwhile_is_not_sent(
    kassa: Kassa, mail: MailServer, mailer: Mailer, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    mail.answers = ["451 4.3.0 come back later"]
    await post(kassa, mailer)
    given, kept = (await kassa.app.ticketing.mine_of_event(concert, PersonId(ann.id))).tickets
    _, secret = await kassa.app.giving.offer(concert, given.id, PersonId(ann.id))
    await kassa.app.giving.take(concert, secret, PersonId(bob.id))
    clock.go(minutes=1)
    await post(kassa, mailer)
    [email] = mail.arrived
    tokens = {code.rpartition("=")[2] for code in read_codes(picture_of(attached(email, "application/pdf")))}
    assert tokens == {kassa.app.ticketing.token(kept)}


async def test_whoever_gave_no_address_gets_no_e_mail(
    kassa: Kassa, mail: MailServer, mailer: Mailer, pool: Pool, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await subscribe(bob, "bob@example.org")
    await buy_two(ann, concert)
    await post(kassa, mailer)
    assert mail.arrived == []
    assert await pool.fetchval("SELECT count(*) FROM messages WHERE channel = 'email'") == 0


async def test_whoever_stopped_the_bot_still_gets_the_tickets_by_e_mail(
    kassa: Kassa, mail: MailServer, mailer: Mailer, clock: Clock, ann: Somebody, bob: Somebody
) -> None:
    club = await kassa.app.organizing.create_event(club_night(capacity=2))
    await subscribe(ann)
    charge = await pay_too_late(kassa, clock, club, ann, bob)
    await kassa.telegram.block(ann.id)
    await kassa.app.settling.complete_payment(charge)
    await kassa.deliver()
    await post(kassa, mailer)
    assert [email["Subject"] for email in mail.arrived] == [f"600{NBSP}UAH will be returned to you"]


async def test_refunds_and_tickets_taken_back_are_told_by_e_mail_too(
    kassa: Kassa, mail: MailServer, mailer: Mailer, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    number = ann.photos[-1]["caption"].rpartition("№ ")[2]
    await owner.say(f"/refund {number}")
    await owner.tap("A-8", "Yes, refund")
    await owner.say("/refunds")
    await owner.tap("Returned 900")
    await post(kassa, mailer)
    assert [email["Subject"] for email in mail.arrived] == [
        "Your tickets: Океан Ельзи",
        "The organizer cancelled your tickets: Океан Ельзи",
        f"900{NBSP}UAH went back to you",
    ]
    assert "seat 8" not in text_in(attached(mail.arrived[0], "application/pdf")), "it was taken back meanwhile"
    assert f"900{NBSP}UAH will be returned to you" in text_of(mail.arrived[1], "plain")


def picture_of(pdf: bytes) -> bytes:
    """The first page, as a phone would show it."""
    picture = BytesIO()
    document = pypdfium2.PdfDocument(pdf)
    document[0].render(scale=2).to_pil().save(picture, "PNG")
    document.close()
    return picture.getvalue()


def text_in(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


@pytest.mark.parametrize(
    ("rcpt", "data"),
    [("450 4.2.1 busy", None), (None, "451 4.3.0 try later"), (None, "lose the answer")],
    ids=["address busy", "server busy", "answer lost"],
)
async def test_a_passing_trouble_of_the_mail_server_is_waited_out(
    kassa: Kassa,
    mail: MailServer,
    mailer: Mailer,
    clock: Clock,
    pool: Pool,
    concert: EventId,
    ann: Somebody,
    rcpt: str | None,
    data: str | None,
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    mail.recipients, mail.answers = [rcpt] if rcpt else [], [data] if data else []
    await post(kassa, mailer)
    assert await pool.fetchval("SELECT sent_at FROM messages WHERE channel = 'email'") is None
    clock.go(minutes=1)
    await post(kassa, mailer)
    assert await pool.fetchval("SELECT sent_at FROM messages WHERE channel = 'email'") == clock()
    assert len({email["Message-ID"] for email in mail.arrived}) == 1, "one that came twice can be told"


@pytest.mark.parametrize(("rcpt", "data"), [("550 5.1.1 no such user", None), (None, "554 5.7.1 spam")])
async def test_an_address_that_the_server_refuses_is_not_tried_again(
    kassa: Kassa,
    mail: MailServer,
    mailer: Mailer,
    pool: Pool,
    concert: EventId,
    ann: Somebody,
    rcpt: str | None,
    data: str | None,
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    mail.recipients, mail.answers = [rcpt] if rcpt else [], [data] if data else []
    await post(kassa, mailer)
    assert str(await pool.fetchval("SELECT failure FROM messages WHERE channel = 'email'")).startswith("55")
    assert len(ann.photos) >= 2, "the chat is another matter"


async def test_no_mail_server_and_a_wrong_password_lose_nothing(
    kassa: Kassa, mail: MailServer, mailer: Mailer, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    for wrong in ("smtp://127.0.0.1:1", f"smtp://kassa:wrong@127.0.0.1:{mail.port}"):
        mailer.smtp_url = wrong
        await post(kassa, mailer)
        clock.go(minutes=1)
    assert mail.arrived == []
    mailer.smtp_url = f"smtp://127.0.0.1:{mail.port}"
    await post(kassa, mailer)
    assert len(mail.arrived) == 1


async def test_a_password_is_not_sent_without_encryption(
    kassa: Kassa, mail: MailServer, mailer: Mailer, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    """The server would take it: it has no TLS, as an attacker in between would make it seem."""
    await subscribe(ann)
    await buy_two(ann, concert)
    mailer.smtp_url = f"smtp://kassa:right%3A%2F%40@127.0.0.1:{mail.port}"
    await post(kassa, mailer)
    assert mail.arrived == []


@pytest.mark.parametrize(
    "typed", ["ann", "ann@", "ann@example", "a b@example.org", "@", "x" * 300 + "@example.org", "a\nb@c.org"]
)
async def test_what_is_no_address_is_refused_and_can_be_typed_again(
    kassa: Kassa, mailer: Mailer, pool: Pool, ann: Somebody, typed: str
) -> None:
    await subscribe(ann, typed)
    assert "This is no e-mail address" in ann.screen
    await ann.say("Ann@Example.ORG")
    assert await pool.fetchval("SELECT email FROM people WHERE id = $1", ann.id) == "Ann@example.org"


async def test_an_address_can_be_changed_and_forgotten(
    kassa: Kassa, mail: MailServer, mailer: Mailer, concert: EventId, ann: Somebody
) -> None:
    await subscribe(ann)
    await ann.say("/tickets")
    await ann.tap("Tickets by e-mail")
    assert "also comes to ann@example.org" in ann.screen
    await ann.tap("Stop e-mail")
    assert ann.toast == "Done: everything comes in this chat only."
    await buy_two(ann, concert)
    await post(kassa, mailer)
    assert mail.arrived == []


async def test_another_address_may_be_typed_where_one_was_just_forgotten(mailer: Mailer, ann: Somebody) -> None:
    await subscribe(ann)
    await ann.say("/email")
    await ann.tap("Stop e-mail")
    assert "Type your address" in ann.screen
    await ann.say("new@example.org")
    assert ann.screen == "✉️ From now on your tickets also come to new@example.org."


async def test_an_address_that_was_forgotten_meanwhile_gets_nothing(
    kassa: Kassa, mail: MailServer, mailer: Mailer, concert: EventId, ann: Somebody
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    await kassa.app.people.forget_email(PersonId(ann.id))
    await post(kassa, mailer)
    assert mail.arrived == []


async def test_a_bot_without_a_mail_server_says_so(kassa: Kassa, ann: Somebody) -> None:
    await ann.say("/email")
    assert "This bot sends no e-mail" in ann.screen
    await ann.say("ann@example.org")
    assert "Nothing like that" in ann.screen
    await ann.say("/tickets")
    assert not any("e-mail" in label for label in ann.buttons)


async def test_what_was_due_while_there_was_no_mail_server_is_no_news_when_there_is_one_again(
    kassa: Kassa,
    mail: MailServer,
    mailer: Mailer,
    pool: Pool,
    redis_url: str,
    settings: Settings,
    concert: EventId,
    ann: Somebody,
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    async with serve(kassa.telegram) as url:
        without = settings.model_copy(update={"bot_api_url": url, "redis_url": redis_url})
        running = asyncio.create_task(run_bot(without, kassa.app))
        try:
            async with asyncio.timeout(20):
                while (Channel.EMAIL, False) in await figures.outbox(pool, kassa.app.messaging.clock()):
                    assert not running.done()
        finally:
            running.cancel()
            await asyncio.wait([running])
    await buy_one(ann, concert)
    await post(kassa, mailer)
    assert len(mail.arrived) == 1


async def test_a_title_with_a_line_break_and_markup_is_harmless(
    kassa: Kassa, mail: MailServer, mailer: Mailer, ann: Somebody
) -> None:
    event_id = await kassa.app.organizing.create_event(plan(title="A\r\nBcc: eve@example.org <b>&"))
    await subscribe(ann)
    await buy_two(ann, event_id)
    await post(kassa, mailer)
    [email] = mail.arrived
    assert email["Bcc"] is None
    assert email["Subject"] == "Your tickets: A Bcc: eve@example.org <b>&"
    assert "eve@example.org &lt;b&gt;&amp;" in text_of(email, "html")


async def move(kassa: Kassa, event_id: EventId, day: int) -> None:
    await kassa.app.editing.move(PersonId(OWNER_ID), event_id, datetime(2026, 12, day, 18, 0, tzinfo=UTC))


def calendar_of(email: EmailMessage) -> tuple[str, Any]:
    """What the calendar is to do, and with which event."""
    calendar = Calendar.from_ical(attached(email, "text/calendar"))
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


async def test_a_move_is_told_by_e_mail_and_moves_the_entry_in_the_calendar(
    kassa: Kassa, mail: MailServer, mailer: Mailer, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    await post(kassa, mailer)
    mail.answers = ["451 4.3.0 try later"]
    await move(kassa, concert, 10)
    await post(kassa, mailer)
    assert len(mail.arrived) == 1
    clock.go(minutes=1)
    await post(kassa, mailer)
    await kassa.app.editing.change(PersonId(OWNER_ID), concert, EventDetail.PLACE, "The Roof\nKyrylivska 41")
    await post(kassa, mailer)

    bought, moved, elsewhere = mail.arrived
    assert moved["Subject"] == "New time: Океан Ельзи, Thursday, December 10, 20:00"
    for said in ("🗓 Thursday, December 10, 20:00", "Before: Tuesday, December 8, 14:00"):
        assert said in text_of(moved, "plain") and said in text_of(moved, "html")
    assert "return them for all of their price until the event begins: send /tickets to @kassa_bot in Telegram" in (
        text_of(moved, "plain")
    )
    assert elsewhere["Subject"] == "New place: Океан Ельзи, The Roof"
    assert "📍 The Roof, Kyrylivska 41, Київ" in text_of(elsewhere, "plain")
    assert "Before: Палац «Україна», вул. Велика Васильківська, 103, Київ" in text_of(elsewhere, "plain")
    entries = [calendar_of(email)[1] for email in (bought, moved, elsewhere)]
    assert len({entry["UID"] for entry in entries}) == 1
    assert [entry["SEQUENCE"] for entry in entries] == [0, 1, 2]
    assert entries[1].decoded("DTSTART") == datetime(2026, 12, 10, 18, 0, tzinfo=UTC)
    assert str(entries[2]["LOCATION"]).startswith("The Roof")


async def test_a_cancellation_is_told_by_e_mail_and_crosses_the_entry_out_of_the_calendar(
    kassa: Kassa, mail: MailServer, mailer: Mailer, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await subscribe(ann)
    await buy_two(ann, concert)
    await buy_one(bob, concert)
    await post(kassa, mailer)
    await kassa.telegram.block(ann.id)
    await kassa.app.cancelling.cancel(PersonId(OWNER_ID), concert, "Океан Ельзи")
    await kassa.app.cancelling.refund_due()
    await kassa.deliver()
    await post(kassa, mailer)

    bought, cancelled = mail.arrived
    assert cancelled["Subject"] == "Cancelled: Океан Ельзи"
    assert f"1,800{NBSP}UAH will be returned to you" in text_of(cancelled, "plain")
    (was_to, entry), (is_to, ended) = calendar_of(bought), calendar_of(cancelled)
    assert (was_to, is_to, ended["STATUS"]) == ("PUBLISH", "CANCEL", "CANCELLED")
    assert ended["UID"] == entry["UID"] and (entry["SEQUENCE"], ended["SEQUENCE"]) == (0, 1)
    assert "❌" not in "".join(ann.screens), "the chat waits until she is back"


async def test_who_was_given_a_ticket_is_told_in_their_language_and_not_that_they_may_return_it(
    kassa: Kassa, mail: MailServer, mailer: Mailer, pool: Pool, concert: EventId, ann: Somebody
) -> None:
    oksana = await kassa.meet("Oksana", "uk")
    await subscribe(oksana, "oksana@example.org")
    await buy_two(ann, concert)
    await buy_one(ann, concert)
    await pool.execute("UPDATE tickets SET holder_id = $1 WHERE id IN (1, 3)", oksana.id)
    await move(kassa, concert, 10)
    await kassa.deliver()
    await post(kassa, mailer)

    [email] = mail.arrived
    assert email["Subject"] == "Новий час: Океан Ельзи, четвер, 10 грудня, 20:00"
    assert "Раніше: вівторок, 8 грудня, 14:00\n\nВаші квитки дійсні.\n" in text_of(email, "plain")
    assert oksana.screen.endswith("Ваші квитки дійсні.")
    assert ann.screen.endswith("/tickets"), "she has paid, and may return"
    entries = [
        event for part in email.iter_attachments() for event in Calendar.from_ical(part.get_content()).walk("VEVENT")
    ]
    assert len({entry["UID"] for entry in entries}) == 2, "one for each order, as they are in the calendar"
