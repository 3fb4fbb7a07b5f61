"""The page for operators knows every alarm, and the doctor as it is. What holds for every page: test_documents.py."""

import re

from cli.checkup import house_checks
from core.domain.alarm import Trouble
from tests.docs.documents import ROOT, Document

OPERATIONS = Document(ROOT / "docs" / "operations.md")


def test_every_alarm_has_its_chapter() -> None:
    assert {str(trouble) for trouble in Trouble} <= OPERATIONS.anchors


def test_every_line_of_the_doctor_that_is_named_is_printed() -> None:
    named = set(re.findall(r"lines? `([a-z-]+)`", OPERATIONS.text))
    assert named <= {name for name, _ in house_checks()} | {"telegram", "lag", "redis"} and len(named) > 4
