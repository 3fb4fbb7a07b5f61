"""An event is cancelled: the question, how far its refunds are, and what holders are told."""

from bot.keyboards import cancelling as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.event import Event
from core.services.cancelling import Cancellation

CELLS = 10


def ask(progress: Cancellation, t: Texts) -> Screen:
    balance = progress.balance
    amount = t.money(balance.tickets_minor, balance.currency)
    text = t("cancel-ask", title=progress.event.title, count=progress.left, amount=amount)
    return Screen(text, keyboards.ask(progress.event, t))


def progress(of: Cancellation, t: Texts) -> Screen:
    """A bar while tickets are left, then the account."""
    total, balance = of.ended + of.left, of.balance
    full = CELLS * of.ended // total if total else CELLS
    text = t(
        "cancel-progress",
        title=of.event.title,
        bar="▓" * full + "░" * (CELLS - full),
        ended=of.ended,
        total=total,
        due=t.money(balance.refund_due_minor, balance.currency),
        done=t.money(balance.refunded_minor, balance.currency),
        is_over="yes" if of.left == 0 else "no",
        owed="yes" if of.is_owed_by_hand else "no",
    )
    return Screen(text, keyboards.progress(of.event, t))


def told(event: Event, amount_minor: int, currency: str, t: Texts) -> Html:
    owed = "yes" if amount_minor else "no"
    return t(
        "cancel-told",
        title=event.title,
        when=t.when(event.starts_at),
        amount=t.money(amount_minor, currency),
        owed=owed,
    )
