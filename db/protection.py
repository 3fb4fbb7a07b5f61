"""What an event asks of a buyer before a hold, and what of it the buyer has done."""

from core.domain.ids import EventId, PersonId
from core.domain.protection import BuyerRecord
from db.pool import Executor


async def record(conn: Executor, event_id: EventId, buyer_id: PersonId) -> BuyerRecord:
    row = await conn.fetchrow(
        """
        SELECT asks_captcha AND captchas.passed_at IS NULL AS owes_captcha, captchas.closed_until
        FROM events LEFT JOIN captchas ON captchas.event_id = $1 AND captchas.person_id = $2
        WHERE events.id = $1
        """,
        event_id,
        buyer_id,
    )
    assert row is not None, "the event was just read"
    return BuyerRecord(owes_captcha=row["owes_captcha"], captcha_closed_until=row["closed_until"])
