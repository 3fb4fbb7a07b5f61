"""Dealing: which seats each of several buyers gets, first come, first served. All of theirs or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.refusal import NotEnoughFree, NothingSelected, Refusal, SeatsTaken, StrandsSeats
from core.services.places import PlaceSearch
from core.services.stranding import stranded_by
from core.services.viewing import Viewing
from db import events, holds, seats, selections
from db.pool import Conn
from db.seats import HeldSeat


@dataclass(frozen=True, slots=True)
class Dealt:
    """Who gets which seats, which are locked by now, and who gets none and why."""

    held: dict[PersonId, list[HeldSeat]] = field(default_factory=dict)
    refused: dict[PersonId, Refusal] = field(default_factory=dict)


async def deal_selected(
    viewing: Viewing, event_id: EventId, conn: Conn, buyer_ids: Sequence[PersonId], now: datetime
) -> Dealt:
    """What each has ticked, which is not ticked any more then."""
    ticked = await selections.of_buyers(conn, event_id, buyer_ids)
    wanted = {buyer_id: sorted(ticked[buyer_id].seat_ids) for buyer_id in buyer_ids if buyer_id in ticked}
    every = {seat_id for seat_ids in wanted.values() for seat_id in seat_ids}
    free = {seat.id: seat for seat in await holds.lock_seats(conn, event_id, sorted(every), now)}
    minds = await events.refuses_stranding(conn, event_id)
    dealt = Dealt(refused={buyer_id: NothingSelected() for buyer_id in buyer_ids if buyer_id not in wanted})
    lost: dict[PersonId, list[SeatId]] = {}
    for buyer_id, seat_ids in wanted.items():
        if gone := [seat_id for seat_id in seat_ids if seat_id not in free]:
            lost[buyer_id] = gone
        elif minds and (alone := await stranded_by(conn, viewing, event_id, seat_ids, now, every - free.keys())):
            dealt.refused[buyer_id] = StrandsSeats(event_id, ", ".join(seat.label for seat in alone))
        else:
            dealt.held[buyer_id] = [free.pop(seat_id) for seat_id in seat_ids]
    dealt.refused.update(await _taken(conn, event_id, lost))
    await selections.remove_held(conn, event_id, list(dealt.held))
    return dealt


async def deal_places(
    search: PlaceSearch,
    event_id: EventId,
    section_id: SectionId,
    asked: Mapping[PersonId, int],
    conn: Conn,
    buyer_ids: Sequence[PersonId],
    now: datetime,
    *,
    waiting: bool,
) -> Dealt:
    """So many places of a section as each has asked for: which ones does not matter."""
    total = sum(asked[buyer_id] for buyer_id in buyer_ids)
    free = await search.lock(conn, event_id, section_id, total, now, waiting=waiting)
    dealt, start = Dealt(), 0
    for buyer_id in buyer_ids:
        end = start + asked[buyer_id]
        if end > len(free):
            dealt.refused[buyer_id] = NotEnoughFree(event_id, len(free) - start)
        else:
            dealt.held[buyer_id], start = free[start:end], end
    return dealt


async def _taken(conn: Conn, event_id: EventId, lost: Mapping[PersonId, Sequence[SeatId]]) -> dict[PersonId, Refusal]:
    if not lost:
        return {}
    labels = await seats.labels(conn, event_id, {seat_id for seat_ids in lost.values() for seat_id in seat_ids})
    return {
        buyer_id: SeatsTaken(event_id, ", ".join(labels[seat_id] for seat_id in seat_ids if seat_id in labels))
        for buyer_id, seat_ids in lost.items()
    }
