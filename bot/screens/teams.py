"""A team, its members and invitations, and what it says of itself."""

from collections.abc import Sequence

from bot.keyboards import menu as menu_keyboards
from bot.keyboards import teams as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut, listed
from core.domain.ids import PersonId
from core.domain.person import Role
from core.domain.team import Invitation, Member, Team, TeamDetail
from core.services.teaming import TeamView

ABOUT_MAX, NAMES_MAX = 60, 1_500


def choose(teams: Sequence[Team], *, is_owner: bool, t: Texts) -> Screen:
    return Screen(t("teams-choose"), keyboards.choose(teams, t, is_owner=is_owner))


def team(view: TeamView, t: Texts) -> Screen:
    text = t(
        "team-view",
        name=view.team.name,
        organizers=_names(view.members, Role.ORGANIZER, t),
        door=_names(view.members, Role.DOOR, t),
    )
    return Screen(text, keyboards.team(view, t))


def ask_dismissal(view: TeamView, member_id: PersonId, t: Texts) -> Screen:
    """The team, if they are in it no more."""
    member = next((one for one in view.members if one.person.id == member_id), None)
    if member is None:
        return team(view, t)
    text = t("team-dismiss-ask", name=member.person.name, team=view.team.name)
    return Screen(text, keyboards.ask_dismissal(view.team, member_id, t))


def invitation(of: TeamView, made: Invitation, link: str, t: Texts) -> Screen:
    until = t.when_short_in(of.time_zone, made.expires_at)
    text = t("team-invitation", name=of.team.name, role=made.role, link=link, until=until)
    return Screen(text, keyboards.invitation(of.team, made, link, t))


def joined(into: Team, role: Role, t: Texts) -> Screen:
    return Screen(t("team-joined", name=into.name, role=role), keyboards.joined(role, t))


def left(t: Texts) -> Screen:
    return Screen(t("team-left"), menu_keyboards.home(t))


def settings(of: Team, t: Texts) -> Screen:
    nothing = t.plain("team-detail-none")
    text = t(
        "team-settings",
        name=of.name,
        currency=of.currency or nothing,
        contact=of.support_contact or nothing,
        terms=cut(of.terms, ABOUT_MAX) if of.terms else nothing,
        provider="own" if of.has_provider_token else "none",
    )
    return Screen(text, keyboards.settings(of, t))


def ask_name(t: Texts) -> Screen:
    return Screen(t("team-ask-name"), keyboards.back_to_teams(t))


def ask_detail(of: Team, detail: TeamDetail, t: Texts) -> Screen:
    return Screen(t("team-ask-detail", detail=detail, name=of.name), keyboards.back_to_settings(of, t))


def _names(members: Sequence[Member], role: Role, t: Texts) -> Html:
    names = [f"• {member.person.name}" + _username(member) for member in members if member.role is role]
    return listed(names, t, NAMES_MAX) if names else t("team-nobody")


def _username(member: Member) -> str:
    return f" @{member.person.username}" if member.person.username else ""
