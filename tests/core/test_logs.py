"""The log says what it was about, and keeps what opens a door to itself."""

import asyncio
import io
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import logs
from core.domain.ids import EventId
from core.domain.ticket_code import TicketKeys, TicketSecret
from core.settings import Settings, load_settings

TOKEN = TicketKeys.parse("1:" + "k" * 32).token(TicketSecret(EventId(7), b"0123456789"))
BOT_TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


def record(message: str, *, error: Exception | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("kassa", logging.ERROR, __file__, 1, message, (), info)


@pytest.mark.parametrize(
    "secret",
    [TOKEN, f"https://t.me/kassa_bot?start={TOKEN}", f"/start {TOKEN}", BOT_TOKEN, f"/bot{BOT_TOKEN}/getMe"],
)
@pytest.mark.parametrize("formatter", [logs.TextFormatter(), logs.JsonFormatter()])
def test_no_token_and_no_ticket_code_is_logged(formatter: logging.Formatter, secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError as error:
        said = formatter.format(record(f"update failed: {secret}", error=error))
    assert TOKEN not in said and BOT_TOKEN not in said and "update failed" in said and "ValueError" in said


def test_no_password_of_an_address_is_logged() -> None:
    said = logs.redacted("cannot connect to postgresql://kassa:s3cret@db/kassa and redis://:other@cache:6379/0")
    assert "s3cret" not in said and "other" not in said and "kassa:<password>@db/kassa" in said


SECRET = "Ab3_-xyzAb3_-xyzAb3_-x"  # as secrets.token_urlsafe(16) makes them


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        (f"/start i{SECRET}", SECRET),
        (f"https://t.me/kassa_bot?start=i{SECRET}", SECRET),
        (f"/start g12_{SECRET}", SECRET),
        (f'{{"data":"take1:12:{SECRET}"}}', SECRET),
        ('{"text":"381764678:TEST:60367-ab"}', "60367-ab"),
    ],
)
def test_no_secret_of_a_link_and_no_token_of_a_provider_is_logged(said: str, secret: str) -> None:
    assert secret in said
    assert secret not in logs.redacted(said)


SECRETS = {
    "BOT_TOKEN": "123456:bot-token-of-ours",
    "DATABASE_URL": "postgresql://kassa:p%C3%A4ss-of-postgres@db/kassa",
    "REDIS_URL": "redis://:pass-of-redis@cache:6379/0",
    "SMTP_URL": "smtps://kassa:pass-of-mail@mail.example.org",
    "EMAIL_FROM": "kassa@example.org",
    "TICKET_KEYS": f"1:first-key{'k' * 32},2:second-key{'k' * 32}",
    "WEBHOOK_SECRET": "secret-of-the-webhook",
    "PAYMENT_PROVIDER_TOKEN": "1234-token-of-a-provider",
    "PAYMENT_PROVIDER_TOKENS": "UAH=token-of-another-one",
}
CORES = [
    *("bot-token-of", "päss-of", "ss-of-postgres", "pass-of-redis", "pass-of-mail", "first-key", "second-key"),
    *("secret-of-the-webhook", "token-of-a-provider", "token-of-another"),
]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Settings]:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    logs.conceal(settings.secrets())
    yield settings
    logs.conceal([])


@pytest.mark.parametrize("formatter", [logs.TextFormatter(), logs.JsonFormatter()])
def test_no_secret_of_the_settings_is_logged_wherever_it_turns_up(
    settings: Settings, formatter: logging.Formatter
) -> None:
    """In a message, in the text of an error, and in that of the error before it."""
    everything = " ".join([*SECRETS.values(), "päss-of-postgres"])
    try:
        try:
            raise OSError(everything)
        except OSError as first:
            raise ValueError(repr(everything)) from first
    except ValueError as error:
        said = formatter.format(record(f"cannot go on with {everything}", error=error))
    assert "OSError" in said and "ValueError" in said
    assert [core for core in CORES if core in said] == []


def test_no_secret_is_seen_in_the_settings_themselves(settings: Settings) -> None:
    shown = f"{settings} {settings!r} {settings!s}"
    assert "default_language" in shown
    assert [core for core in CORES if core in shown] == []


def test_what_is_no_secret_stays() -> None:
    text = "order 17 of event 3: A-12, № 1234-5678, 12:30, start2:17, take1:5, g12_3"
    assert logs.redacted(text) == text


async def test_a_record_says_what_it_was_about_and_tasks_do_not_mix() -> None:
    formatter = logs.JsonFormatter()

    async def handle(update: int) -> dict[str, object]:
        with logs.about(update=update, person=1000 + update):
            await asyncio.sleep(0)
            with logs.about(order=update):
                await asyncio.sleep(0)
                return dict(json.loads(formatter.format(record("held"))))

    for number, line in enumerate(await asyncio.gather(*map(handle, range(5)))):
        assert (line["update"], line["person"], line["order"]) == (number, 1000 + number, number)
    assert "update" not in json.loads(formatter.format(record("nobody's")))


def test_in_text_it_stands_before_the_lines_of_the_error() -> None:
    with logs.about(update=7):
        first, *rest = logs.TextFormatter().format(record("failed", error=ValueError("x"))).split("\n")
    assert first.endswith("ERROR kassa: failed [update=7]") and rest == ["ValueError: x"]


def test_the_settings_choose_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logs.TextFormatter())
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    for log_format, kind in (("json", logs.JsonFormatter), ("text", logs.TextFormatter)):
        logs.use(log_format)
        assert isinstance(handler.formatter, kind)


def test_the_journal_is_told_how_bad_each_line_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "journal").open("w+") as stream:
        monkeypatch.delenv("JOURNAL_STREAM", raising=False)
        assert not logs.is_journal(stream)
        monkeypatch.setenv("JOURNAL_STREAM", "8:1")
        assert not logs.is_journal(stream), "of whoever started us, and stderr leads elsewhere"
        file = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{file.st_dev}:{file.st_ino}")
        assert logs.is_journal(stream)
        assert not logs.is_journal(io.StringIO())
    handler = logs.JournalHandler()
    said = handler.format(record("first line", error=ValueError("why")))
    assert {line[:3] for line in said.split("\n")} == {"<3>"} and said.endswith("<3>ValueError: why")
    levels = (logging.CRITICAL, logging.ERROR, logging.WARNING, logging.INFO, logging.DEBUG)
    records = [logging.LogRecord("kassa", level, __file__, 1, "", (), None) for level in levels]
    assert [handler.format(one)[:3] for one in records] == ["<2>", "<3>", "<4>", "<6>", "<7>"]
