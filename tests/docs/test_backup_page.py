"""What docs/backup.md says of keeping backups, run as it stands there. Point-in-time recovery: tests/db."""

import os
import re
import subprocess
from datetime import datetime
from pathlib import Path

from tests.docs.documents import ROOT

PAGE = (ROOT / "docs" / "backup.md").read_text().partition("\n## To the minute\n")[0]
DAY = 86_400


def test_two_weeks_of_backups_and_one_a_month_are_kept(tmp_path: Path) -> None:
    [script] = re.findall(r"^```sh\n(#!/bin/sh -e\n.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    run = tmp_path / "kassa-backups"
    run.write_text(script.replace("/var/lib/kassa-backups", str(tmp_path)))
    run.chmod(0o755)
    month = f"monthly/{datetime.now().astimezone():%Y-%m}.dump"

    def keep(ages: dict[str, float]) -> set[str]:
        for name, days in ages.items():
            (tmp_path / name).write_text(name)
            os.utime(tmp_path / name, (then := (tmp_path / "kassa-backups").stat().st_mtime - days * DAY, then))
        subprocess.run([run], check=False)
        return {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.dump")}

    old, older = "2026-11-10-000000.dump", "2026-10-01-000000.dump"
    assert keep({older: 60, old: 20}) == {older, old, month}, "no new one has come"
    (tmp_path / month).unlink()
    new = {"2026-11-29-220000.dump": 1.5, "2026-11-29-230000.dump": 0.1}
    assert keep({older: 60, old: 20, "2026-11-20-000000.dump": 10} | new) == {*new, "2026-11-20-000000.dump", month}
    assert (tmp_path / month).read_text() == "2026-11-29-230000.dump", "the newest, and not again within the month"
    assert keep({"2026-11-29-235959.dump": 0}) > {month}
    assert (tmp_path / month).read_text() == "2026-11-29-230000.dump"
