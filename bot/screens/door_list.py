"""The offline list: what it is for, what stands on paper, and what was brought back."""

from bot.keyboards import guests as keyboards
from bot.screen import Screen
from bot.screens.door import inside
from bot.screens.tickets import place
from bot.texts import Html, Texts, listed
from core.domain.checkin import Turnout
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number
from core.render.door_list_pdf import DoorListWords
from core.services.door_list import DoorListFile, Imported

SHOWN_MAX = 20
SIGNATURE_SHOWN = 16
"""Characters of it on paper: enough to tell one list from another."""


def printed(made: DoorListFile, t: Texts) -> Html:
    return t("door-list-print", title=made.event.title, made=_made(made, t))


def table(made: DoorListFile, t: Texts) -> Html:
    return t("door-list", title=made.event.title)


def words(made: DoorListFile, t: Texts) -> DoorListWords:
    """Of the paper."""
    event = made.event
    columns = [t.plain("report-column", column=name) for name in ("name", "place", "tier", "number", "admitted")]
    signature = " ".join(made.signature[start : start + 4] for start in range(0, SIGNATURE_SHOWN, 4))
    return DoorListWords(
        title=event.title,
        subtitle=f"{t.when(event.starts_at, with_year=True)} · {event.venue.name}, {event.venue.city}",
        summary=_made(made, t),
        head=[*columns, "✓"],
        foot=t.plain("door-list-foot", when=_when(made, t), signature=signature),
        page=lambda page, pages: t.plain("door-list-page", page=page, pages=pages),
    )


def imported(done: Imported, turnout: Turnout, t: Texts) -> Screen:
    parts = [t("door-list-admitted", count=done.admitted)]
    if done.conflicts:
        lines = [
            t(
                "door-list-conflict",
                name=ticket.name,
                place=place(ticket, t),
                number=printed_number(ticket.number),
                when=_admitted(ticket, t),
            )
            for ticket in done.conflicts[:SHOWN_MAX]
        ]
        parts.append(t("door-list-conflicts", count=len(done.conflicts), lines=listed(lines, t)))
    if done.refused:
        numbers = ", ".join(done.refused[:SHOWN_MAX])
        parts.append(t("door-list-refused", count=len(done.refused), numbers=numbers))
    parts.append(inside(turnout, t))
    return Screen("\n\n".join(parts), keyboards.back(t))


def _made(made: DoorListFile, t: Texts) -> str:
    return t.plain("door-list-made", count=len(made.tickets), when=_when(made, t))


def _admitted(ticket: Ticket, t: Texts) -> str:
    return t.time(ticket.admitted_at.astimezone(ticket.event.venue.time_zone)) if ticket.admitted_at else "?"


def _when(made: DoorListFile, t: Texts) -> str:
    return t.when_short(made.made_at.astimezone(made.event.venue.time_zone))
