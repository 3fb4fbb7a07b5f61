"""Answers for one tap, the way on and back, and what of all the answers to change."""

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import AskDetail, ShowDetails, ShowOrder, ShowTicketsOf, SkipDetail, TakeOffer
from bot.keyboards import orders
from bot.keyboards.layout import Page, button, in_columns, keyboard
from bot.texts import Texts, cut
from core.domain.form import Entry
from core.services.attending import FormView, Source

OFFER_MAX, LABEL_MAX = 40, 20
LABELS_IN_LINE = 2


def question(view: FormView, entry: Entry, offers: Mapping[Source, str], t: Texts) -> InlineKeyboardMarkup:
    ids = _ids(view, entry)
    skip = t.plain("detail-clear") if entry.answer else t.plain("detail-skip")
    return keyboard(
        *[
            [
                button(
                    t.plain(f"detail-offer-{source.name.lower()}", answer=cut(answer, OFFER_MAX)),
                    TakeOffer(**ids, source=source),
                )
            ]
            for source, answer in offers.items()
        ],
        [] if entry.question.is_required else [button(skip, SkipDetail(**ids))],
        [_back(view, entry, t)],
    )


def summary(
    view: FormView, changeable: Sequence[tuple[Entry, str]], page: Page[Entry], t: Texts
) -> InlineKeyboardMarkup:
    changes = [
        button(t.plain("detail-change", label=cut(words, LABEL_MAX)), AskDetail(**_ids(view, entry)))
        for entry, words in changeable
    ]
    return keyboard(
        [orders.pay(view.order, t)] if view.is_hold and not view.form.missing else [],
        *in_columns(changes, LABELS_IN_LINE),
        _pages(view, page, t),
        [_out(view, t)],
    )


def _pages(view: FormView, page: Page[Entry], t: Texts) -> list[InlineKeyboardButton]:
    ids = {"event_id": view.order.event_id, "order_id": view.order.id}
    earlier = button(t.plain("events-earlier"), ShowDetails(**ids, page=max(0, page.number - 1)))
    later = button(t.plain("events-later"), ShowDetails(**ids, page=page.number + 1))
    return [*([earlier] if page.number else []), *([later] if page.number + 1 < len(page.pages) else [])]


def _back(view: FormView, entry: Entry, t: Texts) -> InlineKeyboardButton:
    """To the question before; to all the answers, once there are all."""
    ids = {"event_id": view.order.event_id, "order_id": view.order.id}
    if view.next is None:
        return button(t.plain("back"), ShowDetails(**ids, page=0))
    before = view.form.before(entry)
    if before is None or before not in view.changeable:
        return _out(view, t)
    return button(t.plain("back"), AskDetail(**_ids(view, before)))


def _out(view: FormView, t: Texts) -> InlineKeyboardButton:
    """To the hold, or to the tickets."""
    if view.is_hold:
        return button(t.plain("back"), ShowOrder(event_id=view.order.event_id, order_id=view.order.id))
    return button(t.plain("back"), ShowTicketsOf(event_id=view.order.event_id))


def _ids(view: FormView, entry: Entry) -> dict[str, int]:
    return {
        "event_id": view.order.event_id,
        "order_id": view.order.id,
        "question_id": entry.question.id,
        "seat_id": entry.seat_id,
    }
