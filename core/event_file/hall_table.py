"""The seats of a hall as a table: one line for each, as a spreadsheet saves it."""

import csv
from collections.abc import Iterator
from io import StringIO

from pydantic import ValidationError

from core.domain.event_plan import Placed
from core.event_file.hall_places import place
from core.event_file.problems import SHOWN_MAX, BadEventFile, Fault, Path, Problem, of_pydantic
from core.event_file.schema import PLACES_MAX, SeatFields

COLUMNS = ("section", "row", "seat", "tier", "x", "y", "accessible")
NEEDED = ("section", "row", "seat", "tier")
NO = {"", "0", "no", "false", "ні", "нет"}
YES = {"1", "yes", "true", "так", "да"}


def sections_of(table: str, first_line: int = 1, path: str = "") -> tuple[Placed, ...]:
    """With commas, semicolons or tabs. Without `x` and `y` the sections stand behind each other, row by row."""
    table = table.lstrip("\ufeff").strip("\r\n")
    head = table.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(StringIO(table), delimiter=delimiter)
    names = [name.strip().lower() for name in next(reader, [])]
    if unknown := [name for name in names if name not in COLUMNS]:
        raise BadEventFile([Problem(Fault.UNKNOWN, path, first_line, unknown[0][:40])])
    if missing := [name for name in NEEDED if name not in names]:
        raise BadEventFile([Problem(Fault.COLUMNS, path, first_line, missing[0])])
    seats: dict[str, list[SeatFields]] = {}
    problems: list[Problem] = []
    for line, cells in _lines(reader, first_line):
        try:
            section, seat = _seat(dict(zip(names, cells, strict=False)))
            seats.setdefault(section, []).append(seat)
            if not section:
                problems.append(_problem(("section",), Fault.MISSING, "", path, line))
        except ValidationError as error:
            problems += [_problem(*of_pydantic(one), path, line) for one in error.errors()]
        if len(problems) >= SHOWN_MAX:
            break
        if line - first_line > PLACES_MAX:
            raise BadEventFile([Problem(Fault.TOO_GREAT, path, line, str(PLACES_MAX))])
    if not seats and not problems:
        problems = [Problem(Fault.EMPTY, path, first_line)]
    if problems:
        raise BadEventFile(problems)
    return place(seats)


def _lines(reader: Iterator[list[str]], first_line: int) -> Iterator[tuple[int, list[str]]]:
    try:
        for line, cells in enumerate(reader, first_line + 1):
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        raise BadEventFile([Problem(Fault.SYNTAX, about=str(error))]) from None


def _seat(cells: dict[str, str]) -> tuple[str, SeatFields]:
    """As the fields of a file: an empty cell says nothing."""
    said = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    word = said.pop("accessible", "").lower()
    accessible = word in YES if word in YES | NO else word
    return said.pop("section", ""), SeatFields.model_validate(said | {"accessible": accessible})


def _problem(path: Path, fault: Fault, about: str, around: str, line: int) -> Problem:
    return Problem(fault, ".".join(filter(None, (around, *map(str, path)))), line, about)
