"""What a document of this repository names: its links, its headings, and whatever stands in it as code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^ *```.*?\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
LINK = re.compile(r"\]\(([^()\s]+)\)|(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def prose(self) -> str:
        """Without its blocks of code."""
        return FENCE.sub("", self.text)

    @cached_property
    def spans(self) -> list[str]:
        """What is code within a sentence."""
        return [" ".join(span.split()) for span in SPAN.findall(self.prose)]

    @cached_property
    def code(self) -> list[str]:
        """Spans, and the lines of blocks without their comments."""
        lines = [line for block in FENCE.findall(self.text) for line in block.replace("\\\n", " ").splitlines()]
        return [*self.spans, *(line.strip().removeprefix("$ ").partition(" #")[0] for line in lines)]

    @cached_property
    def links(self) -> list[str]:
        return [link or source for link, source in LINK.findall(self.prose)]

    @cached_property
    def anchors(self) -> set[str]:
        """Of its headings, as GitHub names them."""
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(self.prose)}

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))


def documents() -> list[Document]:
    paths = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [Document(path) for path in paths]


def sources() -> Iterator[Path]:
    """Whatever of ours a document may name something of."""
    folders = ("bot", "core", "db", "cli", "scheduler", "rehearsal", "simulator", "benchmarks", "tests", "docs")
    for folder in folders:
        for kind in ("py", "sql", "js", "service", "sh"):
            yield from (ROOT / folder).rglob(f"*.{kind}")
    for name in ("Makefile", "compose.yaml", "Dockerfile", "Caddyfile", "pyproject.toml", ".env.example", ".ci/run"):
        yield ROOT / name
