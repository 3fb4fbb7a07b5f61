"""How words are folded and stemmed, and what is alike."""

import pytest

from core.domain.search import Term
from db import search
from db.pool import Pool


@pytest.mark.parametrize(
    "spellings",
    [
        ("Океан Ельзи", "Океан Эльзы", "Okean Elzy", "ОКЕАН ЕЛЬЗИ"),
        ("Київ", "Kyiv", "київ", "Ки́їв"),
        ("Скрябін", "Скрябин", "Skryabin"),
        ("Крихітка Цахес", "Krykhitka Tsakhes"),
        ("Джамала", "Jamala"),
        ("Хрущ", "Khrushch"),
        ("об'єднання", "обєднання", "об’єднання"),
        ("концерт", "concert"),
        ("Odessa", "Одеса", "Одесса"),
    ],
)
async def test_spellings_of_one_word_are_folded_into_one(pool: Pool, spellings: tuple[str, ...]) -> None:
    folded = {await pool.fetchval("SELECT fold($1)", spelling) for spelling in spellings}
    assert len(folded) == 1


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        ("театр театру театром театрі театрів театрами", "teatr"),
        ("великого великому великих великими великою", "velik"),
        ("музыки музыку музыкой музыкою музыкам", "muzik"),
        ("festivals festival festivaling festivaled", "festival"),
        ("рок року", "rok"),
    ],
)
async def test_endings_are_taken_off(pool: Pool, forms: str, stem: str) -> None:
    for form in forms.split():
        assert await pool.fetchval("SELECT stem(fold($1))", form) == stem, form


@pytest.mark.parametrize("word", ["2026", "900", "1001"])
async def test_figures_stay_as_they_are(pool: Pool, word: str) -> None:
    assert await pool.fetchval("SELECT stem(fold($1))", word) == word


async def test_a_long_text_is_folded_quickly_enough_to_be_stored(pool: Pool) -> None:
    assert await pool.fetchval("SELECT fold($1)", "тт" * 50_000, timeout=5) == "t"


async def test_what_is_typed_cannot_become_a_command(pool: Pool) -> None:
    words = ((Term("o'neil\\", True), Term("& !x:*", False)),)
    assert await pool.fetchval("SELECT $1::tsquery::text", search.to_tsquery(words)) is not None
