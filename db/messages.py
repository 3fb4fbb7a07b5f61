"""Table `messages`: the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg

from core.domain.ids import PersonId
from core.domain.message import (
    BULK,
    BY_EMAIL_TOO,
    AuditAlarm,
    AuditClosed,
    BroadcastDone,
    BroadcastMessage,
    Channel,
    Delivery,
    DoorAlarm,
    EventCancelled,
    EventChanged,
    EventReminder,
    HoldEnding,
    HoldExpired,
    HouseAlarm,
    HouseAlarmOver,
    Message,
    OfferLapsed,
    OrderPaid,
    PaymentsUnconfirmed,
    QueueEnded,
    RefundDone,
    RefundDue,
    RefundToMake,
    SaleOpened,
    SeatsOffered,
    StarsWentBack,
    TicketGiven,
    TicketReady,
    TicketScanned,
    TicketsReturned,
    TicketsTakenBack,
    TurnBegan,
    TurnPassed,
    WaitingEnded,
    WishHeld,
)
from db.pool import Executor

KINDS: dict[str, type[Message]] = {
    "order_paid": OrderPaid,
    "ticket_ready": TicketReady,
    "ticket_given": TicketGiven,
    "ticket_scanned": TicketScanned,
    "door_alarm": DoorAlarm,
    "broadcast": BroadcastMessage,
    "broadcast_done": BroadcastDone,
    "hold_ending": HoldEnding,
    "hold_expired": HoldExpired,
    "seats_offered": SeatsOffered,
    "offer_lapsed": OfferLapsed,
    "waiting_ended": WaitingEnded,
    "turn_began": TurnBegan,
    "wish_held": WishHeld,
    "turn_passed": TurnPassed,
    "queue_ended": QueueEnded,
    "event_reminder": EventReminder,
    "event_cancelled": EventCancelled,
    "event_changed": EventChanged,
    "sale_opened": SaleOpened,
    "refund_due": RefundDue,
    "tickets_taken_back": TicketsTakenBack,
    "tickets_returned": TicketsReturned,
    "refund_done": RefundDone,
    "refund_to_make": RefundToMake,
    "stars_went_back": StarsWentBack,
    "payments_unconfirmed": PaymentsUnconfirmed,
    "audit_alarm": AuditAlarm,
    "audit_closed": AuditClosed,
    "house_alarm": HouseAlarm,
    "house_alarm_over": HouseAlarmOver,
}
KIND_OF = {message: kind for kind, message in KINDS.items()}

GIVEN_UP = "given up: "
"""What the failure of a message begins with that should have been sent: nobody could, for a reason that is ours."""


async def add(conn: Executor, recipient_id: PersonId, message: Message, now: datetime) -> None:
    await add_all(conn, [(recipient_id, message)], now)


async def add_all(conn: Executor, told: Sequence[tuple[PersonId, Message]], now: datetime) -> None:
    """For the chats, in this order; and for the mailboxes of those who have one, where a message is of that kind."""
    await conn.execute(
        """
        INSERT INTO messages (recipient_id, channel, kind, body, due_at, is_bulk)
        SELECT recipient_id, channel, kind, body, $6, is_bulk
        FROM ROWS FROM (unnest($1::bigint[], $2::text[], $4::boolean[], $5::boolean[]), jsonb_array_elements($3))
            WITH ORDINALITY AS told (recipient_id, kind, by_email_too, is_bulk, body, place),
        LATERAL (
            SELECT 'chat' AS channel UNION ALL
            SELECT 'email' FROM people WHERE id = recipient_id AND email IS NOT NULL AND by_email_too
        ) channels
        ORDER BY place
        """,
        [recipient_id for recipient_id, _ in told],
        [KIND_OF[type(message)] for _, message in told],
        [_body(message) for _, message in told],
        [isinstance(message, BY_EMAIL_TOO) for _, message in told],
        [isinstance(message, BULK) for _, message in told],
        now,
    )


async def add_to_all(
    conn: Executor, recipient_ids: Sequence[PersonId], message: Message, now: datetime
) -> dict[PersonId, int]:
    """As `add`, the same to many; the ids of those for the chats, by which they can be followed."""
    rows = await conn.fetch(
        """
        INSERT INTO messages (recipient_id, channel, kind, body, due_at, is_bulk)
        SELECT id, channel, $2, $3, $4, $6 FROM (
            SELECT unnest($1::bigint[]) AS id, 'chat' AS channel UNION ALL
            SELECT id, 'email' FROM people WHERE id = ANY($1) AND email IS NOT NULL AND $5
        ) recipients
        RETURNING recipient_id, channel, id
        """,
        recipient_ids,
        KIND_OF[type(message)],
        _body(message),
        now,
        isinstance(message, BY_EMAIL_TOO),
        isinstance(message, BULK),
    )
    return {PersonId(row["recipient_id"]): row["id"] for row in rows if row["channel"] == Channel.CHAT}


async def claim_due(
    conn: Executor, channel: Channel, now: datetime, until: datetime, limit: int, bulk_limit: int
) -> list[Delivery]:
    """Claims the oldest waiting message of each recipient, so that order is kept; an abandoned claim runs out.

    Only what is in bulk may be overtaken, by what is not.
    """
    rows = await conn.fetch(
        """
        WITH due AS (
            SELECT oldest.id FROM (VALUES (false, $3::int), (true, $5::int)) lines (is_bulk, room), LATERAL (
                SELECT id FROM messages waiting
                WHERE channel = $4 AND sent_at IS NULL AND failed_at IS NULL
                  AND waiting.is_bulk BETWEEN lines.is_bulk AND lines.is_bulk  -- with "=" all are read that come before
                  AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
                  AND id = (SELECT min(id) FROM messages earlier
                            WHERE earlier.channel = $4 AND earlier.recipient_id = waiting.recipient_id
                              AND earlier.is_bulk <= lines.is_bulk
                              AND earlier.sent_at IS NULL AND earlier.failed_at IS NULL)
                ORDER BY waiting.is_bulk, id LIMIT room FOR UPDATE SKIP LOCKED
            ) oldest
        )
        UPDATE messages SET claimed_until = $2, attempts = attempts + 1 FROM due WHERE messages.id = due.id
        RETURNING messages.*
        """,
        now,
        until,
        limit,
        channel,
        bulk_limit,
    )
    return [to_delivery(row) for row in sorted(rows, key=lambda row: (row["is_bulk"], row["id"]))]


async def count_waiting(conn: Executor, kinds: Sequence[type[Message]]) -> int:
    """How many of some kinds are still to be sent; not those to people who have stopped the bot."""
    return int(
        await conn.fetchval(
            """
            SELECT count(*) FROM messages
            WHERE channel = 'chat' AND sent_at IS NULL AND failed_at IS NULL AND kind = ANY ($1) AND due_at < 'infinity'
              AND NOT EXISTS (SELECT FROM people WHERE people.id = recipient_id AND blocked_at IS NOT NULL)
            """,
            [KIND_OF[kind] for kind in kinds],
        )
    )


async def park(conn: Executor, message_id: int) -> None:
    """Until its recipient comes back; what comes later for the same chat waits behind it, unless this is in bulk.

    `claimed_until` stays, and tells when it was tried.
    """
    await conn.execute("UPDATE messages SET due_at = 'infinity' WHERE id = $1", message_id)


async def unpark(conn: Executor, recipient_id: PersonId, now: datetime) -> None:
    await conn.execute(
        """
        UPDATE messages SET due_at = $2, claimed_until = NULL
        WHERE channel = 'chat' AND recipient_id = $1 AND sent_at IS NULL AND failed_at IS NULL AND due_at > $2
        """,
        recipient_id,
        now,
    )


async def discard_waiting_of_kind(conn: Executor, recipient_id: PersonId, kind: type[Message]) -> None:
    await conn.execute(
        "DELETE FROM messages WHERE recipient_id = $1 AND kind = $2 AND sent_at IS NULL AND failed_at IS NULL",
        recipient_id,
        KIND_OF[kind],
    )


async def mark_sent(conn: Executor, message_ids: Sequence[int], now: datetime) -> None:
    await conn.execute("UPDATE messages SET sent_at = $2, claimed_until = NULL WHERE id = ANY($1)", message_ids, now)


async def postpone(conn: Executor, message_id: int, until: datetime) -> None:
    await conn.execute("UPDATE messages SET due_at = $2, claimed_until = NULL WHERE id = $1", message_id, until)


async def mark_failed(conn: Executor, message_id: int, why: str, now: datetime) -> None:
    await conn.execute(
        "UPDATE messages SET failed_at = $2, failure = $3, claimed_until = NULL WHERE id = $1", message_id, now, why
    )


async def discard_waiting(conn: Executor, recipient_id: PersonId, channel: Channel) -> None:
    await conn.execute(
        """
        DELETE FROM messages
        WHERE recipient_id = $1 AND channel = $2 AND sent_at IS NULL AND failed_at IS NULL
        """,
        recipient_id,
        channel,
    )


async def forget_failures(conn: Executor, recipient_id: PersonId) -> None:
    """Mail servers name the address that they refuse."""
    await conn.execute(
        "UPDATE messages SET failure = '' WHERE recipient_id = $1 AND failed_at IS NOT NULL", recipient_id
    )


def to_delivery(row: asyncpg.Record) -> Delivery:
    message = to_message(row["kind"], row["body"])
    return Delivery(row["id"], row["recipient_id"], message, row["attempts"], row["is_bulk"])


def _body(message: Message) -> dict[str, Any]:
    """Messages are flat: `dataclasses.asdict` would take ten times as long to find that out."""
    return {field: getattr(message, field) for field in message.__dataclass_fields__}


def to_message(kind: str, body: dict[str, Any]) -> Message | None:
    """None for what another version of Kassa has written and this one does not understand."""
    try:
        return KINDS[kind](**body)
    except (KeyError, TypeError):
        return None
