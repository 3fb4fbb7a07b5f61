"""The prices of an event, and how that of a tier will move."""

from collections.abc import Sequence
from datetime import timedelta

from bot.keyboards import pricing as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.currency import amount
from core.domain.event import Event
from core.domain.hall import Tier
from core.domain.pricing import PriceStep, curve
from core.render.sheet import Bar, Chart, ChartStyle, Figure, Sheet, Table
from core.services.pictures import Pictures
from core.services.pricing import TierPrices

SHARES = range(0, 101, 10)


def tiers(event: Event, found: Sequence[Tier], t: Texts) -> Screen:
    return Screen(t("prices", title=event.title), keyboards.tiers(event, found, t))


def tier(view: TierPrices, pictures: Pictures, t: Texts) -> Screen:
    currency = view.event.currency
    lines = [_step(step, currency, t) for step in view.prices.steps]
    text = t(
        "prices-tier",
        title=view.event.title,
        tier=view.tier.name,
        now=t.price(view.tier.price_minor, currency),
        base=t.price(view.prices.base_minor, currency),
        steps=Html("\n".join(lines)) if lines else t("prices-no-steps"),
        sold=view.sold,
        capacity=view.capacity,
    )
    picture = pictures.sheet(_sheet(view, t)) if view.prices.steps else None
    return Screen(text, keyboards.tier(view.event, t), picture)


def _step(step: PriceStep, currency: str, t: Texts) -> Html:
    price = t.price(step.price_minor, currency)
    if step.sold_percent is not None:
        return t("prices-step-sold", percent=step.sold_percent, price=price)
    return t("prices-step-before", before=_before(step.before or timedelta(), t), price=price)


def _before(before: timedelta, t: Texts) -> str:
    hours = before // timedelta(hours=1)
    return t.plain("prices-days", count=hours // 24) if hours % 24 == 0 else t.plain("prices-hours", count=hours)


def _sheet(view: TierPrices, t: Texts) -> Sheet:
    """The price at each tenth of the tier, far from the event; and as the event comes near, with nothing more sold."""
    currency, prices = view.event.currency, view.prices
    far = timedelta(days=3650)
    by_share = curve(prices, 100, far, SHARES)
    moments = sorted({step.before for step in prices.steps if step.before}, reverse=True)
    by_time = [prices.price_minor(view.sold, view.capacity, left) for left in moments]
    charts = [
        Chart(
            t.plain("prices-by-share"),
            ChartStyle.COLUMNS,
            [_bar(f"{share} %", price, currency, t) for share, price in zip(SHARES, by_share, strict=True)],
        )
    ]
    if moments:
        earlier = _bar(t.plain("prices-earlier"), prices.price_minor(view.sold, view.capacity, far), currency, t)
        near = [_bar(_before(left, t), price, currency, t) for left, price in zip(moments, by_time, strict=True)]
        charts.append(Chart(t.plain("prices-by-time"), ChartStyle.BARS, [earlier, *near]))
    low, high = prices.bounds_minor
    figures = [
        Figure(t.plain("prices-lowest"), t.money(low, currency)),
        Figure(t.plain("prices-highest"), t.money(high, currency)),
    ]
    return Sheet(view.tier.name, view.event.title, figures, charts, [], Table("", [], []))


def _bar(label: str, price_minor: int, currency: str, t: Texts) -> Bar:
    return Bar(label, amount(price_minor, currency), t.money(price_minor, currency))
