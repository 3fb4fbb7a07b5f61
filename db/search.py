"""Tables `search_words` and `search_aliases`: what the words of events are, and what a typed word may mean."""

from collections.abc import Iterable

from core.domain.search import Query, Term, TypedWord
from db.pool import Executor


async def look_up(conn: Executor, typed: str) -> list[TypedWord]:
    """The words of what somebody typed, in their order. Similar words are sought for unknown ones only."""
    rows = await conn.fetch(
        """
        SELECT word, stem, is_known, means,
               CASE WHEN is_known OR means IS NOT NULL THEN '{}' ELSE words_alike(word) END AS alike
        FROM (
            SELECT typed.word, stem(typed.word) AS stem, place, aliases.means,
                   EXISTS (SELECT FROM search_words known WHERE known.word >= stem(typed.word) COLLATE "C"
                           AND known.word < (stem(typed.word) || U&'\\FFFF') COLLATE "C") AS is_known
            FROM regexp_split_to_table(fold($1), '[^[:alnum:]]+') WITH ORDINALITY AS typed (word, place)
            LEFT JOIN search_aliases aliases ON aliases.word = typed.word
            WHERE length(typed.word) > 1 OR typed.word BETWEEN '0' AND '9'
        ) words
        ORDER BY place
        """,
        typed,
    )
    return [TypedWord(row["word"], row["stem"], row["is_known"], row["means"], tuple(row["alike"])) for row in rows]


def to_tsquery(query: Query) -> str:
    """In the language of PostgreSQL's `tsquery`."""
    return " & ".join(f"({' | '.join(_terms(alternatives))})" for alternatives in query)


def _terms(alternatives: Iterable[Term]) -> Iterable[str]:
    for term in alternatives:
        word = term.word.replace("\\", "\\\\").replace("'", "''")
        yield f"'{word}':*" if term.is_beginning else f"'{word}'"
