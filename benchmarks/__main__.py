"""Measures, and writes docs/performance.md: all of it by `python -m benchmarks`, some parts by naming them.

Each part runs in a process of its own, one after the other; its results are kept beside this file, so that those of
other parts stay as they were. `--long` measures longer where that makes figures steadier.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.document import PAGE, README, Run, page, readme, store, stored, these_versions, this_machine, today
from benchmarks.growth_picture import draw
from benchmarks.report import HAND_OVER_IN

PARTS = {
    "booking": ["--seconds", "5"],
    "variants": ["--seconds", "5"],
    "exam": [],
    "growth": [],
    "chat": ["--seconds", "20"],
    "tickets": [],
    "queue": [],
    "receiving": [],
    "search": [],
    "export": ["--tickets", "200000"],
}
"""In this order; with what makes each of them long."""


def run(part: str, options: list[str]) -> Run | None:
    """None where it broke; goals that were missed are in the report."""
    print(f"\n# {part}", flush=True)
    began, load = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.json")
        environment = os.environ | {HAND_OVER_IN: str(path)}
        subprocess.run([sys.executable, "-m", f"benchmarks.{part}", *options], env=environment, check=False)
        if not path.exists():
            return None
        found = {
            "report": json.loads(path.read_text()),
            "day": today(),
            "seconds": time.monotonic() - began,
            "load": (load, os.getloadavg()[0]),
            "machine": this_machine(),
            "versions": these_versions(),
        }
    return Run.of(found)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    bad = []
    for part, longer in PARTS.items():
        if options.parts and part not in options.parts:
            continue
        done = run(part, longer if options.long else [])
        if done is None or done.report.missed:
            bad.append(part)
        if done:
            runs = stored() | {part: done}
            store(runs)
            PAGE.write_text(page(runs))
            README.write_text(readme(runs))
            if part == "growth":
                draw(done.report)
    print("\n" + page(stored()).split("\n## ")[1])
    print(f"Written: {PAGE}")
    if bad:
        raise SystemExit("broken, or short of a goal: " + ", ".join(bad))


if __name__ == "__main__":
    main()
