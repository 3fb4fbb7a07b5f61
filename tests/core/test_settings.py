import re
from pathlib import Path

import pytest

from core.settings import Settings, SettingsError, load_settings

SECRET = "s3cr3t-w0rd"
GOOD = {
    "BOT_TOKEN": f"123456:{SECRET}",
    "DATABASE_URL": f"postgresql://kassa:{SECRET}@localhost/kassa",
    "REDIS_URL": f"redis://:{SECRET}@localhost:6379/0",
    "TICKET_KEYS": f"1:{SECRET}{'k' * 32}",
}
EMPTY = (
    *("BOT_API_URL", "OWNER_IDS", "PAYMENT_PROVIDER_TOKEN", "DEFAULT_LANGUAGE", "SUPPORT_CONTACT"),
    "DATABASE_OWNER_URL",
    *("WEBHOOK_URL", "WEBHOOK_SECRET", "WEBHOOK_HOST", "WEBHOOK_PORT", "DATABASE_POOLED"),
)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The good settings, and no `.env` but the test's own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def complaint() -> str:
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    return str(wrong.value)


def is_one_sentence(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z_]+ is (wrong|missing): [^\n]+\.", text))


def test_the_good_settings_are_good() -> None:
    settings = load_settings()
    assert settings.bot_token.get_secret_value() == GOOD["BOT_TOKEN"]
    assert settings.owner_ids == frozenset()
    assert settings.payment_provider_token is None
    assert settings.default_language == "en"
    assert settings.support_contact == ""


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_setting_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    assert complaint() == f"{name} is missing: set it in the environment or in .env (see .env.example)."


@pytest.mark.parametrize("name", GOOD)
def test_an_empty_setting_is_a_missing_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "")
    assert f"{name} is missing" in complaint()


def test_optional_settings_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """As they are in a `.env` that was copied from `.env.example`."""
    before = load_settings()
    for name in EMPTY:
        monkeypatch.setenv(name, "")
    assert load_settings() == before


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("BOT_TOKEN", SECRET, "it is not a token as @BotFather gives them"),
        ("BOT_TOKEN", f"bot123:{SECRET}", "it is not a token"),
        ("BOT_TOKEN", "123456:", "it is not a token"),
        ("BOT_API_URL", f"localhost/{SECRET}", "it must begin with http:// or https://"),
        ("DATABASE_URL", f"mysql://root:{SECRET}@localhost/kassa", "it must begin with postgresql://"),
        ("DATABASE_URL", f"kassa:{SECRET}@localhost/kassa", "it must begin with postgresql://"),
        ("DATABASE_URL", f"postgresql://kassa:{SECRET}#1@localhost/kassa", "its port is no number"),
        ("DATABASE_URL", f"postgresql://kassa:{SECRET}/1@localhost/kassa", "its port is no number"),
        ("REDIS_URL", f"localhost/{SECRET}", "it must begin with redis://"),
        ("REDIS_URL", f"redis://kassa:{SECRET}?@localhost/0", "its port is no number"),
        ("REDIS_URL", "redis://localhost:65536/0", "its port is no number"),
        ("WEBHOOK_URL", "http://kassa.example.org/", "it must begin with https://"),
        ("WEBHOOK_PORT", "0", "Input should be greater than or equal to 1"),
        ("SMTP_URL", f"mail.example.org:{SECRET}", "it must begin with smtp:// or smtps://"),
        ("SMTP_URL", f"smtp://kassa:{SECRET}", "its port is no number"),
        ("SMTP_URL", "smtp://", "it names no server"),
        ("SENDS_PER_SECOND", "0", "Input should be greater than 0"),
        ("OWNER_IDS", f"1001,{SECRET}", "it must be numbers with commas between them"),
        ("OWNER_IDS", "@iryna", "it must be numbers"),
        ("OWNER_IDS", "1001;1002", "it must be numbers"),
        ("OWNER_IDS", "-5", "it must be numbers"),
        ("OWNER_IDS", "1.5", "it must be numbers"),
        ("OWNER_IDS", "²", "it must be numbers"),
        ("DEFAULT_LANGUAGE", "de", "it must be one of uk, ru, en"),
        ("DEFAULT_LANGUAGE", "English", "it must be one of uk, ru, en"),
        ("TICKET_KEYS", SECRET, "each key is written as one letter or digit, a colon, and the key"),
        ("TICKET_KEYS", f"1:{SECRET}", "key 1 is shorter than 32 characters"),
        ("TICKET_KEYS", f"{GOOD['TICKET_KEYS']},{GOOD['TICKET_KEYS']}", "key 1 is given twice"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it_and_does_not_show_it(
    name: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    text = complaint()
    assert text.startswith(f"{name} is wrong: {reason}")
    assert is_one_sentence(text)
    assert SECRET not in text
    assert "²" not in text


def test_the_error_keeps_no_way_back_to_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """A traceback that is logged whole must not show what the sentence leaves out."""
    monkeypatch.setenv("TICKET_KEYS", f"1:{SECRET}")
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert wrong.value.__cause__ is None
    assert wrong.value.__suppress_context__


def test_printed_settings_show_no_token_and_no_key() -> None:
    settings = load_settings()
    shown = repr((settings.bot_token, settings.ticket_keys, settings.payment_provider_token))
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("1001", {1001}),
        ("1001,1002", {1001, 1002}),
        (" 1001 , 1002 ,", {1001, 1002}),
        ("1001,1001", {1001}),
        (",", set()),
        ("   ", set()),
    ],
)
def test_owners_are_numbers_with_commas_between_them(
    text: str, owners: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OWNER_IDS", text)
    assert load_settings().owner_ids == owners


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://localhost/kassa"),
        ("DATABASE_URL", "postgresql://postgres@/kassa?host=/tmp/socket&port=5432"),
        ("DATABASE_URL", "postgresql://one:5432,two:5433/kassa"),
        ("DATABASE_URL", "postgresql://kassa:p%23%2F%3Fw@localhost:5432/kassa"),
        ("REDIS_URL", "rediss://localhost:6379/0"),
        ("REDIS_URL", "unix:///tmp/socket?db=0"),
        ("BOT_API_URL", "http://127.0.0.1:8081"),
        ("DEFAULT_LANGUAGE", "ru"),
    ],
)
def test_other_right_forms_are_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load_settings(), name.lower()) == value


