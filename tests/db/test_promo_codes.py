"""Many promo codes at once."""

from datetime import timedelta

import pytest

from core.domain.ids import EventId, TierId
from core.domain.promo_code import PromoCode
from core.services.organizing import Organizing
from core.services.rights import Rights
from db import promo_codes
from db.pool import Pool
from tests.plans import CLOCK_START, Clock, plan

LATER = CLOCK_START + timedelta(days=1)
CODES = [
    PromoCode("ALL", percent=10),
    PromoCode("BACK", amount_minor=5_000, tier_ids=frozenset({TierId(1), TierId(2)}), max_uses=3),
    PromoCode("LATER", percent=5, valid_from=CLOCK_START, valid_until=LATER),
]


@pytest.fixture
async def concert(pool: Pool) -> EventId:
    return await Organizing(pool, Clock(CLOCK_START), Rights(pool, frozenset())).create_event(plan())


async def kept(pool: Pool, event_id: EventId) -> list[PromoCode]:
    return [use.code for use in await promo_codes.with_uses(pool, event_id, CLOCK_START)]


async def test_codes_of_every_kind_are_kept_as_they_are_by_one_statement(pool: Pool, concert: EventId) -> None:
    said: list[str] = []
    async with pool.acquire() as conn:
        conn.add_query_logger(lambda record: said.append(record.query))
        assert await promo_codes.add_new(conn, concert, CODES) == []
    assert await kept(pool, concert) == CODES
    assert sum("INSERT" in query for query in said) == 1


async def test_names_that_are_there_already_are_told_and_their_codes_stay(pool: Pool, concert: EventId) -> None:
    async with pool.acquire() as conn:
        await promo_codes.add_new(conn, concert, CODES)
        more = [PromoCode("NEW", percent=1), PromoCode("ALL", percent=99), PromoCode("NEW", percent=2)]
        assert await promo_codes.add_new(conn, concert, more) == ["NEW", "ALL"]
    assert [code.percent for code in await kept(pool, concert)] == [10, None, 5, 1]
