"""The units of systemd start what there is, and shut it in; where systemd is installed, it reads them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.__main__ import COMMANDS
from tests.faults.nursery import MEMORY, ROOT

UNITS = sorted((ROOT / "deploy/systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
BACKUPS = "/var/lib/kassa-backups"
SHUT_IN = {
    "DynamicUser=yes",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "RestrictNamespaces=yes",
    "SystemCallFilter=@system-service",
}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_and_shuts_it_in(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    (started,) = [line.partition("=")[2].split() for line in lines if line.startswith("ExecStart=")]
    assert started[0] == "/opt/kassa/venv/bin/kassa"
    assert started[1] in {*COMMANDS, "$COMMAND"}
    assert ("$COMMAND" in started) == any(line.startswith("Environment=COMMAND=%i ") for line in lines)
    assert set(lines) >= SHUT_IN


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_only_what_ends_knows_the_owner(unit: Path) -> None:
    assert ("owner.env" in unit.read_text()) == (unit.name in ("kassa-migrate.service", "kassa-backup.service"))


def test_the_timer_starts_a_backup_into_the_folder_of_the_page() -> None:
    timer, service = ((ROOT / "deploy/systemd" / f"kassa-backup.{kind}").read_text() for kind in ("timer", "service"))
    assert "\nOnCalendar=hourly\nPersistent=yes\n" in timer
    assert f"kassa backup {BACKUPS}\n" in service and "\nStateDirectory=kassa-backups\n" in service
    assert BACKUPS in (ROOT / "docs/backup.md").read_text()


def test_a_command_by_hand_has_the_settings_of_the_units_and_its_own_words(tmp_path: Path) -> None:
    """With a `systemd-run` that says what it was told."""
    told = tmp_path / "systemd-run"
    told.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 3\n")
    told.chmod(0o755)
    done = subprocess.run(
        [ROOT / "deploy/kassa", "restore", "--rehearse", "a b.dump"],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    *options, program, command, option, file = done.stdout.splitlines()
    assert (program, command, option, file) == ("/opt/kassa/venv/bin/kassa", "restore", "--rehearse", "a b.dump")
    assert done.returncode == 3
    files = [option.rpartition("=")[2] for option in options if "EnvironmentFile" in option]
    assert files == re.findall(r"EnvironmentFile=(.*)", (ROOT / "deploy/systemd/kassa-backup.service").read_text())


@pytest.mark.parametrize("place", ["deploy/systemd/kassa@.service", "Dockerfile"])
def test_what_the_soak_says_of_memory_holds_in_production(place: str) -> None:
    assert {f"{name}={value}" for name, value in MEMORY.items()} <= set((ROOT / place).read_text().split())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_a_unit(unit: Path, tmp_path: Path) -> None:
    """It says so where a line means nothing to it, and succeeds all the same. The command is not installed here."""
    for one in UNITS:
        text = one.read_text().replace("/opt/kassa/venv/bin/kassa", "/bin/true")
        (tmp_path / one.name.replace("@", "@run")).write_text(text)
    copy = tmp_path / unit.name.replace("@", "@run")
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if copy.name in line] == []
    assert done.returncode == 0
