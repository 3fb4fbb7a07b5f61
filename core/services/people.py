"""People: who somebody is, which language they read, and who works at the door."""

from collections.abc import Callable
from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from core.domain.ids import PersonId
from core.domain.message import Channel
from core.domain.person import Person, Role, StaffMember
from core.domain.refusal import InvalidEmail, NotAllowed, PersonNotFound
from db import messages, people, selections, waitlist_entries
from db.pool import Pool, transaction

NAME_SHOWN_MAX = 64


class People:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], owner_ids: frozenset[PersonId]) -> None:
        self.pool = pool
        self.clock = clock
        self.owner_ids = owner_ids

    async def meet(self, seen: Person) -> Person:
        """Remembers who talks to us; writes only when something about them has changed."""
        known = await people.by_id(self.pool, seen.id)
        if known and (known.name, known.username, known.client_language) == (
            seen.name,
            seen.username,
            seen.client_language,
        ):
            return known
        async with transaction(self.pool) as conn:
            if seen.username:
                await people.take_username_from_others(conn, seen.id, seen.username)
            return await people.remember(conn, seen, self.clock())

    async def find(self, person_id: PersonId) -> Person | None:
        return await people.by_id(self.pool, person_id)

    async def choose_language(self, person_id: PersonId, language: str) -> None:
        await people.choose_language(self.pool, person_id, language)

    async def set_email(self, person_id: PersonId, typed: str) -> str:
        """Where confirmations go as well from now on; returns the address in its normal form."""
        try:
            address = validate_email(typed.strip(), check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise InvalidEmail from error
        await people.set_email(self.pool, person_id, address)
        return address

    async def forget_email(self, person_id: PersonId) -> None:
        await people.set_email(self.pool, person_id, None)

    async def role(self, person_id: PersonId) -> Role:
        if person_id in self.owner_ids:
            return Role.OWNER
        return await people.role(self.pool, person_id) or Role.BUYER

    async def roles(self) -> dict[PersonId, Role]:
        """Everybody who is more than a buyer."""
        staff = {member.person.id: member.role for member in await people.staff(self.pool)}
        return staff | dict.fromkeys(self.owner_ids, Role.OWNER)

    async def forget(self, person_id: PersonId) -> None:
        """Erases what we know of a person. The books keep the number of the account, and tickets stay valid."""
        async with transaction(self.pool) as conn:
            await people.erase(conn, person_id)
            await people.remove_staff(conn, person_id)
            await selections.forget_of(conn, person_id)
            await waitlist_entries.forget_of(conn, person_id)
            await messages.discard_waiting(conn, person_id, Channel.EMAIL)

    async def staff(self, owner_id: PersonId) -> list[StaffMember]:
        self.ensure_owner(owner_id)
        return await people.staff(self.pool)

    async def name_staff(self, owner_id: PersonId, who: str) -> Person:
        """Lets a person, given as `@username` or id, work at the door. They must have talked to the bot before."""
        self.ensure_owner(owner_id)
        word = who.strip().removeprefix("@")
        known = (
            await people.by_id(self.pool, PersonId(int(word)))
            if word.isdecimal() and len(word) < 19
            else await people.by_username(self.pool, word)
        )
        if known is None:
            raise PersonNotFound(who[:NAME_SHOWN_MAX])
        await people.add_staff(self.pool, known.id, Role.DOOR, owner_id, self.clock())
        return known

    async def dismiss_staff(self, owner_id: PersonId, person_id: PersonId) -> None:
        self.ensure_owner(owner_id)
        await people.remove_staff(self.pool, person_id)

    def ensure_owner(self, person_id: PersonId) -> None:
        if person_id not in self.owner_ids:
            raise NotAllowed
