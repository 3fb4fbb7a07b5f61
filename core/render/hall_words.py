"""What is written in a picture of a hall, ready in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.ids import TierId


@dataclass(frozen=True)
class HallWords:
    title: str
    stage: str
    free: str
    taken: str
    mine: str
    prices: Mapping[TierId, str]  # "450 ₴"
