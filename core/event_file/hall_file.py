"""A hall alone in a file: the table of its seats, or its sections as an event file has them."""

from typing import Any

from pydantic import ValidationError

from core.event_file.hall_table import sections_of
from core.event_file.problems import BadEventFile, Fault, Problem, of_pydantic, path_words
from core.event_file.schema import HallFields
from core.event_file.sections import sections_in, tiers_of
from core.event_file.tree import BYTES_MAX, lines_of, load


def hall_in(text: str, *, is_table: bool) -> dict[str, Any]:
    """The fields of an event file that make this hall; its tiers have the prices that it says, or None.

    Raises `BadEventFile`.
    """
    if len(text) > BYTES_MAX:
        raise BadEventFile([Problem(Fault.TOO_LARGE, about=str(BYTES_MAX // 2**20))])
    if is_table:
        named = [name for section in sections_of(text) for name in tiers_of(section)[1]]
        return {"seats_csv": text, "tiers": [{"name": name, "price": None} for name in dict.fromkeys(named)]}
    content = load(text)
    fields = _checked(content, text)
    sections = sections_in(fields)
    if not sections:
        raise BadEventFile([Problem(Fault.NO_HALL)])
    named = list(dict.fromkeys(name for section in sections for name in tiers_of(section)[1]))
    said = {tier.name: str(tier.price) for tier in fields.tiers}
    return {
        **{name: content[name] for name in ("sections", "seats_csv") if name in content},
        "tiers": [{"name": name, "price": said.get(name)} for name in named],
    }


def _checked(content: Any, text: str) -> HallFields:
    try:
        return HallFields.model_validate(content)
    except ValidationError as error:
        found = [of_pydantic(one) for one in error.errors()]
        lines = lines_of(text, {path for path, _, _ in found})
        raise BadEventFile(
            [Problem(fault, path_words(path), lines.get(path), about) for path, fault, about in found]
        ) from None
