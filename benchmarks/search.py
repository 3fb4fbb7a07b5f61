"""How fast 100 000 events are found: `make bench`, or `python -m benchmarks.search --explain` for the plans as well.

Measured is `Browsing.find`, all its queries and Python together, one after the other; and the choosers of the filters.
Every run takes another finding of its kind.
"""

import argparse
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg

from benchmarks.acting import one_by_one
from benchmarks.measuring import percentiles
from benchmarks.report import Cell, Report, Table
from benchmarks.stand import NOW, stand
from core.domain.category import Category
from core.domain.finding import FREE_OF_CHARGE, City, Finding, Period, PriceLimit
from core.domain.ids import CityId
from core.running import run
from core.services.browsing import FOUND_MAX, Browsing
from db import listings, search
from db.pool import Conn, Pool

CITIES = (
    "Київ Львів Харків Одеса Дніпро Запоріжжя Вінниця Полтава Чернівці Чернігів Тернопіль Рівне Луцьк Ужгород Черкаси "
    "Житомир Суми Миколаїв Херсон Хмельницький Івано-Франківськ Кропивницький Варшава Краків Прага Берлін London Paris"
).split()
WORDS = (
    "концерт симфонія джаз рок вечір ніч театр вистава опера балет стендап лекція виставка фестиваль оркестр квартет "
    "осінній зимовий великий новий останній перший камерний відкритий дитячий імпровізація легенда казка тур музика "
    "озеро тіні океан місто серце дорога пісня голос струни світло земля небо вогонь вітер сонце море час life night "
    "festival band music summer winter orchestra thieves nothing ballroom dancing championship вечер песня весна ночь"
).split()
SYLLABLES = "ба во га дра жи зо ка ле му на пер ри сто та ун фі ха цо ча ше юн ян гор лин мар бек дан вік сол".split()
BUDGET_MS = 50.0
RUNS = 60


async def fill(conn: Conn, number: int, chance: random.Random) -> None:
    """Events in half a year, each with two tiers and 20 seats; one in twenty sold out, one in ten free of charge."""
    names = [name(chance) for _ in range(20_000)]
    venues = 2_000
    await conn.executemany(
        "INSERT INTO venues (name, city, address, time_zone) VALUES ($1, $2, '', $3)",
        [(f"Зал {chance.choice(names)}", *city(chance)) for _ in range(venues)],
    )
    await conn.execute("ALTER TABLE tiers DISABLE TRIGGER USER")  # its trigger would list each event three times
    await conn.execute(
        """
        INSERT INTO tiers SELECT event, tier, 'Tier ' || tier,
            CASE WHEN event % 10 = 0 THEN 0 ELSE (1 + event % 40) * 5000 * tier END
        FROM generate_series(1, $1::int) event, generate_series(1, 2) tier
        """,
        number,
    )
    await conn.execute("ALTER TABLE tiers ENABLE TRIGGER USER")
    await conn.execute(
        """
        INSERT INTO seats (event_id, id, section_id, tier_id, number, status, order_id)
        SELECT event, seat, 1, 1 + seat % 2, seat::text, CASE WHEN event % 20 = 7 THEN 'sold' ELSE 'free' END,
               CASE WHEN event % 20 = 7 THEN 1 END
        FROM generate_series(1, $1::int) event, generate_series(1, 20) seat
        """,
        number,
    )
    await conn.executemany(
        """
        INSERT INTO events (venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, currency,
                            limit_per_buyer, hold_ttl, category, artists, status)
        VALUES ($1, $2, $3, $4, $5, $4, 'UAH', 6, interval '10 minutes', $6, $7, 'published')
        """,
        [event(chance, names, venues) for _ in range(number)],
    )
    await conn.execute("VACUUM ANALYZE")


def name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def city(chance: random.Random) -> tuple[str, str]:
    """Half of the events are in a few cities."""
    weights = [20 / (place + 1) for place in range(len(CITIES))]
    return chance.choices(CITIES, weights)[0], "Europe/Kyiv"


def event(chance: random.Random, names: list[str], venues: int) -> tuple[Any, ...]:
    title = " ".join([*chance.choices(WORDS, k=chance.randint(1, 3)), *chance.choices(names, k=chance.randint(0, 2))])
    starts_at = NOW + timedelta(minutes=chance.randint(-10_000, 250_000))
    opens = starts_at - timedelta(days=chance.choice((30, 60, 90)))
    artists = [" ".join(chance.choices(names, k=2))]
    return chance.randint(1, venues), title, title * 5, starts_at, opens, chance.choice(list(Category)), artists


