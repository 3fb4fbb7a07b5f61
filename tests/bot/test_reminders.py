"""Holders are reminded, once each, unless they do not want to."""

from datetime import timedelta

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.reminder import ReminderKind
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_my_tickets import link_for
from tests.bot.test_returns import refund, two_in_row_a
from tests.plans import CLOCK_START, Clock, plan

DAY_BEFORE, HOURS_BEFORE = CLOCK_START + timedelta(days=6), CLOCK_START + timedelta(days=7, hours=-2)


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def sweep(kassa: Kassa) -> None:
    for _ in range(2):  # twice is as good as once
        await kassa.app.reminding.remind_due()
        await kassa.deliver()


def reminders(somebody: Somebody) -> list[str]:
    return [screen.splitlines()[0] for screen in somebody.screens if screen.startswith("⏰")]


async def test_a_holder_is_reminded_a_day_and_two_hours_before_once_each(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    for at, said in (
        (DAY_BEFORE - timedelta(seconds=1), []),
        (DAY_BEFORE, ["⏰ Tomorrow at 14:00: Океан Ельзи"]),
        (HOURS_BEFORE - timedelta(seconds=1), ["⏰ Tomorrow at 14:00: Океан Ельзи"]),
        (HOURS_BEFORE, ["⏰ Tomorrow at 14:00: Океан Ельзи", "⏰ Today at 14:00: Океан Ельзи"]),
    ):
        clock.now = at
        await sweep(kassa)
        assert reminders(ann) == said
    assert "Stalls, row A, seat 7" in ann.screen
    assert reminders(bob) == [], "who has no ticket hears nothing"
    await ann.tap("My tickets for it")
    assert "Stalls, row A, seat 7 · №" in ann.screen


async def test_an_event_after_midnight_is_not_today_on_the_evening_before(
    kassa: Kassa, clock: Clock, ann: Somebody
) -> None:
    """Half past midnight at the venue."""
    starts_at = CLOCK_START + timedelta(days=7, hours=10.5)
    concert = await kassa.app.organizing.create_event(plan(starts_at=starts_at, sale_ends_at=starts_at))
    await two_in_row_a(ann, concert)
    for at in (starts_at - timedelta(hours=15), starts_at - timedelta(hours=2)):
        clock.now = at
        await sweep(kassa)
    assert reminders(ann) == ["⏰ Tomorrow at 00:30: Океан Ельзи", "⏰ Tonight at 00:30: Океан Ельзи"]


async def test_whoever_does_not_want_reminders_gets_none_until_they_do(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    clock.now = DAY_BEFORE
    await sweep(kassa)
    await ann.tap("No reminders")
    assert "Reminders are off" in ann.screen
    clock.now = HOURS_BEFORE
    await sweep(kassa)
    assert len(reminders(ann)) == 0, "the one that there was says now that they are off"
    await ann.say("/reminders")
    await ann.tap("Remind me again")
    assert "Reminders are on" in ann.screen


async def test_the_ticket_decides_who_is_reminded(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    """One ticket was given to Bob, the other one taken back."""
    numbers = await two_in_row_a(ann, concert)
    await bob.open_link(await link_for(ann, "A-7"))
    await bob.tap("Take the ticket")
    await refund(owner, numbers[1], "A-8", "Yes, refund")
    clock.now = DAY_BEFORE
    await sweep(kassa)
    assert (len(reminders(ann)), len(reminders(bob))) == (0, 1)


@pytest.mark.parametrize("status", ["cancelled", "draft"])
async def test_nobody_is_reminded_of_what_will_not_be(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, status: str
) -> None:
    await two_in_row_a(ann, concert)
    await pool.execute("UPDATE events SET status = $1", status)
    clock.now = DAY_BEFORE
    await sweep(kassa)
    assert reminders(ann) == []


async def test_after_a_long_outage_only_what_is_still_timely_is_said(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    clock.now = HOURS_BEFORE + timedelta(minutes=5)
    await sweep(kassa)
    assert reminders(ann) == ["⏰ Today at 14:00: Океан Ельзи"]
    clock.now = CLOCK_START + timedelta(days=7)
    await sweep(kassa)
    assert len(reminders(ann)) == 1


async def test_who_comes_back_is_reminded_of_what_is_still_to_come(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    await kassa.telegram.block(ann.id)
    for at in (DAY_BEFORE, HOURS_BEFORE):
        clock.now = at
        await sweep(kassa)
    clock.go(minutes=5)
    await kassa.telegram.unblock(ann.id)
    assert reminders(ann) == ["⏰ Today at 14:00: Океан Ельзи"], "it is tomorrow no more"


@pytest.mark.parametrize("is_moved", [False, True], ids=["over", "moved"])
async def test_who_comes_back_is_not_reminded_of_what_is_over_or_was_moved(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody, is_moved: bool
) -> None:
    await two_in_row_a(ann, concert)
    await kassa.telegram.block(ann.id)
    clock.now = DAY_BEFORE
    await sweep(kassa)
    if is_moved:
        await kassa.app.editing.move(PersonId(owner.id), concert, CLOCK_START + timedelta(days=20))
    clock.go(days=2)
    await kassa.telegram.unblock(ann.id)
    assert reminders(ann) == []


async def test_an_event_may_remind_less(kassa: Kassa, clock: Clock, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(reminders=(ReminderKind.HOURS_BEFORE,)))
    await two_in_row_a(ann, event_id)
    for at in (DAY_BEFORE, HOURS_BEFORE):
        clock.now = at
        await sweep(kassa)
    assert reminders(ann) == ["⏰ Today at 14:00: Океан Ельзи"]
