"""The log of acts as a table for a spreadsheet."""

from collections.abc import Iterable

from core.domain.act import Act
from core.render.csv_file import csv_file

HEAD = ("at", "person_id", "person", "team", "event_id", "event", "what", "about")


def acts_file(acts: Iterable[Act], language: str) -> bytes:
    rows = (
        (
            act.at.isoformat(timespec="seconds"),
            act.person_id,
            act.person_name,
            act.team_name,
            act.event_id,
            act.event_title,
            act.what,
            act.about,
        )
        for act in acts
    )
    return csv_file(HEAD, rows, language)
