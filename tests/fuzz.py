"""How much is made up in the tests that make things up: the same little in each run, or more and new by KASSA_FUZZ."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("KASSA_FUZZ", "0"))
"""So many times as many examples as usual, new ones in each run; 0: as usual."""

NASTY = (
    *("\x00", "a\x00b", "\r\nBcc: x@example.org", "\u202e", "\ufeff", "\u2028", "\x1b[2J", "\ud83d", "👩‍👩‍👧‍👦" * 20),
    *(
        "²",
        "٣",
        "½",
        "1e400",
        "-1",
        "0",
        "NaN",
        "Infinity",
        "9" * 30,
        "9" * 5000,
        "0x10",
        "1_000",
        "٣٣:٣٣",
        "99.99.9999",
    ),
    *("31.02.2027 25:61", "01.01.0001 00:00", "31.12.9999 23:59", "{", "}", "{ $x }", "%s%n", "{0}", "\\", "'", '"'),
    *(
        "</b><a href='tg://user?id=1'>x</a>",
        "&lt;",
        "<tg-spoiler>",
        "=1+1",
        "@SUM(A1)",
        "-",
        "- - -",
        "/",
        "//",
        "x" * 4096,
    ),
    *("'; DROP TABLE seats; --", "$1", "../../etc/passwd", "a:b:c:d", "Stalls 99999×99999 — 1", "A 0x0 - 0", "Ⅷ×Ⅷ — ①"),
)
words = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))


def bounded(max_examples: int, *, shrinks: bool = True) -> settings:
    """The same examples in each run, so that nobody's change is stopped by somebody else's find."""
    return settings(
        max_examples=max_examples * max(1, TIMES),
        derandomize=not TIMES,
        database=None,
        phases=[Phase.generate, Phase.shrink] if shrinks else [Phase.generate],
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
