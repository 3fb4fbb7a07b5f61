"""What a process shows to those who watch over it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from redis.asyncio import Redis

from bot.middlewares.measuring import measure_calls, measure_handlers
from core import exposing
from core.app import App, build_app
from core.domain.ids import PersonId, SectionId
from core.exposing import exposed
from core.metrics import Metrics
from core.services.monitoring import Monitoring
from core.settings import Settings, SettingsError
from db import figures
from db.pool import Pool, open_pool
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, Watch, club_night, settings_for_tests

DOCS = Path(__file__).parents[2] / "docs"


def value(app: App, name: str, **labels: str) -> float:
    return app.metrics.registry.get_sample_value(name, labels) or 0.0


@pytest.fixture
async def url(kassa: Kassa) -> AsyncIterator[str]:
    async with exposed(settings_for_tests(metrics_port=0, metrics_host="127.0.0.1"), kassa.app) as port:
        yield f"http://127.0.0.1:{port}"


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        return response.status, await response.text()


async def test_a_purchase_is_measured_from_the_tap_to_the_payment(kassa: Kassa, ann: Somebody, clock: Clock) -> None:
    measure_handlers(kassa.dispatcher, kassa.app.metrics)
    measure_calls(kassa.bot, kassa.app.metrics)
    event_id = await kassa.app.organizing.create_event(club_night(10))
    await ann.open_link(f"e{event_id}")
    await ann.tap("🎟 Get tickets", "2")
    clock.go(minutes=2)
    await ann.tap("Pay")
    await ann.pay()
    app = kassa.app
    assert value(app, "kassa_hold_to_paid_seconds_count") == 1 and value(app, "kassa_hold_to_paid_seconds_sum") == 120
    assert value(app, "kassa_update_seconds_count", kind="callback_query", handler="hold_quantity") == 1
    assert value(app, "kassa_update_seconds_count", kind="pre_checkout_query", handler="approve_payment") == 1
    assert value(app, "kassa_bot_api_seconds_count", method="answerPreCheckoutQuery") == 1


async def test_refusals_and_calls_that_fail_are_counted(kassa: Kassa, ann: Somebody) -> None:
    measure_handlers(kassa.dispatcher, kassa.app.metrics)
    measure_calls(kassa.bot, kassa.app.metrics)
    event_id = await kassa.app.organizing.create_event(club_night(1))
    await ann.say("/start")
    await ann.craft(ann.last["message_id"], f"holdn1:{event_id}:1:3")
    await ann.craft(ann.last["message_id"], f"holdn1:{event_id}:1:99")
    await ann.craft(ann.last["message_id"], f"holdn1:{event_id}:1:1")
    for outcome in ("not-enough-free", "limit-reached", "held"):
        assert value(kassa.app, "kassa_holds_total", outcome=outcome) == 1
    assert value(kassa.app, "kassa_refusals_total", code="limit-reached") == 1
    kassa.telegram.faults.add(Fault(method="sendMessage", code=403, text="Forbidden: bot was blocked by the user"))
    await ann.say("/start")
    assert value(kassa.app, "kassa_bot_api_errors_total", method="sendMessage", error="TelegramForbiddenError") == 1


async def test_the_box_office_is_measured_by_a_sweep(kassa: Kassa, clock: Clock) -> None:
    app = kassa.app
    event_id = await app.organizing.create_event(club_night(10))
    order = await app.seating.hold_quantity(event_id, PersonId(1), SectionId(1), 3)
    await app.monitoring.measure_due()
    assert value(app, "kassa_orders", status="held") == 1 and value(app, "kassa_orders", status="paid") == 0
    assert value(app, "kassa_seats_on_sale", event=str(event_id)) == 7
    clock.go(minutes=11)
    await app.seating.release_due()
    clock.go(minutes=1)
    await app.monitoring.measure_due()
    assert value(app, "kassa_seats_on_sale", event=str(event_id)) == 10
    assert value(app, "kassa_outbox_waiting", channel="chat", bulk="no") == 1, f"that {order.id} has ended"
    assert value(app, "kassa_outbox_age_seconds", channel="chat", bulk="no") == 60
    clock.go(days=30)
    await app.monitoring.measure_due()
    assert app.metrics.registry.get_sample_value("kassa_seats_on_sale", {"event": str(event_id)}) is None


async def test_what_is_dear_to_count_is_counted_less_often_and_what_waits_is_not(
    kassa: Kassa, pool: Pool, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, watch, count = kassa.app, Watch(), figures.orders_by_status
    monitoring = Monitoring(pool, clock, app.working, app.metrics, watch)
    event_id = await app.organizing.create_event(club_night(10))

    async def dear(*arguments: Any) -> dict[str, int]:
        watch.now += 6
        return await count(*arguments)

    async def fails(*_: Any) -> dict[str, int]:
        watch.now += 6
        raise TimeoutError

    async def measured_after(minutes: float) -> tuple[float, float]:
        """Held orders, and messages that are due."""
        clock.go(minutes=minutes)
        await monitoring.measure_due()
        return value(app, "kassa_orders", status="held"), value(app, "kassa_outbox_waiting", channel="chat", bulk="no")

    monkeypatch.setattr(figures, "orders_by_status", dear)
    await app.seating.hold_quantity(event_id, PersonId(1), SectionId(1), 1)
    assert await measured_after(0) == (1, 0)
    await app.seating.hold_quantity(event_id, PersonId(2), SectionId(1), 1)
    await pool.execute("UPDATE orders SET expires_at = $1 WHERE buyer_id = 1", clock())
    await app.seating.release_due()
    await app.seating.hold_quantity(event_id, PersonId(3), SectionId(1), 1)
    assert await measured_after(9.9) == (1, 1), "not again before a hundred times as long as it took"
    monkeypatch.setattr(figures, "orders_by_status", fails)
    with pytest.raises(TimeoutError):
        await measured_after(0.1)
    monkeypatch.setattr(figures, "orders_by_status", dear)
    assert await measured_after(9.9) == (1, 1), "a count that fails is no cheaper"
    assert await measured_after(0.1) == (2, 1)


async def test_all_of_it_is_shown_by_http(kassa: Kassa, url: str) -> None:
    await kassa.app.organizing.create_event(club_night(10))
    await kassa.app.monitoring.measure_due()
    status, text = await get(f"{url}/metrics")
    assert status == 200 and 'kassa_seats_on_sale{event="1"} 10.0' in text
    assert 'kassa_pool_connections{state="open"}' in text and "process_resident_memory_bytes" in text
    assert await get(f"{url}/health") == (200, "ok\n") and await get(f"{url}/ready") == (200, "ok\n")
    assert (await get(f"{url}/nothing"))[0] == 404


async def test_a_port_that_is_taken_is_one_sentence(kassa: Kassa, url: str) -> None:
    port = int(url.rpartition(":")[2])
    with pytest.raises(SettingsError, match=f"METRICS_PORT is wrong: nobody can listen at 127.0.0.1:{port}"):
        async with exposed(settings_for_tests(metrics_port=port, metrics_host="127.0.0.1"), kassa.app):
            pass


async def test_a_process_without_its_database_lives_and_is_not_ready(database_url: str, redis: Redis) -> None:
    settings = settings_for_tests(metrics_port=0, metrics_host="127.0.0.1")
    pool = await open_pool(database_url)
    async with exposed(settings, build_app(pool, redis, settings)) as port:
        assert await get(f"http://127.0.0.1:{port}/ready") == (200, "ok\n")
        await pool.close()
        assert await get(f"http://127.0.0.1:{port}/ready") == (503, "no\n")
        assert await get(f"http://127.0.0.1:{port}/health") == (200, "ok\n")


async def test_a_loop_that_hangs_is_not_healthy(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposing, "LOOP_ANSWERS_WITHIN", 0.1)
    asking = asyncio.create_task(asyncio.to_thread(_get_in_a_thread, f"{url}/health"))
    await asyncio.sleep(0)
    time.sleep(1)  # noqa: ASYNC251 - this is what a healthy process never does
    assert await asking == 503


async def test_what_nobody_waits_for_any_more_is_given_up(
    kassa: Kassa, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the questions of whoever asks every few seconds would pile up before a database that hangs."""
    given_up = asyncio.Event()

    async def is_ready() -> bool:
        try:
            return await asyncio.Event().wait()
        finally:
            given_up.set()

    monkeypatch.setattr(exposing, "LOOP_ANSWERS_WITHIN", 0.1)
    monkeypatch.setattr(kassa.app.monitoring, "is_ready", is_ready)
    assert await get(f"{url}/ready") == (503, "no\n")
    async with asyncio.timeout(5):
        await given_up.wait()


