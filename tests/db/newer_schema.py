"""A plugin for the tests of the last release: wherever they migrate a database, it gets the schema of today.

pytest -p newer_schema, with this folder in PYTHONPATH, KASSA_NEWER=<the tree of today>, in the tree of the release.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest

UPGRADE = """
import ast, asyncio, sys
from db import migrate
assert migrate.__file__.startswith(sys.argv[1]), migrate.__file__
arguments, options = ast.literal_eval(sys.argv[2])
asyncio.run(migrate.upgrade(*arguments, **options))
"""


async def upgrade(*arguments: Any, **options: Any) -> None:
    """`db.migrate.upgrade` of the newer tree, in a process of its own: this one has the modules of the release."""
    tree = os.environ["KASSA_NEWER"]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", UPGRADE, tree, repr((arguments, options))),
        cwd=tree,
        env={**os.environ, "PYTHONPATH": tree},
    )
    assert await process.wait() == 0, "the newer migrations cannot be applied"


def pytest_configure(config: pytest.Config) -> None:
    sys.path.insert(0, str(Path.cwd()))
    from core import app
    from db import migrate

    for module in (app, migrate):
        assert Path(str(module.__file__)).is_relative_to(Path.cwd()), f"not of the release: {module.__file__}"
    migrate.upgrade = upgrade
