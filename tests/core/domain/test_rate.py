from hypothesis import given
from hypothesis import strategies as st

from core.domain.rate import TOLD_ALREADY, Pace, Rate

HUNDRED = Rate(100)
steps = st.lists(st.one_of(st.just(0), st.integers(0, 700), st.integers(0, 30_000)), max_size=300)


def answers(rate: Rate, pauses_ms: list[int]) -> list[tuple[int, int]]:
    """When each action came, and the answer to it."""
    pace, now, found = Pace(), 1_000_000, []
    for pause in pauses_ms:
        now += pause
        pace, answer = rate.take(pace, now)
        found.append((now, answer))
    return found


@given(rate=st.integers(1, 400).map(Rate), pauses_ms=steps)
def test_in_any_time_there_are_never_more_actions_than_a_burst_and_those_of_its_minutes(
    rate: Rate, pauses_ms: list[int]
) -> None:
    taken = [now for now, answer in answers(rate, pauses_ms) if answer == 0]
    for first, since in enumerate(taken):
        for last, until in enumerate(taken[first:], start=first):
            assert last - first + 1 <= rate.burst + (until - since) / rate.interval_ms


def test_a_burst_comes_at_once_and_one_too_many_is_told_once_for_how_long_to_wait() -> None:
    wait = HUNDRED.pause * HUNDRED.interval_ms
    *burst, refused, again, just_before, after = answers(HUNDRED, [0] * (HUNDRED.burst + 2) + [wait - 1, 1])
    assert {answer for _, answer in burst} == {0}
    assert (refused[1], again[1], just_before[1], after[1]) == (wait, TOLD_ALREADY, TOLD_ALREADY, 0)


@given(pauses_ms=steps)
def test_who_waits_as_long_as_they_were_told_may_go_on(pauses_ms: list[int]) -> None:
    pace, now = Pace(), 1_000_000
    for pause in pauses_ms:
        now += pause
        pace, answer = HUNDRED.take(pace, now)
        if answer > 0:
            assert HUNDRED.take(pace, now + answer)[1] == 0
            assert HUNDRED.take(pace, now + answer - 1)[1] == TOLD_ALREADY


def test_what_is_forgiven_is_as_if_it_had_not_been() -> None:
    pace, _ = HUNDRED.take(Pace(), 1_000_000)
    again, _ = HUNDRED.take(pace, 1_000_000)
    assert HUNDRED.forgive(again) == pace
    assert HUNDRED.forgive(Pace(5_000, shut_until=700)) == Pace(4_400, shut_until=700)


@given(pauses_ms=st.lists(st.integers(600, 5_000), max_size=300))
def test_an_even_hundred_a_minute_is_never_refused(pauses_ms: list[int]) -> None:
    assert all(answer == 0 for _, answer in answers(HUNDRED, pauses_ms))


def test_who_hammers_is_told_once_in_every_pause() -> None:
    found = [answer for _, answer in answers(HUNDRED, [50] * 1200)]
    told, done = sum(answer > 0 for answer in found), found.count(0)
    assert (told, done) == (20, 116), "a minute of twenty taps a second"
