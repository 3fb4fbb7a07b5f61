"""What counts as an answer to each step of the dialogue that makes an event, and what it adds to the event."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.currency import is_known
from core.domain.event_draft import EventDraft, Step
from core.domain.question import one_line
from core.domain.refusal import NotUnderstood
from core.domain.typed_hall import priced_sections, typed_prices, typed_sections
from core.domain.typed_time import typed_moment

LINE_MAX, PROSE_MAX, LIMIT_MAX = 120, 4000, 100
WRITTEN = "%Y-%m-%d %H:%M"
HALL_FIELDS = ("sections", "seats_csv", "hall_of", "tiers")


class Returns(StrEnum):
    """What can be chosen with one tap."""

    NEVER = "never"
    DAY_BEFORE = "day"
    THREE_DAYS_THEN_HALF = "half"


def typed(draft: EventDraft, text: str, now: datetime, unnamed: str) -> EventDraft:
    """`now` is at the venue; `unnamed` is what a hall without a name is called. Raises `NotUnderstood`."""
    match draft.step:
        case Step.TITLE:
            return _with(draft, title=_line(draft.step, text))
        case Step.DESCRIPTION:
            if len(text.strip()) > PROSE_MAX:
                raise NotUnderstood("too-long", str(PROSE_MAX))
            return _with(draft, description=text.strip())
        case Step.VENUE:
            return replace(_with(draft, venue={"name": _line(draft.step, text)}), has_kept_venue=False)
        case Step.CITY | Step.ADDRESS:
            return _at_venue(draft, {draft.step.value: _line(draft.step, text)})
        case Step.STARTS:
            return _starts(draft, text, now)
        case Step.HALL:
            return with_hall(draft, {"sections": typed_sections(text, unnamed)})
        case Step.CURRENCY:
            if not is_known(text.strip().upper()):
                raise NotUnderstood(draft.step, text)
            return _with(draft, currency=text.strip().upper())
        case Step.PRICES:
            return _prices(draft, text)
        case Step.OPENS:
            return _opens(draft, text, now)
        case Step.LIMIT:
            if not text.strip().isdecimal() or not 1 <= int(text) <= LIMIT_MAX:
                raise NotUnderstood(draft.step, str(LIMIT_MAX))
            return _in_sale(draft, {"limit_per_buyer": text.strip()})
        case _:
            raise NotUnderstood(draft.step)


def passed(draft: EventDraft, step: Step) -> EventDraft:
    """Nothing is said to a step that does not need it."""
    match step:
        case Step.ADDRESS:
            return _with(draft, venue=_without(draft.venue, "address"))
        case Step.PIN:
            return _with(draft, venue=_without(draft.venue, "latitude", "longitude"))
        case Step.OPENS:
            return _with(draft, sale=_without(draft.sale, "starts_at"))
        case Step.POSTER:
            return replace(draft, poster_file_id=None)
        case _:
            return replace(draft, content=_without(draft.content, step))


def with_hall(draft: EventDraft, hall: Mapping[str, Any]) -> EventDraft:
    """In place of another one. Its tiers may come with it, priced or not."""
    content = {**_without(draft.content, *HALL_FIELDS), **hall}
    return replace(draft, content=content, has_given_tiers="tiers" in hall)


def with_returns(draft: EventDraft, chosen: Returns) -> EventDraft:
    match chosen:
        case Returns.NEVER:
            return _with(draft, returns={})
        case Returns.DAY_BEFORE:
            return _with(draft, returns={"free_until": _days_before(draft, 1)})
        case Returns.THREE_DAYS_THEN_HALF:
            return _with(draft, returns={"free_until": _days_before(draft, 3), "percent": "50"})


def with_venue(draft: EventDraft, venue: Mapping[str, Any]) -> EventDraft:
    """One that the team had before."""
    said = {name: value for name, value in venue.items() if value is not None}
    return replace(_with(draft, venue=said), has_kept_venue=True)


def with_zone(draft: EventDraft, zone: str) -> EventDraft:
    return _at_venue(draft, {"time_zone": zone})


def with_pin(draft: EventDraft, latitude: float, longitude: float) -> EventDraft:
    return _at_venue(draft, {"latitude": latitude, "longitude": longitude})


def with_category(draft: EventDraft, category: str) -> EventDraft:
    return _with(draft, category=category)


def _line(step: Step, text: str) -> str:
    line = one_line(text)
    if not line:
        raise NotUnderstood(step)
    if len(line) > LINE_MAX:
        raise NotUnderstood("too-long", str(LINE_MAX))
    return line


def _starts(draft: EventDraft, text: str, now: datetime) -> EventDraft:
    """What was counted from the start before is asked again."""
    moment = typed_moment(text, now)
    if moment <= now:
        raise NotUnderstood("past", f"{moment:%d.%m.%Y %H:%M}")
    content = _without(draft.content, "returns")
    return replace(draft, content={**content, "starts_at": f"{moment:{WRITTEN}}"})


def _opens(draft: EventDraft, text: str, now: datetime) -> EventDraft:
    moment = typed_moment(text, now)
    if f"{moment:{WRITTEN}}" >= draft.content["starts_at"]:
        raise NotUnderstood(draft.step, f"{moment:%d.%m.%Y %H:%M}")
    return _in_sale(draft, {"starts_at": f"{moment:{WRITTEN}}"})


def _days_before(draft: EventDraft, days: int) -> str:
    """The start, at the same hour of the clock; where that leaves the hour out, an hour later."""
    zone = ZoneInfo(draft.venue.get("time_zone", "UTC"))
    starts_at = datetime.strptime(draft.content["starts_at"], WRITTEN).replace(tzinfo=zone)
    shown = (starts_at - timedelta(days=days)).astimezone(UTC).astimezone(zone)
    return f"{shown:{WRITTEN}}"


def _prices(draft: EventDraft, text: str) -> EventDraft:
    if draft.has_given_tiers:
        return _with(draft, tiers=typed_prices(text, [tier["name"] for tier in draft.content["tiers"]]))
    tiers, sections = priced_sections(text, draft.content["sections"])
    return _with(draft, tiers=tiers, sections=sections)


def _with(draft: EventDraft, **said: Any) -> EventDraft:
    return replace(draft, content={**draft.content, **said})


def _at_venue(draft: EventDraft, said: Mapping[str, Any]) -> EventDraft:
    return _with(draft, venue={**draft.venue, **said})


def _in_sale(draft: EventDraft, said: Mapping[str, Any]) -> EventDraft:
    return _with(draft, sale={**draft.sale, **said})


def _without(content: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}
