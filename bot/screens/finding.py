"""The list of what was found, the choice of a filter, and events as they are shared in other chats."""

from collections.abc import Sequence

from bot.keyboards import finding as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.category import Category
from core.domain.event import EventSummary, Stock
from core.domain.finding import City, Finding, Page


def page(found: Page, t: Texts) -> Screen:
    if not found.events:
        return Screen(_nothing(found.finding, t), keyboards.page(found, t))
    items = [_item(summary, t) for summary in found.events]
    return Screen("\n\n".join([_title(found, t), *items, *_hints(found, t)]), keyboards.page(found, t))


def how_to_search(t: Texts) -> Screen:
    return Screen(t("search-how"), keyboards.search(t))


def periods(finding: Finding, t: Texts) -> Screen:
    return Screen(t("filter-choose-period"), keyboards.periods(finding, t))


def cities(finding: Finding, offered: Sequence[City], t: Texts) -> Screen:
    return Screen(t("filter-choose-city"), keyboards.cities(finding, offered, t))


def categories(finding: Finding, offered: Sequence[Category], t: Texts) -> Screen:
    return Screen(t("filter-choose-category"), keyboards.categories(finding, offered, t))


def prices(finding: Finding, currencies: Sequence[str], t: Texts) -> Screen:
    return Screen(t("filter-choose-price"), keyboards.prices(finding, currencies, t))


def stock(summary: EventSummary, t: Texts) -> Html:
    """In a list: why it is not on sale; or from what price, and how little is left."""
    if closed := summary.closed:
        return t(f"stock-{closed}", when=t.when_short(summary.event.sale_starts_at))
    price = t.money(summary.lowest_price_minor, summary.event.currency)
    free_of_charge = "free-of-charge" if summary.lowest_price_minor == 0 else ""
    match summary.stock:
        case Stock.SOLD_OUT:
            return t("stock-sold-out")
        case Stock.FEW:
            return t(f"stock-{free_of_charge}-few" if free_of_charge else "stock-few", price=price, free=summary.free)
        case Stock.PLENTY:
            return t(f"stock-{free_of_charge}" if free_of_charge else "stock-plenty", price=price)


def _title(found: Page, t: Texts) -> Html:
    typed = found.finding.typed
    title = t("events-found", typed=typed) if typed else t("events-title")
    if typed or found.finding.is_filtered:
        title = Html(f"{title} · {t('events-count', total=found.total)}")
    if found.pages == 1:
        return title
    return Html(f"{title} · {t('events-page', page=found.number, pages=found.pages)}")


def _hints(found: Page, t: Texts) -> list[Html]:
    if found.is_cut:
        return [t("events-more-than", total=found.total)]
    return [] if found.finding.typed else [t("events-hint")]


def _nothing(finding: Finding, t: Texts) -> Html:
    """What to do about it: other words, fewer filters, or another day."""
    if finding.typed:
        why = t("events-nothing-filtered" if finding.is_filtered else "events-nothing-typed")
        return Html(f"{t('events-found', typed=finding.typed)}\n\n{why}")
    if finding.is_filtered:
        return Html(f"{t('events-title')}\n\n{t('events-nothing-filtered')}")
    return t("events-none")


def _item(summary: EventSummary, t: Texts) -> Html:
    event = summary.event
    return t(
        "events-item",
        title=event.title,
        when=t.when(event.starts_at),
        city=event.venue.city,
        stock=stock(summary, t),
    )
