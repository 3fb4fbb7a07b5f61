"""`kassa seed`: example events, for the demo and for trying things out."""

import itertools
import logging
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.app import App, open_app, utc_now
from core.domain.category import Category
from core.domain.event_plan import (
    Block,
    EventPlan,
    GatePlan,
    PromoCodePlan,
    QuestionPlan,
    Standing,
    TierPlan,
    VenuePlan,
)
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.order import Order
from core.domain.payment import Charge
from core.domain.person import Person
from core.domain.question import QuestionKind, Scope
from core.domain.return_policy import ReturnPolicy
from core.running import run_to_its_end
from core.settings import Settings, load_settings

logger = logging.getLogger("kassa")

KYIV = ZoneInfo("Europe/Kyiv")
PALACE = VenuePlan("Палац мистецтв", "Київ", "вул. Велика Васильківська, 103", "Europe/Kyiv", 50.4226, 30.5210)
CLUB = VenuePlan("Клуб «Дах»", "Київ", "вул. Кирилівська, 41", "Europe/Kyiv", 50.4778, 30.4905)
LIBRARY = VenuePlan("Міська бібліотека", "Львів", "вул. Мулярська, 2а", "Europe/Kyiv", 49.8427, 24.0226)
THEATRE = VenuePlan("Театр на Підвалі", "Львів", "вул. Підвальна, 9", "Europe/Kyiv", 49.8408, 24.0341)
FIRST_BUYER = 90_000_001
"""Buyers that exist in the seed only are numbered from here."""


def main() -> None:
    run_to_its_end(_seed)


async def _seed() -> None:
    settings = load_settings()
    async with open_app(settings) as app:
        added = await seed(settings, app)
    logger.info("added the example events" if added else "there are events already: nothing was added")


async def seed(settings: Settings, app: App, regular: Person | None = None) -> bool:
    """Seven events in two cities, some seats sold, one not on sale yet; `regular` was at the past one.

    False if there are events.
    """
    if await app.organizing.has_events():
        return False
    today = utc_now().astimezone(KYIV)
    concert = await app.organizing.create_event(_concert(today))
    await app.organizing.create_event(_club_night(today))
    theatre = await app.organizing.create_event(_theatre(today))
    await app.organizing.create_event(_lecture(today))
    kitchen = await app.organizing.create_event(_kitchen_concert(today))
    await app.organizing.create_event(_premiere(today))
    past = await app.organizing.create_event(_past_concert(today))
    shop = Shop(app)
    for first, quantity in (
        (5, 4),
        (24, 3),
        (33, 2),
        (47, 6),
        (61, 2),
        (76, 4),
        (101, 5),
        (146, 3),
        (170, 4),
        (203, 6),
    ):
        await shop.buy_seats(concert, first, quantity)
    for first, quantity in ((4, 4), (13, 2), (25, 5), (38, 3)):
        await shop.buy_seats(theatre, first, quantity)
    await shop.buy_places(kitchen, 12)
    async with open_app(settings, clock=lambda: today - timedelta(days=20)) as earlier:
        await Shop(earlier, regular).buy_places(past, 2)
    return True


class Shop:
    """Buys as buyers do, each time as another person, and leaves nothing in the outbox."""

    def __init__(self, app: App, regular: Person | None = None) -> None:
        self.app = app
        self.regular = regular
        self.numbers = itertools.count(FIRST_BUYER)

    async def buy_seats(self, event_id: EventId, first: int, quantity: int) -> None:
        buyer = await self._buyer()
        for seat_id in range(first, first + quantity):
            await self.app.seating.toggle(event_id, buyer.id, SeatId(seat_id))
        await self._pay(await self.app.seating.hold_selected(event_id, buyer.id))

    async def buy_places(self, event_id: EventId, quantity: int) -> None:
        buyer = await self._buyer()
        await self._pay(await self.app.seating.hold_quantity(event_id, buyer.id, SectionId(1), quantity))

    async def _buyer(self) -> Person:
        number = PersonId(next(self.numbers))
        return await self.app.people.meet(self.regular or Person(number, f"Example {number}", None, "uk"))

    async def _pay(self, order: Order) -> None:
        total, name = order.total_minor, f"seed-{order.id}"
        await self.app.checkout.begin_payment(order.event_id, order.id, order.buyer_id, total, order.currency)
        await self.app.settling.complete_payment(
            Charge(order.event_id, order.id, order.buyer_id, name, name, total, order.currency)
        )
        await self.app.messaging.discard_waiting(order.buyer_id)


