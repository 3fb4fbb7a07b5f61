"""A person that the bot talks to, known by the Telegram identity."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import PersonId

LANGUAGES = ("uk", "ru", "en")


class Role(StrEnum):
    BUYER = "buyer"
    DOOR = "door"
    ORGANIZER = "organizer"
    OWNER = "owner"

    def rank(self) -> int:
        """Each role may do what those before it may."""
        return list(Role).index(self)

    @property
    def may_scan(self) -> bool:
        return self is not Role.BUYER

    @property
    def may_organize(self) -> bool:
        return self in (Role.ORGANIZER, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    name: str
    username: str | None
    client_language: str  # as the client reports it: "uk", "en-GB", "" …
    chosen_language: str | None = None
    email: str | None = None  # where confirmations go as well
    has_blocked_us: bool = False
    wants_reminders: bool = True

    def language(self, default: str) -> str:
        """The language to speak: as chosen, or the client's, or the default."""
        if self.chosen_language in LANGUAGES:
            return str(self.chosen_language)
        client = self.client_language.partition("-")[0].lower()
        return client if client in LANGUAGES else default
