"""How often somebody may act: evenly, with a few actions at once, and after too many a pause (GCRA)."""

from dataclasses import dataclass, replace
from enum import StrEnum

MINUTE_MS = 60_000
BURST_SHARE, PAUSE_SHARE = 5, 20
"""Of the actions a fifth may come at once; after one too many, so long as a twentieth of them takes, none."""

TOLD_ALREADY = -1


class Action(StrEnum):
    """What each person has an allowance of its own for."""

    BUYING = "buying"  # whatever is no other of these
    SEARCHING = "searching"  # in the field of some other chat: one query for every few letters
    SCANNING = "scanning"  # by who may
    ORGANIZING = "organizing"  # whatever an organizer does but to scan
    GUESSING = "guessing"  # a promo code or a link that there is not
    MISTYPING = "mistyping"  # at the door, a number that no ticket has


@dataclass(frozen=True, slots=True)
class Pace:
    """What is remembered of somebody; moments in milliseconds."""

    busy_until: int = 0  # each action takes its share of the minute, one after the other
    shut_until: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many actions in so many minutes; in any time never more than `burst` and those that its minutes allow."""

    actions: int
    minutes: int = 1

    @property
    def interval_ms(self) -> int:
        return -(-MINUTE_MS * self.minutes // self.actions)

    @property
    def burst(self) -> int:
        return max(1, self.actions // BURST_SHARE)

    @property
    def pause(self) -> int:
        """In actions, at least one and not more than `burst`."""
        return max(1, self.actions // PAUSE_SHARE)

    def take(self, pace: Pace, now_ms: int) -> tuple[Pace, int]:
        """The pace after one more action, and 0; or for how long to wait, once; then `TOLD_ALREADY` until that is over.

        `db/paces.py` does the same in Redis.
        """
        if now_ms < pace.shut_until:
            return pace, TOLD_ALREADY
        busy_until = max(now_ms, pace.busy_until) + self.interval_ms
        if busy_until > now_ms + self.burst * self.interval_ms:
            shut_until = pace.busy_until - (self.burst - self.pause) * self.interval_ms
            return replace(pace, shut_until=shut_until), shut_until - now_ms
        return Pace(busy_until), 0

    def forgive(self, pace: Pace) -> Pace:
        """As if the last action had not been. `db/paces.py` does this in Redis, too."""
        return replace(pace, busy_until=pace.busy_until - self.interval_ms)
