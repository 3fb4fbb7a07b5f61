"""One order, from the hold to the tickets or the end of the hold."""

from collections import Counter
from typing import assert_never

from bot.keyboards import orders as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, listed
from core.domain.event import Event
from core.domain.order import OrderStatus
from core.services.checkout import OrderView


def order(view: OrderView, t: Texts) -> Screen:
    """The order as it is: an old button under it never lies."""
    match view.order.status:
        case OrderStatus.HELD | OrderStatus.PAYING if not view.is_open:
            return expired(view, t)
        case OrderStatus.HELD:
            return held(view, t)
        case OrderStatus.PAYING:
            text = t("order-paying", title=view.event.title, until=_until(view, t))
            return Screen(text, keyboards.paying(view.order, t))
        case OrderStatus.PAID:
            return paid(view, t)
        case OrderStatus.RELEASED:
            return released(view, t)
        case OrderStatus.EXPIRED:
            return expired(view, t)
        case OrderStatus.REFUND_DUE | OrderStatus.REFUNDED:
            return going_back(view, t)
        case other:
            assert_never(other)


def held(view: OrderView, t: Texts) -> Screen:
    return _held(view, t("waitlist-offer-head" if view.is_offer else "order-held-head", until=_until(view, t)), t)


def wish_held(view: OrderView, t: Texts) -> Screen:
    """Held by itself for the next in a queue."""
    return _held(view, t("queue-wish-head", until=_until(view, t)), t)


def ending(view: OrderView, t: Texts) -> Screen:
    """The hold once more, shortly before its end."""
    return _held(view, t("order-ending-head", until=_until(view, t)), t)


def _held(view: OrderView, head: Html, t: Texts) -> Screen:
    text = t(
        "order-held",
        head=head,
        title=view.event.title,
        when=t.when(view.event.starts_at),
        places=listed(places(view, t), t),
        total=_total(view, t),
    )
    if view.form.missing:
        text = Html(f"{text}\n\n{t('order-details-first')}")
    return Screen(text, keyboards.held(view, t))


def ask_promo_code(view: OrderView, t: Texts) -> Screen:
    return Screen(
        t("promo-code-ask", title=view.event.title, until=_until(view, t)), keyboards.promo_code(view.order, t)
    )


def paid(view: OrderView, t: Texts, instead_of: str = "", *, by_email: bool = False) -> Screen:
    """`instead_of` names the seats that the buyer had chosen, where they got others."""
    total = t.money(view.order.total_minor, view.order.currency)
    free = view.order.is_free_of_charge
    text = t(
        "order-paid",
        head=t("order-confirmed-head") if free else t("order-paid-head", total=total),
        title=view.event.title,
        when=t.when(view.event.starts_at),
        places=listed(places(view, t), t),
        tickets=t("order-paid-attached" if by_email else "order-paid-below", count=len(view.order.seat_ids)),
    )
    if instead_of:
        text = Html(f"{text}\n\n{t('order-paid-instead', seats=instead_of)}")
    return Screen(text, keyboards.paid(t))


def released(view: OrderView, t: Texts) -> Screen:
    text = t("waitlist-declined" if view.is_offer else "order-released", title=view.event.title)
    return Screen(text, keyboards.ended(view.event.id, t, was_offer=view.is_offer))


def expired(view: OrderView, t: Texts) -> Screen:
    """Where there is an invoice, money may be on its way all the same."""
    title, keyboard = view.event.title, keyboards.ended(view.event.id, t, was_offer=view.is_offer)
    if view.order.invoice_message_id:
        return Screen(t("waitlist-lapsed-paying" if view.is_offer else "order-expired-paying", title=title), keyboard)
    return Screen(t("waitlist-lapsed" if view.is_offer else "order-expired", title=title), keyboard)


def going_back(view: OrderView, t: Texts) -> Screen:
    """What is still owed, or what has come back when nothing is."""
    event, owed = view.event, view.refunds
    if owed is None:
        return Screen(t("order-tickets-ended", title=event.title), keyboards.ended(event.id, t))
    if owed.due_minor:
        return refund_due(event, t.money(owed.due_minor, owed.currency), owed.reason, t)
    done = t("order-refund-done", amount=t.money(owed.done_minor, owed.currency), title=event.title)
    return Screen(done, keyboards.ended(event.id, t))


def refund_due(event: Event, amount: str, reason: str, t: Texts) -> Screen:
    return Screen(t("order-refund-due", amount=amount, title=event.title, reason=reason), keyboards.ended(event.id, t))


def places(view: OrderView, t: Texts) -> list[Html]:
    """A line for each seat; places of general admission are counted together."""
    lines = []
    general: Counter[tuple[str, int]] = Counter()
    for seat_id, price_minor in view.order.price_of.items():
        seat = view.hall.seat_by_id[seat_id]
        section = view.hall.section_by_id[seat.section_id].name
        if seat.row:
            number = t.plain("hall-seat-accessible", number=seat.number) if seat.is_accessible else seat.number
            place = t("order-place", section=section, row=seat.row, seat=number)
            lines.append(Html(f"{place} · {t.price(price_minor, view.order.currency)}"))
        else:
            general[section, price_minor] += 1
    for (section, price_minor), count in general.items():
        several = t("order-places", section=section, count=count)
        lines.append(Html(f"{several} × {t.money(price_minor, view.order.currency)}") if price_minor else several)
    return lines


def invoice_lines(view: OrderView) -> list[tuple[str, int, int]]:
    """Tier, how many, and what they cost together, for each tier and price of the order."""
    counts: Counter[tuple[str, int]] = Counter()
    for seat_id, price_minor in zip(view.order.seat_ids, view.order.prices_minor, strict=True):
        tier = view.hall.tier_by_id[view.hall.seat_by_id[seat_id].tier_id]
        counts[tier.name, price_minor] += 1
    return [(tier, count, price_minor * count) for (tier, price_minor), count in counts.items()]


def _total(view: OrderView, t: Texts) -> Html:
    """With what a promo code takes off, and how many tickets it is good for where it is not for all."""
    order = view.order
    total = t("order-total", total=t.price(order.total_minor, order.currency))
    if not order.promo_code:
        return total
    lucky, saved = sum(map(bool, order.discounts_minor)), t.money(order.discount_minor, order.currency)
    share = "some" if lucky < len(order.seat_ids) else "all"
    return Html(f"{t('promo-code-applied', code=order.promo_code, saved=saved, share=share, count=lucky)}\n{total}")


def _until(view: OrderView, t: Texts) -> str:
    return t.time(view.order.expires_at.astimezone(view.event.venue.time_zone))
