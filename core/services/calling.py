"""Calling: the sweep that gives turns to the next in a queue, at its rate and as there is room inside.

PostgreSQL decides who is next, under one lock for each queue: two machines at once call as one would. Nobody is called
before the message that says so can be sent, so that no turn runs out in the outbox: the front comes first, and what
others have bought comes in between.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from core.domain.event import Event
from core.domain.ids import EventId
from core.domain.message import QueueEnded, TurnBegan, TurnPassed, WishHeld
from core.domain.queue import RUSH_LASTS, RUSH_WINDOW, Queue, QueueEndedBecause, QueueEntry, QueueMode
from core.domain.refusal import ClosedBecause, OpenOrderExists, Refusal
from core.services.drawing import Drawing
from core.services.seating import Seating
from core.services.sweeping import each
from db import events, messages, queue_entries, queue_turns, queues
from db.pool import Conn, Pool, transaction
from db.queue_ranks import QueueRanks

IN_OUTBOX_MAX = 60
"""Messages to those who queue that wait to be sent at once: two or three seconds of what Telegram takes."""
QUEUE_MESSAGES = (TurnBegan, WishHeld, TurnPassed, QueueEnded)


class Calling:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], ranks: QueueRanks, drawing: Drawing, seating: Seating
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.ranks = ranks
        self.drawing = drawing
        self.seating = seating

    async def call_due(self) -> None:
        """One step of every queue: the draw, turns that have passed, the next ones, and what they wish for."""
        await each(await queues.awake(self.pool, self.clock()), self._step)

    async def _step(self, queue: Queue) -> None:
        event, now = await events.by_id(self.pool, queue.event_id), self.clock()
        if event is None:
            return
        await self._watch_for_a_rush(queue, now)
        free, more = await queues.seats_to_come(self.pool, event.id, now)
        gone: Sequence[QueueEntry] = ()
        async with transaction(self.pool) as conn:
            if not await queues.lock(conn, event.id):
                return
            queue = await queues.of_event(conn, event.id)  # as whoever had the lock left it
            is_drawn = await self.drawing.step(conn, event)
            if because := _ended_because(event, now, has_seats=free > 0 or more):
                gone = await self._close(conn, event.id, because, now)
            elif is_drawn and free and not queue.is_paused and event.closed_because(now) is None:
                gone = await self._call(conn, event, queue, now)
            await self._pass_on(conn, event.id, now)
            figures = await queue_turns.figures(conn, event.id, now, free)
        if gone:
            await self.ranks.remove_up_to(event.id, gone[-1].number)
        if is_drawn and not await self.ranks.keep(event.id):
            await self._fill(event.id)
        await self.ranks.keep_figures(event.id, figures)
        await each(await queue_turns.untold(self.pool, event.id, now, IN_OUTBOX_MAX), self._grant_wish)

    async def _call(self, conn: Conn, event: Event, queue: Queue, now: datetime) -> list[QueueEntry]:
        """The next turns. Where the queue was turned off, those who wait in it are told as fast as they can be."""
        room = await _room_in_outbox(conn)
        due = queue.due(now, await queue_turns.count_inside(conn, event.id, now)) if queue.is_open else _share_of(room)
        until = min(now + timedelta(minutes=queue.rules.turn_minutes), event.sale_ends_at)
        called = await queue_turns.call_next(conn, event.id, min(due, room), now, until)
        await queues.set_pace(conn, event.id, queue.paced(now, len(called)))
        told = [entry.person_id for entry in called if entry.wish is None]
        await messages.add_to_all(conn, told, TurnBegan(event.id), now)
        return called

    async def _pass_on(self, conn: Conn, event_id: EventId, now: datetime) -> None:
        """They have ended by the clock; who is told when, the outbox says."""
        passed = await queue_turns.pass_due(conn, event_id, now, await _room_in_outbox(conn))
        await messages.add_to_all(conn, passed, TurnPassed(event_id), now)

    async def _close(
        self, conn: Conn, event_id: EventId, because: QueueEndedBecause, now: datetime
    ) -> list[QueueEntry]:
        """Some at a time, the front first."""
        closed = await queue_entries.close_some(conn, event_id, _share_of(await _room_in_outbox(conn)))
        await messages.add_to_all(conn, [entry.person_id for entry in closed], QueueEnded(event_id, because), now)
        return closed

    async def _watch_for_a_rush(self, queue: Queue, now: datetime) -> None:
        """An automatic queue begins with too many holds, and ends when nobody is left in it."""
        if queue.rules.mode is not QueueMode.AUTOMATIC:
            return
        since = queue.rush_since
        if since is None:
            holds = max(1, round(queue.rules.rush_per_minute * (RUSH_WINDOW / timedelta(minutes=1))))
            since = now if await queues.is_rush(self.pool, queue.event_id, holds, now - RUSH_WINDOW) else None
        elif now - since > RUSH_LASTS and not await queue_turns.is_anybody_in(self.pool, queue.event_id, now):
            since = None
        if since != queue.rush_since:
            await queues.set_rush(self.pool, queue.event_id, since)

    async def _fill(self, event_id: EventId) -> None:
        """Puts everybody who waits into Redis, after the draw or because it has lost them."""
        async with transaction(self.pool) as conn:
            if await queues.lock(conn, event_id):
                await self.ranks.clear(event_id)
                await self.ranks.fill(event_id, await queue_entries.waiting(conn, event_id))

    async def _grant_wish(self, entry: QueueEntry) -> None:
        """Holds what was wished for; what cannot be had is said, and the turn is theirs to choose by hand."""
        assert entry.wish is not None, "only turns with a wish are still untold"
        said: TurnBegan | WishHeld
        try:
            order = await self.seating.hold_party(entry.event_id, entry.person_id, entry.wish)
            said = WishHeld(entry.event_id, order.id)
        except OpenOrderExists as theirs:
            said = WishHeld(entry.event_id, theirs.order_id)
        except Refusal:
            said = TurnBegan(entry.event_id, missed=True)
        async with transaction(self.pool) as conn:
            if await queue_turns.mark_told(conn, entry, self.clock()):
                await messages.add(conn, entry.person_id, said, self.clock())


async def _room_in_outbox(conn: Conn) -> int:
    return max(0, IN_OUTBOX_MAX - await messages.count_waiting(conn, QUEUE_MESSAGES))


def _share_of(room: int) -> int:
    """Of a queue that ends and tells everybody, however many there are: other queues have room to call, too."""
    return (room + 1) // 2


def _ended_because(event: Event, now: datetime, *, has_seats: bool) -> QueueEndedBecause | None:
    because = event.closed_because(now)
    if because is ClosedBecause.CANCELLED:
        return QueueEndedBecause.CANCELLED
    if because is ClosedBecause.OVER or event.has_begun(now):
        return QueueEndedBecause.OVER
    return None if has_seats or because is ClosedBecause.NOT_YET else QueueEndedBecause.SOLD_OUT
