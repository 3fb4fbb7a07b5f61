"""What an operator may set, read once at the start from the environment or `.env`."""

import re
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.domain.currency import TAKEN_BY_CARD
from core.domain.person import LANGUAGES
from core.domain.ticket_code import TicketKeys

SENDS_FREE_MAX = 30
"""Messages a second that Telegram takes without being paid for them: https://core.telegram.org/bots/faq"""


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one sentence that names it."""


class Settings(BaseSettings):
    """The settings by their names in the environment, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True)

    bot_token: SecretStr
    bot_api_url: str | None = None  # another Bot API server, such as the simulator; None: Telegram itself
    database_url: str = Field(repr=False)  # this, the next and the one after may hold a password
    database_owner_url: str | None = Field(default=None, repr=False)  # to which the tables belong; None: database_url
    redis_url: str = Field(repr=False)
    owner_ids: Annotated[frozenset[int], NoDecode] = Field(default=frozenset())
    payment_provider_token: SecretStr | None = None  # of all currencies that payment_provider_tokens does not name
    payment_provider_tokens: SecretStr = SecretStr("")  # by currency: "UAH=…,EUR=…"
    default_language: str = "en"
    ticket_keys: SecretStr
    smtp_url: SecretStr | None = None  # None: no e-mail
    email_from: str = ""
    sends_per_second: float = Field(default=25, gt=0, le=1000)  # of what nobody asked for, to all chats together
    sends_per_chat: float = Field(default=1, gt=0, le=30)  # … and to one chat, a second, after a burst of 5
    paid_broadcast: bool = False  # more of it than SENDS_FREE_MAX, for Stars of the bot
    actions_per_minute: int = Field(default=100, gt=0, le=60_000)  # of one person
    scans_per_minute: int = Field(default=300, gt=0, le=60_000)  # … at the door
    organizer_actions_per_minute: int = Field(default=300, gt=0, le=60_000)
    guesses_per_hour: int = Field(default=30, gt=0, le=60_000)  # of promo codes and links that there are not
    unpaid_holds_max: int = Field(default=3, gt=0, le=10_000)  # of one buyer and event that may run out within an hour
    hold_pause_minutes: int = Field(default=30, gt=0, le=1440)  # … before the next one
    metrics_port: int | None = Field(default=None, ge=0, le=65535)  # None: nothing is shown
    metrics_host: str = "127.0.0.1"  # whoever can connect sees how much is sold
    log_format: Literal["text", "json"] = "text"
    support_contact: str = ""  # whom /support names: an address, a phone number, a @username
    webhook_url: str | None = None  # where Telegram brings updates; None: they are fetched by long polling
    webhook_secret: SecretStr = SecretStr("")  # by which we know Telegram
    webhook_host: str = "127.0.0.1"  # where we listen for what comes to webhook_url
    webhook_port: int = Field(default=8081, ge=1, le=65535)
    webhook_port_shared: bool = False  # several processes of this machine listen there, the kernel deals connections
    keep_messages_days: int = Field(default=90, ge=0)  # that were sent; 0 is for ever, here and below
    keep_unpaid_orders_days: int = Field(default=90, ge=0)  # holds that ended without money
    keep_scans_days: int = Field(default=365, ge=0)  # after the event; reports keep their sums
    keep_guards_days: int = Field(default=30, ge=0)  # after the event: captchas, and whose telephone number was whose
    keep_queues_days: int = Field(default=90, ge=0)  # after the event: who queued, or was in the waiting list
    keep_drafts_days: int = Field(default=90, ge=0)  # of events that nobody went on with
    keep_findings_days: int = Field(default=30, ge=0)  # what people looked for last
    disk_free_percent_min: int = Field(default=10, ge=0, le=99)  # less is an alarm; 0: never
    backup_hours_max: int | None = Field(default=None, gt=0)  # an older backup is an alarm; None: never
    database_pooled: bool = False  # a pooler in transaction mode, such as PgBouncer, is between us and PostgreSQL

    @field_validator("bot_token")
    @classmethod
    def _has_the_shape_of_a_token(cls, token: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[0-9]+:\S+", token.get_secret_value()):
            raise ValueError("it is not a token as @BotFather gives them, such as 123456:ABC-def")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _is_http(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("it must begin with http:// or https://")
        return url

    @field_validator("database_url", "database_owner_url")
    @classmethod
    def _is_postgresql(cls, url: str | None) -> str | None:
        if url is None:
            return None
        if not url.startswith(("postgresql://", "postgres://")):
            raise ValueError("it must begin with postgresql://")
        if "," not in url:  # several hosts are asyncpg's business
            _ensure_readable(url)
        return url

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, url: str) -> str:
        if not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("it must begin with redis://, rediss:// or unix://")
        _ensure_readable(url)
        return url

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _are_numbers(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        parts = [part.strip() for part in ids.split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("it must be numbers with commas between them, such as 1001,1002")
        return frozenset(int(part) for part in parts)

    @field_validator("payment_provider_tokens")
    @classmethod
    def _name_currencies(cls, tokens: SecretStr) -> SecretStr:
        _tokens_by_currency(tokens)
        return tokens

    @field_validator("default_language")
    @classmethod
    def _is_spoken(cls, language: str) -> str:
        if language not in LANGUAGES:
            raise ValueError(f"it must be one of {', '.join(LANGUAGES)}")
        return language

    @field_validator("ticket_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr) -> SecretStr:
        TicketKeys.parse(keys.get_secret_value())
        return keys

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            if not url.get_secret_value().startswith(("smtp://", "smtps://")):
                raise ValueError("it must begin with smtp:// or smtps://")
            _ensure_readable(url.get_secret_value())
            if not urlsplit(url.get_secret_value()).hostname:
                raise ValueError("it names no server: smtp://user:password@mail.example.org:587")
        return url

    @field_validator("webhook_url")
    @classmethod
    def _is_for_telegram(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", url):
            raise ValueError("it must begin with https://")
        return url

    @model_validator(mode="after")
    def _sends_as_much_as_is_taken(self) -> "Settings":
        if self.sends_per_second > SENDS_FREE_MAX and not self.paid_broadcast and not self.bot_api_url:
            raise ValueError(
                "SENDS_PER_SECOND is wrong: Telegram takes about 30 messages a second, or more with PAID_BROADCAST=true"
            )
        return self

    @model_validator(mode="after")
    def _knows_telegram(self) -> "Settings":
        secret = self.webhook_secret.get_secret_value()
        if self.webhook_url and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            raise ValueError("WEBHOOK_SECRET is wrong: it must be 16 to 256 letters, digits, _ or -")
        return self

    @model_validator(mode="after")
    def _says_who_writes(self) -> "Settings":
        if self.smtp_url and "@" not in self.email_from:
            raise ValueError("EMAIL_FROM is wrong: it must be an address, such as Kassa <tickets@example.org>")
        return self

    @property
    def bot_id(self) -> int:
        return int(self.bot_token.get_secret_value().partition(":")[0])

    def as_owner(self) -> "Settings":
        """For what makes tables or databases: it goes to PostgreSQL itself, as the role to which the tables belong."""
        if self.database_owner_url is None:
            return self
        return self.model_copy(update={"database_url": self.database_owner_url, "database_pooled": False})

    def secrets(self) -> list[str]:
        """What must stand in no log."""
        smtp_url = self.smtp_url.get_secret_value() if self.smtp_url else ""
        urls = (self.database_url, self.database_owner_url or "", self.redis_url, smtp_url)
        passwords = [password for url in urls if (password := urlsplit(url).password)]
        keys = TicketKeys.parse(self.ticket_keys.get_secret_value()).keys.values()
        return [
            self.bot_token.get_secret_value(),
            self.webhook_secret.get_secret_value(),
            *(key.decode() for key in keys),
            *self.provider_tokens().values(),
            *passwords,
            *map(unquote, passwords),
        ]

    def provider_tokens(self) -> dict[str, str]:
        """The provider tokens by currency; `*` is for every other one."""
        tokens = _tokens_by_currency(self.payment_provider_tokens)
        if self.payment_provider_token:
            tokens["*"] = self.payment_provider_token.get_secret_value()
        return tokens


def _tokens_by_currency(tokens: SecretStr) -> dict[str, str]:
    by_currency: dict[str, str] = {}
    for part in tokens.get_secret_value().split(","):
        currency, _, token = part.strip().partition("=")
        if not part.strip():
            continue
        if currency not in TAKEN_BY_CARD or not token:
            raise ValueError(
                "it must be pairs of a currency and its token, such as UAH=1234:LIVE:abc,EUR=1234:LIVE:xyz"
            )
        by_currency[currency] = token
    return by_currency


def _ensure_readable(url: str) -> None:
    """Otherwise the driver's own complaint, made much later, would quote a piece of the password."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        raise ValueError("its port is no number; in a password / ? # are written as %2F %3F %23") from None


def load_settings() -> Settings:
    """Reads the settings. Raises `SettingsError`, which names the first wrong setting and never shows a value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        if not first["loc"]:  # of several settings together; it names them
            raise SettingsError(first["msg"].removeprefix("Value error, ") + ".") from None
        name = str(first["loc"][0]).upper()
        if first["type"] == "missing":
            raise SettingsError(
                f"{name} is missing: set it in the environment or in .env (see .env.example)."
            ) from None
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name} is wrong: {reason}.") from None
