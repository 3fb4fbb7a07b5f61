"""Alarming: what is wrong with the house is told to the owners, once, and that it is over.

It runs beside the scheduler and beside the bot, so that one notices when the other stands still. It may run anywhere,
several times: the table of alarms lets each ring once. What it cannot ask, it says nothing about.
"""

import logging
import shutil
import socket
from collections.abc import Callable
from datetime import datetime

from core.domain.alarm import GONE_FOR, Alarm, Limits, Trouble, WebhookState
from core.domain.ids import PersonId
from core.domain.message import HouseAlarm, HouseAlarmOver
from core.services.working import Working
from db import alarms, backups, figures, messages, sweeps
from db.pool import Conn, Pool, snapshot, transaction
from db.update_streams import StreamsAway

logger = logging.getLogger(__name__)

DISK = "/"
"""Of the machine, in a container too: units and containers work in a /tmp of their own, which is memory."""


class Alarming:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        working: Working,
        owner_ids: frozenset[PersonId],
        limits: Limits,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.working = working
        self.owner_ids = owner_ids
        self.limits = limits

    async def ring_due(self) -> None:
        """Looks at everything that can be seen from here."""
        await self._ring(await self._books_and_sweeps() | await self._workers() | self._disk())

    async def note_webhook(self, state: WebhookState) -> None:
        """What Telegram says of our address, for whoever can ask it."""
        is_new = state.error_age is not None and state.error_age < self.limits.webhook_error_age
        detail = state.error or "" if is_new else ""
        if is_new or not state.is_ours or state.waiting > self.limits.webhook_waiting:
            await self._ring({Trouble.WEBHOOK_FAILS: Alarm(Trouble.WEBHOOK_FAILS, state.waiting, detail)})
        else:
            await self._ring({Trouble.WEBHOOK_FAILS: None})

    async def _books_and_sweeps(self) -> dict[Trouble, Alarm | None]:
        now, limits = self.clock(), self.limits
        async with snapshot(self.pool) as conn:
            outbox = await figures.outbox(conn, now)
            given_up = await figures.given_up(conn, now - limits.outbox_age)
            unconfirmed = await figures.unconfirmed_payments(conn, now - limits.unconfirmed_age)
            stuck = await figures.refunds_by_telegram(conn, now - limits.refund_by_telegram_age)
            waiting = await figures.refunds_by_hand(conn, now - limits.refund_by_hand_age)
            overdue = await sweeps.overdue(conn, now, limits.sweep_age)
            backup = await backups.last(conn)
        found: dict[Trouble, Alarm | None] = {
            Trouble.OUTBOX_OLD: _if(Trouble.OUTBOX_OLD, limits.late(outbox) + given_up),
            Trouble.PAYMENTS_UNCONFIRMED: _if(Trouble.PAYMENTS_UNCONFIRMED, unconfirmed),
            Trouble.REFUNDS_STUCK: _if(Trouble.REFUNDS_STUCK, stuck),
            Trouble.REFUNDS_WAITING: _if(Trouble.REFUNDS_WAITING, waiting),
            Trouble.SWEEPS_FAIL: _if(Trouble.SWEEPS_FAIL, len(overdue), ", ".join(overdue)),
            Trouble.BACKUP_OLD: None,
        }
        if limits.backup_age and (backup is None or now - backup.made_at > limits.backup_age):
            hours = (now - backup.made_at).total_seconds() // 3600 if backup else 0
            found[Trouble.BACKUP_OLD] = Alarm(Trouble.BACKUP_OLD, int(hours))
        return found

    async def _workers(self) -> dict[Trouble, Alarm | None]:
        try:
            lag = await self.working.lag()
        except StreamsAway:
            return {}
        is_late = lag.age > self.limits.workers_age
        return {Trouble.WORKERS_LAG: Alarm(Trouble.WORKERS_LAG, lag.depth) if is_late else None}

    def _disk(self) -> dict[Trouble, Alarm | None]:
        """Of this machine."""
        disk = shutil.disk_usage(DISK)
        percent = disk.free * 100 // disk.total
        is_full = percent < self.limits.disk_free_percent
        return {Trouble.DISK_FULL: Alarm(Trouble.DISK_FULL, percent, socket.gethostname()) if is_full else None}

    async def _ring(self, looked_at: dict[Trouble, Alarm | None]) -> None:
        """None: it is not there."""
        now, there = self.clock(), [alarm for alarm in looked_at.values() if alarm]
        async with transaction(self.pool) as conn:
            for alarm in there:
                if await alarms.raise_once(conn, alarms.HOUSE, alarm.what, now):
                    logger.critical("%s: %s %s", alarm.what, alarm.count, alarm.detail)
                    await self._tell(conn, HouseAlarm(alarm.what, alarm.count, alarm.detail), now)
            still = [alarm.what for alarm in there]
            for what, since in await alarms.end_all_but(conn, alarms.HOUSE, list(looked_at), still, now, GONE_FOR):
                logger.warning("%s: over, it was there since %s", what, since)
                await self._tell(conn, HouseAlarmOver(what, int((now - since).total_seconds() // 60)), now)

    async def _tell(self, conn: Conn, told: HouseAlarm | HouseAlarmOver, now: datetime) -> None:
        await messages.add_all(conn, [(owner_id, told) for owner_id in sorted(self.owner_ids)], now)


def _if(what: Trouble, count: int, detail: str = "") -> Alarm | None:
    return Alarm(what, count, detail) if count else None
