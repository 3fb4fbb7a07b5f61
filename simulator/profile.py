"""What the bot says about itself: commands by scope and language, names, descriptions, menu buttons."""

import re

from simulator.errors import bad_request
from simulator.store import JSON, Store

COMMANDS_MAX = 100
NAME_LENGTHS = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._commands: dict[str, list[JSON]] = dict(store.all("commands"))
        self._texts: dict[str, str] = dict(store.all("profile"))
        self._menus: dict[int, JSON] = dict(store.all("menu"))

    def set_commands(self, commands: list[JSON], scope: JSON | None, language: str | None) -> None:
        if len(commands) > COMMANDS_MAX:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            command["command"] = command["command"].removeprefix("/")
            if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        key = _key(scope, _checked(language))
        if commands:
            self._commands[key] = commands
            self._store.put("commands", key, commands)
        elif self._commands.pop(key, None):
            self._store.drop("commands", key)

    def commands(self, scope: JSON | None, language: str | None) -> list[JSON]:
        return self._commands.get(_key(scope, _checked(language)), [])

    def menu_for(self, person_id: int, language: str | None) -> list[JSON]:
        """The first that is set: this chat, all private chats, everybody; each in the language, then in any."""
        spoken = (language or "").partition("-")[0]
        for scope in ({"type": "chat", "chat_id": person_id}, {"type": "all_private_chats"}, None):
            for code in (spoken, ""):
                if found := self._commands.get(_key(scope, code)):
                    return found
        return []

    def set_text(self, what: str, text: str, language: str | None) -> None:
        if len(text) > NAME_LENGTHS[what]:
            raise bad_request(f"{what.replace('_', ' ')} is too long")
        key = f"{what} {_checked(language)}"
        self._texts[key] = text
        self._store.put("profile", key, text)

    def text(self, what: str, language: str | None) -> str:
        return self._texts.get(f"{what} {_checked(language)}") or self._texts.get(f"{what} ", "")

    def set_menu_button(self, chat_id: int | None, button: JSON | None) -> None:
        self._menus[chat_id or 0] = button or {"type": "default"}
        self._store.put("menu", chat_id or 0, self._menus[chat_id or 0])

    def menu_button(self, chat_id: int | None) -> JSON:
        return self._menus.get(chat_id or 0) or self._menus.get(0, {"type": "commands"})


def _key(scope: JSON | None, language: str) -> str:
    scope = scope or {"type": "default"}
    place = " ".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope)
    return f"{place}/{language}"


def _checked(code: str | None) -> str:
    """A language that texts and commands can be for: any is the empty one."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code or ""
