"""The log says what it was about, and keeps what opens a door to itself."""

import asyncio
import json
import logging

import pytest

from core import logs
from core.domain.ids import EventId
from core.domain.ticket_code import TicketKeys, TicketSecret

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


def test_what_is_no_secret_stays() -> None:
    text = "order 17 of event 3: A-12, № 1234-5678, 12:30"
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
