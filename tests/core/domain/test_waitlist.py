"""Which free seats are whose. Halls are drawn as in test_best_seats.py."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.event import Event, EventStatus
from core.domain.hall import Seat
from core.domain.ids import EventId, PersonId, SeatId, SectionId, TierId, WaitlistEntryId
from core.domain.neighbours import are_neighbours
from core.domain.refusal import ClosedBecause, SaleClosed
from core.domain.waitlist import (
    EntryStatus,
    Party,
    WaitingEndedBecause,
    WaitlistEntry,
    ended_because,
    ensure_open,
    first_served,
    seats_for,
)
from tests.core.domain.test_best_seats import hall, halls
from tests.core.domain.test_event import CLOSES, CONCERT, INSTANT, OPENS

SECOND = TierId(2)
parties = st.builds(Party, st.integers(1, 5), st.sampled_from([None, TierId(1), SECOND]), st.booleans())


def labels(party: Party, seats: list[Seat]) -> str | None:
    found = seats_for(party, seats)
    return None if found is None else " ".join(seat.label for seat in found)


def standing(count: int, first_id: int = 1, section: int = 1) -> list[Seat]:
    return [Seat(SeatId(first_id + n), SectionId(section), TierId(1), "", str(n + 1), 0, 0, True) for n in range(count)]


def entry(number: int, party: Party) -> WaitlistEntry:
    return WaitlistEntry(EventId(1), WaitlistEntryId(number), PersonId(number), party, EntryStatus.WAITING)


@pytest.mark.parametrize(
    ("party", "rows", "found"),
    [
        (Party(1), ["xxx.x"], "A-4"),
        (Party(1), ["..x"], "A-2"),
        (Party(2), ["x.x.x"], None),
        (Party(2), ["x.x..", ".xxx."], "A-4 A-5"),
        (Party(2), [".. ..", "xxxxx"], "A-1 A-2"),
        (Party(2, together=False), ["x.x.x"], "A-2 A-4"),
        (Party(3, together=False), ["x.x.x"], None),
        (Party(4, together=False), [".x.x..."], "A-3 A-5 A-6 A-7"),
        (Party(1), ["xaxxx"], None),
        (Party(2, together=False), [".axxx"], None),
    ],
)
def test_a_party_gets_all_its_seats_or_none(party: Party, rows: list[str], found: str | None) -> None:
    assert labels(party, hall(*rows)) == found


def test_a_party_gets_seats_of_its_tier_only() -> None:
    seats = [replace(seat, tier_id=SECOND) if seat.row == "B" else seat for seat in hall("xx", "..")]
    assert labels(Party(2, SECOND), seats) == "B-1 B-2"
    assert labels(Party(2, TierId(1)), seats) is None
    assert labels(Party(2), seats) == "B-1 B-2"


def test_places_without_rows_are_together_in_one_section() -> None:
    places = [*standing(2), *standing(2, first_id=3, section=2)]
    assert labels(Party(2), places) == "1 2"
    assert labels(Party(3), places) is None
    assert labels(Party(3, together=False), places) == "1 2 1"


def test_who_cannot_be_served_keeps_nobody_waiting_and_is_first_as_soon_as_they_can() -> None:
    waiting = [entry(1, Party(3)), entry(2, Party(2)), entry(3, Party(2))]
    served = first_served(waiting, hall("xx..x"))
    assert served and served[0].id == 2
    served = first_served(waiting, hall("xx..."))
    assert served and served[0].id == 1


def test_seats_that_are_kept_for_somebody_else_are_passed_over() -> None:
    served = first_served([entry(1, Party(2))], hall("xx...."), passed_over=[SeatId(3), SeatId(4)])
    assert served and [seat.id for seat in served[1]] == [5, 6]
    assert first_served([entry(1, Party(2))], hall("xx.."), passed_over=[SeatId(4)]) is None


@pytest.mark.parametrize(
    ("event", "moment", "because"),
    [
        (CONCERT, OPENS, None),
        (CONCERT, OPENS - INSTANT, None),
        (CONCERT, CLOSES, WaitingEndedBecause.OVER),
        (replace(CONCERT, starts_at=CLOSES - INSTANT), CLOSES - INSTANT, WaitingEndedBecause.OVER),
        (replace(CONCERT, starts_at=CLOSES + INSTANT), CLOSES, WaitingEndedBecause.OVER),
        (replace(CONCERT, status=EventStatus.CANCELLED), OPENS, WaitingEndedBecause.CANCELLED),
    ],
)
def test_nobody_waits_for_an_event_that_is_cancelled_or_over_or_has_begun(
    event: Event, moment: datetime, because: WaitingEndedBecause | None
) -> None:
    assert ended_because(event, moment) is because


@pytest.mark.parametrize(
    ("event", "moment", "because"),
    [
        (CONCERT, OPENS - INSTANT, ClosedBecause.NOT_YET),
        (replace(CONCERT, starts_at=OPENS), OPENS, ClosedBecause.OVER),
    ],
)
def test_who_joins_must_be_able_to_buy(event: Event, moment: datetime, because: ClosedBecause) -> None:
    ensure_open(CONCERT, OPENS)
    with pytest.raises(SaleClosed) as refused:
        ensure_open(event, moment)
    assert (refused.value.because, refused.value.opens_at) == (because, event.sale_starts_at)


@given(halls, parties)
def test_what_is_found_is_free_and_theirs(rows: list[str], party: Party) -> None:
    seats = [replace(seat, tier_id=TierId(1 + (seat.row == "B"))) for seat in hall(*rows)]
    free = [seat for seat in seats if seat.is_free and not seat.is_accessible and party.tier_id in (None, seat.tier_id)]
    found = seats_for(party, seats)
    if found is None:
        assert len(free) < party.size or party.together
        return
    assert len(found) == len(set(found)) == party.size
    assert set(found) <= set(free)
    if party.together:
        assert all(are_neighbours(left, right) for left, right in pairwise(found))


@given(halls, st.lists(parties, max_size=5))
def test_nobody_is_passed_over_whom_free_seats_fit(rows: list[str], waiting: list[Party]) -> None:
    seats = hall(*rows)
    served = first_served([entry(number, party) for number, party in enumerate(waiting)], seats)
    before = waiting if served is None else waiting[: served[0].id]
    assert all(seats_for(party, seats) is None for party in before)
