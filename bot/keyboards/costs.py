"""Costs to note and to take out again."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AskCost, ManageEvent, ManageEvents, RemoveCost, ShowCosts
from bot.keyboards.layout import Page, button, keyboard
from bot.keyboards.paging import arrows
from bot.texts import Texts, cut
from core.domain.cost import Cost, CostKind
from core.domain.event import Event
from core.services.costing import CostsView

EVENTS_MAX = 20
WHAT_MAX = 24


def choose(found: Sequence[Event], t: Texts) -> InlineKeyboardMarkup:
    """The next ones; the others are behind `/manage`."""
    return keyboard(
        *[
            [
                button(
                    t.plain("door-event-button", title=event.title, when=t.when_short(event.starts_at)),
                    ShowCosts(event_id=event.id, page=0),
                )
            ]
            for event in found[:EVENTS_MAX]
        ],
        [button(t.plain("menu-manage"), ManageEvents(page=0))],
    )


def costs(view: CostsView, page: Page[Cost], t: Texts) -> InlineKeyboardMarkup:
    event_id = view.event.id
    removals = [
        [
            button(
                t.plain(
                    "costs-remove",
                    amount=t.money(cost.amount_minor, view.event.currency),
                    what=cut(cost.what, WHAT_MAX),
                ),
                RemoveCost(event_id=event_id, cost_id=cost.id),
            )
        ]
        for cost in page.things
    ]
    return keyboard(
        [
            button(t.plain("costs-add"), AskCost(event_id=event_id, kind=CostKind.COST)),
            button(t.plain("costs-add-fee"), AskCost(event_id=event_id, kind=CostKind.FEE)),
        ],
        *removals,
        arrows(page, lambda number: ShowCosts(event_id=event_id, page=number)),
        [button(t.plain("back"), ManageEvent(event_id=event_id))],
    )


def back_to_costs(view: CostsView, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowCosts(event_id=view.event.id, page=0))])
