"""A process that leaks is found out, by looking at it from outside."""

import asyncio
from pathlib import Path

import pytest

from tests.faults import databases
from tests.faults.nursery import Nursery
from tests.faults.servers import Engines
from tests.faults.stage import set_stage
from tests.soak.houses import ANY_PORT, House
from tests.soak.judging import LIMITS, trends
from tests.soak.resting import Rest, at_rest
from tests.soak.samples import Sampler

QUICK = 0.2


@pytest.mark.parametrize(
    ("leak", "found"),
    [("tasks", "tasks at rest"), ("connections", "keeps"), ("memory", "memory, MB"), ("", "")],
)
async def test_a_leak_has_a_name(
    own_engines: Engines, nursery: Nursery, halting_template: str, tmp_path: Path, leak: str, found: str
) -> None:
    """Nothing is said of one that does not leak."""
    bot = f"tests.soak.leaking {leak} bot" if leak else "bot"
    name = await databases.copy_of(own_engines, halting_template)
    async with set_stage(own_engines, nursery, name, tmp_path, bot=bot, metrics_port=ANY_PORT) as stage:
        house = House("apart", stage, {"bot": stage.bot}, {"scheduler": stage.scheduler}, ())
        sampler = Sampler([house], own_engines)
        looking = asyncio.create_task(sampler.run(QUICK))
        looks = [await at_rest(sampler, [house], QUICK) for _ in range(4)]
        looking.cancel()
        await sampler.close()
    steep = [
        f"{one.life}: {one.figure}"
        for one in trends(sampler.lives, {"memory, MB": LIMITS["memory, MB"]})
        if not one.is_flat
    ]
    said = [words for words in (*Rest(looks[0]).left_over(looks[-1]), *steep) if words.startswith("bot")]
    assert bool(said) == bool(leak), said
    assert found in " ".join(said)
