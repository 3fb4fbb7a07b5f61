"""How many are called at a moment, and what can honestly be said of the wait."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import EventId, PersonId, QueueEntryId
from core.domain.queue import CATCH_UP, STEPS, EntryStatus, Knob, Queue, QueueEntry, QueueFigures, QueueMode, QueueRules
from tests.plans import CLOCK_START

MINUTE = timedelta(minutes=1)


@given(
    st.integers(1, 3_000),
    st.lists(st.floats(0.01, 30), min_size=1, max_size=200),
)
def test_in_no_minute_are_more_called_than_the_rate_and_what_a_late_sweep_makes_up_for(
    per_minute: int, pauses: list[float]
) -> None:
    queue, now, calls = Queue(EventId(1), QueueRules(QueueMode.ON, per_minute, 10**9)), CLOCK_START, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        due = queue.due(now, inside=0)
        queue = Queue(queue.event_id, queue.rules, paced_until=queue.paced(now, due))
        calls.append((now, due))
    extra = 1 + per_minute * max(CATCH_UP, MINUTE / per_minute) / MINUTE
    for start, _ in calls:
        assert sum(due for moment, due in calls if start <= moment < start + MINUTE) <= per_minute + extra


@pytest.mark.parametrize("per_minute", [1, 6, 60, 300, 1500])
def test_a_sweep_every_second_reaches_the_rate(per_minute: int) -> None:
    queue, called = Queue(EventId(1), QueueRules(QueueMode.ON, per_minute, 10**9)), 0
    for second in range(600):
        now = CLOCK_START + timedelta(seconds=second)
        due = queue.due(now, inside=0)
        called += due
        queue = Queue(queue.event_id, queue.rules, paced_until=queue.paced(now, due))
    assert 0.98 * 10 * per_minute <= called <= 10 * per_minute + per_minute / 12 + 1


def test_a_turn_begins_when_all_of_its_time_has_passed() -> None:
    queue = Queue(EventId(1), QueueRules(QueueMode.ON, 60, 10), paced_until=CLOCK_START)
    for seconds, due in ((0.9, 0), (1, 1), (1.9, 1)):
        assert queue.due(CLOCK_START + timedelta(seconds=seconds), inside=0) == due


@given(st.integers(0, 2_000), st.integers(1, 1_000))
def test_no_more_are_let_inside_than_there_is_room(inside: int, inside_max: int) -> None:
    due = Queue(EventId(1), QueueRules(QueueMode.ON, 6_000, inside_max)).due(CLOCK_START, inside)
    assert 0 <= due <= max(0, inside_max - inside)


def figures(last_minute: int, lately: float) -> QueueFigures:
    return QueueFigures(waiting=100, inside=0, last_minute=last_minute, lately_per_minute=lately, free=50)


def test_an_estimate_is_a_range_of_what_was_measured() -> None:
    assert figures(300, 100.0).estimate(600) == (2, 7)
    assert figures(100, 300.0).estimate(600) == (2, 7)
    assert figures(100, 100.0).estimate(0) == (0, 1)
    assert figures(1, 1.0).estimate(10) == (10, 11)


def test_a_turn_lasts_until_its_end_and_not_at_it() -> None:
    called = QueueEntry(EventId(1), QueueEntryId(1), PersonId(1), b"", EntryStatus.CALLED, 1, turn_until=CLOCK_START)
    just_before = CLOCK_START - timedelta(microseconds=1)
    assert called.has_turn(just_before)
    assert not called.has_turn(CLOCK_START)
    assert not replace(called, turn_until=None).has_turn(just_before)
    assert not replace(called, status=EntryStatus.WAITING).has_turn(just_before)


@given(st.integers(0, 100_000), st.integers(1, 3_000), st.floats(0.2, 3_000))
def test_who_waits_at_one_of_the_measured_speeds_is_called_within_the_range(
    ahead: int, last_minute: int, lately: float
) -> None:
    estimate = figures(last_minute, lately).estimate(ahead)
    assert estimate is not None
    for speed in (last_minute, lately):
        assert estimate[0] <= ahead / speed <= estimate[1]


def test_nothing_is_promised_while_nobody_is_called() -> None:
    assert figures(0, 200.0).estimate(10) is None
    assert figures(0, 0.0).estimate(10) is None


def test_an_automatic_queue_is_open_in_a_rush_only() -> None:
    automatic = QueueRules(QueueMode.AUTOMATIC)
    assert not Queue(EventId(1), automatic).is_open
    assert Queue(EventId(1), automatic, rush_since=CLOCK_START).is_open
    assert Queue(EventId(1), QueueRules(QueueMode.ON)).is_open
    assert not Queue(EventId(1)).is_open


@pytest.mark.parametrize("knob", Knob)
def test_a_knob_goes_up_and_down_in_steps_and_no_further(knob: Knob) -> None:
    for low, high in pairwise(STEPS[knob]):
        assert QueueRules().turned(knob, low).higher(knob) == high
        assert QueueRules().turned(knob, high).lower(knob) == low
    assert QueueRules().turned(knob, STEPS[knob][0]).lower(knob) is None
    assert QueueRules().turned(knob, STEPS[knob][-1]).higher(knob) is None
    for value in (0, STEPS[knob][0] - 1, STEPS[knob][-1] + 1):
        with pytest.raises(ValueError, match="does not go to"):
            QueueRules().turned(knob, value)
