"""The rules of an event that is there: shown, and changed one at a time."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskRule, ChooseRule, ShowRules
from bot.screen import show
from bot.screens import arranging as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.event_rule import EventRule
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.arranging import Arranging


def build_router() -> Router:
    router = Router(name="arranging")
    router.callback_query.register(show_rules, ShowRules.filter())
    router.callback_query.register(ask_rule, AskRule.filter())
    router.callback_query.register(choose_rule, ChooseRule.filter())
    router.message.register(take_rule, Typing.rule, F.text)
    return router


async def show_rules(
    query: CallbackQuery, callback_data: ShowRules, person: Person, arranging: Arranging, t: Texts
) -> None:
    await show(query, screens.rules(await arranging.rules(person.id, EventId(callback_data.event_id)), t))


async def ask_rule(
    query: CallbackQuery, callback_data: AskRule, person: Person, arranging: Arranging, state: FSMContext, t: Texts
) -> None:
    rules = await arranging.rules(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.rule)
    await state.set_data({"event_id": rules.event.id, "rule": callback_data.rule})
    await show(query, screens.ask(rules, callback_data.rule, t))


async def choose_rule(
    query: CallbackQuery, callback_data: ChooseRule, person: Person, arranging: Arranging, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    rules = await arranging.change(person.id, event_id, callback_data.rule, callback_data.choice)
    await show(query, screens.rules(rules, t), toast=t.plain("rule-changed"))


async def take_rule(message: Message, person: Person, arranging: Arranging, state: FSMContext, t: Texts) -> None:
    asked = await state.get_data()
    rules = await arranging.change(person.id, EventId(asked["event_id"]), EventRule(asked["rule"]), message.text or "")
    await state.clear()
    await show(message, screens.rules(rules, t))
