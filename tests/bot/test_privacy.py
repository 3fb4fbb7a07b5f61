"""`/forget_me`: what is personal goes, the books stay, and the tickets stay valid."""

from aiogram.types import BotCommandScopeChat

from bot.commands import introduce_bot
from core.domain.ids import PersonId
from db.pool import Pool
from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_returns import two_in_row_a
from tests.plans import Clock, plan
from tests.teams import hire


async def commands_of(kassa: Kassa, somebody: Somebody) -> list[str]:
    """Of the menu that Telegram shows them."""
    return [one.command for one in await kassa.bot.get_my_commands(BotCommandScopeChat(chat_id=somebody.id))]


async def test_what_is_personal_is_erased_and_the_books_stay(
    kassa: Kassa, pool: Pool, clock: Clock, ann: Somebody, owner: Somebody
) -> None:
    concert = await kassa.app.organizing.create_event(plan())
    numbers = await two_in_row_a(ann, concert)
    await kassa.app.people.set_email(PersonId(ann.id), "ann@example.org")
    await hire(kassa.app, ann.id)
    await introduce_bot(kassa.bot, kassa.app.rights, "en")
    assert "door" in await commands_of(kassa, ann)
    await ann.say("/forget_me")
    assert "Your 2 tickets stay valid" in ann.screen
    assert "You also leave your teams, waiting lists and queues." in ann.screen
    await ann.tap("Yes, erase")
    assert "Your data is erased" in ann.screen
    assert "door" not in await commands_of(kassa, ann) and "tickets" in await commands_of(kassa, ann)

    row = await pool.fetchrow("SELECT * FROM people WHERE id = $1", ann.id)
    assert row is not None
    assert (row["name"], row["username"], row["client_language"], row["email"]) == ("", None, "", None)
    everything = "".join(
        [str(record) for table in ("people", "members", "selections") for record in await pool.fetch(f"TABLE {table}")]
    )
    assert "ann" not in everything.lower()
    await assert_books_balance(pool, concert, clock())
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(numbers[0])
    assert "ADMITTED" in owner.screen


async def test_nothing_is_erased_before_it_is_confirmed(kassa: Kassa, ann: Somebody) -> None:
    await ann.say("/forget_me")
    await ann.tap("‹ Menu")
    person = await kassa.app.people.find(PersonId(ann.id))
    assert person and person.name == "Ann"


async def test_whoever_writes_again_is_met_anew(kassa: Kassa, ann: Somebody) -> None:
    await ann.say("/forget_me")
    await ann.tap("Yes, erase")
    await ann.say("/start")
    assert "Hello, Ann!" in ann.screen
