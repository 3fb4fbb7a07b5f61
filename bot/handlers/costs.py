"""What an event costs: noted as it is typed, listed, and taken out again."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskCost, RemoveCost, ShowCosts
from bot.screen import show
from bot.screens import costs as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.cost import CostKind
from core.domain.ids import CostId, EventId
from core.domain.person import Person
from core.services.costing import Costing
from core.services.managing import Managing


def build_router() -> Router:
    router = Router(name="costs")
    router.message.register(choose_event, Command("costs"))
    router.callback_query.register(show_costs, ShowCosts.filter())
    router.callback_query.register(ask_cost, AskCost.filter())
    router.message.register(take_cost, Typing.cost, F.text)
    router.callback_query.register(remove_cost, RemoveCost.filter())
    return router


async def choose_event(message: Message, person: Person, managing: Managing, t: Texts) -> None:
    await show(message, screens.choose(await managing.events(person.id), t))


async def show_costs(
    query: CallbackQuery, callback_data: ShowCosts, person: Person, costing: Costing, t: Texts
) -> None:
    view = await costing.view(person.id, EventId(callback_data.event_id))
    await show(query, screens.costs(view, t, callback_data.page))


async def ask_cost(
    query: CallbackQuery, callback_data: AskCost, person: Person, costing: Costing, state: FSMContext, t: Texts
) -> None:
    view = await costing.view(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.cost)
    await state.set_data({"event_id": view.event.id, "kind": callback_data.kind})
    await show(query, screens.ask(view, callback_data.kind, t))


async def take_cost(message: Message, person: Person, costing: Costing, state: FSMContext, t: Texts) -> None:
    """What is refused may be typed again. A fee needs no words."""
    asked = await state.get_data()
    kind = CostKind(asked["kind"])
    default_what = t.plain("costs-fee") if kind is CostKind.FEE else ""
    view = await costing.note(person.id, EventId(asked["event_id"]), kind, message.text or "", default_what)
    await state.clear()
    await show(message, screens.costs(view, t))


async def remove_cost(
    query: CallbackQuery, callback_data: RemoveCost, person: Person, costing: Costing, t: Texts
) -> None:
    view = await costing.remove(person.id, EventId(callback_data.event_id), CostId(callback_data.cost_id))
    await show(query, screens.costs(view, t), toast=t.plain("costs-removed"))
