"""Lists of events, and the filters that narrow them down."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    ClearFilters,
    SetCategory,
    SetCity,
    SetOnSale,
    SetPeriod,
    SetPrice,
    ShowAllEvents,
    ShowEvent,
    ShowEvents,
    ShowFilter,
    ShowMenu,
)
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts, cut
from core.domain.category import Category
from core.domain.event import Event
from core.domain.finding import City, Finding, Page, Period, PriceLimit, price_steps

ANY, FREE = "any", "free"
CITY_NAME_MAX = 24


class Filter(StrEnum):
    PERIOD = "period"
    CITY = "city"
    CATEGORY = "category"
    PRICE = "price"


def page(found: Page, t: Texts) -> InlineKeyboardMarkup:
    earlier = [button(t.plain("events-earlier"), ShowEvents(page=found.number - 1))] if found.number > 1 else []
    later = [button(t.plain("events-later"), ShowEvents(page=found.number + 1))] if found.number < found.pages else []
    return keyboard(
        *[[button(_label(summary.event, t), ShowEvent(event_id=summary.event.id))] for summary in found.events],
        earlier + later,
        *_filters(found, t),
        [*_ways_out(found.finding, t), button(t.plain("home"), ShowMenu())],
    )


def search(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("events-all"), ShowAllEvents())], [button(t.plain("home"), ShowMenu())])


def periods(finding: Finding, t: Texts) -> InlineKeyboardMarkup:
    choices = [
        button(_chosen(t.plain(f"period-{period}"), period is finding.period), SetPeriod(period=period))
        for period in Period
    ]
    return _choices(button(t.plain("filter-any-period"), SetPeriod(period=ANY)), choices, 1, t)


def cities(finding: Finding, offered: Sequence[City], t: Texts) -> InlineKeyboardMarkup:
    choices = [
        button(_chosen(cut(city.name, CITY_NAME_MAX), city.id == finding.city_id), SetCity(city_id=city.id))
        for city in offered
    ]
    return _choices(button(t.plain("filter-any-city"), SetCity(city_id=0)), choices, 2, t)


def categories(finding: Finding, offered: Sequence[Category], t: Texts) -> InlineKeyboardMarkup:
    choices = [
        button(_chosen(t.plain(f"category-{category}"), category is finding.category), SetCategory(category=category))
        for category in offered
    ]
    return _choices(button(t.plain("filter-any-category"), SetCategory(category=ANY)), choices, 2, t)


def prices(finding: Finding, currencies: Sequence[str], t: Texts) -> InlineKeyboardMarkup:
    free = button(
        _chosen(t.plain("filter-free"), finding.price is not None and finding.price.minor == 0),
        SetPrice(currency=FREE, minor=0),
    )
    steps = [
        button(_chosen(price_limit(step, t), step == finding.price), SetPrice(currency=currency, minor=step.minor))
        for currency in currencies
        for step in price_steps(currency)
    ]
    return _choices(button(t.plain("filter-any-price"), SetPrice(currency=ANY, minor=0)), [free, *steps], 1, t)


def price_limit(limit: PriceLimit, t: Texts) -> str:
    if limit.minor == 0:
        return t.plain("filter-free")
    return t.plain("filter-price-up-to", price=t.money(limit.minor, limit.currency))


def _filters(found: Page, t: Texts) -> list[list[InlineKeyboardButton]]:
    """Each says what it is set to. Where nothing is announced at all, there is nothing to narrow down."""
    finding = found.finding
    if not found.total and not finding.is_filtered:
        return []
    period = t.plain(f"period-{finding.period}") if finding.period else t.plain("filter-period")
    city = cut(found.city.name, CITY_NAME_MAX) if found.city else t.plain("filter-city")
    category = t.plain(f"category-{finding.category}") if finding.category else t.plain("filter-category")
    price = price_limit(finding.price, t) if finding.price else t.plain("filter-price")
    on_sale = t.plain("filter-on-sale-set" if finding.on_sale else "filter-on-sale")
    return [
        [button(f"🗓 {period}", ShowFilter(which=Filter.PERIOD)), button(f"📍 {city}", ShowFilter(which=Filter.CITY))],
        [button(category, ShowFilter(which=Filter.CATEGORY)), button(f"💰 {price}", ShowFilter(which=Filter.PRICE))],
        [button(on_sale, SetOnSale(on=not finding.on_sale))],
    ]


def _ways_out(finding: Finding, t: Texts) -> list[InlineKeyboardButton]:
    if finding.is_filtered:
        return [button(t.plain("filter-clear"), ClearFilters())]
    return [button(t.plain("events-all"), ShowAllEvents())] if finding.typed else []


def _choices(
    any_of_them: InlineKeyboardButton, choices: Sequence[InlineKeyboardButton], columns: int, t: Texts
) -> InlineKeyboardMarkup:
    return keyboard([any_of_them], *in_columns(choices, columns), [button(t.plain("back"), ShowEvents(page=0))])


def _chosen(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label


def _label(event: Event, t: Texts) -> str:
    return t.plain("events-button", title=event.title, date=t.day(event.starts_at))
