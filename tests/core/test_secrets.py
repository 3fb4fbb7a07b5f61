"""Secrets are made by chance that is meant for it, and compared so that time tells nothing of them."""

import ast
import math
from collections.abc import Iterator
from pathlib import Path

from core.domain import ticket_code
from core.services import giving, teaming

ROOT = Path(__file__).parents[2]
SECRET_NAMES = {"signature", "secret", "token", "password"}


def trees(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def compares_a_secret(node: ast.AST) -> bool:
    """By == or !=, which end at the first character that differs."""
    if not isinstance(node, ast.Compare) or not any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
        return False
    names = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in ast.walk(node)}
    return bool({name.lower().strip("_") for name in names} & SECRET_NAMES)


def calls(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_nothing_that_is_secret_is_compared_character_by_character() -> None:
    found = [name for name, tree in trees("bot", "core") if any(map(compares_a_secret, ast.walk(tree)))]
    assert found == []
    assert compares_a_secret(ast.parse("signature == self.of(body)", mode="eval").body), "it would be seen"


def test_who_checks_a_signature_does_it_in_constant_time() -> None:
    uses_hmac = {name: calls(tree) for name, tree in trees("bot", "core", "db") if "hmac" in imports(tree)}
    checks = {name for name, called in uses_hmac.items() if "hmac.compare_digest" in called}
    assert checks == {"bot/webhook.py", "core/domain/ticket_code.py", "core/services/door_list.py"}
    assert set(uses_hmac) - checks == {"core/domain/draw.py"}, "which sorts by it and checks nothing"


def imports(tree: ast.AST) -> set[str]:
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


def test_no_secret_comes_from_chance_that_can_be_foreseen() -> None:
    found = [name for name, tree in trees("bot", "core", "db") if "random" in imports(tree)]
    assert found == ["core/services/best_hold.py"], "which chooses among seats that are as good"


def test_nothing_can_be_guessed_within_the_life_of_an_event() -> None:
    """What docs/security.md reckons with, in bits."""
    assert 8 * (ticket_code.SECRET_BYTES + ticket_code.SIGNATURE_BYTES) == 144
    assert 8 * giving.SECRET_BYTES == 8 * teaming.SECRET_BYTES == 128
    assert len(ticket_code.NUMBER_ALPHABET) ** ticket_code.NUMBER_LENGTH == 2**40
    staff_a_year = 300 * 24 * 365
    assert math.log2(50_000 * staff_a_year / 2**40) < -3, "of 50 000 tickets, a year of wrong numbers at the door"
