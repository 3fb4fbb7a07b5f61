"""The outbox speaks by e-mail, to those who asked for it."""

import asyncio
import logging
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.emails import Emails
from bot.texts import texts
from core.domain.message import Channel, Delivery
from core.domain.refusal import Refusal
from core.services.messaging import Deliver, Messaging
from core.services.people import People
from core.services.retries import RetryLater, Undeliverable

logger = logging.getLogger(__name__)

AT_ONCE_MAX = 4
"""Connections to the mail server."""
SEND_SECONDS = 30.0
LOOK_EVERY = 2.0
"""Seconds between two looks at the outbox."""


class Mailer:
    def __init__(
        self, smtp_url: str, emails: Emails, messaging: Messaging, people: People, default_language: str
    ) -> None:
        self.smtp_url = smtp_url
        self.emails = emails
        self.messaging = messaging
        self.people = people
        self.default_language = default_language
        self._connections = asyncio.Semaphore(AT_ONCE_MAX)

    async def run(self) -> None:
        """Sends what is due until cancelled."""
        await _run(self.messaging, self.deliver)

    async def deliver(self, delivery: Delivery) -> None:
        """Sends one message, as `Messaging.deliver_due` expects."""
        person = await self.people.find(delivery.recipient_id)
        if person is None or person.email is None:
            raise Undeliverable("they gave no address, or took it back")
        t = texts(person.language(self.default_language), self.people.clock().year)
        async with self._connections:
            try:
                await send(self.smtp_url, await self.emails.compose(delivery, person, t))
            except Refusal as error:  # what the message tells of is not there any more
                raise Undeliverable(error.code) from error


async def run_without_server(messaging: Messaging) -> None:
    """Gives up what is due until cancelled: it would be no news any more when there is a mail server again."""
    await _run(messaging, _give_up)


async def _give_up(delivery: Delivery) -> None:
    raise Undeliverable("there is no mail server")


async def _run(messaging: Messaging, deliver: Deliver) -> None:
    while True:
        try:
            await messaging.deliver_due(deliver, Channel.EMAIL)
        except Exception:
            logger.exception("the outbox cannot be read, will be tried again")
        await asyncio.sleep(LOOK_EVERY)


def connect(smtp_url: str) -> SMTP:
    """A connection to be: `smtps://` is TLS at once; `smtp://` is TLS if offered, and must be for a password."""
    url = urlsplit(smtp_url)
    return SMTP(
        hostname=url.hostname,
        port=url.port,
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        start_tls=True if url.scheme == "smtp" and url.username else None,
        timeout=SEND_SECONDS,
    )


async def send(smtp_url: str, email: EmailMessage) -> None:
    """Raises `RetryLater` and `Undeliverable`.

    A refusal of the address or of what is sent is final if its code begins with 5 (RFC 5321, 4.2.1); everything else,
    a wrong password too, may be mended.
    """
    try:
        async with connect(smtp_url) as server:
            await server.send_message(email)
    except SMTPRecipientsRefused as refused:
        raise _verdict(refused.recipients[0]) from refused
    except SMTPDataError as refused:
        raise _verdict(refused) from refused
    except (SMTPException, OSError) as error:
        logger.warning("the mail server does not take e-mail now: %s", error)
        raise RetryLater from error


def _verdict(refused: SMTPResponseException) -> Exception:
    if 500 <= refused.code < 600:
        return Undeliverable(f"{refused.code} {refused.message}")
    return RetryLater()
