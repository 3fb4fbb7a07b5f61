"""What an event asks of a buyer before a hold, and what of it the buyer has done."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, PersonId
from core.domain.protection import BuyerRecord
from db.pool import Conn, Executor


async def records(
    conn: Executor, event_id: EventId, buyer_ids: Sequence[PersonId], since: datetime, now: datetime
) -> list[tuple[PersonId, BuyerRecord]]:
    """Of those of the buyers of whom there is anything to say, by their ids.

    Holds that ended unpaid after `since` count, but not what the waiting list offered.
    """
    rows = await conn.fetch(
        """
        SELECT buyer.id AS buyer_id, asks_captcha AND captchas.passed_at IS NULL AS owes_captcha, captchas.closed_until,
               asks_contact AND people.phone IS NULL AS owes_contact,
               asks_contact AND people.phone IS NOT NULL AND claim.phone IS NULL AS owes_claim, unpaid.*
        FROM events CROSS JOIN unnest($2::bigint[]) AS buyer (id)
        LEFT JOIN people ON people.id = buyer.id
        LEFT JOIN captchas ON captchas.event_id = $1 AND captchas.person_id = buyer.id
        LEFT JOIN phone_claims claim ON claim.event_id = $1 AND claim.phone = people.phone
            AND claim.person_id = buyer.id,
        LATERAL (
            SELECT count(*) FILTER (WHERE status <> 'released') AS lapsed,
                   count(*) FILTER (WHERE status = 'released') AS released, max(ended_at) AS last_ended_at
            FROM (
                SELECT id, status, CASE status WHEN 'released' THEN created_at ELSE expires_at END AS ended_at
                FROM (
                    SELECT * FROM orders WHERE event_id = (SELECT $1::bigint) AND buyer_id = buyer.id OFFSET 0
                ) theirs
                WHERE status IN ('expired', 'released') OR (status IN ('held', 'paying') AND expires_at <= $4)
            ) ended
            WHERE ended_at > $3
              AND NOT EXISTS (SELECT FROM waitlist_entries WHERE event_id = $1 AND order_id = ended.id)
        ) unpaid
        WHERE events.id = $1 AND (asks_captcha OR asks_contact OR lapsed + released > 0) ORDER BY buyer.id
        """,
        event_id,
        buyer_ids,
        since,
        now,
    )
    return [(row["buyer_id"], to_record(row)) for row in rows]


async def claim_phone(conn: Conn, event_id: EventId, buyer_id: PersonId) -> PersonId | None:
    """Whose the buyer's number is at the event: the first who came with it. Waits for another hold with the number.

    None: the buyer has just been forgotten, and has no number any more.
    """
    owner: PersonId | None = await conn.fetchval(
        """
        INSERT INTO phone_claims AS claim (event_id, phone, person_id)
        SELECT $1, phone, id FROM people WHERE id = $2 AND phone IS NOT NULL FOR SHARE
        ON CONFLICT (event_id, phone) DO UPDATE SET person_id = claim.person_id
        RETURNING person_id
        """,
        event_id,
        buyer_id,
    )
    return owner


async def forget_claims(conn: Conn, person_id: PersonId) -> None:
    await conn.execute("DELETE FROM phone_claims WHERE person_id = $1", person_id)


def to_record(row: asyncpg.Record) -> BuyerRecord:
    return BuyerRecord(
        owes_captcha=row["owes_captcha"],
        captcha_closed_until=row["closed_until"],
        owes_contact=row["owes_contact"],
        owes_claim=row["owes_claim"],
        lapsed=row["lapsed"],
        released=row["released"],
        last_ended_at=row["last_ended_at"],
    )
