"""`kassa schedule`: the sweeps alone; it may run twice."""

from core.running import run_until_stopped
from scheduler.__main__ import main as run_sweeps


def main() -> None:
    run_until_stopped(run_sweeps)