def _get_in_a_thread(url: str) -> int:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    try:
        with urlopen(url) as response:
            return int(response.status)
    except HTTPError as refused:
        with refused:
            return refused.code


async def test_without_a_port_nothing_is_shown(kassa: Kassa) -> None:
    async with exposed(settings_for_tests(metrics_port=None), kassa.app) as port:
        assert port is None


def test_the_dashboard_and_the_document_name_only_what_there_is() -> None:
    shown = set(re.findall(r"kassa_[a-z_]+", (DOCS / "grafana.json").read_text() + (DOCS / "metrics.md").read_text()))
    kept = {family.name for family in Metrics().registry.collect()}
    known = kept | {f"{name}{end}" for name in kept for end in ("_total", "_bucket", "_count", "_sum")}
    assert {name.rstrip("_") for name in shown} <= known and len(shown) > 10


async def test_who_connects_and_says_nothing_is_not_waited_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposing._Page, "timeout", 0.05)
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        assert await reader.read() == b""
        writer.close()
    assert (await get(f"{url}/health"))[0] == 200


def test_nobody_but_this_machine_is_listened_to_unless_it_is_said() -> None:
    fields = Settings.model_fields
    assert {fields[name].default for name in ("metrics_host", "webhook_host")} == {"127.0.0.1"}
    assert fields["metrics_port"].default is None
