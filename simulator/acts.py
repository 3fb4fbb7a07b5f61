"""How the methods of the Bot API are registered, and how they find a chat."""

from collections.abc import Awaitable, Callable
from typing import Any

from simulator.chats import Chat
from simulator.errors import bad_request, forbidden
from simulator.store import JSON
from simulator.world import World

Act = Callable[[World, JSON], Awaitable[Any]]


class Acts(dict[str, Act]):
    """`acts = Acts()`, then `@acts("sendMessage")`; the parameters have been checked when an act gets them."""

    def __call__(self, name: str) -> Callable[[Act], Act]:
        def register(act: Act) -> Act:
            self[name.lower()] = act
            return act

        return register


def reachable(world: World, p: JSON) -> Chat:
    """The chat, if the bot may write there."""
    chat = known(world, p["chat_id"])
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def known(world: World, chat_id: object) -> Chat:
    chat = world.find_chat(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat
