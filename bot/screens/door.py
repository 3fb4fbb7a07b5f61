"""The door: which event, how many inside, and one big verdict."""

from collections.abc import Sequence

from bot.keyboards import door as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts
from core.domain.checkin import Scan, Verdict
from core.domain.event import Event
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number
from core.services.checkin import Post


def choose(events: Sequence[Event], t: Texts) -> Screen:
    return Screen(t("door-choose") if events else t("door-none"), keyboards.choose(events, t))


def ready(post: Post, t: Texts) -> Screen:
    text = t(
        "door-ready",
        title=post.event.title,
        when=t.when(post.event.starts_at),
        inside=post.inside,
        expected=post.expected,
    )
    return Screen(text, keyboards.ready(t))


def verdict(scan: Scan, post: Post, t: Texts) -> Screen:
    inside = t("door-inside", inside=post.inside, expected=post.expected)
    return Screen(f"{_verdict(scan, t)}\n\n{inside}")


def _verdict(scan: Scan, t: Texts) -> Html:
    ticket = scan.ticket
    if ticket is None:
        return t("door-unknown")
    match scan.verdict:
        case Verdict.ADMITTED:
            return t("door-admitted", **_shown(ticket, t))
        case Verdict.ALREADY_ADMITTED:
            when = ticket.admitted_at and t.when_short(ticket.admitted_at.astimezone(ticket.event.venue.time_zone))
            return t("door-already-admitted", when=when or "", by=ticket.admitted_by or "", **_shown(ticket, t))
        case Verdict.WRONG_EVENT:
            return t("door-wrong-event", title=ticket.event.title, when=t.when(ticket.event.starts_at))
        case Verdict.VOID:
            return t("door-void", number=printed_number(ticket.number))
        case Verdict.UNKNOWN:
            return t("door-unknown")


def _shown(ticket: Ticket, t: Texts) -> dict[str, str]:
    return {
        "place": place(ticket, t),
        "tier": ticket.tier,
        "name": ticket.name,
        "number": printed_number(ticket.number),
    }
