"""The methods about files, chats and the bot's own looks."""

from simulator.acts import Acts, known
from simulator.store import JSON
from simulator.world import World

acts = Acts()


@acts("getFile")
async def get_file(world: World, p: JSON) -> JSON:
    return world.files.describe(p["file_id"])


@acts("getChat")
async def get_chat(world: World, p: JSON) -> JSON:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, True)}
    return known(world, p["chat_id"]).person.chat() | full


@acts("setMyCommands")
async def set_my_commands(world: World, p: JSON) -> bool:
    if chat_id := (p.get("scope") or {}).get("chat_id"):
        known(world, chat_id)
    world.profile.set_commands(p["commands"], p.get("scope"), p.get("language_code"))
    world.commands_changed()
    return True


@acts("deleteMyCommands")
async def delete_my_commands(world: World, p: JSON) -> bool:
    return bool(await set_my_commands(world, {"commands": [], **p}))


@acts("getMyCommands")
async def get_my_commands(world: World, p: JSON) -> list[JSON]:
    return world.profile.commands(p.get("scope"), p.get("language_code"))


def _text_of_the_profile(what: str, title: str) -> None:
    @acts(f"setMy{title}")
    async def set_text(world: World, p: JSON) -> bool:
        world.profile.set_text(what, p.get(what, ""), p.get("language_code"))
        return True

    @acts(f"getMy{title}")
    async def get_text(world: World, p: JSON) -> JSON:
        return {what: world.profile.text(what, p.get("language_code"))}


_text_of_the_profile("name", "Name")
_text_of_the_profile("description", "Description")
_text_of_the_profile("short_description", "ShortDescription")


@acts("setChatMenuButton")
async def set_chat_menu_button(world: World, p: JSON) -> bool:
    if "chat_id" in p:
        known(world, p["chat_id"])
    world.profile.set_menu_button(p.get("chat_id"), p.get("menu_button"))
    return True


@acts("getChatMenuButton")
async def get_chat_menu_button(world: World, p: JSON) -> JSON:
    return world.profile.menu_button(p.get("chat_id"))
