"""The log: what it was about in fields of its own, and nothing in it that opens a door or a bot.

`text` is for people, `json` has a line of JSON for each record. Whoever works on something says so by `about`, and
every record from there on has it.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from core.domain.ticket_code import TOKEN

BOT_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}")
PROVIDER_TOKEN = re.compile(r"(?<!\d)\d+:(?:TEST|LIVE):[A-Za-z0-9_-]+")
LINK_SECRET = re.compile(r"(\bstart[ =]i|\bg\d{1,18}_|\btake\d+:\d{1,19}:)[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")
"""Of invitations and gifts, as a link, as what opening it sends, and in a button."""
PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s@/]+@")
PRIORITIES = {logging.CRITICAL: 2, logging.ERROR: 3, logging.WARNING: 4, logging.INFO: 6, logging.NOTSET: 7}
"""Of syslog, by the level from which on they hold."""
_about: ContextVar[dict[str, object]] = ContextVar("about", default={})  # noqa: B039 - it is never changed, only replaced


CONCEALED_MIN = 8
"""Characters: what is shorter may be a word."""
_concealed: list[re.Pattern[str]] = []


def conceal(secrets: Iterable[str]) -> None:
    """From now on none of them stands in the log, wherever it comes from."""
    known = sorted({secret for secret in secrets if len(secret) >= CONCEALED_MIN}, key=len, reverse=True)
    _concealed[:] = [re.compile("|".join(map(re.escape, known)))] if known else []


@contextmanager
def about(**what: object) -> Iterator[None]:
    """For instance `about(update=7, person=1001)`."""
    token = _about.set(_about.get() | what)
    try:
        yield
    finally:
        _about.reset(token)


def redacted(text: str) -> str:
    """Without tokens of bots and providers, codes of tickets, secrets of links, passwords, and what is concealed."""
    for concealed in _concealed:
        text = concealed.sub("<secret>", text)
    text = PROVIDER_TOKEN.sub("<provider token>", BOT_TOKEN.sub("<bot token>", text))
    text = LINK_SECRET.sub(r"\1<secret>", text)
    return PASSWORD.sub(r"\1<password>@", TOKEN.sub("<ticket code>", text))


class TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """What it was about stands behind the message, before the lines of an error."""
        what = " ".join(f"{name}={value}" for name, value in _about.get().items())
        first, *rest = super().format(record).split("\n", 1)
        return redacted("\n".join([f"{first} [{what}]" if what else first, *rest]))


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
            **_about.get(),
        }
        if record.exc_info:
            line["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class JournalHandler(logging.StreamHandler[TextIO]):
    """Each line begins with its priority, by which `journalctl -p` finds it: sd-daemon(3)."""

    def format(self, record: logging.LogRecord) -> str:
        priority = next(number for level, number in PRIORITIES.items() if record.levelno >= level)
        return "\n".join(f"<{priority}>{line}" for line in super().format(record).split("\n"))


def is_journal(stream: TextIO) -> bool:
    """systemd tells a unit which file its journal is: systemd.exec(5)."""
    try:
        file = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{file.st_dev}:{file.st_ino}"


def set_up(level: int) -> None:
    """As text, until the settings say otherwise."""
    handler = JournalHandler() if is_journal(sys.stderr) else logging.StreamHandler()
    handler.setFormatter(TextFormatter())
    logging.basicConfig(level=level, handlers=[handler])
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)  # a line for each update
    logging.getLogger("apscheduler.executors").setLevel(logging.WARNING)  # two lines for each sweep
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # a line for a sweep that still runs


def use(log_format: str) -> None:
    """`text` or `json`, for what `set_up` has set up."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, TextFormatter | JsonFormatter):
            handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
