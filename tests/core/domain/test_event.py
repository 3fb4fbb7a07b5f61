from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.event import Event, EventStatus, EventSummary, Stock, Venue
from core.domain.ids import EventId, VenueId
from core.domain.refusal import ClosedBecause, SaleClosed

KYIV = ZoneInfo("Europe/Kyiv")
OPENS = datetime(2026, 12, 1, 10, 0, tzinfo=KYIV)
CLOSES = datetime(2026, 12, 24, 19, 0, tzinfo=KYIV)
INSTANT = timedelta(microseconds=1)
CONCERT = Event(
    id=EventId(7),
    title="Океан Ельзи",
    description="",
    venue=Venue(VenueId(1), "Палац", "Київ", "вул. Велика Васильківська, 103", KYIV),
    starts_at=CLOSES,
    sale_starts_at=OPENS,
    sale_ends_at=CLOSES,
    currency="UAH",
    limit_per_buyer=4,
    hold_ttl=timedelta(minutes=10),
    status=EventStatus.PUBLISHED,
)


@pytest.mark.parametrize(
    ("moment", "because"),
    [
        (OPENS - INSTANT, ClosedBecause.NOT_YET),
        (OPENS, None),
        (CLOSES - INSTANT, None),
        (CLOSES, ClosedBecause.OVER),
    ],
)
def test_the_sale_is_open_from_its_first_moment_and_closed_at_its_last(
    moment: datetime, because: ClosedBecause | None
) -> None:
    assert CONCERT.closed_because(moment.astimezone(UTC)) is because


@pytest.mark.parametrize("moment", [OPENS - INSTANT, OPENS, CLOSES])
def test_a_cancelled_event_says_so_whatever_the_time(moment: datetime) -> None:
    cancelled = replace(CONCERT, status=EventStatus.CANCELLED)
    assert cancelled.closed_because(moment.astimezone(UTC)) is ClosedBecause.CANCELLED


def test_a_draft_is_not_on_sale() -> None:
    draft = replace(CONCERT, status=EventStatus.DRAFT)
    assert draft.closed_because(OPENS.astimezone(UTC)) is ClosedBecause.NOT_YET


def test_a_refusal_says_when_the_sale_opens_in_the_time_of_the_venue() -> None:
    CONCERT.ensure_on_sale(OPENS.astimezone(UTC))
    with pytest.raises(SaleClosed) as refused:
        CONCERT.ensure_on_sale((OPENS - INSTANT).astimezone(UTC))
    assert refused.value.because is ClosedBecause.NOT_YET
    assert refused.value.opens_at.isoformat() == "2026-12-01T10:00:00+02:00"


@pytest.mark.parametrize(("fold", "utc_hour"), [(0, 0), (1, 1)])
def test_when_clocks_go_back_the_sale_ends_in_the_hour_that_was_meant(fold: int, utc_hour: int) -> None:
    """On 25 October 2026 Kyiv has 03:30 twice."""
    ends = datetime(2026, 10, 25, 3, 30, tzinfo=KYIV, fold=fold)
    concert = replace(CONCERT, sale_starts_at=ends - timedelta(days=30), sale_ends_at=ends)
    end = datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)
    for before in (INSTANT, timedelta(minutes=45)):  # 45 minutes earlier the clock shows more, or less
        assert concert.closed_because(end - before) is None
    for after in (timedelta(0), timedelta(minutes=45)):
        assert concert.closed_because(end + after) is ClosedBecause.OVER


@pytest.mark.parametrize(("fold", "utc_hour"), [(0, 0), (1, 1)])
def test_when_clocks_go_back_the_sale_opens_in_the_hour_that_was_meant(fold: int, utc_hour: int) -> None:
    concert = replace(CONCERT, sale_starts_at=datetime(2026, 10, 25, 3, 30, tzinfo=KYIV, fold=fold))
    opening = datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)
    assert concert.closed_because(opening - INSTANT) is ClosedBecause.NOT_YET
    assert concert.closed_because(opening) is None


def test_when_clocks_go_forward_the_sale_loses_no_hour() -> None:
    """On 29 March 2026 Kyiv goes from 02:59 to 04:00: a sale from 02:30 to 04:30 lasts one hour."""
    night = replace(
        CONCERT,
        sale_starts_at=datetime(2026, 3, 29, 2, 30, tzinfo=KYIV),
        sale_ends_at=datetime(2026, 3, 29, 4, 30, tzinfo=KYIV),
    )
    opening = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert night.closed_because(opening) is None
    assert night.closed_because(opening + timedelta(hours=1) - INSTANT) is None
    assert night.closed_because(opening + timedelta(hours=1)) is ClosedBecause.OVER


@pytest.mark.parametrize(
    ("capacity", "free", "stock"),
    [
        (100, 100, Stock.PLENTY),
        (100, 11, Stock.PLENTY),
        (100, 10, Stock.FEW),
        (100, 1, Stock.FEW),
        (100, 0, Stock.SOLD_OUT),
        (12, 1, Stock.FEW),
        (5, 1, Stock.PLENTY),
        (1, 1, Stock.PLENTY),
        (0, 0, Stock.SOLD_OUT),
    ],
)
def test_a_tenth_or_less_is_few(capacity: int, free: int, stock: Stock) -> None:
    assert EventSummary(CONCERT, capacity, free, 45_000).stock is stock
