"""Gates and counts; what a scan finds is decided by the database."""

import pytest

from core.domain.checkin import Gate, Turnout, Verdict
from core.domain.ids import GateId, TierId

FRONT, BACK = TierId(1), TierId(2)


def test_a_gate_lets_in_its_tiers_and_one_without_tiers_everybody() -> None:
    assert Gate(GateId(1), "Main").lets_in(BACK)
    assert Gate(GateId(1), "VIP", frozenset({FRONT})).lets_in(FRONT)
    assert not Gate(GateId(1), "VIP", frozenset({FRONT})).lets_in(BACK)


@pytest.mark.parametrize(
    ("verdict", "step"), [(Verdict.ADMITTED, 1), (Verdict.READMITTED, 1), (Verdict.LEFT, -1), (Verdict.VOID, 0)]
)
def test_who_passes_is_counted_and_can_be_taken_back(verdict: Verdict, step: int) -> None:
    assert verdict.step == step
    assert verdict.can_be_undone == bool(step)


@pytest.mark.parametrize(("inside", "step", "after"), [(1, 1, 2), (1, -1, 0), (0, -1, 0), (2, 1, 2), (1, 0, 1)])
def test_there_are_never_fewer_than_none_inside_nor_more_than_expected(inside: int, step: int, after: int) -> None:
    assert Turnout(inside, expected=2).moved(step) == Turnout(after, expected=2)
