"""Rounds of traffic under faults that nobody has planned; after each, everything must be settled."""

import os
import random
import secrets
import sys
from collections import Counter
from contextlib import suppress

import pytest

from core.domain.currency import STARS
from tests.faults.conftest import OpenStage
from tests.faults.disturbances import LONG, SHORT
from tests.faults.hours import charges_grow_old, claims_run_out
from tests.faults.outcome import assert_everything_is_settled
from tests.faults.stage import Stage
from tests.faults.traffic import traffic
from tests.faults.visits import (
    HALL_ROWS,
    SEATS_IN_ROW,
    Visit,
    buys,
    is_declined_first,
    pays_too_late,
    pays_twice,
    picks_seats,
    stops_the_bot,
)

ROUNDS = int(os.environ.get("KASSA_FAULT_ROUNDS", "1"))
"""Of random faults; `make chance` runs many more."""
SEED = int(os.environ.get("KASSA_FAULT_SEED", secrets.randbelow(10**6)))
ROUNDS_A_DAY = 10
"""Then everything begins anew: what people and Telegram remember would fill the memory."""
SOME_TIME = 10.0
"""Seconds. Longest from one disturbance to the next."""
SETTLED_WITHIN = 90.0
Capture = pytest.CaptureFixture[str]


async def test_whatever_happens_every_charge_has_one_outcome(open_stage: OpenStage, capsys: Capture) -> None:
    chance, tally = random.Random(SEED), Counter[str]()
    say(capsys, f"\n{ROUNDS} rounds with KASSA_FAULT_SEED={SEED}")
    for first in range(0, ROUNDS, ROUNDS_A_DAY):
        async with open_stage() as stage:
            for _ in range(first, min(first + ROUNDS_A_DAY, ROUNDS)):
                tally += await a_round(stage, chance)
                say(capsys, ".")
    say(capsys, "\n" + "\n".join(f"{count:7} {what}" for what, count in tally.items()) + "\n")
    assert tally["charges"] >= ROUNDS


async def a_round(stage: Stage, chance: random.Random) -> Counter[str]:
    """What there was of everything."""
    happened = chance.choices(SHORT if ROUNDS < ROUNDS_A_DAY else LONG, k=chance.randint(1, 3))
    stage.events.clear()
    stage.interruptions = 0
    try:
        async with traffic(stage, *await the_visits(stage, chance)) as people:
            for disturb in happened:
                with suppress(AssertionError):  # what happened before may keep everybody from buying
                    await people.until_charged(chance.randint(1, 4), within=SOME_TIME)
                await disturb(stage, chance)
            stage.heal()
            await people.until_charged(1)
        await time_passes(stage)
        books = await assert_everything_is_settled(stage, SETTLED_WITHIN)
    except Exception as error:
        error.add_note(f"KASSA_FAULT_SEED={SEED}: {[disturb.__name__ for disturb in happened]}\n{stage.logs()}")
        raise
    return Counter(
        charges=len(books.charges),
        tickets=len(books.tickets),
        refunds=len(books.refunds),
        **{f"payments {outcome}": count for outcome, count in people.outcomes.items()},
    ) + Counter(disturb.__name__.replace("_", " ") for disturb in happened)


async def the_visits(stage: Stage, chance: random.Random) -> list[Visit]:
    """Mostly plain ones, in both currencies; in a random order that comes round."""
    cards, stars = await stage.event(capacity=1000), await stage.event(STARS, capacity=1000)
    hall = await stage.hall(HALL_ROWS, SEATS_IN_ROW)
    visits = [
        *(buys(event, quantity) for event in (cards, stars) for quantity in (1, 2, 4)),
        *(pays_too_late(stage, currency, chance) for currency in ("UAH", STARS)),
        *(picks_seats(hall, chance) for _ in range(3)),
        *(visit(event) for visit in (is_declined_first, pays_twice, stops_the_bot) for event in (cards, stars)),
    ]
    chance.shuffle(visits)
    return visits


async def time_passes(stage: Stage) -> None:
    """Until every claim has run out."""
    await stage.kill_bot()
    await claims_run_out(stage.pool)
    await charges_grow_old(stage.pool)
    await stage.bot.start()
    await stage.everybody_comes_back()


def say(capsys: Capture, words: str) -> None:
    with capsys.disabled():
        sys.stdout.write(words)
        sys.stdout.flush()
