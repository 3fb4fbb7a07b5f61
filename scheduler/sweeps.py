"""When, not what: a table of sweeps. Each may run twice, and on two machines at once."""

import asyncio
from contextlib import suppress

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.app import App

EACH = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
"""Of a sweep that comes late, as behind a busy loop, no time is too late: it is done once, for all it has missed."""

STOP_WITHIN = 10.0
"""Seconds for the sweeps that are under way when the process is told to stop."""


def build_scheduler(app: App) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=EACH)
    scheduler.add_job(app.seating.release_due, "interval", seconds=5, id="release-due-holds")
    scheduler.add_job(app.waitlist.offer_due, "interval", seconds=3, id="offer-freed-seats")
    scheduler.add_job(app.seating.nudge_due, "interval", seconds=10, id="nudge-before-holds-end")
    scheduler.add_job(app.settling.settle_due, "interval", seconds=15, id="settle-forgotten-payments")
    scheduler.add_job(app.cancelling.refund_due, "interval", seconds=15, id="refund-cancelled-events")
    scheduler.add_job(app.reminding.remind_due, "interval", seconds=30, id="remind-holders")
    scheduler.add_job(app.reconciling.tell_of_unconfirmed_due, "interval", minutes=1, id="tell-of-unconfirmed-payments")
    scheduler.add_job(app.announcing.tell_of_sales_due, "interval", seconds=5, id="tell-of-opened-sales")
    scheduler.add_job(app.broadcasting.feed_due, "interval", seconds=1, id="feed-broadcasts")
    scheduler.add_job(app.calling.call_due, "interval", seconds=1, id="call-the-next-in-queues")
    scheduler.add_job(app.pricing.reprice_due, "interval", seconds=10, id="move-prices")
    scheduler.add_job(app.auditing.audit_due, "interval", minutes=1, id="audit-the-books")
    scheduler.add_job(app.monitoring.measure_due, "interval", seconds=30, id="measure-the-box-office")
    scheduler.add_job(app.alarming.ring_due, "interval", minutes=1, id="ring-alarms")
    scheduler.add_job(app.pulse.keep_due, "interval", seconds=30, id="note-what-was-swept")
    scheduler.add_job(app.seating.forget_stale_selections, "interval", hours=1, id="forget-stale-selections")
    scheduler.add_job(app.browsing.forget_past, "interval", hours=1, id="forget-past-events")
    scheduler.add_job(app.tidying.tidy_due, "interval", hours=1, id="delete-what-is-old")
    app.pulse.begin({job.id: job.trigger.interval for job in scheduler.get_jobs()})
    scheduler.add_listener(lambda done: app.pulse.beat(done.job_id), EVENT_JOB_EXECUTED)
    return scheduler


async def run_scheduler(app: App) -> None:
    """Sweeps until cancelled; what is under way then is finished, where the library would cut it off."""
    scheduler, under_way = build_scheduler(app), UnderWay()
    scheduler.add_listener(under_way.hear, EVENT_JOB_SUBMITTED | EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.pause()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_WITHIN):
                    await under_way.nothing.wait()
        finally:
            scheduler.shutdown()


class UnderWay:
    """The sweeps that run at this moment, as far as the scheduler tells."""

    def __init__(self) -> None:
        self.nothing = asyncio.Event()
        self.nothing.set()
        self._ids = set[str]()

    def hear(self, event: JobEvent) -> None:
        if event.code == EVENT_JOB_SUBMITTED:
            self._ids.add(event.job_id)
            self.nothing.clear()
        else:
            self._ids.discard(event.job_id)
            if not self._ids:
                self.nothing.set()
