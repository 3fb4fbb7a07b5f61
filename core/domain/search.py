"""Typed words become alternatives to look for: known words by their stems, misspelt ones by what they resemble."""

from collections.abc import Sequence
from dataclasses import dataclass

TYPED_MAX = 100
WORDS_MAX = 8
ALTERNATIVES_MAX = 6
SHORT, LONG = 4, 7
"""Letters from which on a word may have one mistake, and two."""

LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
UKRAINIAN_KEYS = "йцукенгшщзхїфівапролджєячсмитьбю"
RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю"


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word as folded by the database, with what the database knows of it.

    `is_known`: some event has a word that begins like `stem`. `means`: another word for it; empty if it means nothing.
    `alike`: words of events that share some letters with it.
    """

    word: str
    stem: str
    is_known: bool
    means: str | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the beginning of one."""

    word: str
    is_beginning: bool


Query = tuple[tuple[Term, ...], ...]
"""All of these must be found, each as one of its alternatives."""


def query_of(words: Sequence[TypedWord]) -> Query:
    """What nobody knows is left out, as long as something is known; empty if nothing is."""
    return tuple(alternatives for word in words[:WORDS_MAX] if (alternatives := _alternatives(word)))


def in_other_layouts(typed: str) -> tuple[str, ...]:
    """What the same keys would have written with another keyboard layout: `jrtfy` is `океан`."""
    small = typed.lower()
    swaps = (
        str.maketrans(LATIN_KEYS, UKRAINIAN_KEYS),
        str.maketrans(LATIN_KEYS, RUSSIAN_KEYS),
        str.maketrans(UKRAINIAN_KEYS + "ъыэ", LATIN_KEYS + "]s'"),
    )
    return tuple(dict.fromkeys(swapped for swap in swaps if (swapped := small.translate(swap)) != small))


def _alternatives(word: TypedWord) -> tuple[Term, ...]:
    if word.means == "":
        return ()
    meant = (Term(word.means, True),) if word.means else ()
    if word.is_known:
        return (Term(word.stem, True), *meant)
    return meant or tuple(Term(near, False) for near in nearest(word, word.alike))


def nearest(typed: TypedWord, candidates: Sequence[str]) -> list[str]:
    """The candidates with the fewest mistakes between, none of them with too many for the length of the word."""
    tolerated = (len(typed.word) >= SHORT) + (len(typed.word) >= LONG)
    distances = {candidate: mistakes(typed.stem, candidate) for candidate in candidates}
    least = min(distances.values(), default=tolerated + 1)
    if least > tolerated:
        return []
    return [candidate for candidate, distance in distances.items() if distance == least][:ALTERNATIVES_MAX]


def mistakes(stem: str, candidate: str) -> int:
    """Letters wrong, missing, too many or swapped between a stem and the beginning of a candidate.

    The distance of Damerau and Levenshtein, with any ending of the candidate for nothing.
    """
    before: list[int] = []
    row = list(range(len(candidate) + 1))
    for i, letter in enumerate(stem, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(candidate, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == candidate[j - 2] and stem[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row)
