"""A promo code as an organizer types it: `SPRING 10% x50 until 24.12.2026`, or `20 codes VIP 50%`."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.domain.currency import minor_digits
from core.domain.promo_code import SHAPE, PromoCode
from core.domain.refusal import InvalidPromoCode

BATCH_MAX, USES_MAX, BATCH_NAME_MAX = 1000, 1_000_000, 20
TYPED = re.compile(
    r"(?:(?P<batch>\d{1,4})\s+(?:codes?|код\w*)\s+)?"
    r"(?P<code>\S{3,32})\s+"
    r"(?P<off>\d{1,9}(?:[.,]\d{1,3})?)\s*(?P<percent>%?)"
    r"(?:\s+[xх×]\s*(?P<uses>\d{1,7}))?"
    r"(?:\s+(?:until|till|to|до)\s+(?P<until>\d{1,2}\.\d{1,2}\.\d{4}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """`batch` is how many codes of that name are wanted, for one ticket each; None: this one."""

    code: PromoCode
    batch: int | None


def typed_promo_code(text: str, currency: str, zone: ZoneInfo) -> Typed:
    """Refused with an example where something is not as it should be. The last day belongs to the code."""
    found = TYPED.fullmatch(" ".join(text.split()))
    if not found or not SHAPE.fullmatch(found["code"]):
        raise InvalidPromoCode
    off = Decimal(found["off"].replace(",", "."))
    uses = int(found["uses"]) if found["uses"] else None
    batch = int(found["batch"]) if found["batch"] else None
    is_right = (off == int(off) and 1 <= off <= 100) if found["percent"] else off > 0
    if not is_right or batch == 0 or uses == 0 or (batch or 0) > BATCH_MAX or (uses or 0) > USES_MAX:
        raise InvalidPromoCode
    if batch and len(found["code"]) > BATCH_NAME_MAX:
        raise InvalidPromoCode
    amount = off.scaleb(minor_digits(currency))
    if not found["percent"] and amount != int(amount):
        raise InvalidPromoCode
    code = PromoCode(
        code=found["code"].upper(),
        percent=int(off) if found["percent"] else None,
        amount_minor=None if found["percent"] else int(amount),
        valid_until=_end_of(found["until"], zone) if found["until"] else None,
        max_uses=uses,
    )
    return Typed(code, batch)


def _end_of(day: str, zone: ZoneInfo) -> datetime:
    try:
        last = datetime.strptime(day, "%d.%m.%Y").date()  # noqa: DTZ007 - a day, without a time or zone
        return datetime.combine(last + timedelta(days=1), time(), zone)
    except (ValueError, OverflowError) as error:
        raise InvalidPromoCode from error
