"""Table `findings`: what each person looked for last."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.category import Category
from core.domain.finding import Finding, Period, PriceLimit
from core.domain.ids import CityId, PersonId
from db.pool import Executor


async def of_people(conn: Executor, person_ids: Sequence[PersonId]) -> dict[PersonId, Finding]:
    rows = await conn.fetch("SELECT * FROM findings WHERE person_id = ANY($1)", person_ids)
    return {row["person_id"]: to_finding(row) for row in rows}


async def keep(conn: Executor, person_id: PersonId, finding: Finding, now: datetime) -> None:
    await conn.execute(
        """
        INSERT INTO findings (person_id, typed, period, city_id, category, price_minor, price_currency, on_sale, page,
                              changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (person_id) DO UPDATE SET typed = $2, period = $3, city_id = $4, category = $5, price_minor = $6,
            price_currency = $7, on_sale = $8, page = $9, changed_at = $10
        """,
        person_id,
        finding.typed,
        finding.period,
        finding.city_id,
        finding.category,
        finding.price.minor if finding.price else None,
        finding.price.currency if finding.price else None,
        finding.on_sale,
        finding.page,
        now,
    )


async def forget_of(conn: Executor, person_id: PersonId) -> None:
    await conn.execute("DELETE FROM findings WHERE person_id = $1", person_id)


def to_finding(row: asyncpg.Record) -> Finding:
    return Finding(
        typed=row["typed"],
        period=Period(row["period"]) if row["period"] else None,
        city_id=CityId(row["city_id"]) if row["city_id"] is not None else None,
        category=Category(row["category"]) if row["category"] else None,
        price=PriceLimit(row["price_minor"], row["price_currency"]) if row["price_minor"] is not None else None,
        on_sale=row["on_sale"],
        page=row["page"],
    )
