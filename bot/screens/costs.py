"""The costs of an event."""

from collections.abc import Sequence

from bot.keyboards import costs as keyboards
from bot.keyboards.layout import Page
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.cost import CostKind
from core.domain.event import Event
from core.services.costing import CostsView

COSTS_ON_PAGE = 10


def choose(found: Sequence[Event], t: Texts) -> Screen:
    return Screen(t("costs-choose") if found else t("manage-none"), keyboards.choose(found, t))


def costs(view: CostsView, t: Texts, number: int = 0) -> Screen:
    page = Page.of(view.costs, number, COSTS_ON_PAGE)
    lines = [
        t(
            "costs-line",
            amount=t.money(cost.amount_minor, view.event.currency),
            what=cost.what,
            kind=cost.kind,
            who=cost.noted_by_name,
            when=t.day(cost.noted_at),
        )
        for cost in page.things
    ]
    text = t(
        "costs-view",
        title=view.event.title,
        costs=Html("\n".join(lines)) if lines else t("costs-none"),
        total=t.money(view.total_minor, view.event.currency),
    )
    return Screen(text, keyboards.costs(view, page, t))


def ask(view: CostsView, kind: CostKind, t: Texts) -> Screen:
    text = t("costs-ask", title=view.event.title, kind=kind, currency=view.event.currency)
    return Screen(text, keyboards.back_to_costs(view, t))
