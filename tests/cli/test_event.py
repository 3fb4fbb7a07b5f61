"""`kassa event`: a file becomes an event, or says line by line why not."""

import asyncio
from pathlib import Path

import pytest

from cli import event
from db.pool import Pool
from tests.plans import settings_for_tests

FILE = """\
title: Concert
venue: {name: Hall, city: Kyiv}
starts_at: 2099-12-24 19:30
currency: UAH
tiers: [{name: A, price: 450}]
sections: [{name: Floor, capacity: 5, tier: A}]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str, redis_url: str) -> Path:
    settings = settings_for_tests(database_url=database_url, redis_url=redis_url)
    monkeypatch.setattr(event, "load_settings", lambda: settings)
    path = tmp_path / "event.yaml"
    path.write_text(FILE, "utf-8")
    return path


async def run(action: str, of: object) -> None:
    await asyncio.to_thread(event.main, action, str(of))


async def refused(action: str, of: object) -> object:
    with pytest.raises(SystemExit) as ended:
        await run(action, of)
    return ended.value.code


async def test_an_event_is_made_of_a_file(pool: Pool, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await run("import", file)
    assert capsys.readouterr().out == "✓ Concert: event 1, draft\n"
    made = await pool.fetchrow("SELECT title, status, team_id FROM events")
    assert made and tuple(made) == ("Concert", "draft", 1)
    assert await pool.fetchval("SELECT person_id FROM acts WHERE what = 'event-made'") == 2001


async def test_a_file_is_checked_and_nothing_made(pool: Pool, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await run("check", file)
    assert "nothing is wrong" in capsys.readouterr().out
    assert await pool.fetchval("SELECT count(*) FROM events") == 0


async def test_every_mistake_has_its_line(pool: Pool, file: Path) -> None:
    file.write_text(FILE.replace("450", "free").replace("capacity: 5", "capacity: 0"), "utf-8")
    for action in ("check", "import"):
        assert await refused(action, file) == (
            "✗ line 5, tiers.1.price: “free” is no price: write 450 or 450.50\n"
            "✗ line 6, sections.1.capacity: must be 1 at least"
        )
    assert await pool.fetchval("SELECT count(*) FROM events") == 0


async def test_a_file_that_is_not_there_is_one_sentence(file: Path) -> None:
    assert "No such file" in str(await refused("import", file.with_name("other.yaml")))


async def test_a_file_in_another_encoding_is_one_sentence_that_names_it(file: Path) -> None:
    file.write_bytes(FILE.replace("Concert", "Концерт").encode("cp1251"))
    assert await refused("check", file) == f"{file} is not written in UTF-8: save it so, and try again."


async def test_an_event_is_written_as_the_file_that_makes_it_again(
    pool: Pool, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await run("import", file)
    capsys.readouterr()
    await run("export", 1)
    file.write_text(capsys.readouterr().out, "utf-8")
    await run("import", file)
    assert await pool.fetchval("SELECT count(*) FROM seats WHERE event_id = 2") == 5
    assert await refused("export", 17) == "There is no event 17."
    for number in ("9223372036854775807", "9223372036854775808", "9" * 5000):
        assert await refused("export", number) == f"There is no event {number}."
    assert await refused("export", "17; DROP") == "There is no event 17; DROP."
