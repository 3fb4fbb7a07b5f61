"""The units of systemd start what there is, and shut it in; where systemd is installed, it reads them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cli.__main__ import COMMANDS
from tests.faults.nursery import MEMORY, ROOT

UNITS = sorted((ROOT / "deploy/systemd").iterdir())
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


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_and_shuts_it_in(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    (started,) = [line.partition("=")[2].split() for line in lines if line.startswith("ExecStart=")]
    assert started[0] == "/opt/kassa/venv/bin/kassa"
    assert started[1] in {*COMMANDS, "%i"}
    assert set(lines) >= SHUT_IN


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_only_migrations_know_the_owner(unit: Path) -> None:
    assert ("owner.env" in unit.read_text()) == (unit.name == "kassa-migrate.service")


@pytest.mark.parametrize("place", ["deploy/systemd/kassa@.service", "Dockerfile"])
def test_what_the_soak_says_of_memory_holds_in_production(place: str) -> None:
    assert {f"{name}={value}" for name, value in MEMORY.items()} <= set((ROOT / place).read_text().split())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_a_unit(unit: Path, tmp_path: Path) -> None:
    """It says so where a line means nothing to it, and succeeds all the same. The command is not installed here."""
    copy = tmp_path / unit.name.replace("@", "@run")
    copy.write_text(unit.read_text().replace("/opt/kassa/venv/bin/kassa", "/bin/true"))
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if copy.name in line] == []
    assert done.returncode == 0
