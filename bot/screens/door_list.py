"""The offline list: what it is for, and what was brought back."""

from bot.keyboards import guests as keyboards
from bot.screen import Screen
from bot.screens.tickets import place
from bot.texts import Html, Texts
from core.domain.checkin import Post
from core.domain.ticket_code import printed_number
from core.services.door_list import DoorListFile, Imported

SHOWN_MAX = 20


def sent(made: DoorListFile, t: Texts) -> Html:
    when = t.when_short(made.made_at.astimezone(made.event.venue.time_zone))
    return t("door-list", title=made.event.title, count=len(made.tickets), when=when)


def imported(done: Imported, post: Post, t: Texts) -> Screen:
    zone = post.event.venue.time_zone
    parts = [t("door-list-admitted", count=done.admitted)]
    if done.conflicts:
        lines = [
            t(
                "door-list-conflict",
                name=ticket.name,
                place=place(ticket, t),
                number=printed_number(ticket.number),
                when=t.time(ticket.admitted_at.astimezone(zone)) if ticket.admitted_at else "?",
            )
            for ticket in done.conflicts[:SHOWN_MAX]
        ]
        parts.append(t("door-list-conflicts", count=len(done.conflicts), lines=Html("\n".join(lines))))
    if done.refused:
        numbers = ", ".join(done.refused[:SHOWN_MAX])
        parts.append(t("door-list-refused", count=len(done.refused), numbers=numbers))
    parts.append(t("door-inside", inside=post.inside, expected=post.expected))
    return Screen("\n\n".join(parts), keyboards.back(t))
