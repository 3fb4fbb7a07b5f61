"""Protection: what an event asks of buyers before they hold anything, and what one of them still lacks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.event import Event
from core.domain.refusal import CaptchaClosed, CaptchaNeeded, ContactNeeded, HoldPause

UNPAID_WITHIN = timedelta(hours=1)
RELEASES_LIKE_A_LAPSE = 3
"""Who gives seats back in time keeps them from others as well, but for a shorter time."""


class Guard(StrEnum):
    """What an event may ask for."""

    CAPTCHA = "captcha"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Patience:
    """With holds that are never paid for: so many may run out within `UNPAID_WITHIN`, then there is a pause."""

    lapses_max: int
    pause: timedelta


@dataclass(frozen=True, slots=True)
class BuyerRecord:
    """Of one buyer at one event. `lapsed` and `released` holds of theirs ended unpaid within `UNPAID_WITHIN`."""

    owes_captcha: bool
    captcha_closed_until: datetime | None  # after too many wrong answers
    owes_contact: bool
    owes_claim: bool  # the number is asked for, known, and not yet theirs at this event
    lapsed: int
    released: int
    last_ended_at: datetime | None

    def ensure_may_hold(self, event: Event, patience: Patience, now: datetime) -> None:
        if (until := self.paused_until(patience)) and now < until:
            raise HoldPause(until.astimezone(event.venue.time_zone))
        self.ensure_passed(event, now)

    def ensure_passed(self, event: Event, now: datetime, *, while_waiting: bool = False) -> None:
        """The guards of the event."""
        if self.owes_captcha:
            if self.captcha_closed_until and now < self.captcha_closed_until:
                raise CaptchaClosed(self.captcha_closed_until.astimezone(event.venue.time_zone))
            raise CaptchaNeeded(event.id, while_waiting)
        if self.owes_contact:
            raise ContactNeeded(event.id, while_waiting)

    def paused_until(self, patience: Patience) -> datetime | None:
        weight = self.lapsed * RELEASES_LIKE_A_LAPSE + self.released
        if self.last_ended_at is None or weight < patience.lapses_max * RELEASES_LIKE_A_LAPSE:
            return None
        return self.last_ended_at + patience.pause
