"""Finding events by what people really type, in three languages."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from core.app import App
from core.domain.category import Category
from core.domain.event_plan import EventPlan, Standing, TierPlan, VenuePlan
from core.domain.finding import FREE_OF_CHARGE, Finding, Period, PriceLimit
from core.domain.ids import PersonId, SectionId
from core.domain.waitlist import Party
from db.pool import Pool
from tests.plans import CLOCK_START, KYIV, Clock, club_night, plan

ANN, BOB, OWNER = PersonId(1001), PersonId(1002), PersonId(2001)
LVIV = VenuePlan("Театр імені Заньковецької", "Львів", "вул. Лесі Українки, 1", "Europe/Kyiv")
ODESA = VenuePlan("Зелений театр", "Одеса", "парк Шевченка", "Europe/Kyiv")
KHARKIV = VenuePlan("ХАТОБ", "Харків", "вул. Сумська, 25", "Europe/Kyiv")
LONDON = VenuePlan("Royal Albert Hall", "London", "Kensington Gore", "Europe/London")


@dataclass(frozen=True)
class Listed:
    title: str
    venue: VenuePlan = KYIV
    artists: tuple[str, ...] = ()


LISTED = (
    Listed("Океан Ельзи: стадіонний тур", KYIV, ("Океан Ельзи",)),
    Listed("Симфонія нічного міста", KYIV, ("Київська камерата",)),
    Listed("Тіні забутих предків", LVIV),
    Listed("Осінній джаз", ODESA, ("Dakh Daughters",)),
    Listed("Лебединое озеро", KHARKIV),
    Listed("ДахаБраха", LVIV, ("ДахаБраха",)),
    Listed("Nothing But Thieves", LONDON, ("Nothing But Thieves",)),
    Listed("Ballroom dancing championships", LONDON),
    Listed("Вечір імпровізації: Підпільний стендап", KYIV),
)


@pytest.fixture
async def listed(app: App) -> None:
    for day, one in enumerate(LISTED, 1):
        starts_at = CLOCK_START + timedelta(days=day)
        await app.organizing.create_event(club_like(one, starts_at))


def club_like(one: Listed, starts_at: datetime) -> EventPlan:
    return plan(
        title=one.title,
        venue=one.venue,
        artists=one.artists,
        starts_at=starts_at,
        sale_ends_at=starts_at,
        tiers=(TierPlan("Entry", 30_000),),
        sections=(Standing("Floor", 5, "Entry"),),
    )


async def titles(app: App, finding: Finding) -> list[str]:
    return [summary.event.title for summary in (await app.browsing.find(finding)).events]


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # endings
        ("океану ельзи", "Океан Ельзи: стадіонний тур"),
        ("симфонії", "Симфонія нічного міста"),
        ("симфоний", "Симфонія нічного міста"),
        ("тіней предків", "Тіні забутих предків"),
        ("лебединого озера", "Лебединое озеро"),
        ("осіннього джазу", "Осінній джаз"),
        ("dance championship", "Ballroom dancing championships"),
        ("thief", "Nothing But Thieves"),
        # as far as it was typed
        ("океа", "Океан Ельзи: стадіонний тур"),
        ("noth", "Nothing But Thieves"),
        # typos: a letter wrong, missing, too many, swapped
        ("окиан", "Океан Ельзи: стадіонний тур"),
        ("окан ельзы", "Океан Ельзи: стадіонний тур"),
        ("окаен", "Океан Ельзи: стадіонний тур"),
        ("симфанея", "Симфонія нічного міста"),
        ("nothng", "Nothing But Thieves"),
        ("thievs", "Nothing But Thieves"),
        ("стендапп", "Вечір імпровізації: Підпільний стендап"),
        ("імпровезація", "Вечір імпровізації: Підпільний стендап"),
        # another language or alphabet
        ("океан эльзы", "Океан Ельзи: стадіонний тур"),
        ("okean elzy", "Океан Ельзи: стадіонний тур"),
        ("дахабраха", "ДахаБраха"),
        ("DakhaBrakha", "ДахаБраха"),
        ("дах дотерс", "Осінній джаз"),
        ("лебедине озеро", "Лебединое озеро"),
        ("подпольный стендап", "Вечір імпровізації: Підпільний стендап"),
        ("oкeaн", "Океан Ельзи: стадіонний тур"),  # two Latin letters
        # by venue and by city, as each language writes it
        ("палац україна симфонія", "Симфонія нічного міста"),
        ("заньковецкой тени", "Тіні забутих предків"),
        ("albert hall thieves", "Nothing But Thieves"),
        ("львов предки", "Тіні забутих предків"),
        ("Lviv предків", "Тіні забутих предків"),
        ("харьков озеро", "Лебединое озеро"),
        ("kyiv okean", "Океан Ельзи: стадіонний тур"),
        ("kiev океан", "Океан Ельзи: стадіонний тур"),
        ("джаз одесса", "Осінній джаз"),
        # words that say nothing
        ("квитки на океан ельзи", "Океан Ельзи: стадіонний тур"),
        ("tickets for nothing but thieves", "Nothing But Thieves"),
        ("билеты в харьков", "Лебединое озеро"),
        # the wrong keyboard layout
        ("jrtfy", "Океан Ельзи: стадіонний тур"),
        ("jrtfy 'kmps", "Океан Ельзи: стадіонний тур"),
        ("тщерштп", "Nothing But Thieves"),
    ],
)
async def test_what_people_type_finds_what_they_mean(app: App, typed: str, expected: str) -> None:
    assert (await titles(app, Finding(typed=typed)))[:1] == [expected]


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("typed", ["бетмен", "xyzzy", "океан лондон", "!!!", "'; DROP TABLE", "\\", "a & b | !c:*"])
async def test_what_is_not_there_is_not_found(app: App, typed: str) -> None:
    assert await titles(app, Finding(typed=typed)) == []


@pytest.mark.usefixtures("listed")
async def test_every_word_must_be_found(app: App) -> None:
    assert len(await titles(app, Finding(typed="театр"))) == 3
    assert await titles(app, Finding(typed="театр одеса")) == ["Осінній джаз"]


# --- Filters


async def test_days_are_those_of_the_venue(app: App, clock: Clock) -> None:
    """It is Friday 23:30 in Kyiv and Saturday 06:30 in Tokyo."""
    clock.now = datetime(2026, 12, 4, 21, 30, tzinfo=UTC)
    tokyo = VenuePlan("Budokan", "Tokyo", "Kitanomarukoen", "Asia/Tokyo")
    for title, venue, hours in (
        ("Kyiv tonight", KYIV, 0.25),
        ("Kyiv tomorrow", KYIV, 20),
        ("Kyiv Monday", KYIV, 60),
        ("Tokyo this morning", tokyo, 3),
        ("Tokyo Sunday", tokyo, 30),
    ):
        starts_at = clock.now + timedelta(hours=hours)
        event = club_like(Listed(title, venue), starts_at)
        await app.organizing.create_event(event)
    assert await titles(app, Finding(period=Period.TODAY)) == ["Kyiv tonight", "Tokyo this morning"]
    assert await titles(app, Finding(period=Period.TOMORROW)) == ["Kyiv tomorrow", "Tokyo Sunday"]
    weekend = ["Tokyo this morning", "Kyiv tomorrow", "Tokyo Sunday"]
    assert await titles(app, Finding(period=Period.WEEKEND)) == weekend
    assert len(await titles(app, Finding(period=Period.WEEK))) == 5


@pytest.mark.usefixtures("listed")
async def test_cities_are_offered_by_how_much_is_on_there_and_however_they_are_spelt(app: App) -> None:
    await app.organizing.create_event(
        club_like(
            Listed("Ще один", VenuePlan("Дах", "Kyiv", "вул. Нижня, 1", "Europe/Kyiv")),
            CLOCK_START + timedelta(days=30),
        )
    )
    cities = await app.browsing.cities()
    assert [city.name for city in cities] == ["Київ", "London", "Львів", "Одеса", "Харків"]
    kyiv, london, *_ = cities
    assert "Ще один" in await titles(app, Finding(city_id=kyiv.id))
    assert len(await titles(app, Finding(city_id=london.id))) == 2
    assert (await app.browsing.find(Finding(city_id=london.id))).city == london
    assert await titles(app, Finding(typed="тіні", city_id=london.id)) == []


async def test_categories_and_prices_narrow_the_list_down(app: App) -> None:
    cheap = (TierPlan("Back", 20_000), TierPlan("Front", 90_000))
    for title, category, tiers, currency in (
        ("Free lecture", Category.LECTURE, (TierPlan("Entry", 0),), "UAH"),
        ("Play from 200", Category.THEATRE, cheap, "UAH"),
        ("Play for 500", Category.THEATRE, (TierPlan("Entry", 50_000),), "UAH"),
        ("Show for 20 euros", Category.OTHER, (TierPlan("Entry", 2_000),), "EUR"),
    ):
        sections = (Standing("Floor", 5, tiers[0].name),)
        await app.organizing.create_event(
            plan(title=title, category=category, tiers=tiers, sections=sections, currency=currency)
        )
    assert await app.browsing.categories() == [Category.THEATRE, Category.LECTURE, Category.OTHER]
    assert await app.browsing.currencies() == ["UAH", "EUR"]
    assert await titles(app, Finding(category=Category.THEATRE)) == ["Play from 200", "Play for 500"]
    assert await titles(app, Finding(price=FREE_OF_CHARGE)) == ["Free lecture"]
    assert await titles(app, Finding(price=PriceLimit(30_000, "UAH"))) == ["Free lecture", "Play from 200"]
    assert await titles(app, Finding(price=PriceLimit(30_000, "EUR"))) == ["Show for 20 euros"]
    assert await titles(app, Finding(price=PriceLimit(30_000, "UAH"), category=Category.THEATRE)) == ["Play from 200"]


async def test_on_sale_means_that_tickets_can_be_had_now(app: App, clock: Clock) -> None:
    day = timedelta(days=1)
    await app.organizing.create_event(plan(title="On sale"))
    await app.organizing.create_event(plan(title="Not yet", sale_starts_at=CLOCK_START + day))
    await app.organizing.create_event(plan(title="Over", sale_ends_at=CLOCK_START - day / 2))
    small = await app.organizing.create_event(club_night(capacity=2))
    await app.seating.hold_quantity(small, ANN, SectionId(1), 2)
    assert await titles(app, Finding(on_sale=True)) == ["On sale"]
    clock.go(minutes=11)  # the hold has ended, and no sweep has noticed
    assert await titles(app, Finding(on_sale=True)) == ["On sale", "Techno Night"]
    await app.organizing.pause(OWNER, small, on=True)
    assert await titles(app, Finding(on_sale=True)) == ["On sale"]


async def test_what_is_kept_for_those_who_wait_is_not_on_sale(app: App, clock: Clock) -> None:
    small = await app.organizing.create_event(club_night(capacity=2))
    await app.seating.hold_quantity(small, ANN, SectionId(1), 2)
    await app.waitlist.join(small, BOB, Party(2, None, False))
    clock.go(minutes=10)
    assert await titles(app, Finding(on_sale=True)) == []
    clock.go(minutes=1)
    assert await titles(app, Finding(on_sale=True)) == ["Techno Night"], "nobody offered them: they are anybody's"


# --- Pages


async def test_a_page_past_the_end_is_the_last_one(app: App) -> None:
    for n in range(1, 13):
        await app.organizing.create_event(plan(title=f"Concert {n}", starts_at=CLOCK_START + timedelta(days=n)))
    page = await app.browsing.find(Finding(page=99))
    assert (page.number, page.pages, page.total, page.is_cut) == (3, 3, 12, False)
    assert [summary.event.title for summary in page.events] == ["Concert 11", "Concert 12"]


async def test_what_was_looked_for_last_is_remembered_for_each_person(app: App) -> None:
    await app.organizing.create_event(plan())
    finding = Finding("океан", Period.WEEK, None, Category.OTHER, PriceLimit(90_000, "UAH"), on_sale=True)
    await app.browsing.look(ANN, finding)
    assert await app.browsing.last_finding(ANN) == finding
    assert await app.browsing.last_finding(PersonId(1002)) == Finding()


# --- What is found follows what is known, whoever changes it


@pytest.mark.parametrize(
    ("change", "typed", "is_found"),
    [
        ("UPDATE events SET title = 'Скрябін'", "скрябин", True),
        ("UPDATE events SET title = 'Скрябін'", "океан", False),
        ("UPDATE events SET artists = '{Jamala}'", "джамала", True),
        ("UPDATE venues SET name = 'Жовтневий палац'", "жовтневий", True),
        ("UPDATE venues SET city = 'Луцьк'", "lutsk", True),
        ("UPDATE events SET status = 'cancelled'", "океан", False),
        ("UPDATE events SET status = 'draft'", "океан", False),
        ("DELETE FROM events", "океан", False),
    ],
)
async def test_a_change_is_found_at_once(app: App, pool: Pool, change: str, typed: str, is_found: bool) -> None:
    await app.organizing.create_event(plan())
    await pool.execute(change)
    assert bool(await titles(app, Finding(typed=typed))) == is_found


async def test_a_changed_price_and_a_new_day_are_found_at_once(app: App, pool: Pool) -> None:
    await app.organizing.create_event(plan())
    await pool.execute("UPDATE tiers SET price_minor = 0 WHERE name = 'Back'")
    assert await titles(app, Finding(price=FREE_OF_CHARGE)) == ["Океан Ельзи"]
    await pool.execute("UPDATE events SET starts_at = $1", CLOCK_START + timedelta(hours=3))
    assert await titles(app, Finding(period=Period.TODAY)) == ["Океан Ельзи"]


async def test_what_is_long_over_is_not_kept_among_the_listings(app: App, pool: Pool, clock: Clock) -> None:
    await app.organizing.create_event(plan())
    clock.go(days=9)
    await app.browsing.forget_past()
    assert await pool.fetchval("SELECT count(*) FROM listings") == 0
