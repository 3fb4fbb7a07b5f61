"""What the operator's pages name is there: commands, their options, settings, figures, alarms and headings."""

import argparse
import re
from pathlib import Path

import pytest

from bot.commands import FOR_ROLE
from cli.__main__ import build_parser
from cli.checkup import house_checks
from core.domain.alarm import Trouble
from core.metrics import Metrics
from core.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / f"{name}.md").read_text() for name in ("operations", "backup")}
CODE = re.compile(r"`([^`\n]+)`|^\$ (.+)$", re.MULTILINE)
NOT_OURS = {"PGPASSFILE", "CRITICAL"}
"""Words in capitals that are no settings of ours."""


def code(page: str) -> list[str]:
    """What stands there to be typed."""
    return ["".join(found) for found in CODE.findall(PAGES[page])]


def parsers() -> dict[str, argparse.ArgumentParser]:
    choices = next(one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(choices.choices)


def headings(page: str) -> set[str]:
    return {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", (DOCS / f"{page}.md").read_text(), re.MULTILINE)
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_is_one_of_ours(page: str) -> None:
    known, named = parsers(), 0
    for text in code(page):
        for command, rest in re.findall(r"\bkassa ([a-z]+)([^;&|]*)", text):
            assert command in known, text
            options = set(re.findall(r"(?<!\S)--[a-z-]+", rest))
            assert options <= {option for action in known[command]._actions for option in action.option_strings}, text
            named += 1
    assert named > 5


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_is_one_of_ours(page: str) -> None:
    typed = [text for text in code(page) if not text.startswith(("psql", "SELECT", "CREATE"))]
    named = {name for text in typed for name in re.findall(r"(?<![A-Z_$])[A-Z]+(?:_[A-Z]+)+\b|PGPASSFILE", text)}
    assert named - NOT_OURS <= {name.upper() for name in Settings.model_fields}
    assert named - NOT_OURS


@pytest.mark.parametrize("page", PAGES)
def test_every_word_to_the_bot_and_every_figure_is_there(page: str) -> None:
    commands = {name for names in FOR_ROLE.values() for name in names}
    typed = {name for text in code(page) for name in re.findall(r"^/([a-z_]+)$", text)}
    assert typed <= commands and len(typed) > 2
    figures = {metric.name for metric in Metrics().registry.collect()}
    assert {name for text in code(page) for name in re.findall(r"^kassa_[a-z_]+", text)} <= figures | {"kassa_restored"}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        if not target.startswith("http"):
            file, _, heading = target.partition("#")
            name = file.removesuffix(".md") or page
            assert (DOCS / f"{name}.md").exists(), target
            assert not heading or heading in headings(name), target


def test_every_alarm_has_its_chapter() -> None:
    assert {str(trouble) for trouble in Trouble} <= headings("operations")


def test_every_line_of_the_doctor_that_is_named_is_printed() -> None:
    named = set(re.findall(r"lines? `([a-z-]+)`", PAGES["operations"]))
    assert named <= {name for name, _ in house_checks()} | {"telegram", "lag", "redis"} and len(named) > 4


def test_every_test_that_a_page_names_is_there() -> None:
    for page in PAGES.values():
        for name in re.findall(r"`(tests/[^`]+)`", page):
            assert (DOCS.parent / name).exists(), name
