"""People: who somebody is, which language they read, and where else they want their tickets."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from core.domain.contact import email_address, shared_number
from core.domain.ids import PersonId
from core.domain.message import Channel
from core.domain.person import Person
from core.domain.refusal import NotOwnContact
from core.services.group_commit import Batches
from core.services.loader import Loader
from db import (
    answers,
    event_drafts,
    findings,
    invitations,
    messages,
    people,
    protection,
    queue_entries,
    report_choices,
    sale_reminders,
    selections,
    teams,
    tickets,
    waitlist_entries,
)
from db.pool import Pool, transaction
from db.queue_ranks import QueueRanks


class People:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], readings: Batches, ranks: QueueRanks) -> None:
        self.pool = pool
        self.clock = clock
        self.ranks = ranks
        self._known = Loader(partial(people.by_ids, pool), readings)

    async def meet(self, seen: Person) -> Person:
        """Remembers who talks to us; writes only when something about them has changed."""
        known = await self._known.get(seen.id)
        if known and (known.name, known.username, known.client_language) == (
            seen.name,
            seen.username,
            seen.client_language,
        ):
            return known
        try:
            return await self._remember(seen)
        except people.UsernameTaken:
            return await self._remember(seen)

    async def find(self, person_id: PersonId) -> Person | None:
        return await self._known.get(person_id)

    async def choose_language(self, person_id: PersonId, language: str) -> None:
        await people.choose_language(self.pool, person_id, language)

    async def set_email(self, person_id: PersonId, typed: str) -> str:
        """Where confirmations go as well from now on; returns the address in its normal form."""
        address = email_address(typed)
        await people.set_email(self.pool, person_id, address)
        return address

    async def forget_email(self, person_id: PersonId) -> None:
        await people.set_email(self.pool, person_id, None)

    async def share_phone(self, person_id: PersonId, number: str, owner_id: PersonId | None) -> None:
        """The number that Telegram has of this person; what is typed is none."""
        if owner_id != person_id:
            raise NotOwnContact
        await people.set_phone(self.pool, person_id, shared_number(number))

    async def forget(self, person_id: PersonId) -> None:
        """Erases what we know of a person. The books keep the number of the account, and tickets stay valid."""
        async with transaction(self.pool) as conn:
            await people.erase(conn, person_id)
            await teams.remove_everywhere(conn, person_id)
            await invitations.revoke_of(conn, person_id, None, self.clock())
            await event_drafts.remove(conn, person_id)
            await selections.forget_of(conn, person_id)
            await tickets.forget_pictures_of(conn, person_id)  # they show names
            await answers.forget_of(conn, person_id)
            await waitlist_entries.forget_of(conn, person_id)
            queues = await queue_entries.forget_of(conn, person_id)
            await protection.forget_claims(conn, person_id)
            await report_choices.forget_of(conn, person_id)
            await findings.forget_of(conn, person_id)
            await sale_reminders.forget_of(conn, person_id)
            await messages.discard_waiting(conn, person_id, Channel.EMAIL)
            await messages.forget_failures(conn, person_id)
        for event_id in queues:
            await self.ranks.remove(event_id, person_id)

    async def _remember(self, seen: Person) -> Person:
        async with transaction(self.pool) as conn:
            if seen.username:
                await people.take_username_from_others(conn, seen.id, seen.username)
            return await people.remember(conn, seen, self.clock())
