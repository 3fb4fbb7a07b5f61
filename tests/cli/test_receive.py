"""`kassa receive` shows what its three lanes do, as one process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import LabeledPrice
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from cli import receive
from core.app import open_app, utc_now
from core.domain.ids import PersonId, SectionId
from core.settings import Settings
from simulator.telegram import Telegram
from tests.bot.hearing import ANN, SOON, bot_in, telegram_of_two, until
from tests.plans import club_night, settings_for_tests

WEEK = timedelta(days=7)
LANES, CONNECTIONS_OF_ONE = 3, 20


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_of_two() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    """Not the receiver's own, and measured by nobody."""
    async with bot_in(telegram) as bot:
        yield bot


@pytest.fixture
def settings(bot: Bot, database_url: str, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]) -> Settings:
    """Without Redis, so that the receiver answers people too."""
    hook, metrics = unused_tcp_port_factory(), unused_tcp_port_factory()
    return settings_for_tests(
        bot_token=SecretStr(bot.token),
        bot_api_url=bot.session.api.base.removesuffix("/bot{token}/{method}"),
        database_url=database_url,
        redis_url=f"unix://{tmp_path}/gone",
        webhook_url=f"http://127.0.0.1:{hook}/hook",
        webhook_secret=SecretStr("a-secret-of-ours"),
        webhook_port=hook,
        metrics_port=metrics,
        metrics_host="127.0.0.1",
    )


@asynccontextmanager
async def receiving(settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(receive, "load_settings", lambda: settings)
    task = asyncio.create_task(receive._receive())
    await until(lambda: telegram.updates.webhook is not None or task.done())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, SOON)


async def shown(settings: Settings) -> dict[str, float]:
    """What Prometheus reads."""
    url = f"http://127.0.0.1:{settings.metrics_port}/metrics"
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        families = text_string_to_metric_families(await response.text())
    samples = (sample for family in families for sample in family.samples)
    return {f"{one.name} {' '.join(sorted(one.labels.values()))}".strip(): one.value for one in samples}


async def test_the_figures_are_of_all_lanes(
    settings: Settings, telegram: Telegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(settings) as app, receiving(settings, telegram, monkeypatch):
        now = utc_now()
        night = club_night(sale_starts_at=now, sale_ends_at=now + WEEK, starts_at=now + WEEK)
        event_id = await app.organizing.create_event(night)
        await telegram.say(ANN, "/start")
        await until(lambda: not telegram.updates.pending)
        order = await app.seating.hold_quantity(event_id, PersonId(ANN), SectionId(1), 1)
        price = [LabeledPrice(label="x", amount=order.total_minor)]
        invoice = await bot.send_invoice(
            ANN, "Night", "x", f"1:{event_id}:{order.id}", "UAH", price, provider_token="1:TEST:x"
        )
        assert (await telegram.pay(ANN, invoice.message_id)).status == "approved"
        await until(lambda: not telegram.updates.pending)
        figures = await shown(settings)
    for handled in ("message show_menu", "approve_payment pre_checkout_query", "message receive_payment"):
        assert figures[f"kassa_update_seconds_count {handled}"] == 1
    assert figures["kassa_bot_api_seconds_count answerPreCheckoutQuery"] == 1
    assert figures["kassa_hold_to_paid_seconds_count"] == 1
    assert figures["kassa_pool_connections most"] == LANES * CONNECTIONS_OF_ONE
