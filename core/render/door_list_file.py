"""The offline list as a table to be ticked off, and back."""

import csv
from collections.abc import Sequence
from io import StringIO

from core.domain.door_list import ListedTicket, Tick
from core.render.csv_file import csv_file

HEAD = ("number", "name", "section", "row", "seat", "tier", "inside", "tick")
SIGNED = "#signature"


class UnreadableList(Exception):
    """The bytes are no such table."""


def door_list_file(listed: Sequence[ListedTicket], signature: str, language: str) -> bytes:
    """The last column is for a mark, by hand or in a spreadsheet; the last line is the signature."""
    rows = [(one.number, one.name, one.section, one.row, one.seat, one.tier, one.inside, "") for one in listed]
    return csv_file(HEAD, [*rows, (SIGNED, signature, "", "", "", "", "", "")], language)


def read_door_list(content: bytes) -> tuple[list[ListedTicket], str, list[Tick]]:
    """The lines, the signature, and what was ticked. Commas or semicolons: spreadsheets differ."""
    try:
        text = content.decode("utf-8-sig")
        dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=dialect))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableList from error
    if not rows or tuple(rows[0][: len(HEAD)]) != HEAD:
        raise UnreadableList
    listed, ticks, signature = [], [], ""
    for row in rows[1:]:
        cells = [*row, *[""] * len(HEAD)][: len(HEAD)]
        if cells[0] == SIGNED:
            signature = cells[1]
        elif cells[0]:
            listed.append(ListedTicket(*cells[:7]))
            if cells[7].strip():
                ticks.append(Tick(cells[0]))
    return listed, signature, ticks
