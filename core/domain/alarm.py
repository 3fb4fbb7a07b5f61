"""What owners are told of because somebody has to do something; the books have their own `Contradiction`."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.domain.message import Outbox

RING_AGAIN_AFTER = timedelta(hours=1)
"""At the earliest, what had ended and is there again."""
REMIND_AFTER = timedelta(days=1)
"""What is still there."""
GONE_FOR = timedelta(minutes=5)
"""How long nobody has seen it before it has ended."""


class Trouble(StrEnum):
    """The values name the phrases, and the chapters of docs/operations.md."""

    OUTBOX_OLD = "outbox-old"
    WORKERS_LAG = "workers-lag"
    WEBHOOK_FAILS = "webhook-fails"
    PAYMENTS_UNCONFIRMED = "payments-unconfirmed"
    REFUNDS_STUCK = "refunds-stuck"
    REFUNDS_WAITING = "refunds-waiting"
    SWEEPS_FAIL = "sweeps-fail"
    DISK_FULL = "disk-full"
    BACKUP_OLD = "backup-old"


@dataclass(frozen=True, slots=True)
class Alarm:
    """`count` and `detail` say how much and where; what they are is the phrase's business."""

    what: Trouble
    count: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is trouble."""

    disk_free_percent: int  # 0: never
    backup_age: timedelta | None  # None: never
    outbox_age: timedelta = timedelta(minutes=10)
    bulk_age: timedelta = timedelta(hours=1)  # of messages to a crowd: to ninety thousand they take as long
    workers_age: timedelta = timedelta(seconds=30)
    webhook_error_age: timedelta = timedelta(minutes=5)  # a younger error counts
    webhook_waiting: int = 1_000
    unconfirmed_age: timedelta = timedelta(days=1)
    refund_by_telegram_age: timedelta = timedelta(hours=1)
    refund_by_hand_age: timedelta = timedelta(days=3)
    sweep_age: timedelta = timedelta(minutes=5)  # or three times as long as from one to the next

    def late(self, outbox: Outbox) -> int:
        """How many messages wait in lines that have waited too long."""
        ages = {False: self.outbox_age, True: self.bulk_age}
        return sum(number for (_, is_bulk), (number, age) in outbox.items() if age > ages[is_bulk].total_seconds())


@dataclass(frozen=True, slots=True)
class WebhookState:
    """What Telegram says of our address."""

    is_ours: bool
    waiting: int
    error: str | None
    error_age: timedelta | None
