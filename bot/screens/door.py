"""The door: which event and gate, how many inside, and one big verdict."""

from collections.abc import Sequence
from typing import assert_never

from bot.keyboards import door as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts
from core.domain.checkin import DoorCounts, Post, Scan, Turnout, Verdict
from core.domain.event import Event
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number

QUARTERS_MAX = 16
BAR = 12
"""Characters of the longest bar."""


def choose(events: Sequence[Event], t: Texts) -> Screen:
    return Screen(t("door-choose") if events else t("door-none"), keyboards.choose(events, t))


def choose_gate(post: Post, t: Texts) -> Screen:
    return Screen(t("door-choose-gate", title=post.event.title), keyboards.choose_gate(post, t))


def ready(post: Post, turnout: Turnout, t: Texts) -> Screen:
    text = t(
        "door-ready",
        title=post.event.title,
        when=t.when(post.event.starts_at),
        where=_where(post, t),
        inside=turnout.inside,
        expected=turnout.expected,
    )
    return Screen(text, keyboards.ready(post, t))


def counts(post: Post, found: DoorCounts, t: Texts) -> Screen:
    zone = post.event.venue.time_zone
    by_gate = [
        t("door-counts-gate", gate=gate or t.plain("door-no-gate"), inside=inside)
        for gate, inside in found.by_gate.items()
    ]
    quarters = list(found.by_quarter.items())[-QUARTERS_MAX:]
    most = max((came for _, came in quarters), default=1)
    by_quarter = [
        Html(f"<code>{t.time(quarter.astimezone(zone))} {'▇' * max(1, round(came * BAR / most))}</code> {came}")
        for quarter, came in quarters
    ]
    text = t(
        "door-counts",
        title=post.event.title,
        inside=found.inside,
        expected=found.expected,
        missing=found.expected - found.inside - found.went_out,
        out=found.went_out,
        gates=Html("\n".join(by_gate)),
        quarters=Html("\n".join(by_quarter)),
    )
    return Screen(text, keyboards.counts(t))


def verdict(scan: Scan, turnout: Turnout, t: Texts) -> Screen:
    return Screen(f"{_verdict(scan, t)}\n\n{inside(turnout, t)}", keyboards.verdict(scan, t))


def undone(ticket: Ticket, turnout: Turnout, t: Texts) -> Screen:
    return Screen(f"{t('door-undone', **_shown(ticket, t))}\n\n{inside(turnout, t)}")


def inside(turnout: Turnout, t: Texts) -> Html:
    return t("door-inside", inside=turnout.inside, expected=turnout.expected)


def scanned(ticket: Ticket, t: Texts) -> Screen:
    """To the holder, with a way to say that it was not them."""
    assert ticket.admitted_at is not None, "told of those who are inside"
    when = t.time(ticket.admitted_at.astimezone(ticket.event.venue.time_zone))
    gate = f" · {ticket.admitted_gate}" if ticket.admitted_gate else ""
    text = t("ticket-scanned", title=ticket.event.title, place=place(ticket, t), when=f"{when}{gate}")
    return Screen(text, keyboards.scanned(ticket, t))


def alarm(ticket: Ticket, t: Texts) -> Html:
    return t("door-alarm", **_shown(ticket, t))


def _verdict(scan: Scan, t: Texts) -> Html:
    ticket = scan.ticket
    if ticket is None:
        return t("door-unknown")
    match scan.verdict:
        case Verdict.ADMITTED | Verdict.READMITTED | Verdict.LEFT | Verdict.NOT_INSIDE:
            return t("door-passed", sign=scan.verdict, **_shown(ticket, t))
        case Verdict.ALREADY_ADMITTED:
            return t("door-already-admitted", when=_admitted(ticket, t), **_shown(ticket, t))
        case Verdict.WRONG_GATE:
            gates = ", ".join(gate.name for gate in scan.right_gates)
            return t("door-wrong-gate", gates=gates or "?", **_shown(ticket, t))
        case Verdict.WRONG_EVENT:
            return t("door-wrong-event", title=ticket.event.title, when=t.when(ticket.event.starts_at))
        case Verdict.VOID:
            return t("door-void", number=printed_number(ticket.number))
        case Verdict.UNKNOWN | Verdict.UNDONE:
            return t("door-unknown")
        case other:
            assert_never(other)


def _admitted(ticket: Ticket, t: Texts) -> str:
    """When, where and by whom."""
    when = ticket.admitted_at and t.when_short(ticket.admitted_at.astimezone(ticket.event.venue.time_zone))
    return " · ".join(part for part in (when, ticket.admitted_gate, ticket.admitted_by) if part)


def _where(post: Post, t: Texts) -> Html:
    parts = [post.gate.name] if post.gate else []
    if post.allows_reentry:
        parts.append(t.plain("door-direction", direction=post.direction))
    return Html(f"\n{t('door-where', where=' · '.join(parts))}") if parts else Html("")


def _shown(ticket: Ticket, t: Texts) -> dict[str, str]:
    return {
        "place": place(ticket, t),
        "tier": ticket.tier,
        "name": ticket.name,
        "number": printed_number(ticket.number),
    }
