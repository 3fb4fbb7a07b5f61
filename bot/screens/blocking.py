"""Seats that are kept from the sale."""

from collections.abc import Sequence

from bot.keyboards import blocking as keyboards
from bot.screen import Screen
from bot.texts import Texts, cut, listed
from core.domain.event import Event
from core.services.blocking import Block

SEATS_MAX = 300
"""Characters."""


def blocked(event: Event, found: Sequence[Block], t: Texts) -> Screen:
    lines = [t("blocked-line", number=str(one.order.id), seats=cut(_seats(one), SEATS_MAX)) for one in found]
    text = t("blocked", title=event.title, seats=listed(lines, t) if lines else t("blocked-none"))
    return Screen(text, keyboards.blocked(event, found[: keyboards.SHOWN_MAX], t))


def _seats(block: Block) -> str:
    """By section: `Stalls A-1, A-2`; of general admission how many."""
    by_section: dict[str, list[str]] = {}
    for seat in block.hall.seats:
        labels = by_section.setdefault(block.hall.section_by_id[seat.section_id].name, [])
        labels.append(seat.label if seat.row else "")
    return "; ".join(
        f"{section} {', '.join(labels) if any(labels) else f'× {len(labels)}'}"
        for section, labels in by_section.items()
    )
