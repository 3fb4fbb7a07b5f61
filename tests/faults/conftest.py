"""Servers and a nursery for each test process; for each test a stage with a database and a Telegram of its own."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest

from tests.conftest import temporary_base
from tests.faults import databases, servers
from tests.faults.nursery import Nursery
from tests.faults.nursery import nursery as open_nursery
from tests.faults.servers import Engines
from tests.faults.stage import Stage, set_stage

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """aiohttp warns of itself when a picture comes in pieces; as an error, that would be one more fault of Telegram."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"))


@pytest.fixture(scope="session")
async def own_engines() -> AsyncIterator[Engines]:
    with temporary_base() as base:
        async with servers.engines(base) as engines:
            yield engines


@pytest.fixture(scope="session")
async def nursery() -> AsyncIterator[Nursery]:
    async with open_nursery() as opened:
        yield opened


@pytest.fixture(scope="session")
async def halting_template(own_engines: Engines) -> str:
    return await databases.make_template(own_engines)


class OpenStage(Protocol):
    def __call__(self) -> AbstractAsyncContextManager[Stage]: ...


@pytest.fixture
def open_stage(own_engines: Engines, nursery: Nursery, halting_template: str, tmp_path: Path) -> OpenStage:
    """Opens stages, each with a database and a Telegram of its own."""

    @asynccontextmanager
    async def open_one() -> AsyncIterator[Stage]:
        name = await databases.copy_of(own_engines, halting_template)
        async with set_stage(own_engines, nursery, name, tmp_path) as stage:
            yield stage
            for engine in (own_engines.postgres, own_engines.valkey):
                await engine.heal()
        await databases.drop(own_engines, name)

    return open_one


@pytest.fixture
async def stage(open_stage: OpenStage) -> AsyncIterator[Stage]:
    async with open_stage() as opened:
        yield opened
