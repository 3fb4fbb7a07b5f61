"""The promo codes of an event, as its organizer sees them."""

from collections.abc import Sequence

from bot.keyboards import promotion as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, listed
from core.domain.event import Event
from core.domain.promo_code import CodeUse, PromoCode

SHOWN_MAX = 20


def codes(event: Event, found: Sequence[CodeUse], t: Texts) -> Screen:
    lines = [_line(event, use, t) for use in found[:SHOWN_MAX]]
    if len(found) > SHOWN_MAX:
        lines.append(t("codes-more", count=len(found) - SHOWN_MAX))
    text = t("codes", title=event.title, codes=listed(lines, t) if lines else t("codes-none"))
    return Screen(text, keyboards.codes(event, found[:SHOWN_MAX], t))


def _line(event: Event, use: CodeUse, t: Texts) -> Html:
    code = use.code
    off = f"{code.percent} %" if code.percent else t.money(code.amount_minor or 0, event.currency)
    return t(
        "codes-line",
        code=code.code,
        off=off,
        used=use.tickets,
        most=str(code.max_uses or "∞"),
        paid=t.money(use.paid_minor, event.currency),
        until=_until(code, t),
    )


def _until(code: PromoCode, t: Texts) -> str:
    return t.plain("codes-until", until=t.when_short(code.valid_until)) if code.valid_until else ""