def _concert(today: datetime) -> EventPlan:
    parterre = Block("Партер", rows=10, seats_in_row=14, tiers=("Партер",), line=0)
    left = Block("Балкон лівий", rows=6, seats_in_row=8, tiers=("Балкон",), line=1)
    right = Block("Балкон правий", rows=6, seats_in_row=8, tiers=("Балкон",), line=1)
    return _plan(
        today,
        in_days=9,
        at=time(19, 0),
        title="Симфонія нічного міста",
        category=Category.CONCERT,
        artists=("Камерата «Північ»",),
        description="Камерний оркестр грає музику Скорика, Лятошинського та Сильвестрова "
        "в супроводі світла й міських звуків. Дві дії, одна перерва.",
        venue=PALACE,
        tiers=(TierPlan("Партер", 90_000), TierPlan("Балкон", 45_000)),
        sections=(parterre, left, right),
        promo_codes=(PromoCodePlan("NIGHT10", percent=10), PromoCodePlan("FRIENDS", amount_minor=20_000, max_uses=3)),
    )


def _club_night(today: datetime) -> EventPlan:
    return _plan(
        today,
        in_days=4,
        at=time(22, 0),
        title="Дахова ніч: techno & live",
        category=Category.PARTY,
        artists=("Nastia Ray", "DJ Kobzar"),
        description="Чотири діджеї, два танцполи й ранкова кава. Вхід від 18 років.",
        venue=CLUB,
        tiers=(TierPlan("Танцпол", 35_000), TierPlan("Тераса", 60_000)),
        sections=(Standing("Танцпол", 200, "Танцпол"), Standing("Тераса", 40, "Тераса")),
        gates=(GatePlan("Головний вхід"), GatePlan("Ліфт на терасу", ("Тераса",))),
        allows_reentry=True,
    )


def _theatre(today: datetime) -> EventPlan:
    return _plan(
        today,
        in_days=13,
        at=time(18, 30),
        title="Тіні забутих предків",
        category=Category.THEATRE,
        description="Вистава-легенда на п'ятдесят глядачів: так близько до сцени, що чути кожен подих.",
        venue=THEATRE,
        tiers=(TierPlan("Перші ряди", 60_000), TierPlan("Далі", 40_000)),
        sections=(Block("Зала", rows=5, seats_in_row=10, tiers=("Перші ряди", "Перші ряди", "Далі")),),
        limit_per_buyer=5,
    )


def _lecture(today: datetime) -> EventPlan:
    """Asks who comes."""
    return _plan(
        today,
        in_days=2,
        at=time(17, 0),
        title="Як слухати сучасну музику",
        category=Category.LECTURE,
        artists=("Любов Мороз",),
        description="Відкрита лекція з прикладами наживо. Вхід вільний, але місця лічені.",
        venue=LIBRARY,
        tiers=(TierPlan("Вхід", 0),),
        sections=(Standing("Читальна зала", 80, "Вхід"),),
        limit_per_buyer=3,
        questions=(
            QuestionPlan(QuestionKind.NAME),
            QuestionPlan(QuestionKind.PHONE, Scope.ORDER),
            QuestionPlan(QuestionKind.TEXT, Scope.ORDER, is_required=False, label="Про що запитати лекторку?"),
        ),
    )


def _kitchen_concert(today: datetime) -> EventPlan:
    return _plan(
        today,
        in_days=6,
        at=time(20, 0),
        title="Квартирник на дванадцятьох",
        category=Category.CONCERT,
        artists=("Соломія Гай",),
        description="Голос, гітара й чай. Дванадцять місць, жодного мікрофона.",
        venue=CLUB,
        tiers=(TierPlan("Місце", 50_000),),
        sections=(Standing("Вітальня", 12, "Місце"),),
        limit_per_buyer=12,
    )


def _premiere(today: datetime) -> EventPlan:
    """On sale in two weeks only: until then there is a reminder to set."""
    return _plan(
        today,
        in_days=44,
        at=time(19, 0),
        title="Земля: прем'єра",
        category=Category.THEATRE,
        description="Кінопоема Довженка на театральній сцені, з живою музикою.",
        venue=THEATRE,
        tiers=(TierPlan("Партер", 70_000),),
        sections=(Block("Зала", rows=5, seats_in_row=10, tiers=("Партер",)),),
    )


def _past_concert(today: datetime) -> EventPlan:
    return _plan(
        today,
        in_days=-10,
        at=time(19, 0),
        title="Осінній джаз",
        category=Category.CONCERT,
        artists=("Квартет «Листопад»",),
        description="Квартет на межі листопада.",
        venue=CLUB,
        tiers=(TierPlan("Вхід", 40_000),),
        sections=(Standing("Зала", 60, "Вхід"),),
    )


def _plan(today: datetime, *, in_days: int, at: time, **details: Any) -> EventPlan:
    """On sale since a month before the start until the start."""
    starts_at = datetime.combine(today.date() + timedelta(days=in_days), at, KYIV)
    return EventPlan(
        starts_at=starts_at,
        sale_starts_at=starts_at - timedelta(days=30),
        sale_ends_at=starts_at,
        currency="UAH",
        returns=ReturnPolicy(free_until=starts_at - timedelta(days=2), percent=50),
        **details,
    )
