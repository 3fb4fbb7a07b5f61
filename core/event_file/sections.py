"""The sections of a file as sections of a plan."""

from core.domain.event_plan import Block, Placed, SectionPlan, Standing, row_letter
from core.event_file.hall_places import place
from core.event_file.hall_table import sections_of
from core.event_file.schema import DrawnFields, GeneralFields, HallFields, TemplateFields


def sections_in(fields: HallFields) -> tuple[SectionPlan, ...]:
    """Those of the list, then those of the table. Raises `BadEventFile`."""
    made: list[SectionPlan] = []
    drawn = {one.name: one.seats for one in fields.sections if isinstance(one, DrawnFields)}
    placed = {one.name: one for one in place(drawn)} if drawn else {}
    for line, section in enumerate(fields.sections):
        match section:
            case TemplateFields():
                made.append(_block(section, line))
            case GeneralFields():
                made.append(Standing(section.name, section.capacity, section.tier))
            case DrawnFields():
                made.append(placed[section.name])
    if fields.seats_csv is not None:
        made += sections_of(fields.seats_csv, path="seats_csv")
    return tuple(made)


def _block(fields: TemplateFields, line: int) -> Block:
    """Sections stand behind each other as they are written, unless they say their line."""
    at = line if fields.line is None else fields.line
    return Block(fields.name, fields.rows, fields.seats_in_row, fields.tiers, at, fields.accessible)


def tiers_of(section: SectionPlan) -> tuple[str, list[str]]:
    """The field that names tiers, and which they are."""
    match section:
        case Block():
            return "tiers", list(dict.fromkeys(section.tiers))
        case Standing():
            return "tier", [section.tier]
        case Placed():
            return "seats", list(dict.fromkeys(seat.tier for seat in section.seats))


def places_of(section: SectionPlan) -> int:
    match section:
        case Block():
            return section.rows * section.seats_in_row
        case Standing():
            return section.capacity
        case Placed():
            return len(section.seats)


def unknown_seats(section: SectionPlan) -> list[str]:
    """Seats named as accessible that are not there."""
    if not isinstance(section, Block) or not section.accessible:
        return []
    labels = {f"{row_letter(row)}-{n}" for row in range(section.rows) for n in range(1, section.seats_in_row + 1)}
    return sorted(set(section.accessible) - labels)
