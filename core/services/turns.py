"""Turns: where there is a queue, nobody holds seats before it is their turn."""

from datetime import datetime

from core.domain.ids import EventId, PersonId
from core.domain.refusal import TurnNeeded
from core.services.rights import Rights
from db import queues
from db.pool import Executor


async def ensure_turn(conn: Executor, rights: Rights, event_id: EventId, person_id: PersonId, now: datetime) -> None:
    """Before the hall is shown; a hold asks again, in its transaction."""
    if await needs_turn(conn, rights, event_id, person_id, now):
        raise TurnNeeded(event_id)


async def needs_turn(conn: Executor, rights: Rights, event_id: EventId, person_id: PersonId, now: datetime) -> bool:
    """Who works for the event sells to others and needs none."""
    if not await queues.without_turn(conn, event_id, [person_id], now):
        return False
    return not (await rights.at(person_id, event_id, conn)).may_scan
