"""People with rights, for the tests."""

from core.app import App
from core.domain.ids import PersonId, TeamId
from core.domain.person import Role
from core.domain.team import HOUSE


async def hire(app: App, person_id: int, role: Role = Role.DOOR, team_id: TeamId = HOUSE) -> None:
    """The owner invites somebody into a team, and they join."""
    invitation = await app.teaming.invite(PersonId(2001), team_id, role)
    await app.teaming.join(PersonId(person_id), invitation.secret)
