"""How a simulated person is, by chance."""

from dataclasses import dataclass
from random import Random

PARTIES, SHARES = (1, 2, 3, 4), (30, 45, 12, 13)
BY_HAND = 0.5
"""How many pick numbered seats one by one; the others take the best."""


@dataclass(frozen=True, slots=True)
class Character:
    party: int
    picks_by_hand: bool
    never_pays: bool

    @classmethod
    def drawn(cls, chance: Random, limit_per_buyer: int, unpaid_percent: int) -> "Character":
        [party] = chance.choices(PARTIES, SHARES)
        return cls(min(party, limit_per_buyer), chance.random() < BY_HAND, chance.random() * 100 < unpaid_percent)
