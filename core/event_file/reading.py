"""Reads an event file: YAML or JSON, checked field by field, every mistake with its line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from core.domain.event_plan import EventPlan
from core.event_file.plans import Known, Planner
from core.event_file.problems import BadEventFile, Fault, Path, Problem, of_pydantic, path_words
from core.event_file.schema import EventFields
from core.event_file.tree import lines_of, load
from core.event_file.values import Mistakes


@dataclass(frozen=True, slots=True)
class EventFile:
    """`text` is empty for what was never a file, such as the answers of a dialogue."""

    fields: EventFields
    text: str = ""

    @classmethod
    def read(cls, text: str) -> "EventFile":
        """Raises `BadEventFile`."""
        return cls.of(load(text), text)

    @classmethod
    def of(cls, content: Any, text: str = "") -> "EventFile":
        if not isinstance(content, dict):
            raise BadEventFile([Problem(Fault.FIELDS, line=1)])
        try:
            return cls(EventFields.model_validate(content), text)
        except ValidationError as error:
            raise BadEventFile(_with_lines(map(of_pydantic, error.errors()), text)) from None

    def plan(self, known: Known) -> EventPlan:
        """Raises `BadEventFile`."""
        try:
            return Planner(self.fields, known).plan()
        except Mistakes as mistakes:
            raise BadEventFile(_with_lines(mistakes.found, self.text)) from None
        except BadEventFile as bad:
            raise BadEventFile([_moved(one, self.text) for one in bad.problems]) from None

    def problem(self, path: Path, fault: Fault, about: str = "") -> BadEventFile:
        """Something that only those who read the file can know to be wrong."""
        return BadEventFile(_with_lines([(path, fault, about)], self.text))


def _with_lines(found: Iterable[tuple[Path, Fault, str]], text: str) -> list[Problem]:
    known = list(found)
    lines = lines_of(text, {path for path, _, _ in known}) if text else {}
    return sorted(
        (Problem(fault, path_words(path), lines.get(path), about) for path, fault, about in known),
        key=lambda one: (one.line or 0, one.path),
    )


def _moved(problem: Problem, text: str) -> Problem:
    """A line of the table of seats is a line of the file: the table begins below its name."""
    if problem.line is None or not problem.path.startswith("seats_csv") or not text or text.lstrip().startswith("{"):
        return problem
    key: Path = ("seats_csv",)
    return replace(problem, line=problem.line + lines_of(text, {key}).get(key, 0))
