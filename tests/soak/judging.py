"""Is it flat? A robust line through what was seen, so that a spike while PostgreSQL hangs is no leak.

The line of Theil and Sen has the median of the slopes of all pairs. Of a life only the last two thirds count: until
then pools, caches and statements fill. What the line rises by in that time is held against a limit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tests.soak.samples import Life

SETTLING_SHARE = 1 / 3
SAMPLES_MIN = 12
LONG_ENOUGH = 0.9
"""Of the soak: what lives long must have lived so much of it, or it has died by itself."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a figure may rise: so much, or such a part of what it is, whichever is more."""

    rise: float
    share: float = 0.0

    def of(self, level: float) -> float:
        return max(self.rise, self.share * level)


OF_A_PROCESS = {
    "memory, MB": Limit(4.0, 0.03),
    "files": Limit(6, 0.1),
    "threads": Limit(3),
    "tasks": Limit(3),
    "pool": Limit(3, 0.2),
}
OF_A_SERVER = {
    "connections": Limit(6, 0.2),
    "outbox": Limit(20),  # as long as what has just broken; that it empties is asked at every rest
    "clients": Limit(6, 0.2),
    "keys for ever": Limit(50),
}
LIMITS = OF_A_PROCESS | OF_A_SERVER
LIMITS_WHILE_COLD = LIMITS | {
    "memory, MB": Limit(250.0),
    "files": Limit(50),
    "pool": Limit(20),
    "connections": Limit(100),
    "clients": Limit(100),
}
"""A process reaches its size after some minutes: what reports need is loaded with the first, caches fill, pools grow
with the first crowd. A soak that is shorter than `WARM_SECONDS` can only see a flood.
"""
WARM_SECONDS = 1200.0
GROWS_LIKE = {"receiver": "worker"}
SIZE = ("memory, MB", "files")
"""Only while Valkey is away does a receiver do what workers do: draw, write reports, with fonts that each thread opens
for itself. So it comes to their size by chance, in hours; that size, which is flat, is the most that it may reach.
"""


@dataclass(frozen=True, slots=True)
class Trend:
    """Of one figure of one life: the line at both ends of what counts, and the most that it may rise."""

    life: str
    figure: str
    begin: float
    end: float
    most: float

    @property
    def rise(self) -> float:
        return self.end - self.begin

    @property
    def is_flat(self) -> bool:
        return self.rise <= self.most


def trends(lives: Iterable[Life], limits: Mapping[str, Limit] = LIMITS) -> list[Trend]:
    """Of those that live long, with whatever was seen of them often enough."""
    found = []
    for life in lives:
        for figure, limit in limits.items() if life.is_long else ():
            times, values = settled(*life.of(figure))
            if len(times) >= SAMPLES_MIN:
                begin, end = line(times, values)
                found.append(Trend(life.name, figure, begin, end, limit.of(float(np.median(values)))))
    return up_to_their_size(found)


def up_to_their_size(found: Sequence[Trend]) -> list[Trend]:
    ends = {(trend.life, trend.figure): trend.end for trend in found}
    return [_up_to(ends.get((GROWS_LIKE.get(trend.life, ""), trend.figure)), trend) for trend in found]


def _up_to(size: float | None, trend: Trend) -> Trend:
    """May become as large as another."""
    if size is None or trend.figure not in SIZE:
        return trend
    return replace(trend, most=max(trend.most, size - trend.begin))


def settled(times: Sequence[float], values: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    if not times:
        return times, values
    since = times[0] + (times[-1] - times[0]) * SETTLING_SHARE
    first = next(place for place, at in enumerate(times) if at >= since)
    return times[first:], values[first:]


def line(times: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """By Theil and Sen: where it is at the beginning and at the end."""
    x, y = np.asarray(times, dtype=float), np.asarray(values, dtype=float)
    one, other = np.triu_indices(len(x), k=1)
    apart = x[other] - x[one]
    slope = float(np.median((y[other] - y[one])[apart > 0] / apart[apart > 0]))
    level = float(np.median(y - slope * x))
    return level + slope * float(x[0]), level + slope * float(x[-1])


def deaths(lives: Sequence[Life], seconds: float) -> list[str]:
    """Those that should have lived to the end, and did not."""
    return [
        f"{life.name} lived only {life.times[-1] - life.times[0]:.0f} s of {seconds:.0f}"
        for life in lives
        if life.is_long and life.times[-1] - life.times[0] < LONG_ENOUGH * seconds
    ]
