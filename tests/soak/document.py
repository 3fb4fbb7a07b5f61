"""Makes docs/soak.md of the words in `soak.template.md` and of what the last published soak has found.

`{{name}}` stands for a table or a figure, `{{where}}` for when and on what it ran. No figure is written by hand.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.document import ROOT, Run, these_versions, this_machine, today
from benchmarks.report import Report
from tests.soak.picture import draw
from tests.soak.samples import Life

TEMPLATE = Path(__file__).with_name("soak.template.md")
RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "docs" / "soak.md"
PICTURE = ROOT / "docs" / "pictures" / "soak.png"
UNPUBLISHED = ROOT / "build" / "soak"
PLACE = re.compile(r"\{\{([^}]+)\}\}")


def write(report: Report, lives: Sequence[Life], seconds: float, load: float, *, publish: bool) -> Path:
    """The page where it was asked for, and where nobody has to see it otherwise; its place."""
    run = Run(report, today(), seconds, (load, os.getloadavg()[0]), this_machine(), these_versions())
    results, made, picture = (
        (RESULTS, PAGE, PICTURE)
        if publish
        else (UNPUBLISHED / "results.json", UNPUBLISHED / "soak.md", UNPUBLISHED / "pictures" / "soak.png")
    )
    draw(lives, picture)
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=1) + "\n")
    made.write_text(page(run))
    return made


def stored() -> Run:
    return Run.of(json.loads(RESULTS.read_text()))


def page(run: Run) -> str:
    def fill(place: re.Match[str]) -> str:
        return _where(run) if place[1] == "where" else run.cell(place[1])

    return PLACE.sub(fill, TEMPLATE.read_text())


def _where(run: Run) -> str:
    begin, end = run.load
    missed = f" Not as it should be: {'; '.join(run.report.missed)}." if run.report.missed else ""
    return (
        f'`make soak ARGS="--minutes {run.seconds / 60:.0f} --seed {run.report.figures["seed"]}"`, {run.day}, on '
        f"{run.machine}; {run.versions}; load of the machine {begin:.1f} at the beginning, {end:.1f} at the end."
        f"{missed}"
    )
