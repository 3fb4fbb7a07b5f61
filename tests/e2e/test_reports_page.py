"""An organizer's costs and reports on the chat page, at phone size."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from core.app import App, build_app, utc_now
from core.domain.event_plan import Block, PromoCodePlan, Standing, TierPlan
from core.domain.ids import PersonId, SeatId
from core.domain.payment import Charge
from core.domain.person import Person
from db.pool import Pool
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap
from tests.plans import plan, settings_for_tests

ORGANIZER = 2001
WORDS = {
    "uk": (
        "Мої події",
        "Звіти",
        "Продажі",
        "Фінанси",
        "Відвідувачі",
        "Вхід",
        "Витрати",
        "Витрата$",
        "Продано",
        "Прибуток",
    ),
    "ru": (
        "Мои события",
        "Отчёты",
        "Продажи",
        "Финансы",
        "Посетители",
        "Вход",
        "Расходы",
        "Расход$",
        "Продано",
        "Прибыль",
    ),
    "en": ("My events", "Reports", "Sales", "Finance", "Attendees", "Check-ins", "Costs", "Cost$", "sold", "Profit"),
}


@pytest.fixture
def app(pool: Pool, redis: Redis) -> App:
    return build_app(pool, redis, settings_for_tests())


async def two_weeks_of_sales(app: App, pool: Pool, starts_at: datetime | None = None) -> None:
    """Sixty tickets on twelve days, some with a code, some inside."""
    now = utc_now()
    starts_at = starts_at or now + timedelta(hours=5)
    tiers = (TierPlan("Партер", 90_000), TierPlan("Балкон", 45_050), TierPlan("Фан-зона", 30_000))
    event_id = await app.organizing.create_event(
        plan(
            title="Симфонія великого міста",
            starts_at=starts_at,
            sale_starts_at=now - timedelta(days=20),
            sale_ends_at=starts_at,
            tiers=tiers,
            sections=(Block("Зала", 6, 12, ("Партер", "Партер", "Балкон")), Standing("Поле", 40, "Фан-зона")),
            promo_codes=(PromoCodePlan("DRUZI", percent=15),),
        )
    )
    for number in range(30):
        buyer = PersonId(5000 + number)
        await app.people.meet(Person(buyer, f"Гість {number}", None, "uk"))
        for seat_id in (2 * number + 1, 2 * number + 2):
            await app.seating.toggle(event_id, buyer, SeatId(seat_id))
        order = await app.seating.hold_selected(event_id, buyer)
        if number % 4 == 0:
            order = await app.discounting.apply(event_id, order.id, buyer, "DRUZI")
        await app.checkout.begin_payment(event_id, order.id, buyer, order.total_minor, "UAH")
        charge = Charge(event_id, order.id, buyer, f"c{number}", "", order.total_minor, "UAH")
        await app.settling.complete_payment(charge)
    await pool.execute(
        "UPDATE tickets SET issued_at = issued_at - make_interval(days => (order_id * order_id % 12)::int)"
    )
    await pool.execute(
        "UPDATE tickets SET admitted_at = now() - make_interval(mins => (id * id % 70)::int), admitted_by = 2001"
        " WHERE id % 3 <> 0"
    )
    await pool.execute("DELETE FROM messages")


@pytest.mark.parametrize("language", SHOWN)
async def test_an_organizer_reads_reports(page: Page, app: App, pool: Pool, language: str) -> None:
    mine, reports, sales, finance, attendees, checkins, costs, cost, sold, profit = WORDS[language]
    await two_weeks_of_sales(app, pool)
    await page.evaluate(f"location.hash = '#{ORGANIZER}'")
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("🎟")
    await app.people.choose_language(PersonId(ORGANIZER), language)
    await say(page, "/start", expecting="Ірина")
    await tap(page, mine, expecting="🛠")
    await tap(page, "Симфонія великого", expecting="Симфонія великого")
    await keep(page, f"reports-{language}-0-desk")
    await tap(page, costs, expecting="🧾")
    await tap(page, cost, expecting="12 000")
    await say(page, "12 000 оренда залу", expecting="оренда залу")
    await keep(page, f"reports-{language}-1-costs")
    await tap(page, "‹", expecting="Симфонія великого")
    await tap(page, reports, expecting="📊")
    await keep(page, f"reports-{language}-2-kinds")
    await tap(page, sales, expecting=sold)
    await keep(page, f"reports-{language}-3-sales")
    await tap(page, "‹", expecting="📊")
    await tap(page, finance, expecting=profit)
    await keep(page, f"reports-{language}-4-finance")
    await tap(page, "‹", expecting="📊")
    await tap(page, attendees, expecting="60")
    await keep(page, f"reports-{language}-5-attendees")
    await tap(page, "PDF", expecting="attendees.pdf")
    await tap(page, "‹", expecting="📊")
    await tap(page, checkins, expecting="%")
    await keep(page, f"reports-{language}-6-checkins")
    await say(page, "/reports", expecting="📊")
    await keep(page, f"reports-{language}-7-choose")
