"""Numbers as they are typed on the command line."""

from argparse import ArgumentTypeError

from core.domain.ids import EventId


def event_number(typed: str) -> EventId:
    """Raises `ArgumentTypeError` for what is the number of no event: no number at all, or more than there can be."""
    if not typed.isdecimal() or len(typed) > 19 or int(typed) >= 2**63:
        raise ArgumentTypeError(f"there is no event {typed}")
    return EventId(int(typed))
