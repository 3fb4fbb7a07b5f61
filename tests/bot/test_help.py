"""The help: a page for each thing that buyers ask about, in their language; what it names is there."""

import re

import pytest
from aiogram.filters import Command

from bot.callbacks import HelpTopic
from bot.texts import texts
from core.domain.person import LANGUAGES
from tests.bot.telegram import Kassa, Somebody

LINES_MAX = 30
"""Of a phone, about 40 characters each: what is longer nobody reads."""


def commands(kassa: Kassa) -> set[str]:
    """Those that the bot answers."""
    return {
        str(command)
        for router in kassa.dispatcher.chain_tail
        for handler in router.message.handlers
        for one in handler.filters or []
        if isinstance(one.callback, Command)
        for command in one.callback.commands
    }


async def read_help(reader: Somebody, language: str) -> dict[HelpTopic, str]:
    """Each page, by way of its button and back."""
    t, pages = texts(language), {}
    await reader.say("/help")
    for topic in HelpTopic:
        await reader.tap(t.plain(f"help-{topic}-button"))
        pages[topic] = reader.screen
        assert reader.buttons == [t.plain("back"), t.plain("home")]
        await reader.tap(t.plain("back"))
    return pages


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_page_of_the_help_is_a_tap_away_and_short(kassa: Kassa, language: str) -> None:
    reader = await kassa.meet("Ann", language)
    pages = await read_help(reader, language)
    assert len(set(pages.values())) == len(HelpTopic)
    for page in (*pages.values(), reader.screen):
        assert sum(-(-len(line) // 40) or 1 for line in page.splitlines()) <= LINES_MAX, page
    assert len(kassa.telegram.calls("sendMessage")) == 2, "the menu and the help, which changes in place"


@pytest.mark.parametrize("sends_email", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_that_the_help_names_is_answered(kassa: Kassa, language: str, sends_email: bool) -> None:
    """Letters only where there are any."""
    kassa.dispatcher["sends_email"] = sends_email
    reader = await kassa.meet("Ann", language)
    said = "\n".join([*(await read_help(reader, language)).values(), reader.screen])
    named = set(re.findall(r"/([a-z_]+)", said))
    letters = {"email"} if sends_email else set()
    assert {"events", "tickets", "proof", "support", "language", "reminders", "forget_me", "terms"} | letters == named
    assert named <= commands(kassa)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_buttons_are_named_as_they_are_labelled(kassa: Kassa, language: str) -> None:
    t = texts(language)
    pages = await read_help(await kassa.meet("Ann", language), language)
    named = {
        HelpTopic.FIND: ("event-remind",),
        HelpTopic.SEATS: ("hall-accessible-show", "order-change", "order-release"),
        HelpTopic.PAY: ("promo-code-button",),
        HelpTopic.TICKETS: ("gift-button", "return-button"),
        HelpTopic.WAITING: ("waitlist-button", "queue-join"),
    }
    for topic, keys in named.items():
        for key in keys:
            assert t.plain(key) in pages[topic]
