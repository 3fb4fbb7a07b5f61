"""Limiting: nobody acts faster than people do. Who scans or organizes has an allowance of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.ids import PersonId
from core.domain.person import Role
from core.domain.rate import Action, Rate
from core.services.group_commit import Batches, GroupCommit
from core.services.rights import Rights
from db.paces import Asked, Paces

STAFF_REMEMBERED_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class TooFast:
    """`seconds` to wait; 0 for who was told already and gets no answer."""

    seconds: int


class Limiting:
    def __init__(
        self,
        paces: Paces,
        rates: Mapping[Action, Rate],
        rights: Rights,
        clock: Callable[[], datetime],
        readings: Batches,
    ) -> None:
        self.paces = paces
        self.rates = rates
        self.rights = rights
        self.clock = clock
        self._taking = GroupCommit(self._take_all, readings)
        self._staff: dict[PersonId, tuple[Role, datetime]] = {}  # known until; nobody else is in it

    async def too_fast(self, person_id: PersonId, looks_like: Action) -> TooFast | None:
        """Counts one action; None if it may be done. Whether it is what it looks like depends on who does it.

        Who somebody is, is only asked where a buyer would be told to wait.
        """
        action = _action(self._known_role(person_id), looks_like)
        wait_ms = await self._take(person_id, action)
        if wait_ms > 0 and action is Action.BUYING:
            role = await self._learn_role(person_id)
            if (better := _action(role, looks_like)) is not action:
                wait_ms = await self._take(person_id, better)
        if wait_ms == 0:
            return None
        return TooFast(seconds=-(-max(wait_ms, 0) // 1000))

    async def _take(self, person_id: PersonId, action: Action) -> int:
        return await self._taking.submit(None, (person_id, action, self.rates[action]))

    async def _take_all(self, _: None, asked: Sequence[Asked]) -> Sequence[int | Exception]:
        return await self.paces.take(asked, int(self.clock().timestamp() * 1000))

    def _known_role(self, person_id: PersonId) -> Role:
        role, until = self._staff.get(person_id, (Role.BUYER, self.clock()))
        return role if self.clock() < until else Role.BUYER

    async def _learn_role(self, person_id: PersonId) -> Role:
        role = await self.rights.role(person_id)
        if role is Role.BUYER:
            self._staff.pop(person_id, None)
        else:
            self._staff[person_id] = role, self.clock() + STAFF_REMEMBERED_FOR
        return role


def _action(role: Role, looks_like: Action) -> Action:
    if looks_like is Action.SCANNING and role.may_scan:
        return Action.SCANNING
    if looks_like is Action.SEARCHING:
        return Action.SEARCHING
    return Action.ORGANIZING if role.may_organize else Action.BUYING
