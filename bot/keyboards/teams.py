"""Teams: members to invite and dismiss, and what can be set."""

from collections.abc import Sequence
from urllib.parse import quote

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    AskDismissal,
    AskTeamDetail,
    AskTeamName,
    DismissMember,
    InviteMember,
    ManageEvents,
    RevokeInvitation,
    ShowDoor,
    ShowMenu,
    ShowTeam,
    ShowTeams,
    ShowTeamSettings,
)
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts, cut
from core.domain.ids import PersonId
from core.domain.person import Role
from core.domain.team import Invitation, Team, TeamDetail
from core.services.teaming import TeamView

SHOWN_MAX, NAME_MAX = 40, 32


def choose(teams: Sequence[Team], t: Texts, *, is_owner: bool) -> InlineKeyboardMarkup:
    return keyboard(
        *[[button(team.name, ShowTeam(team_id=team.id))] for team in teams[:SHOWN_MAX]],
        [button(t.plain("team-found"), AskTeamName())] if is_owner else [],
        [button(t.plain("home"), ShowMenu())],
    )


def team(view: TeamView, t: Texts) -> InlineKeyboardMarkup:
    team_id = view.team.id
    return keyboard(
        [
            button(t.plain("team-invite-organizer"), InviteMember(team_id=team_id, as_organizer=1)),
            button(t.plain("team-invite-door"), InviteMember(team_id=team_id, as_organizer=0)),
        ],
        *in_columns(
            [
                button(
                    t.plain("team-dismiss", name=cut(member.person.name, NAME_MAX)),
                    AskDismissal(team_id=team_id, person_id=member.person.id),
                )
                for member in view.members[:SHOWN_MAX]
            ],
            2,
        ),
        *[
            [
                button(
                    t.plain(
                        "team-revoke",
                        role=invitation.role,
                        until=t.when_short_in(view.time_zone, invitation.expires_at),
                    ),
                    RevokeInvitation(team_id=team_id, invitation_id=invitation.id),
                )
            ]
            for invitation in view.invitations[:SHOWN_MAX]
        ],
        [button(t.plain("team-settings-button"), ShowTeamSettings(team_id=team_id))],
        [button(t.plain("home"), ShowMenu())],
    )


def ask_dismissal(of: Team, member_id: PersonId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("team-dismiss-sure"), DismissMember(team_id=of.id, person_id=member_id))],
        [button(t.plain("back"), ShowTeam(team_id=of.id))],
    )


def invitation(of: Team, made: Invitation, link: str, t: Texts) -> InlineKeyboardMarkup:
    words = t.plain("team-invitation-words", name=of.name)
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(words, safe='')}"
    return keyboard(
        [InlineKeyboardButton(text=t.plain("gift-share"), url=share)],
        [InlineKeyboardButton(text=t.plain("gift-copy"), copy_text=CopyTextButton(text=link))],
        [button(t.plain("gift-revoke"), RevokeInvitation(team_id=of.id, invitation_id=made.id))],
        [button(t.plain("back"), ShowTeam(team_id=of.id))],
    )


def joined(role: Role, t: Texts) -> InlineKeyboardMarkup:
    manage = button(t.plain("menu-manage"), ManageEvents(page=0))
    way_on = button(t.plain("menu-door"), ShowDoor()) if role is Role.DOOR else manage
    return keyboard([way_on], [button(t.plain("home"), ShowMenu())])


def settings(of: Team, t: Texts) -> InlineKeyboardMarkup:
    details = [
        button(t.plain("team-detail", detail=detail), AskTeamDetail(team_id=of.id, detail=detail))
        for detail in TeamDetail
    ]
    return keyboard(*in_columns(details, 2), [button(t.plain("back"), ShowTeam(team_id=of.id))])


def back_to_teams(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowTeams())])


def back_to_settings(of: Team, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowTeamSettings(team_id=of.id))])
