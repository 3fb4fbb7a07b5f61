"""What whoever asks Telegram for something may answer instead of success."""

from datetime import timedelta

RETRY_FIRST, RETRY_LONGEST = timedelta(seconds=2), timedelta(minutes=10)


class RetryLater(Exception):
    """It could not be done now. `after` is None where nobody said how long to wait."""

    def __init__(self, after: timedelta | None = None) -> None:
        super().__init__(after)
        self.after = after


class Undeliverable(Exception):
    """It will never be done, however often it is tried; the text says why."""


class Blocked(Exception):
    """The person stopped the bot: it can be done when they come back."""


def backoff(attempt: int) -> timedelta:
    """2 s, 4 s, 8 s … up to 10 minutes."""
    return min(RETRY_FIRST * (1 << min(attempt - 1, 16)), RETRY_LONGEST)
