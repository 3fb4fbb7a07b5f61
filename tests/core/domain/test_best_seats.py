"""Rows are drawn as people see them: `.` free, `x` taken, `a` accessible and free, a blank is an aisle."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.best_seats import BestSeats, Block, best_seats, needlessly_stranded, stranded, together
from core.domain.event_plan import row_letter
from core.domain.hall import Seat
from core.domain.ids import SeatId, SectionId, TierId
from core.domain.neighbours import groups

halls = st.lists(st.text(".x a", min_size=1, max_size=9), min_size=1, max_size=4)
ordinary_halls = st.lists(st.text(".x ", min_size=1, max_size=9), min_size=1, max_size=4)
counts = st.integers(1, 5)


def hall(*rows: str) -> list[Seat]:
    """Seats are numbered by their column, so that an aisle leaves out a number."""
    seats: list[Seat] = []
    for y, row in enumerate(rows):
        for x, sign in enumerate(row):
            if sign != " ":
                seat_id = SeatId(len(seats) + 1)
                place = row_letter(y), str(x + 1), float(x), float(y)
                seats.append(Seat(seat_id, SectionId(1), TierId(1), *place, sign != "x", sign == "a"))
    return seats


def names(seats: Block) -> str:
    return " ".join(seat.label for seat in seats)


def best(count: int, *rows: str, accessible: bool = False) -> list[str]:
    found = best_seats(hall(*rows), count, accessible=accessible)
    return [names(block) for block in found.blocks] if found else []


@pytest.mark.parametrize(
    ("count", "rows", "found"),
    [
        (2, [".....", "....."], "A-1 A-2"),
        (2, ["......", "......"], "A-3 A-4"),
        (3, [".......", "......."], "A-3 A-4 A-5"),
        (2, ["xx....", "......"], "A-3 A-4"),
        (1, [".......", "......."], "A-4"),
        (2, ["...x..", "......"], "A-5 A-6"),
        (2, [". .... .", ""], "A-3 A-4"),
        (3, ["..x..", ".. ..", "x...x"], "C-2 C-3 C-4"),
        (2, ["aa..aa", "......"], "A-3 A-4"),
        (2, ["a.a.a.", ".xx..x"], "B-4 B-5"),
    ],
)
def test_the_best_block_strands_nobody_and_is_in_front_and_in_the_middle(
    count: int, rows: list[str], found: str
) -> None:
    assert best(count, *rows) == [found]


def test_a_single_seat_is_stranded_only_where_every_block_does_so() -> None:
    assert best(2, "...") == ["A-1 A-2"]
    assert best(2, "...", "x..x") == ["B-2 B-3"]
    assert best(2, "...x...", ".x.x...") == ["A-2 A-3"], "the front row where all are equally bad"


@pytest.mark.parametrize(
    ("count", "rows", "found"),
    [
        (4, ["..x", "..x"], ["A-1 A-2", "B-1 B-2"]),
        (4, ["...", "..x"], ["B-1 B-2", "A-1 A-2"]),
        (5, ["...", "..x"], ["A-1 A-2 A-3", "B-1 B-2"]),
        (4, ["...", ".x."], ["A-1 A-2 A-3", "B-1"]),
        (2, [".x.", "xx."], ["A-1", "A-3"]),
        (3, ["..xxxxxxx.", "xx.xxxxxxx"], ["A-1 A-2", "B-3"]),
        (4, ["..xxxx", "xxxx..", "..xxxx"], ["A-1 A-2", "C-1 C-2"]),
        (7, ["..x...x..."], ["A-4 A-5 A-6", "A-1 A-2", "A-8 A-9"]),
        (2, [".x", "x.", ".x"], ["A-1", "B-2"]),
        (2, ["  .", ".xx", ".x."], ["A-3", "C-3"]),
        (2, [".x.", "xx.", ".x."], ["A-1", "A-3"]),
        (3, [".x", "x."], []),
    ],
)
def test_a_split_has_few_blocks_nobody_alone_and_all_near_the_first(
    count: int, rows: list[str], found: list[str]
) -> None:
    assert best(count, *rows) == found


@pytest.mark.parametrize(
    ("count", "rows", "found"),
    [
        (2, ["......", "..a..."], ["B-3 B-4"]),
        (2, ["aa....", "..a..."], ["A-2 A-3"]),
        (1, ["......", "....aa"], ["B-5"]),
        (2, ["aa"], ["A-1 A-2"]),
        (3, ["ax..", "xx.."], ["A-1", "A-3 A-4"]),
        (3, [".a", ".."], ["A-1 A-2", "B-1"]),
        (3, ["..", "..", "xa"], ["C-2", "B-1 B-2"]),
        (2, ["..xa"], ["A-4", "A-2"]),
        (2, ["aa."], ["A-2 A-3"]),
        (2, [".a."], ["A-1 A-2"]),
        (4, ["..a..a"], ["A-2 A-3 A-4 A-5"]),
        (2, ["......"], []),
    ],
)
def test_who_asks_for_an_accessible_seat_gets_one_with_company(count: int, rows: list[str], found: list[str]) -> None:
    assert best(count, *rows, accessible=True) == found


@given(halls, counts)
def test_what_is_found_is_free_ordinary_and_as_many_as_asked_for(rows: list[str], count: int) -> None:
    seats = hall(*rows)
    found = best_seats(seats, count)
    free = [seat for seat in seats if seat.is_free and not seat.is_accessible]
    assert (found is None) == (len(free) < count)
    assert found is None or (len(set(found.seats)) == count and set(found.seats) <= set(free))


@given(halls, counts)
def test_nobody_is_split_up_while_a_block_is_free(rows: list[str], count: int) -> None:
    seats = hall(*rows)
    found = best_seats(seats, count)
    assume(found)
    assert isinstance(found, BestSeats)
    free = groups(seat for seat in seats if seat.is_free and not seat.is_accessible)
    assert found.is_split == (max(map(len, free)) < count)
    assert all(len(groups(block)) == 1 for block in found.blocks)


@given(halls, counts)
def test_nobody_is_stranded_while_it_can_be_helped(rows: list[str], count: int) -> None:
    """Against every block that there is."""
    seats = hall(*rows)
    blocks = [seats[start : start + count] for start in range(len(seats) - count + 1)]
    possible = [
        block
        for block in blocks
        if len(groups(block)) == 1 and all(seat.is_free and not seat.is_accessible for seat in block)
    ]
    found = list(together(seats, count))
    assert sorted(map(names, found)) == sorted(map(names, possible))
    alone = [len(stranded(seats, {seat.id for seat in block})) for block in found]
    assert alone == sorted(alone)


@given(ordinary_halls, counts)
def test_among_blocks_that_strand_nobody_the_front_row_comes_first(rows: list[str], count: int) -> None:
    seats = hall(*rows)
    good = [block for block in together(seats, count) if not stranded(seats, {seat.id for seat in block})]
    assert [block[0].row for block in good] == sorted(block[0].row for block in good)


@given(halls, counts)
def test_a_split_has_no_more_blocks_than_there_must_be(rows: list[str], count: int) -> None:
    found = best_seats(hall(*rows), count)
    assume(found)
    assert isinstance(found, BestSeats)
    runs = groups(seat for seat in hall(*rows) if seat.is_free and not seat.is_accessible)
    largest = sorted(map(len, runs), reverse=True)
    fewest = next(number for number in range(1, count + 1) if sum(islice(largest, number)) >= count)
    assert len(found.blocks) == fewest


@given(halls, counts)
def test_an_accessible_seat_is_among_those_asked_for_and_never_else(rows: list[str], count: int) -> None:
    seats = hall(*rows)
    asked = best_seats(seats, count, accessible=True)
    assert asked is None or any(seat.is_accessible for seat in asked.seats)
    if any(seat.is_free and seat.is_accessible for seat in seats) and sum(seat.is_free for seat in seats) >= count == 1:
        assert asked


@pytest.mark.parametrize(
    ("row", "picked", "alone"),
    [
        ("...", "1", ""),
        ("...", "2", "A-1 A-3"),
        ("....", "1 2 3", "A-4"),
        ("....", "2 3", "A-1 A-4"),
        (".x..", "3 4", ""),
        ("a...", "2 3", "A-4"),
        ("a...", "3 4", "A-2"),
        (".. ..", "1", "A-2"),
    ],
)
def test_a_pick_strands_the_seats_whose_last_free_neighbour_it_takes(row: str, picked: str, alone: str) -> None:
    seats = hall(row)
    ids = {seat.id for seat in seats if seat.number in picked.split()}
    assert names(stranded(seats, ids)) == alone


@pytest.mark.parametrize(
    ("rows", "picked", "alone"),
    [
        (["....."], "A-2", "A-1"),
        (["..."], "A-1 A-2", ""),
        (["...", "xx.."], "A-1 A-2", "A-3"),
        (["...", "x.x."], "A-2", "A-1 A-3"),
        (["...x.."], "A-1 A-2 A-5", "A-3 A-6"),
        (["...x..."], "A-1 A-2 A-5 A-6", ""),
    ],
)
def test_a_seat_is_left_alone_needlessly_only_if_as_many_others_would_leave_none(
    rows: list[str], picked: str, alone: str
) -> None:
    seats = hall(*rows)
    ids = {seat.id for seat in seats if seat.label in picked.split()}
    assert names(needlessly_stranded(seats, ids)) == alone


def test_dearer_seats_are_no_reason_to_refuse_the_cheaper_ones() -> None:
    front, back = hall("....", "...")[:4], hall("....", "...")[4:]
    seats = front + [replace(seat, tier_id=TierId(2)) for seat in back]
    assert needlessly_stranded(seats, {seat.id for seat in seats if seat.label in ("B-1", "B-2")}) == []
    assert needlessly_stranded(seats, {seat.id for seat in seats if seat.label in ("A-2", "A-3")})


def test_an_accessible_seat_leaves_nobody_alone() -> None:
    assert needlessly_stranded(hall("axx"), {SeatId(1)}) == []
