"""Teaming: teams are founded, people join them by one-time links, and leave."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.act import Act, What
from core.domain.ids import InvitationId, PersonId, TeamId
from core.domain.person import Role
from core.domain.refusal import InvitationGone, NotAllowed
from core.domain.team import INVITATION_TTL, Invitation, Member, Team, TeamDetail, typed_detail
from core.services.guessing import Guessing
from core.services.rights import Rights
from db import acts, invitations, teams
from db.pool import Pool, transaction

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class TeamView:
    team: Team
    members: Sequence[Member]
    invitations: Sequence[Invitation]
    time_zone: ZoneInfo | None  # in which its clock is read; unknown before its first event


class Teaming:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights, guessing: Guessing) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.guessing = guessing

    async def led_by(self, person_id: PersonId) -> list[Team]:
        """All teams for an owner, the own ones for an organizer."""
        if await self.rights.teams_of(person_id) is None:
            return await teams.everyone(self.pool)
        return await teams.led_by(self.pool, person_id)

    async def view(self, person_id: PersonId, team_id: TeamId) -> TeamView:
        await self.rights.ensure_leads(person_id, team_id)
        team = await teams.by_id(self.pool, team_id)
        if team is None:
            raise NotAllowed
        still_open = await invitations.still_open(self.pool, team_id, self.clock())
        members, time_zone = await teams.members(self.pool, team_id), await teams.time_zone(self.pool, team_id)
        return TeamView(team, members, still_open, time_zone)

    async def found(self, owner_id: PersonId, name: str) -> Team:
        self.rights.ensure_owner(owner_id)
        wanted = typed_detail(TeamDetail.NAME, name)
        assert wanted is not None, "a name is never cleared"
        async with transaction(self.pool) as conn:
            team = await teams.found(conn, wanted, self.clock())
            await acts.note(conn, owner_id, What.TEAM_FOUNDED, self.clock(), team_id=team.id, about=wanted)
            return team

    async def change(self, person_id: PersonId, team_id: TeamId, detail: TeamDetail, typed: str) -> None:
        """The log says what was changed; of a provider token not even what it is now."""
        await self.rights.ensure_leads(person_id, team_id)
        value = typed_detail(detail, typed)
        is_secret = detail is TeamDetail.PROVIDER_TOKEN
        async with transaction(self.pool) as conn:
            await teams.change(conn, team_id, detail, value)
            about = detail if is_secret else f"{detail}: {value or '-'}"
            await acts.note(conn, person_id, What.TEAM_CHANGED, self.clock(), team_id=team_id, about=about)

    async def invite(self, person_id: PersonId, team_id: TeamId, role: Role) -> Invitation:
        """A link for one person. An owner invites whomever, an organizer too; nobody makes an owner."""
        await self.rights.ensure_leads(person_id, team_id)
        if role not in (Role.ORGANIZER, Role.DOOR):
            raise NotAllowed
        now, secret = self.clock(), secrets.token_urlsafe(SECRET_BYTES)
        async with transaction(self.pool) as conn:
            invitation = await invitations.add(conn, team_id, role, secret, person_id, now, now + INVITATION_TTL)
            await acts.note(conn, person_id, What.MEMBER_INVITED, now, team_id=team_id, about=role)
            return invitation

    async def revoke(self, person_id: PersonId, team_id: TeamId, invitation_id: InvitationId) -> None:
        await self.rights.ensure_leads(person_id, team_id)
        async with transaction(self.pool) as conn:
            if not await invitations.revoke(conn, team_id, invitation_id, self.clock()):
                raise InvitationGone
            await acts.note(conn, person_id, What.INVITATION_REVOKED, self.clock(), team_id=team_id)

    async def join(self, person_id: PersonId, secret: str) -> tuple[Team, Role]:
        """The first who opens the link is in. Refused to whom comes later."""
        async with self.guessing.guess(person_id, InvitationGone), transaction(self.pool) as conn:
            invitation = await invitations.use(conn, secret, person_id, self.clock())
            team = await teams.by_id(conn, invitation.team_id) if invitation else None
            if invitation is None or team is None:
                raise InvitationGone
            await teams.add_member(conn, team.id, person_id, invitation.role, invitation.invited_by, self.clock())
            await acts.note(conn, person_id, What.MEMBER_JOINED, self.clock(), team_id=team.id, about=invitation.role)
            return team, invitation.role

    async def dismiss(self, person_id: PersonId, team_id: TeamId, member_id: PersonId) -> None:
        """Their open invitations end with them: nobody comes back by a link of their own."""
        await self.rights.ensure_leads(person_id, team_id)
        async with transaction(self.pool) as conn:
            if await teams.remove_member(conn, team_id, member_id):
                await invitations.revoke_of(conn, member_id, team_id, self.clock())
                await acts.note(conn, person_id, What.MEMBER_DISMISSED, self.clock(), team_id=team_id, about=member_id)

    async def log(self, person_id: PersonId, limit: int) -> list[Act]:
        """What was done in the teams that somebody leads, the newest first."""
        return await acts.latest(self.pool, await self.rights.teams_of(person_id), limit)
