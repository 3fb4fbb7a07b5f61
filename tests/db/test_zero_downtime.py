"""Nothing stops for an upgrade: the last release sells on the schema of today, and migrations take nothing away.

docs/decisions/0013-upgrades.md says how; db/migrations/released names the release.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from db import migrate
from db.embedded import Engines
from tests.db.released import ROOT, last_release, unpack

SUITES = ("tests/core/services/test_purchase.py", "tests/bot/test_purchase.py")
"""Of the release: a purchase from every side."""

HARMLESS = {
    "prefer-robust-stmts": "an upgrade is one transaction",
    "require-lock-timeout": "env.py sets it",
    "require-statement-timeout": "who waits for us waits for a lock, and lock_timeout is what we wait for",
    "ban-drop-constraint": "so a CHECK becomes wider; where old code needs a constraint, its tests say so",
    "constraint-missing-not-valid": "a scan of a table in memory",
    "require-concurrent-index-deletion": "takes a moment",
    "prefer-bigint-over-int": "seats and the like are few",
    "prefer-bigint-over-smallint": "as above",
}
"""Rules of squawk that we do not keep, and why."""


def test_the_last_release_sells_on_the_schema_of_today(tmp_path: Path, engines: Engines, redis_url: str) -> None:
    unpack(last_release(), tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "newer_schema", "-p", "no:cacheprovider", "--exitfirst", *SUITES],
        cwd=tmp_path,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(("KASSA", "COV"))},
            "KASSA_NEWER": str(ROOT),
            "PYTHONPATH": str(Path(__file__).parent),
            "DATABASE_URL": engines.database_url,
            "REDIS_URL": redis_url,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


def new_migrations() -> Iterator[Path]:
    """Those that the last release does not know."""
    for path in sorted((migrate.MIGRATIONS / "versions").glob("[0-9]*.py")):
        if path.name[:4] > last_release().revision:
            yield path


def test_what_the_last_release_needs_is_not_taken_away(tmp_path: Path) -> None:
    for path in new_migrations():
        migration = loaded(path)
        if expanded := getattr(migration, "contracts", None):
            assert expanded <= last_release().revision, f"{path.name}: {expanded} is not released yet"
        else:
            assert complaints(script_of(migration), tmp_path) == [], path.name


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ("ALTER TABLE seats DROP COLUMN kind;", "ban-drop-column"),
        ("DROP TABLE gifts;", "ban-drop-table"),
        ("DROP VIEW paid_through;", "ban-drop-view"),
        ("DROP FUNCTION is_free(text, timestamptz, timestamptz);", "ban-drop-function"),
        ("ALTER TABLE seats RENAME TO places;", "renaming-table"),
        ("ALTER TABLE seats RENAME COLUMN label TO name;", "renaming-column"),
        ("ALTER TABLE seats ALTER COLUMN label TYPE citext;", "changing-column-type"),
        ("ALTER TABLE seats ADD COLUMN colour text NOT NULL;", "adding-required-field"),
        ("ALTER TABLE seats ALTER COLUMN label SET NOT NULL;", "adding-not-nullable-field"),
        ("CREATE INDEX seats_by_label ON seats (label);", "require-concurrent-index-creation"),
    ],
)
def test_what_would_stop_the_last_release_is_found(script: str, rule: str, tmp_path: Path) -> None:
    assert [complaint.partition(":")[0] for complaint in complaints(script, tmp_path)] == [rule]


@pytest.mark.parametrize(
    "script",
    [
        "ALTER TABLE seats ADD COLUMN colour text;",
        "ALTER TABLE seats ADD COLUMN colour text NOT NULL DEFAULT 'red';",
        "CREATE TABLE colours (id integer PRIMARY KEY); CREATE INDEX colours_by_id ON colours (id);",
        "CREATE INDEX IF NOT EXISTS seats_by_label ON seats (label);",
        "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1 -- DROP TABLE seats\n$$;",
    ],
)
def test_what_is_only_added_is_let_through(script: str, tmp_path: Path) -> None:
    assert complaints(script, tmp_path) == []


def loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script_of(migration: ModuleType) -> str:
    """All that it would run."""
    scripts: list[str] = []
    migration.run = scripts.append  # type: ignore[attr-defined]
    migration.upgrade()
    return "\n".join(scripts)


def complaints(script: str, place: Path) -> list[str]:
    """What squawk says."""
    file = place / "migration.sql"
    file.write_text(script)
    squawk = Path(sys.executable).with_name("squawk")
    done = subprocess.run(
        [
            squawk,
            "--assume-in-transaction",
            "--pg-version=15",
            f"--exclude={','.join(HARMLESS)}",
            "--reporter=json",
            file,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = script.splitlines()
    return [
        f"{complaint['rule_name']}: {complaint['message']}"
        for complaint in json.loads(done.stdout)
        if not (complaint["rule_name"].endswith("index-creation") and is_made_before(lines[complaint["line"]]))
    ]


def is_made_before(line: str) -> bool:
    """The operator of a large installation makes such an index by hand, without stopping anybody; then it is there."""
    return line.startswith(("CREATE INDEX IF NOT EXISTS", "CREATE UNIQUE INDEX IF NOT EXISTS"))
