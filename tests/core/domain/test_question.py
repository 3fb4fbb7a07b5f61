"""What counts as an answer."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.contact import readable_number, shared_number
from core.domain.ids import QuestionId
from core.domain.question import NAME_MAX, TEXT_MAX, Question, QuestionKind, Scope, one_line
from core.domain.refusal import AnswerMissing, AnswerTooLong, InvalidEmail, InvalidName, InvalidPhone, Refusal


def ask(kind: QuestionKind) -> Question:
    return Question(QuestionId(1), kind, Scope.TICKET, is_required=True)


NAME, PHONE, EMAIL, TEXT = (
    ask(kind) for kind in (QuestionKind.NAME, QuestionKind.PHONE, QuestionKind.EMAIL, QuestionKind.TEXT)
)


@given(st.text(max_size=400), st.sampled_from(QuestionKind))
def test_an_answer_is_one_visible_line_that_is_an_answer_again(typed: str, kind: QuestionKind) -> None:
    try:
        answer = ask(kind).accept(typed)
    except Refusal:
        return
    assert 1 <= len(answer) <= 320, "what the column takes"
    assert answer == answer.strip()
    assert not {unicodedata.category(character) for character in answer} & {"Cc", "Zl", "Zp", "Cs"}
    assert ask(kind).accept(answer) == answer


@given(st.text())
def test_a_line_that_was_cleaned_is_clean(typed: str) -> None:
    assert one_line(one_line(typed)) == one_line(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Олена \n Коваленко\t", "Олена Коваленко"),
        ("Zoe\u0308 O’Neill", "Zoë O’Neill"),
        ("Ann\u202eevE", "AnnevE"),
        ("A\x00nn", "Ann"),
        ("李", "李"),
        ("N" * NAME_MAX, "N" * NAME_MAX),
    ],
)
def test_a_name_is_kept_as_it_is_written(typed: str, name: str) -> None:
    assert NAME.accept(typed) == name


@pytest.mark.parametrize("typed", ["", "  ", "\n", "\u200d", "\u202e"])
@pytest.mark.parametrize("question", [NAME, PHONE, EMAIL, TEXT])
def test_nothing_is_no_answer(question: Question, typed: str) -> None:
    with pytest.raises(AnswerMissing):
        question.accept(typed)


@pytest.mark.parametrize("typed", ["123", "👍", "…", "+380671234567"])
def test_a_name_has_a_letter(typed: str) -> None:
    with pytest.raises(InvalidName):
        NAME.accept(typed)


@pytest.mark.parametrize(("question", "limit"), [(NAME, NAME_MAX), (TEXT, TEXT_MAX)])
def test_an_answer_may_not_be_longer_than_the_limit_that_is_told(question: Question, limit: int) -> None:
    assert question.accept("a" * limit)
    with pytest.raises(AnswerTooLong) as refusal:
        question.accept("a" * (limit + 1))
    assert refusal.value.limit == limit


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("+380 67 123-45-67", None, "+380671234567"),
        ("067 123 45 67", "UA", "+380671234567"),
        ("+1 (650) 253-0000", "UA", "+16502530000"),
        ("00 49 30 123456", "UA", "+4930123456"),
        ("＋380671234567", None, "+380671234567"),
    ],
)
def test_a_number_has_one_form(typed: str, country: str | None, number: str) -> None:
    assert PHONE.accept(typed, country) == number


@pytest.mark.parametrize(
    ("typed", "country"),
    [("067 123 45 67", None), ("12345", "UA"), ("+380 67 123", None), ("call me", "UA"), ("+999 123 456 789", None)],
)
def test_what_nobody_can_call_is_no_number(typed: str, country: str | None) -> None:
    with pytest.raises(InvalidPhone):
        PHONE.accept(typed, country)


@given(st.integers(10**8, 10**9 - 1))
def test_a_number_that_is_taken_is_read_again_as_itself(digits: int) -> None:
    try:
        number = PHONE.accept(f"+380{digits}")
    except InvalidPhone:
        return
    assert number == f"+380{digits}"
    assert PHONE.accept(readable_number(number)) == number


@pytest.mark.parametrize("shared", ["380671234567", "+380671234567", "+380 67 123 45 67"])
def test_a_shared_number_comes_with_a_plus_or_without(shared: str) -> None:
    assert shared_number(shared) == "+380671234567"


@pytest.mark.parametrize(("shared", "shown"), [("+888 0123 4567", "+88801234567")])
def test_an_anonymous_number_of_telegram_is_a_number(shared: str, shown: str) -> None:
    """No country has +888: whoever asks the plan of numbers refuses it."""
    assert shared_number(shared) == shown
    assert readable_number(shown).replace(" ", "") == shown


@pytest.mark.parametrize("shared", ["", "+", "12", "9" * 16])
def test_a_contact_without_a_number_is_refused(shared: str) -> None:
    with pytest.raises(InvalidPhone):
        shared_number(shared)


@pytest.mark.parametrize(
    ("typed", "address"), [(" Ann@Example.ORG ", "Ann@example.org"), ("олена@пошта.укр", "олена@пошта.укр")]
)
def test_an_address_has_its_normal_form(typed: str, address: str) -> None:
    assert EMAIL.accept(typed) == address


@pytest.mark.parametrize("typed", ["ann", "ann@", "@example.org", "a b@example.org", "ann@localhost"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidEmail):
        EMAIL.accept(typed)
