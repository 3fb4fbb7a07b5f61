"""Events, a clock and settings for the tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr

from core.domain.event_plan import Block, EventPlan, Standing, TierPlan, VenuePlan
from core.settings import Settings

CLOCK_START = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
BOT_ID = 4242
KYIV = VenuePlan("Палац «Україна»", "Київ", "вул. Велика Васильківська, 103", "Europe/Kyiv", 50.4216, 30.5211)


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, *, minutes: float = 0, days: float = 0) -> None:
        self.now += timedelta(minutes=minutes, days=days)


class Watch:
    """Seconds since it was started, as the test wants."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def settings_for_tests(**changes: Any) -> Settings:
    known: dict[str, Any] = {
        "bot_token": SecretStr(f"{BOT_ID}:simulator"),
        "database_url": "postgresql://unused",
        "redis_url": "redis://unused",
        "owner_ids": frozenset({2001}),
        "payment_provider_token": SecretStr("1234:TEST:demo"),
        "ticket_keys": SecretStr("1:" + "k" * 32),
        "default_language": "en",
        "sends_per_second": 10_000.0,  # the simulated Telegram has no limits unless a test sets some
        "sends_per_chat": 10_000.0,
        "actions_per_minute": 60_000,  # the clock of most tests stands still
        "scans_per_minute": 60_000,
        "organizer_actions_per_minute": 60_000,
        "guesses_per_hour": 60_000,
        "unpaid_holds_max": 10_000,
        "hold_pause_minutes": 30,
        "disk_free_percent_min": 0,  # however full the disk is on which the tests run
    }
    return Settings.model_construct(**known | changes)  # not from the environment


def plan(**changes: object) -> EventPlan:
    """A concert of 20 seats (2 rows of 10, the first one dearer), on sale now, in a week."""
    concert = EventPlan(
        title="Океан Ельзи",
        description="Великий концерт",
        venue=KYIV,
        starts_at=CLOCK_START + timedelta(days=7),
        sale_starts_at=CLOCK_START - timedelta(days=1),
        sale_ends_at=CLOCK_START + timedelta(days=7),
        currency="UAH",
        tiers=(TierPlan("Front", 90_000), TierPlan("Back", 45_000)),
        sections=(Block("Stalls", rows=2, seats_in_row=10, tiers=("Front", "Back")),),
        limit_per_buyer=4,
    )
    return replace(concert, **changes)  # type: ignore[arg-type]


def club_night(capacity: int = 50, price_minor: int = 30_000, **changes: object) -> EventPlan:
    """General admission."""
    return plan(
        title="Techno Night",
        tiers=(TierPlan("Entry", price_minor),),
        sections=(Standing("Dance floor", capacity, "Entry"),),
        **changes,
    )
