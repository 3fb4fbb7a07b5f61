"""Prices by tier: one, or steps as a tier fills and the event comes near."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ShowPrices, ShowTierPrices
from bot.screen import show
from bot.screens import pricing as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, TierId
from core.domain.person import Person
from core.services.pictures import Pictures
from core.services.pricing import Pricing


def build_router() -> Router:
    router = Router(name="pricing")
    router.callback_query.register(show_tiers, ShowPrices.filter())
    router.callback_query.register(show_tier, ShowTierPrices.filter())
    router.message.register(take_prices, Typing.prices, F.text)
    return router


async def show_tiers(
    query: CallbackQuery, callback_data: ShowPrices, person: Person, pricing: Pricing, t: Texts
) -> None:
    await show(query, screens.tiers(*await pricing.tiers(person.id, EventId(callback_data.event_id)), t))


async def show_tier(
    query: CallbackQuery,
    callback_data: ShowTierPrices,
    person: Person,
    pricing: Pricing,
    pictures: Pictures,
    state: FSMContext,
    t: Texts,
) -> None:
    """New prices may be typed under them at once."""
    view = await pricing.view(person.id, EventId(callback_data.event_id), TierId(callback_data.tier_id))
    await state.set_state(Typing.prices)
    await state.set_data({"event_id": view.event.id, "tier_id": view.tier.id})
    await show(query, screens.tier(view, pictures, t))


async def take_prices(
    message: Message, person: Person, pricing: Pricing, pictures: Pictures, state: FSMContext, t: Texts
) -> None:
    """May be typed again and again, until something else is done."""
    asked = await state.get_data()
    view = await pricing.change(person.id, EventId(asked["event_id"]), TierId(asked["tier_id"]), message.text or "")
    await show(message, screens.tier(view, pictures, t))