def findings(chance: random.Random, cities: list[City]) -> dict[str, Callable[[], Finding]]:
    def some_city() -> CityId:
        return chance.choice(cities).id

    def some_category() -> Category:
        return chance.choice(list(Category))

    def word() -> str:
        return chance.choice(WORDS)

    return {
        "first page": Finding,
        "page 2 to 50": lambda: Finding(page=chance.randint(2, 50)),
        "when": lambda: Finding(period=chance.choice(list(Period))),
        "city": lambda: Finding(city_id=some_city()),
        "category": lambda: Finding(category=some_category()),
        "price": lambda: Finding(price=PriceLimit(chance.choice((10_000, 30_000, 70_000)), "UAH")),
        "free of charge": lambda: Finding(price=FREE_OF_CHARGE),
        "on sale": lambda: Finding(on_sale=True),
        "city, category, free": lambda: Finding(
            city_id=some_city(), category=some_category(), price=FREE_OF_CHARGE, on_sale=True
        ),
        "weekend, city, on sale": lambda: Finding(period=Period.WEEKEND, city_id=some_city(), on_sale=True),
        "one word": lambda: Finding(word()),
        "two words": lambda: Finding(f"{word()} {word()}"),
        "word and city": lambda: Finding(f"{word()} {chance.choice(cities).name}"),
        "two letters": lambda: Finding(word()[:2]),
        "artist": lambda: Finding(name(chance)),
        "one typo": lambda: Finding(typo(chance, word())),
        "three typos": lambda: Finding(" ".join(typo(chance, word()) for _ in range(3))),
        "Latin letters": lambda: Finding(chance.choice(("kontsert", "symfoniya", "nich", "dzhaz", "vystava"))),
        "wrong layout": lambda: Finding(chance.choice(("rjywthn", "jrtfy", "vepbrf", "dscnfdf"))),
        "nothing like it": lambda: Finding("".join(chance.choices("бгджзклмнп", k=9))),
        "word, weekend, on sale": lambda: Finding(word(), Period.WEEKEND, on_sale=True),
    }


def typo(chance: random.Random, word: str) -> str:
    """Two letters swapped, or one missing."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((swapped, word[:at] + word[at + 1 :]))


async def report(browsing: Browsing, filled_with: int) -> Report:
    chance = random.Random(2)
    cities = await browsing.cities()
    kinds = findings(chance, cities)
    for make in kinds.values():  # warm: connections, caches of the server
        await browsing.find(make())
    acts: dict[str, Callable[[], Awaitable[object]]] = {
        kind: (lambda make=make: browsing.find(make()))  # type: ignore[misc]
        for kind, make in kinds.items()
    }
    acts |= {"choose a city": browsing.cities, "choose a category": browsing.categories}
    acts |= {"choose a price": browsing.currencies}
    rows, worst = list[list[Cell]](), 0.0
    for kind, act in acts.items():
        seconds = await one_by_one(lambda _, act=act: act(), RUNS)  # type: ignore[misc]
        p50, p95, _ = percentiles(seconds)
        worst = max(worst, p95)
        rows.append([kind, p50, p95, max(seconds) * 1000])
    return Report(
        "search",
        {"findings": Table(["what is looked for", "p50, ms", "p95, ms", "most, ms"], rows)},
        {"events": filled_with, "slowest p95, ms": worst, "budget, ms": BUDGET_MS},
        ["the budget is exceeded"] if worst > BUDGET_MS else [],
    )


async def explain(pool: Pool, browsing: Browsing) -> None:
    lviv = next(city for city in await browsing.cities() if city.name == "Львів")
    for title, finding in (
        ("The first page", Finding()),
        ("A city and a category, on sale", Finding(city_id=lviv.id, category=Category.THEATRE, on_sale=True)),
        ("A word with a typo", Finding("симфанія")),
    ):
        words = search.to_tsquery(await browsing._understand(finding.typed)) if finding.typed else None
        arguments = (NOW, None, None, [], [], [], finding.city_id, finding.category, None, None, words, finding.on_sale)
        rows = await pool.fetch("EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) " + listings.FIND, *arguments, FOUND_MAX + 1)
        print(f"\n## {title}\n\n```\n" + "\n".join(row[0] for row in rows) + "\n```")
    rows = await pool.fetch("EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) SELECT words_alike('simfania')")
    print("\n## Words like a misspelt one\n\n```\n" + "\n".join(row[0] for row in rows) + "\n```")


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args()
    async with stand(durable=False) as on:
        started = time.perf_counter()
        conn = await asyncpg.connect(on.servers.database_url)  # one that takes its time
        await fill(conn, options.events, random.Random(1))
        words = await conn.fetchval("SELECT count(*) FROM search_words")
        await conn.close()
        print(f"{options.events} events, {words} words, filled in {time.perf_counter() - started:.0f} s")
        browsing = on.app().browsing
        found = await report(browsing, options.events)
        if options.explain:
            await explain(on.pool, browsing)
    found.hand_over()


if __name__ == "__main__":
    run(main())
