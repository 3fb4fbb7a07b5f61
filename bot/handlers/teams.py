"""Teams: who is in them, invitations by link, what a team says of itself, and the log of who did what."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.callbacks import (
    AskDismissal,
    AskTeamDetail,
    AskTeamName,
    DismissMember,
    InviteMember,
    RevokeInvitation,
    ShowTeam,
    ShowTeams,
    ShowTeamSettings,
)
from bot.commands import show_commands_of
from bot.links import INVITATION_PAYLOAD, invitation_link
from bot.screen import show
from bot.screens import acts, teams
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import InvitationId, PersonId, TeamId
from core.domain.person import Person, Role
from core.domain.team import TeamDetail
from core.render.acts_file import acts_file
from core.services.teaming import Teaming

LOG_SHOWN, LOG_EXPORTED = 15, 100_000


def build_router() -> Router:
    router = Router(name="teams")
    router.message.register(show_teams, Command("team"))
    router.callback_query.register(show_teams, ShowTeams.filter())
    router.callback_query.register(show_team, ShowTeam.filter())
    router.callback_query.register(invite_member, InviteMember.filter())
    router.callback_query.register(revoke_invitation, RevokeInvitation.filter())
    router.callback_query.register(ask_dismissal, AskDismissal.filter())
    router.callback_query.register(dismiss_member, DismissMember.filter())
    router.callback_query.register(show_settings, ShowTeamSettings.filter())
    router.callback_query.register(ask_name, AskTeamName.filter())
    router.callback_query.register(ask_detail, AskTeamDetail.filter())
    router.message.register(take_name, Typing.team_name, F.text)
    router.message.register(take_detail, Typing.team_detail, F.text)
    router.message.register(
        join_team, CommandStart(deep_link=True, magic=F.args.regexp(INVITATION_PAYLOAD, mode="fullmatch"))
    )
    router.message.register(show_log, Command("audit"))
    router.message.register(send_log, Command("audit_csv"))
    return router


async def show_teams(source: Message | CallbackQuery, person: Person, teaming: Teaming, t: Texts) -> None:
    """Whoever leads one team only is shown that."""
    led = await teaming.led_by(person.id)
    is_owner = person.id in teaming.rights.owner_ids
    if len(led) == 1 and not is_owner:
        await show(source, teams.team(await teaming.view(person.id, led[0].id), t))
    else:
        await show(source, teams.choose(led, is_owner=is_owner, t=t))


async def show_team(query: CallbackQuery, callback_data: ShowTeam, person: Person, teaming: Teaming, t: Texts) -> None:
    await show(query, teams.team(await teaming.view(person.id, TeamId(callback_data.team_id)), t))


async def invite_member(
    query: CallbackQuery, callback_data: InviteMember, person: Person, teaming: Teaming, bot: Bot, t: Texts
) -> None:
    team_id = TeamId(callback_data.team_id)
    role = Role.ORGANIZER if callback_data.as_organizer else Role.DOOR
    invitation = await teaming.invite(person.id, team_id, role)
    view = await teaming.view(person.id, team_id)
    link = invitation_link((await bot.me()).username or "", invitation.secret)
    await show(query, teams.invitation(view, invitation, link, t))


async def revoke_invitation(
    query: CallbackQuery, callback_data: RevokeInvitation, person: Person, teaming: Teaming, t: Texts
) -> None:
    team_id = TeamId(callback_data.team_id)
    await teaming.revoke(person.id, team_id, InvitationId(callback_data.invitation_id))
    await show(query, teams.team(await teaming.view(person.id, team_id), t), toast=t.plain("team-revoked"))


async def ask_dismissal(
    query: CallbackQuery, callback_data: AskDismissal, person: Person, teaming: Teaming, t: Texts
) -> None:
    view = await teaming.view(person.id, TeamId(callback_data.team_id))
    await show(query, teams.ask_dismissal(view, PersonId(callback_data.person_id), t))


async def dismiss_member(
    query: CallbackQuery,
    callback_data: DismissMember,
    person: Person,
    teaming: Teaming,
    bot: Bot,
    default_language: str,
    t: Texts,
    sends_email: bool = False,
) -> None:
    team_id, member_id = TeamId(callback_data.team_id), PersonId(callback_data.person_id)
    await teaming.dismiss(person.id, team_id, member_id)
    role = await teaming.rights.role(member_id)
    await show_commands_of(bot, member_id, role, default_language, sends_email=sends_email)
    if member_id == person.id and person.id not in teaming.rights.owner_ids:
        await show(query, teams.left(t))
        return
    await show(query, teams.team(await teaming.view(person.id, team_id), t), toast=t.plain("team-dismissed"))


async def show_settings(
    query: CallbackQuery, callback_data: ShowTeamSettings, person: Person, teaming: Teaming, t: Texts
) -> None:
    view = await teaming.view(person.id, TeamId(callback_data.team_id))
    await show(query, teams.settings(view.team, t))


async def ask_name(query: CallbackQuery, person: Person, teaming: Teaming, state: FSMContext, t: Texts) -> None:
    teaming.rights.ensure_owner(person.id)
    await state.set_state(Typing.team_name)
    await show(query, teams.ask_name(t))


async def take_name(message: Message, person: Person, teaming: Teaming, state: FSMContext, t: Texts) -> None:
    team = await teaming.found(person.id, message.text or "")
    await state.clear()
    await show(message, teams.team(await teaming.view(person.id, team.id), t))


async def ask_detail(
    query: CallbackQuery,
    callback_data: AskTeamDetail,
    person: Person,
    teaming: Teaming,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await teaming.view(person.id, TeamId(callback_data.team_id))
    await state.set_state(Typing.team_detail)
    await state.set_data({"team_id": view.team.id, "detail": callback_data.detail})
    await show(query, teams.ask_detail(view.team, TeamDetail(callback_data.detail), t))


async def take_detail(message: Message, person: Person, teaming: Teaming, state: FSMContext, t: Texts) -> None:
    """A provider token does not stay in the chat."""
    asked = await state.get_data()
    team_id, detail = TeamId(asked["team_id"]), TeamDetail(asked["detail"])
    if detail is TeamDetail.PROVIDER_TOKEN:
        with suppress(TelegramBadRequest):
            await message.delete()
    await teaming.change(person.id, team_id, detail, message.text or "")
    await state.clear()
    await show(message, teams.settings((await teaming.view(person.id, team_id)).team, t))


async def join_team(
    message: Message,
    command: CommandObject,
    person: Person,
    teaming: Teaming,
    bot: Bot,
    default_language: str,
    t: Texts,
    sends_email: bool = False,
) -> None:
    team, role = await teaming.join(person.id, (command.args or "").removeprefix("i"))
    highest = await teaming.rights.role(person.id)
    await show_commands_of(bot, person.id, highest, default_language, sends_email=sends_email)
    await show(message, teams.joined(team, role, t))


async def show_log(message: Message, command: CommandObject, person: Person, teaming: Teaming, t: Texts) -> None:
    """`/audit csv` is `/audit_csv`, typed."""
    if command.args and command.args.strip().lower() == "csv":
        await send_log(message, person, teaming, t)
        return
    await show(message, acts.log(await teaming.log(person.id, LOG_SHOWN), t))


async def send_log(message: Message, person: Person, teaming: Teaming, t: Texts) -> None:
    """All of it as a file."""
    done = await teaming.log(person.id, LOG_EXPORTED)
    await message.answer_document(BufferedInputFile(acts_file(done, t.language), "audit.csv"))
