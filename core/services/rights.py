"""Rights: who may do what. Every use case that is not for buyers asks here first.

The owners of the settings may do everything. An organizer may do everything with the events of the own team, door staff
may check its tickets.
"""

from collections.abc import Sequence

from core.domain.event import Event
from core.domain.ids import EventId, PersonId, TeamId
from core.domain.person import Role
from core.domain.refusal import NotAllowed
from core.services.group_commit import Batches
from core.services.loader import Loader
from core.services.lookup import event_of
from db import teams
from db.pool import Executor, Pool


class Rights:
    def __init__(self, pool: Pool, owner_ids: frozenset[PersonId], readings: Batches | None = None) -> None:
        self.pool = pool
        self.owner_ids = owner_ids
        self._highest = Loader(self._read_highest, readings or Batches(at_once=1))

    async def role(self, person_id: PersonId) -> Role:
        """The highest that somebody has anywhere."""
        if owner := self.as_owner(person_id):
            return owner
        return await self._highest.get(person_id) or Role.BUYER

    async def roles(self) -> dict[PersonId, Role]:
        """Everybody who is more than a buyer."""
        found: dict[PersonId, Role] = {}
        for person_id, role in await teams.all_roles(self.pool):
            found[person_id] = max(found.get(person_id, role), role, key=Role.rank)
        return found | dict.fromkeys(self.owner_ids, Role.OWNER)

    async def teams_of(self, person_id: PersonId, role: Role = Role.ORGANIZER) -> list[TeamId] | None:
        """Where somebody has at least that role; None: everywhere. Refused if nowhere."""
        if person_id in self.owner_ids:
            return None
        found = await teams.roles(self.pool, person_id)
        if at_least := [team_id for team_id, has in found.items() if has.rank() >= role.rank()]:
            return at_least
        raise NotAllowed

    async def ensure_leads(self, person_id: PersonId, team_id: TeamId) -> None:
        if person_id in self.owner_ids:
            return
        if (await teams.roles(self.pool, person_id)).get(team_id) is not Role.ORGANIZER:
            raise NotAllowed

    async def ensure_organizes(self, person_id: PersonId, event_id: EventId) -> None:
        if not (await self.at(person_id, event_id)).may_organize:
            raise NotAllowed

    async def organized(self, person_id: PersonId, event_id: EventId) -> Event:
        """The event, to who organizes it. Raises `NotAllowed`, and `EventNotFound` to an owner."""
        await self.ensure_organizes(person_id, event_id)
        return await event_of(self.pool, event_id)

    async def ensure_scans(self, person_id: PersonId, event_id: EventId) -> None:
        if not (await self.at(person_id, event_id)).may_scan:
            raise NotAllowed

    async def at(self, person_id: PersonId, event_id: EventId, conn: "Executor | None" = None) -> Role:
        """What somebody is at an event. In a transaction its own connection is asked: others may all be waiting."""
        if person_id in self.owner_ids:
            return Role.OWNER
        return await teams.role_at(conn or self.pool, person_id, event_id) or Role.BUYER

    def as_owner(self, person_id: PersonId) -> Role | None:
        """None for who is no owner: what else they are is told by their teams."""
        return Role.OWNER if person_id in self.owner_ids else None

    async def _read_highest(self, person_ids: Sequence[PersonId]) -> dict[PersonId, Role]:
        found: dict[PersonId, Role] = {}
        for person_id, role in await teams.roles_of(self.pool, person_ids):
            found[person_id] = max(found.get(person_id, role), role, key=Role.rank)
        return found

    def ensure_owner(self, person_id: PersonId) -> None:
        if person_id not in self.owner_ids:
            raise NotAllowed

    async def treasurers(self, conn: Executor, event_id: EventId) -> Sequence[PersonId]:
        """Who can see what was paid for an event, and return it: at their own provider, or as owners of the bot."""
        return await teams.organizers_with_provider(conn, event_id) or sorted(self.owner_ids)
