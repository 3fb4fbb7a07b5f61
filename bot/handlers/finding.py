"""Lists of events: pages, filters, and words typed at any time."""

from dataclasses import replace
from typing import Any, TypeVar

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    ClearFilters,
    SetCategory,
    SetCity,
    SetOnSale,
    SetPeriod,
    SetPrice,
    ShowAllEvents,
    ShowEvents,
    ShowFilter,
    ShowSearch,
)
from bot.keyboards.finding import ANY, FREE, Filter
from bot.links import ALL_EVENTS
from bot.screen import show
from bot.screens import finding as screens
from bot.texts import Texts
from core.domain.category import Category
from core.domain.finding import FREE_OF_CHARGE, Finding, Period, PriceLimit
from core.domain.ids import CityId
from core.domain.person import Person
from core.services.browsing import Browsing

Choice = TypeVar("Choice", Period, Category, Filter)


def build_router() -> Router:
    router = Router(name="finding")
    router.message.register(show_all, Command("events"))
    router.message.register(show_all, CommandStart(deep_link=True, magic=F.args == ALL_EVENTS))
    router.callback_query.register(show_all, ShowAllEvents.filter())
    router.callback_query.register(show_page, ShowEvents.filter())
    router.message.register(tell_how_to_search, Command("search"))
    router.callback_query.register(tell_how_to_search, ShowSearch.filter())
    router.callback_query.register(show_filter, ShowFilter.filter())
    router.callback_query.register(set_period, SetPeriod.filter())
    router.callback_query.register(set_city, SetCity.filter())
    router.callback_query.register(set_category, SetCategory.filter())
    router.callback_query.register(set_price, SetPrice.filter())
    router.callback_query.register(set_on_sale, SetOnSale.filter())
    router.callback_query.register(clear_filters, ClearFilters.filter())
    return router


async def show_all(source: Message | CallbackQuery, person: Person, browsing: Browsing, t: Texts) -> None:
    await show(source, screens.page(await browsing.look(person.id, Finding()), t))


async def show_page(
    query: CallbackQuery, callback_data: ShowEvents, person: Person, browsing: Browsing, t: Texts
) -> None:
    finding = await browsing.last_finding(person.id)
    finding = replace(finding, page=callback_data.page or finding.page)
    await show(query, screens.page(await browsing.look(person.id, finding), t))


async def tell_how_to_search(source: Message | CallbackQuery, t: Texts) -> None:
    await show(source, screens.how_to_search(t))


async def show_filter(
    query: CallbackQuery, callback_data: ShowFilter, person: Person, browsing: Browsing, t: Texts
) -> None:
    finding = await browsing.last_finding(person.id)
    match _one_of(Filter, callback_data.which):
        case Filter.PERIOD | None:
            await show(query, screens.periods(finding, t))
        case Filter.CITY:
            await show(query, screens.cities(finding, await browsing.cities(), t))
        case Filter.CATEGORY:
            await show(query, screens.categories(finding, await browsing.categories(), t))
        case Filter.PRICE:
            await show(query, screens.prices(finding, await browsing.currencies(), t))


async def set_period(
    query: CallbackQuery, callback_data: SetPeriod, person: Person, browsing: Browsing, t: Texts
) -> None:
    await _narrow(query, person, browsing, t, period=_one_of(Period, callback_data.period))


async def set_city(query: CallbackQuery, callback_data: SetCity, person: Person, browsing: Browsing, t: Texts) -> None:
    await _narrow(query, person, browsing, t, city_id=CityId(callback_data.city_id) if callback_data.city_id else None)


async def set_category(
    query: CallbackQuery, callback_data: SetCategory, person: Person, browsing: Browsing, t: Texts
) -> None:
    await _narrow(query, person, browsing, t, category=_one_of(Category, callback_data.category))


async def set_price(
    query: CallbackQuery, callback_data: SetPrice, person: Person, browsing: Browsing, t: Texts
) -> None:
    match callback_data.currency:
        case currency if currency == ANY:
            price = None
        case currency if currency == FREE:
            price = FREE_OF_CHARGE
        case currency:
            price = PriceLimit(callback_data.minor, currency)
    await _narrow(query, person, browsing, t, price=price)


async def set_on_sale(
    query: CallbackQuery, callback_data: SetOnSale, person: Person, browsing: Browsing, t: Texts
) -> None:
    await _narrow(query, person, browsing, t, on_sale=bool(callback_data.on))


async def clear_filters(query: CallbackQuery, person: Person, browsing: Browsing, t: Texts) -> None:
    finding = (await browsing.last_finding(person.id)).without_filters()
    await show(query, screens.page(await browsing.look(person.id, finding), t))


async def _narrow(query: CallbackQuery, person: Person, browsing: Browsing, t: Texts, **changes: Any) -> None:
    """Another filter begins at the first page."""
    finding = replace(await browsing.last_finding(person.id), page=1, **changes)
    await show(query, screens.page(await browsing.look(person.id, finding), t))


def _one_of(choices: type[Choice], value: str) -> Choice | None:
    return choices(value) if value in list(choices) else None