def test_settings_may_stand_in_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(name)
    lines = [f"{name}={value}" for name, value in GOOD.items()]
    Path(".env").write_text("\n".join(["# a comment", *lines, "OWNER_IDS=1001,1002", "DEFAULT_LANGUAGE=uk", "OTHER=1"]))
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    settings = load_settings()
    assert settings.ticket_keys.get_secret_value() == GOOD["TICKET_KEYS"]
    assert settings.owner_ids == {1001, 1002}
    assert settings.default_language == "ru"


def test_a_wrong_setting_in_the_file_is_named_too() -> None:
    Path(".env").write_text("OWNER_IDS=me\n")
    assert "OWNER_IDS is wrong" in complaint()


def test_the_example_file_names_every_setting() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    named = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert {name.upper() for name in Settings.model_fields} <= named


def test_each_currency_may_have_its_own_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER_TOKEN", "1:LIVE:any")
    monkeypatch.setenv("PAYMENT_PROVIDER_TOKENS", "UAH=2:LIVE:a=b, EUR=3:LIVE:c,")
    assert load_settings().provider_tokens() == {"UAH": "2:LIVE:a=b", "EUR": "3:LIVE:c", "*": "1:LIVE:any"}


@pytest.mark.parametrize("tokens", ["1:LIVE:any", "UAH=", "XXX=1:LIVE:any", "uah=1:LIVE:any"])
def test_tokens_without_a_currency_are_refused(tokens: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER_TOKENS", tokens)
    assert is_one_sentence(complaint())
    assert "LIVE:any" not in complaint()


def test_a_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://kassa.example.org/hook")
    for secret in ("", "too-short", "with spaces in between"):
        monkeypatch.setenv("WEBHOOK_SECRET", secret)
        assert complaint().startswith("WEBHOOK_SECRET is wrong: it must be 16 to 256 letters")
    monkeypatch.setenv("WEBHOOK_SECRET", "a-secret_of-ours-1")
    assert load_settings().webhook_secret.get_secret_value() == "a-secret_of-ours-1"


def test_e_mail_needs_a_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_URL", f"smtp://kassa:{SECRET}@mail.example.org:587")
    assert complaint().startswith("EMAIL_FROM is wrong: it must be an address")
    monkeypatch.setenv("EMAIL_FROM", "Kassa <tickets@example.org>")
    assert load_settings().email_from == "Kassa <tickets@example.org>"


def test_more_messages_than_telegram_takes_have_to_be_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_API_URL", raising=False)
    monkeypatch.setenv("SENDS_PER_SECOND", "300")
    assert complaint().startswith("SENDS_PER_SECOND is wrong: Telegram takes about 30 messages a second")
    monkeypatch.setenv("PAID_BROADCAST", "true")
    assert load_settings().sends_per_second == 300
