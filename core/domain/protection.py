"""Protection: what an event asks of buyers before they hold anything, and what one of them still lacks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.event import Event
from core.domain.refusal import CaptchaClosed, CaptchaNeeded


class Guard(StrEnum):
    CAPTCHA = "captcha"


@dataclass(frozen=True, slots=True)
class BuyerRecord:
    """Of one buyer at one event."""

    owes_captcha: bool
    captcha_closed_until: datetime | None = None  # after too many wrong answers

    def ensure_may_hold(self, event: Event, now: datetime) -> None:
        if self.owes_captcha:
            if self.captcha_closed_until and now < self.captcha_closed_until:
                raise CaptchaClosed(self.captcha_closed_until.astimezone(event.venue.time_zone))
            raise CaptchaNeeded(event.id)
