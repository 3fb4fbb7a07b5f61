"""A new event by a dialogue: asked step by step, shown as buyers will see it, then published or kept as a draft."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Document, Location, Message

from bot.callbacks import (
    BackInDraft,
    CancelDraft,
    ChooseInDraft,
    ContinueDraft,
    FinishDraft,
    NewEvent,
    ShowDraftHall,
    SkipInDraft,
    StartDraft,
)
from bot.dialogue import Dialogue
from bot.filters import AnswersDraft
from bot.handlers.event_files import download
from bot.screen import show
from bot.screens import drafting as screens
from bot.screens import event_files
from bot.screens import managing as desk
from bot.texts import Texts
from core.domain.event_draft import Step
from core.domain.ids import TeamId
from core.domain.person import Person
from core.domain.refusal import NotUnderstood
from core.event_file.problems import BadEventFile
from core.services.drafting import Drafting
from core.services.managing import Managing
from core.services.pictures import Pictures
from core.services.teaming import Teaming

HALLS = r"(?i).+\.(csv|tsv|txt|ya?ml|json)"
TABLES = (".csv", ".tsv", ".txt")


def build_router() -> Router:
    router = Router(name="drafting")
    router.message.register(new_event, Command("newevent"))
    router.callback_query.register(new_event, NewEvent.filter())
    router.callback_query.register(start, StartDraft.filter())
    router.callback_query.register(go_on, ContinueDraft.filter())
    router.callback_query.register(choose, ChooseInDraft.filter())
    router.callback_query.register(skip, SkipInDraft.filter())
    router.callback_query.register(back, BackInDraft.filter())
    router.callback_query.register(cancel, CancelDraft.filter())
    router.callback_query.register(show_hall, ShowDraftHall.filter())
    router.callback_query.register(finish, FinishDraft.filter())
    router.message.register(take_pin, F.location.as_("location"), AnswersDraft(Step.PIN))
    router.message.register(take_poster, F.photo, AnswersDraft(Step.POSTER))
    router.message.register(take_hall, F.document.file_name.regexp(HALLS, mode="fullmatch"), AnswersDraft(Step.HALL))
    router.message.register(refuse_file, F.document.as_("document"), AnswersDraft(Step.POSTER, Step.HALL))
    router.message.register(take_typed, F.text, ~F.text.startswith("/"), AnswersDraft())
    return router


async def new_event(
    source: Message | CallbackQuery,
    person: Person,
    drafting: Drafting,
    teaming: Teaming,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    """Whoever leads one team only is not asked for which; what was begun may be gone on with."""
    led = await teaming.led_by(person.id)
    if await drafting.is_under_way(person.id):
        await show(source, screens.unfinished(led, t))
    elif len(led) == 1:
        await dialogue.go_on(source, await drafting.start(person.id, led[0].id), state, t)
    else:
        await show(source, screens.choose_team(led, t))


async def start(
    query: CallbackQuery,
    callback_data: StartDraft,
    person: Person,
    drafting: Drafting,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await drafting.start(person.id, TeamId(callback_data.team_id))
    await dialogue.go_on(query, view, state, t)


async def go_on(
    query: CallbackQuery, person: Person, drafting: Drafting, dialogue: Dialogue, state: FSMContext, t: Texts
) -> None:
    await dialogue.go_on(query, await drafting.view(person.id), state, t)


async def choose(
    query: CallbackQuery,
    callback_data: ChooseInDraft,
    person: Person,
    drafting: Drafting,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await drafting.choose(person.id, callback_data.step, callback_data.choice)
    await dialogue.go_on(query, view, state, t)


async def skip(
    query: CallbackQuery,
    callback_data: SkipInDraft,
    person: Person,
    drafting: Drafting,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await drafting.skip(person.id, callback_data.step, keeps_answer=bool(callback_data.keeps))
    await dialogue.go_on(query, view, state, t)


async def back(
    query: CallbackQuery, person: Person, drafting: Drafting, dialogue: Dialogue, state: FSMContext, t: Texts
) -> None:
    await dialogue.go_on(query, await drafting.back(person.id), state, t)


async def cancel(
    query: CallbackQuery,
    callback_data: CancelDraft,
    person: Person,
    drafting: Drafting,
    managing: Managing,
    t: Texts,
) -> None:
    if not callback_data.sure:
        await show(query, screens.cancel(await drafting.mine(person.id), t))
        return
    await drafting.cancel(person.id)
    await show(query, desk.events(await managing.events(person.id), 0, t), toast=t.plain("draft-cancelled"))


async def show_hall(
    query: CallbackQuery,
    person: Person,
    drafting: Drafting,
    dialogue: Dialogue,
    pictures: Pictures,
    state: FSMContext,
    t: Texts,
) -> None:
    view = await drafting.view(person.id)
    await dialogue.show(query, view, screens.hall(view, pictures, t), state)


async def finish(
    query: CallbackQuery,
    callback_data: FinishDraft,
    person: Person,
    drafting: Drafting,
    managing: Managing,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    """What was right when it was said may not be right any more: a start that is past by now."""
    try:
        event_id = await drafting.finish(person.id, publishes=bool(callback_data.publishes))
    except BadEventFile:
        await dialogue.go_on(query, await drafting.view(person.id), state, t)
        return
    toast = t.plain("manage-published") if callback_data.publishes else None
    await show(query, desk.event(await managing.event(person.id, event_id), t), toast=toast)


async def take_typed(
    message: Message, person: Person, drafting: Drafting, dialogue: Dialogue, state: FSMContext, t: Texts
) -> None:
    try:
        view = await drafting.answer(person.id, message.text or "", t.plain("draft-hall-unnamed"))
    except NotUnderstood as refusal:
        await dialogue.go_on(message, await drafting.view(person.id), state, t, t.refusal(refusal))
    else:
        await dialogue.go_on(message, view, state, t)


async def refuse_file(
    message: Message,
    document: Document,
    person: Person,
    drafting: Drafting,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    """A picture sent as a file is no photo, and what another program keeps is no table."""
    view = await drafting.view(person.id)
    refusal = NotUnderstood(view.draft.step, document.file_name or "")
    await dialogue.go_on(message, view, state, t, t.refusal(refusal))


async def take_pin(
    message: Message,
    location: Location,
    person: Person,
    drafting: Drafting,
    dialogue: Dialogue,
    state: FSMContext,
    t: Texts,
) -> None:
    await dialogue.go_on(message, await drafting.set_pin(person.id, location.latitude, location.longitude), state, t)


async def take_poster(
    message: Message, person: Person, drafting: Drafting, dialogue: Dialogue, state: FSMContext, t: Texts
) -> None:
    assert message.photo, "the filter lets nothing else through"
    await dialogue.go_on(message, await drafting.set_poster(person.id, message.photo[-1].file_id), state, t)


async def take_hall(
    message: Message, person: Person, drafting: Drafting, dialogue: Dialogue, state: FSMContext, bot: Bot, t: Texts
) -> None:
    assert message.document and message.document.file_name, "the filter lets nothing else through"
    is_table = message.document.file_name.lower().endswith(TABLES)
    try:
        view = await drafting.attach_hall(person.id, await download(message.document, bot), is_table=is_table)
    except BadEventFile as bad:
        problem = event_files.problem_lines(bad, t)
        await dialogue.go_on(message, await drafting.view(person.id), state, t, problem)
    else:
        await dialogue.go_on(message, view, state, t)
