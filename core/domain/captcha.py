"""A captcha: one question that a person answers with one tap, before the first hold of a protected event.

All of it follows from its kind and its seed, and the seed never leaves the server: buttons carry a place from 0 to 23.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

ROWS, COLUMNS = 4, 6
CHOICES = ROWS * COLUMNS

WRONG_MAX = 3
COOL_DOWN = timedelta(minutes=10)
"""After so many wrong answers there is no question for so long."""


class CaptchaKind(StrEnum):
    SAME = "same"  # which seat looks like the one above
    ODD = "odd"  # which seat is unlike all the others
    NUMBER = "number"  # which number is on the ticket
    WORDS = "words"  # a sum in words, without a picture


IN_A_PICTURE = (CaptchaKind.SAME, CaptchaKind.ODD, CaptchaKind.NUMBER)


class Sign(StrEnum):
    """What is drawn on a seat."""

    STAR = "star"
    HEART = "heart"
    MOON = "moon"
    BOLT = "bolt"
    DROP = "drop"
    CROWN = "crown"
    CROSS = "cross"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Captcha:
    kind: CaptchaKind
    seed: int

    @property
    def answer(self) -> int:
        """The choice that is right."""
        if self.kind is CaptchaKind.WORDS:
            one, other, less = self.sum
            return one + other - less - 1
        return self.chance("answer").randrange(CHOICES)

    @property
    def choices(self) -> tuple[str, ...]:
        """As the buttons say them: seats as they stand in the picture, or numbers."""
        match self.kind:
            case CaptchaKind.NUMBER:
                return tuple(map(str, self.numbers))
            case CaptchaKind.WORDS:
                return tuple(str(number) for number in range(1, CHOICES + 1))
            case CaptchaKind.SAME | CaptchaKind.ODD:
                return tuple(f"{row}-{seat}" for row in "ABCD" for seat in range(1, COLUMNS + 1))

    @property
    def sign(self) -> Sign:
        """The one to be found."""
        return self.chance("sign").choice(list(Sign))

    @property
    def signs(self) -> tuple[Sign, ...]:
        """On the seats, from the left of the first row."""
        others = [sign for sign in Sign if sign is not self.sign]
        if self.kind is CaptchaKind.ODD:
            others = [self.chance("other").choice(others)]
        chance = self.chance("signs")
        return tuple(self.sign if place == self.answer else chance.choice(others) for place in range(CHOICES))

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of three digits, all different."""
        return tuple(self.chance("numbers").sample(range(100, 1000), CHOICES))

    @property
    def sum(self) -> tuple[int, int, int]:
        """One plus another less a third."""
        chance = self.chance("sum")
        one, other = chance.randint(2, 12), chance.randint(2, 12)
        return one, other, chance.randint(1, min(12, one + other - 1))

    def chance(self, of: str) -> Random:
        """The same for the same captcha, whatever else was drawn before."""
        return Random(f"{self.seed}:{of}")  # noqa: S311 - the seed is secret, and the question holds for minutes
