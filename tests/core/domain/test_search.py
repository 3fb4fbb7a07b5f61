import pytest

from core.domain.search import Term, TypedWord, in_other_layouts, mistakes, nearest, query_of

KNOWN = TypedWord("okeanu", "okean", is_known=True)
UNKNOWN = TypedWord("betmen", "betmen", is_known=False)


@pytest.mark.parametrize(
    ("stem", "candidate", "expected"),
    [
        ("okean", "okean", 0),
        ("okean", "okeanami", 0),  # an ending of the candidate costs nothing
        ("okian", "okean", 1),
        ("okan", "okean", 1),
        ("okeaan", "okean", 1),
        ("okaen", "okean", 1),
        ("betmen", "okean", 5),
        ("okean", "", 5),
    ],
)
def test_mistakes_are_counted_letter_by_letter(stem: str, candidate: str, expected: int) -> None:
    assert mistakes(stem, candidate) == expected


def test_a_longer_word_may_have_more_mistakes() -> None:
    assert nearest(TypedWord("ko", "ko", False), ["ka"]) == []
    assert nearest(TypedWord("okian", "okian", False), ["okean"]) == ["okean"]
    assert nearest(TypedWord("akian", "akian", False), ["okean"]) == []
    assert nearest(TypedWord("simfaneia", "simfane", False), ["simfonia", "simetria"]) == ["simfonia"]


def test_only_the_nearest_candidates_are_taken() -> None:
    assert nearest(TypedWord("simfaniia", "simfani", False), ["simfonia", "simfaniq"]) == ["simfaniq"]


def test_words_that_nobody_knows_are_left_out_beside_others() -> None:
    assert query_of([KNOWN, UNKNOWN]) == ((Term("okean", True),),)
    assert query_of([UNKNOWN]) == ()


def test_a_word_that_means_nothing_is_left_out_and_one_that_means_another_brings_it() -> None:
    assert query_of([TypedWord("na", "na", is_known=True, means="")]) == ()
    assert query_of([TypedWord("kiev", "kiev", is_known=True, means="kiv")]) == (
        (Term("kiev", True), Term("kiv", True)),
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("jrtfy", "океан"), ("рщеуд", "hotel"), ("Gjlsz", "подія"), ("Gjlsz", "подыя")]
)
def test_the_same_keys_are_read_in_other_layouts(typed: str, meant: str) -> None:
    assert meant in in_other_layouts(typed)


def test_what_no_key_writes_is_no_other_layout() -> None:
    assert in_other_layouts("123") == ()
