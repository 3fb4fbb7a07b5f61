"""What the documents name is there: commands, settings, files, links, and the words of the code."""

import argparse
import re
from functools import cache

import pytest
from aiogram.filters import Command

from bot.dispatcher import PARTS
from cli.__main__ import COMMANDS, build_parser
from core.metrics import Metrics
from core.settings import Settings
from tests.docs.documents import ROOT, Document, documents, sources

ABOUT_THE_CODE = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "docs/protection.md")
"""Others name settings of PostgreSQL and options of systemd too; a decision says what was so when it was taken."""
NO_FIGURES = {"kassa_rehearsal_", "kassa_restored"}
"""They are databases."""
PICTURE_BYTES_MAX = 80_000
SETTING = re.compile(r"(?<![\w$<-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w-])")
OF_BOTFATHER = {"revoke", "setinline"}
SIGNS_FROM = 0x2000
"""Letters are below, and what buttons begin with is above."""
ELSEWHERE = ("http://", "https://", "mailto:", "tg://")

every_document = pytest.mark.parametrize("document", documents(), ids=lambda one: one.name)


@cache
def source_text() -> str:
    return "\n".join(path.read_text("utf-8") for path in sources() if path.exists())


@cache
def source_words() -> frozenset[str]:
    names = {word for path in sources() for word in path.name.split(".")}
    return frozenset(names | set(re.findall(r"\w+", source_text())))


@cache
def bot_commands() -> frozenset[str]:
    """Those that a handler answers."""
    routers = [part.build_router() for part in PARTS]
    filters = [
        one.callback for router in routers for handler in router.message.handlers for one in handler.filters or []
    ]
    return frozenset(str(name) for one in filters if isinstance(one, Command) for name in one.commands)


# --- Commands


@every_document
def test_every_command_of_kassa_is_there(document: Document) -> None:
    named = {name for code in document.code for name in re.findall(r"(?:^|[;&|] *| )kassa ([a-z]+)\b", code)}
    assert named - COMMANDS.keys() == set()


@every_document
def test_every_option_of_a_command_is_there(document: Document) -> None:
    [choices] = [one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)]
    for code in document.code:
        for name, given in re.findall(r"\bkassa ([a-z]+)([^;&|]*)", code):
            if options := set(re.findall(r"(?<!\S)--[a-z-]+", given)):
                known = {option for action in choices.choices[name]._actions for option in action.option_strings}
                assert options - known == set(), code


@every_document
def test_every_option_that_stands_alone_is_one_of_ours(document: Document) -> None:
    for span in document.spans:
        if re.fullmatch(r"--[a-z-]+", span):
            assert f'"{span}"' in source_text(), span


@every_document
def test_every_module_that_is_run_is_there(document: Document) -> None:
    for code in document.code:
        for module in re.findall(r"python3? -m ([\w.]+)", code):
            path = ROOT / module.replace(".", "/")
            if path.parent != ROOT or path.is_dir():  # others are of Python, or of a library
                assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), code


@every_document
def test_every_target_of_make_is_there(document: Document) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for code in document.code for name in re.findall(r"(?:^|[ ;&|])make ([a-z]+)", code)}
    assert named - targets == set()


@every_document
def test_every_command_of_the_bot_is_answered(document: Document) -> None:
    for span in document.spans:
        if found := re.fullmatch(r"/([a-z_]+)(?: [^/]*)?", span):
            is_served = f'"/{found[1]}"' in source_text()  # for machines, such as /metrics
            assert found[1] in bot_commands() | OF_BOTFATHER or is_served, span


@every_document
def test_every_button_of_the_chat_is_there(document: Document) -> None:
    """Named in bold with its sign, as its label begins in English."""
    phrases = (ROOT / "locales" / "en.ftl").read_text("utf-8")
    for bold in re.findall(r"\*\*([^*\n]+)\*\*", document.prose):
        for label in bold.split(" → "):
            if ord(label[0]) > SIGNS_FROM:
                assert label in phrases, label


# --- Settings


@every_document
def test_every_setting_is_there(document: Document) -> None:
    settings = {name.upper() for name in Settings.model_fields}
    named = {name for code in document.code for name in SETTING.findall(code)}
    assert named - settings - source_words() == set()


@every_document
def test_every_figure_of_the_metrics_is_there(document: Document) -> None:
    known = {metric.name for metric in Metrics().registry.collect()}
    for span in document.spans:
        if found := re.match(r"(kassa_[a-z_]+)", span):
            assert found[1].removesuffix("_total") in known | NO_FIGURES, span


def test_the_example_of_settings_has_all_of_them_and_no_others() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    only_for_compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))
    settings = {name.upper() for name in Settings.model_fields}
    assert settings - named == set()
    assert {name for name in named - settings - only_for_compose if not name.startswith("COMPOSE_")} == set()


# --- Files and links


@every_document
def test_every_link_leads_somewhere(document: Document) -> None:
    for link in document.links:
        if link.startswith(ELSEWHERE):
            continue
        place, _, anchor = link.partition("#")
        target = (document.path.parent / place).resolve() if place else document.path
        assert target.exists(), link
        if anchor:
            assert anchor in Document(target).anchors, link


@every_document
def test_every_file_is_there(document: Document) -> None:
    """Named by its path from the root, perhaps without `.py`, or with what is in it: `db/holds.lock_seats`."""
    ours = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ("build", "dist")}
    for span in document.spans:
        found = re.fullmatch(r"([a-z_.]+)/[\w./*-]*", span)
        if found and found[1] in ours:
            assert is_there(span), span


def is_there(name: str) -> bool:
    place = name.rstrip("/")
    if any(True for _ in ROOT.glob(place)) or (ROOT / f"{place}.py").exists():
        return True
    file, *words = re.split(r"\.(?=\w+(?:\.|$))", place)
    path = ROOT / f"{file}.py"
    return bool(words) and path.exists() and all(re.search(rf"\b{word}\b", path.read_text()) for word in words)


@pytest.mark.parametrize("name", ABOUT_THE_CODE)
def test_every_word_of_the_code_is_in_the_code(name: str) -> None:
    """`Checkin.scan`, `lock_seats`: what was renamed has to be renamed here too."""
    for span in Document(ROOT / name).spans:
        is_name = re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\(\))?", span)
        if is_name and re.search(r"[._]|[a-z][A-Z]", span) and not (ROOT / span).exists():
            assert set(re.findall(r"\w+", span)) <= source_words(), span


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        if path.is_dir():
            ahead.extend(path.glob("*.md"))
        elif path.suffix == ".md":
            links = (link.partition("#")[0] for link in Document(path).links if not link.startswith(ELSEWHERE))
            ahead.extend((path.parent / link).resolve() for link in links if link)
    assert {document.path for document in documents()} - seen - {ROOT / "README.md"} == set()


def test_every_picture_is_shown_and_small() -> None:
    shown = {(one.path.parent / link).resolve() for one in documents() for link in one.links}
    pictures = set((ROOT / "docs" / "pictures").iterdir())
    assert pictures - shown == set()
    assert [path.name for path in pictures if path.suffix == ".jpg" and path.stat().st_size > PICTURE_BYTES_MAX] == []
