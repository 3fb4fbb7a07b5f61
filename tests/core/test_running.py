"""What every process does beside its work."""

import asyncio
import os
import signal

import pytest

from core import logs, running
from core.running import run_to_its_end, run_until_stopped


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


@pytest.fixture
def no_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "set_up", lambda level: None)


async def work_until_a_signal_comes() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.Event().wait()


@pytest.mark.usefixtures("no_logs")
def test_what_goes_on_until_it_is_stopped_ends_cleanly_when_it_is() -> None:
    run_until_stopped(work_until_a_signal_comes)


@pytest.mark.usefixtures("no_logs")
def test_what_has_an_end_of_its_own_and_is_stopped_before_says_that_it_was_not_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as end:
        run_to_its_end(work_until_a_signal_comes)
    assert end.value.code == 130
    assert capsys.readouterr().err == "Stopped before it was done.\n"


@pytest.mark.usefixtures("no_logs")
def test_what_comes_to_its_end_says_nothing() -> None:
    async def work() -> None:
        await asyncio.sleep(0)

    run_to_its_end(work)
