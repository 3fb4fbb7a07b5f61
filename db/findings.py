"""Table `findings`: what each person looked for last."""

from datetime import datetime

from core.domain.category import Category
from core.domain.finding import Finding, Period, PriceLimit
from core.domain.ids import CityId, PersonId
from db.pool import Executor


async def of_person(conn: Executor, person_id: PersonId) -> Finding:
    row = await conn.fetchrow("SELECT * FROM findings WHERE person_id = $1", person_id)
    if row is None:
        return Finding()
    return Finding(
        typed=row["typed"],
        period=Period(row["period"]) if row["period"] else None,
        city_id=CityId(row["city_id"]) if row["city_id"] is not None else None,
        category=Category(row["category"]) if row["category"] else None,
        price=PriceLimit(row["price_minor"], row["price_currency"]) if row["price_minor"] is not None else None,
        on_sale=row["on_sale"],
        page=row["page"],
    )


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


async def forget_before(conn: Executor, before: datetime) -> None:
    await conn.execute("DELETE FROM findings WHERE changed_at < $1", before)
