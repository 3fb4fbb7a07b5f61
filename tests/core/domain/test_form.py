"""What is asked, in which order, what is missing, and until when it can be changed."""

from datetime import timedelta

import pytest

from core.domain.event_plan import QuestionPlan
from core.domain.form import Form, Questionnaire
from core.domain.ids import QuestionId, SeatId
from core.domain.question import WHOLE_ORDER, QuestionKind, Scope
from core.domain.refusal import DetailsClosed
from tests.plans import CLOCK_START, plan

QUESTIONS = (
    QuestionPlan(QuestionKind.NAME),
    QuestionPlan(QuestionKind.PHONE, Scope.ORDER),
    QuestionPlan(QuestionKind.TEXT, Scope.TICKET, is_required=False, label="Menu?"),
)
NAME, PHONE, MENU = QuestionId(1), QuestionId(2), QuestionId(3)
SEVEN, EIGHT = SeatId(7), SeatId(8)
CLOSES_AT, STARTS_AT = CLOCK_START + timedelta(days=1), CLOCK_START + timedelta(days=7)
ASKS = Questionnaire(tuple(plan(questions=QUESTIONS).question_rows()), CLOSES_AT, STARTS_AT)


def form(answers: dict[tuple[SeatId, QuestionId], str | None]) -> Form:
    return ASKS.form([SEVEN, EIGHT], answers, with_order=True)


def test_each_ticket_is_asked_for_and_then_the_order() -> None:
    put = [(entry.seat_id, entry.question.id) for entry in form({}).entries]
    assert put == [(SEVEN, NAME), (SEVEN, MENU), (EIGHT, NAME), (EIGHT, MENU), (WHOLE_ORDER, PHONE)]
    mine = ASKS.form([EIGHT], {}, with_order=False).entries
    assert [(entry.seat_id, entry.question.id) for entry in mine] == [(EIGHT, NAME), (EIGHT, MENU)]


def test_what_is_passed_over_is_dealt_with_and_what_is_required_is_missing() -> None:
    some = form({(SEVEN, NAME): "Ann", (SEVEN, MENU): None, (EIGHT, MENU): "Soup"})
    assert (some.done, some.missing) == (3, 2)
    assert not some.entries[2].is_done
    assert some.entry(NAME, SeatId(9)) is None


def test_the_answer_for_the_ticket_before_is_at_hand() -> None:
    some = form({(SEVEN, NAME): "Ann"})
    seven, eight = some.entries[0], some.entries[2]
    assert (some.previous_answer(seven), some.previous_answer(eight)) == (None, "Ann")
    assert some.before(seven) is None
    assert some.before(eight) == some.entry(MENU, SEVEN)


def test_answers_change_until_the_time_that_the_event_sets_and_missing_ones_come_until_it_begins() -> None:
    answered, missing = form({(SEVEN, NAME): "Ann"}).entries[0], form({}).entries[0]
    ASKS.ensure_changeable(answered, CLOSES_AT - timedelta(seconds=1))
    ASKS.ensure_changeable(missing, STARTS_AT - timedelta(seconds=1))
    for entry, moment in ((answered, CLOSES_AT), (missing, STARTS_AT)):
        with pytest.raises(DetailsClosed) as refusal:
            ASKS.ensure_changeable(entry, moment)
        assert refusal.value.until == CLOSES_AT


@pytest.mark.parametrize(("kind", "label"), [(QuestionKind.TEXT, ""), (QuestionKind.NAME, "Your name")])
def test_words_of_ones_own_are_for_free_questions_and_for_no_others(kind: QuestionKind, label: str) -> None:
    with pytest.raises(ValueError, match="a question of the kind"):
        plan(questions=(QuestionPlan(kind, label=label),)).question_rows()
