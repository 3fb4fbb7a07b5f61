"""The text of an event file as plain values, and the lines where they stand.

Every scalar stays the text that was written, which the schema then reads: a price loses nothing in a float, the row
`NO` is no boolean and the seat `01` no number. What YAML has to refer, to merge or to make objects is refused: it is
not needed here, and a few lines of it can fill a machine.
"""

import json
import re
from collections.abc import Collection
from contextlib import suppress
from typing import Any

import yaml

from core.event_file.problems import BadEventFile, Fault, Path, Problem

BYTES_MAX = 8 * 2**20
DEPTH_MAX = 12
ZERO_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""Nobody writes a zero character, and PostgreSQL does not take it."""
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str) -> Any:
    """Of YAML or JSON. Raises `BadEventFile`."""
    if len(text.encode(errors="replace")) > BYTES_MAX:
        raise BadEventFile([Problem(Fault.TOO_LARGE, about=str(BYTES_MAX // 2**20))])
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _load_json(text)
    return _Builder(()).build(text)


def lines_of(text: str, paths: Collection[Path]) -> dict[Path, int]:
    """Where these values stand, or what is around them; from 1. A second reading, which only a mistake costs."""
    builder = _Builder(paths)
    with suppress(BadEventFile):  # JSON that is no YAML: what was seen before must do
        builder.build(text)
    found = {}
    for path in paths:
        known = next((path[:end] for end in range(len(path), -1, -1) if path[:end] in builder.lines), None)
        if known is not None:
            found[path] = builder.lines[known]
    return found


def _load_json(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            raise BadEventFile([Problem(Fault.TWICE, about=next(name for name in names if names.count(name) > 1))])
        return made

    try:
        return json.loads(
            ZERO_IN_JSON.sub(r"\1", text.lstrip("\ufeff")), parse_float=str, parse_int=str, object_pairs_hook=once
        )
    except json.JSONDecodeError as error:
        raise BadEventFile([Problem(Fault.SYNTAX, line=error.lineno, about=error.msg)]) from None
    except RecursionError:
        raise BadEventFile([Problem(Fault.TOO_DEEP)]) from None


class _Builder:
    """Puts events together, one after the other: nothing here calls itself, so that depth costs nothing.

    Lines are noted for the wanted paths and for all that they lie in.
    """

    def __init__(self, wanted: Collection[Path]) -> None:
        self.wanted = {path[:end] for path in wanted for end in range(len(path) + 1)}
        self.lines: dict[Path, int] = {}
        self.open: list[tuple[Any, Path]] = []  # the containers around what comes next
        self.keys: list[str | None] = []  # of each, the key that waits for its value
        self.root: Any = None

    def build(self, text: str) -> Any:
        try:
            for event in yaml.parse(text, Loader=Loader):
                self._take(event)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            about = getattr(error, "problem", None) or "?"
            raise BadEventFile([Problem(Fault.SYNTAX, line=mark.line + 1 if mark else None, about=about)]) from None
        return self.root

    def _take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        match event:
            case yaml.ScalarEvent():
                self._ensure_plain(event, line)
                is_nothing = not event.style and event.value in NOTHING
                self._add(None if is_nothing else event.value.replace("\0", ""), line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._ensure_plain(event, line)
                if len(self.open) == DEPTH_MAX:
                    raise BadEventFile([Problem(Fault.TOO_DEEP, line=line)])
                made: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                self.open.append((made, self._add(made, line)))
                self.keys.append(None)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
                self.keys.pop()
            case yaml.AliasEvent():
                raise BadEventFile([Problem(Fault.SHORTCUT, line=line, about=f"*{event.anchor}")])
            case yaml.DocumentStartEvent() if self.root is not None:
                raise BadEventFile([Problem(Fault.SYNTAX, line=line, about="---")])

    def _ensure_plain(self, event: Any, line: int) -> None:
        if event.anchor or event.tag:
            raise BadEventFile([Problem(Fault.SHORTCUT, line=line, about=event.tag or f"&{event.anchor}")])

    def _add(self, value: Any, line: int) -> Path:
        """Puts a value where it belongs, or takes it as a key; returns its path."""
        if not self.open:
            self.root = value
            return self._note((), line)
        container, around = self.open[-1]
        if isinstance(container, list):
            container.append(value)
            return self._note((*around, len(container) - 1), line)
        key = self.keys[-1]
        if key is None:
            return self._take_key(value, container, around, line)
        container[key] = value
        self.keys[-1] = None
        return (*around, key)

    def _take_key(self, value: Any, container: dict[str, Any], around: Path, line: int) -> Path:
        if not isinstance(value, str):
            raise BadEventFile([Problem(Fault.SYNTAX, line=line, about="?")])
        if value in container:
            raise BadEventFile([Problem(Fault.TWICE, line=line, about=value)])
        self.keys[-1] = value
        return self._note((*around, value), line)

    def _note(self, path: Path, line: int) -> Path:
        if path in self.wanted:
            self.lines[path] = line
        return path
