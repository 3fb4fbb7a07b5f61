"""A leak is seen through noise, and noise is no leak."""

import random

from tests.soak.judging import LIMITS, deaths, trends
from tests.soak.reporting import report
from tests.soak.resting import Rest
from tests.soak.samples import Figures, Life
from tests.soak.soak import Found

HOUR = 720  # looks
MEMORY = {"memory, MB": LIMITS["memory, MB"]}


def a_life(
    name: str = "bot", *, of: str = "memory, MB", rises: float = 0.0, looks: int = HOUR, larger: float = 0.0
) -> Life:
    """Its figure is 150 after a while, but for noise, and spikes of a tenth of the time."""
    chance = random.Random(7)
    life = Life(name, is_long=True)
    for look in range(looks):
        warm = 40.0 * min(look / (looks / 4), 1.0)
        spike = 60.0 if chance.random() < 0.1 else 0.0
        life.times.append(5.0 * look)
        life.figures.append({of: 110.0 + larger + warm + spike + chance.gauss(0, 1.5) + rises * look / looks})
    return life


def test_what_fills_at_first_and_has_spikes_is_flat() -> None:
    [trend] = trends([a_life()], MEMORY)
    assert trend.is_flat and abs(trend.rise) < 1


def test_ten_megabytes_in_an_hour_are_a_leak() -> None:
    [trend] = trends([a_life(rises=10.0)], MEMORY)
    assert not trend.is_flat and 5 < trend.rise < 8


def test_a_receiver_may_become_as_large_as_a_worker_and_no_larger() -> None:
    for rises, expected in ((25.0, True), (60.0, False)):
        trends_found = trends([a_life("receiver", rises=rises), a_life("worker", larger=30.0)], MEMORY)
        assert [(trend.life, trend.is_flat) for trend in trends_found] == [("receiver", expected), ("worker", True)]


def test_a_task_lost_every_minute_is_a_leak() -> None:
    [trend] = trends([a_life(of="tasks", rises=60.0)], {"tasks": LIMITS["tasks"]})
    assert not trend.is_flat


def test_every_figure_that_is_judged_can_be_steep() -> None:
    lives = [a_life(of=figure, rises=1000.0) for figure in LIMITS]
    assert [trend.figure for trend in trends(lives) if not trend.is_flat] == list(LIMITS)


def test_what_is_not_known_for_a_while_is_left_out() -> None:
    life = a_life()
    life.figures[100:300] = [{}] * 200
    assert [trend.is_flat for trend in trends([life], MEMORY)] == [True]
    assert trends([Life("bot", is_long=True)]) == []


def test_who_should_have_lived_to_the_end_is_missed() -> None:
    assert deaths([a_life(looks=300)], 3600) == ["bot lived only 1495 s of 3600"]
    assert deaths([a_life()], 3600) == []


def test_at_rest_nothing_may_be_left_over() -> None:
    first: dict[str, Figures] = {"bot": {"tasks": 7, "borrowed": 0}}
    assert Rest(first).left_over({"bot": {"tasks": 7, "borrowed": 0}}) == []
    left = Rest(first).left_over({"bot": {"tasks": 9, "borrowed": 1}})
    assert left == ["bot has 9 tasks at rest, and had 7 at first", "bot keeps 1 connections"]


def test_a_table_that_swells_is_named() -> None:
    found = Found(seed=1, seconds=3600, lives=[a_life()])
    found.sizes = [{"seats": (10_000, 1_000_000)}, {"seats": (10_000, 1_500_000)}]
    assert report(found).missed == []
    found.sizes[-1] = {"seats": (10_000, 2_500_000)}
    assert report(found).missed == ["seats takes 250 bytes a row, and took 100"]
