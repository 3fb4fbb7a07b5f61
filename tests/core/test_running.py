"""What every process does beside its work."""

import asyncio

import pytest

from core import logs, running
from core.running import run_until_stopped


def test_a_process_gives_memory_back_as_long_as_it_works_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    said = list[str]()
    begun = asyncio.Event()

    async def go_on() -> None:
        said.append("begun")
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            said.append("ended")

    async def work() -> None:
        await begun.wait()
        said.append("worked")

    monkeypatch.setattr(running, "go_on_giving_memory_back", go_on)
    monkeypatch.setattr(logs, "set_up", lambda level: None)
    run_until_stopped(work)
    assert said == ["begun", "worked", "ended"]
