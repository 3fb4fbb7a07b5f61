"""What happens to the machines, at random: each of these leaves everything running again, or heals within its round."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Literal

from simulator.faults import Fault, Kind
from tests.faults.halts import SERVER_IS_GONE, Halt, halted
from tests.faults.stage import Stage

Disturbance = Callable[[Stage, random.Random], Awaitable[None]]
METHODS = [
    *("answerPreCheckoutQuery", "editMessageText", "sendPhoto", "sendMessage", "deleteMessage", "sendInvoice"),
    *("refundStarPayment", "getUpdates", "getStarTransactions", "answerCallbackQuery"),
]
LONGER_THAN_A_PRE_CHECKOUT_WAITS = 12.0
LONGER_THAN_THE_BOT_WAITS = 65.0


async def bot_killed(stage: Stage, chance: random.Random) -> None:
    await stage.kill_bot()
    await asyncio.sleep(chance.uniform(0, 1))
    await stage.bot.start()


async def bot_killed_at_a_step(stage: Stage, chance: random.Random) -> None:
    """Where somebody comes to it in time."""
    async with halted(stage.pool, chance.choice(list(Halt))) as there:
        with suppress(AssertionError):
            await there.reached(within=2.0)
        await stage.kill_bot()
        if chance.random() < 0.5:
            await there.lose()
    await stage.bot.start()


async def bot_restarted_in_order(stage: Stage, chance: random.Random) -> None:
    await stage.restart_bot()


async def scheduler_killed(stage: Stage, chance: random.Random) -> None:
    await stage.scheduler.kill()
    await asyncio.sleep(chance.uniform(0, 1))
    await stage.scheduler.start()


async def postgresql_killed(stage: Stage, chance: random.Random) -> None:
    await stage.kill(stage.engines.postgres)
    await asyncio.sleep(chance.uniform(0, 2))
    await stage.engines.postgres.begin()


async def postgresql_restarted_in_order(stage: Stage, chance: random.Random) -> None:
    await stage.end(stage.engines.postgres)
    await stage.engines.postgres.begin()


async def postgresql_hangs(stage: Stage, chance: random.Random) -> None:
    """And something else may happen meanwhile."""
    await _hang_while(stage, chance, [bot_killed, line_cut, valkey_killed])


async def postgresql_hangs_and_bots_live(stage: Stage, chance: random.Random) -> None:
    await _hang_while(stage, chance, [line_cut, valkey_killed])


async def _hang_while(stage: Stage, chance: random.Random, others: Sequence[Disturbance]) -> None:
    stage.interruptions += 1
    stage.engines.postgres.pause()
    try:
        await asyncio.sleep(chance.uniform(0.2, 3))
        if chance.random() < 0.5:
            await chance.choice(others)(stage, chance)
    finally:
        stage.engines.postgres.resume()


async def connections_to_postgresql_break(stage: Stage, chance: random.Random) -> None:
    stage.interruptions += 1
    with suppress(*SERVER_IS_GONE):  # ours may be among them
        await stage.pool.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        )


async def valkey_killed(stage: Stage, chance: random.Random) -> None:
    await stage.kill(stage.engines.valkey)
    await asyncio.sleep(chance.uniform(0, 2))
    await stage.engines.valkey.begin()


async def valkey_hangs(stage: Stage, chance: random.Random) -> None:
    stage.engines.valkey.pause()
    await asyncio.sleep(chance.uniform(0.2, 3))
    stage.engines.valkey.resume()


async def line_cut(stage: Stage, chance: random.Random) -> None:
    stage.cut_the_line()


async def line_down(stage: Stage, chance: random.Random) -> None:
    stage.wire.is_down = True
    stage.cut_the_line()
    await asyncio.sleep(chance.uniform(0.2, 2))
    stage.wire.is_down = False


async def telegram_fails(stage: Stage, chance: random.Random) -> None:
    """Some calls meet faults. What is not answered hangs until the round ends."""
    kinds: list[Kind] = ["error", "error", "drop", "silence"]
    moments: list[Literal["before", "after"]] = ["before", "after"]
    for method in chance.sample(METHODS, 3):
        stage.telegram.faults.add(
            Fault(
                chance.choice(kinds),
                method,
                code=chance.choice([429, 500, 502]),
                when=chance.choice(moments),
                count=chance.randint(1, 3),
            )
        )


async def payments_told_twice_or_late(stage: Stage, chance: random.Random) -> None:
    kinds: list[Kind] = ["payment_twice", "payment_late"]
    stage.telegram.faults.add(Fault(chance.choice(kinds), count=chance.randint(1, 4), seconds=chance.uniform(0, 2)))


async def postgresql_hangs_long(stage: Stage, chance: random.Random) -> None:
    stage.interruptions += 1
    stage.engines.postgres.pause()
    await asyncio.sleep(LONGER_THAN_A_PRE_CHECKOUT_WAITS)
    stage.engines.postgres.resume()


async def telegram_silent_until_the_bot_gives_up(stage: Stage, chance: random.Random) -> None:
    stage.telegram.faults.add(Fault("silence", chance.choice(METHODS)))
    await asyncio.sleep(LONGER_THAN_THE_BOT_WAITS)


SHORT: list[Disturbance] = [
    bot_killed,
    bot_killed_at_a_step,
    bot_restarted_in_order,
    scheduler_killed,
    postgresql_killed,
    postgresql_restarted_in_order,
    postgresql_hangs,
    connections_to_postgresql_break,
    valkey_killed,
    valkey_hangs,
    line_cut,
    line_down,
    telegram_fails,
    payments_told_twice_or_late,
]
LONG: list[Disturbance] = [*SHORT * 3, postgresql_hangs_long, telegram_silent_until_the_bot_gives_up]
