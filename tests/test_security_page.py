"""docs/security.md names tests that are there, and has no row without one."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def rows() -> list[list[str]]:
    """Of the tables that say what shows it."""
    found, is_one = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in ("threat", "what"):
            is_one = cells[-1] == "shown by"
        elif line.startswith("| ") and is_one:
            found.append(cells)
    return found


def test_each_row_names_a_test() -> None:
    bare = [threat for threat, _, shown in rows() if "`test_" not in shown]
    assert len(rows()) > 25 and bare == []


def test_each_test_that_is_named_is_there() -> None:
    written = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)\(", written))
    assert sorted(set(re.findall(r"`(test_\w+)`", PAGE)) - there) == []
