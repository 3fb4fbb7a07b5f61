"""The tree of refusals is drawn where they are defined."""

import re

from core.domain import refusal
from core.domain.refusal import Refusal


def test_the_tree_names_every_refusal_once() -> None:
    drawn = re.findall(r"\w+", "".join(line for line in (refusal.__doc__ or "").splitlines() if "──" in line))
    defined = [one.__name__ for one in vars(refusal).values() if isinstance(one, type) and issubclass(one, Refusal)]
    assert [name for name in defined if drawn.count(name) != 1] == ["Refusal"]
