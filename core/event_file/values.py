"""What stands in a file as the plan has it: times get their zone, prices their unit. What is wrong is collected."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.domain.currency import minor_digits
from core.domain.payment import Provider
from core.domain.pricing import PriceStep, typed_step
from core.domain.refusal import AmountNotTaken, InvalidPrice
from core.domain.typed_time import is_left_out
from core.event_file.problems import Fault, Path


class Mistakes(Exception):
    def __init__(self, found: list[tuple[Path, Fault, str]]) -> None:
        super().__init__(found)
        self.found = found


@dataclass(slots=True)
class Values:
    """`zone` is that of the venue. After a mistake there is a value all the same, so that all of them are found."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    currency: str = ""
    mistakes: list[tuple[Path, Fault, str]] = field(default_factory=list)

    def say(self, path: Path, fault: Fault, about: str = "") -> None:
        self.mistakes.append((path, fault, about))

    def give_up(self, path: Path, fault: Fault, about: str = "") -> Mistakes:
        """To be raised: without this nothing else can be judged."""
        self.say(path, fault, about)
        return Mistakes(self.mistakes)

    def time(self, path: Path, wall: datetime) -> datetime:
        """As the clock at the venue shows it. An hour that is left out when clocks go forward is no time.

        Raises `Mistakes` for what cannot be reckoned with.
        """
        moment = wall.replace(tzinfo=self.zone)
        try:
            if is_left_out(moment):
                self.say(path, Fault.NO_SUCH_TIME, f"{wall:%Y-%m-%d %H:%M}")
        except OverflowError:  # the first and the last hours that there are
            raise self.give_up(path, Fault.TIME, f"{wall}") from None
        return moment

    def minor(self, path: Path, price: Decimal) -> int:
        """In the smallest unit, and what Telegram takes."""
        minor = price.scaleb(minor_digits(self.currency))
        if minor != minor.to_integral_value():
            self.say(path, Fault.PRICE, str(price))
            return 0
        self._ensure_taken(path, int(minor), str(price))
        return int(minor)

    def step(self, path: Path, said: str) -> PriceStep:
        try:
            step = typed_step(said, self.currency)
        except InvalidPrice:
            self.say(path, Fault.STEP, said)
            return PriceStep(0)
        self._ensure_taken(path, step.price_minor, said)
        return step

    def _ensure_taken(self, path: Path, minor: int, said: str) -> None:
        try:
            if minor:
                Provider.of_invoice(self.currency).ensure_takes(minor)
        except AmountNotTaken:
            self.say(path, Fault.PRICE_MOST, said)
