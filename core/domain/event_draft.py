"""An event being made in a dialogue: what is asked, in which order, and what was said so far."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from core.domain.ids import PersonId, TeamId


class Step(StrEnum):
    """In the order in which they are asked."""

    TITLE = "title"
    DESCRIPTION = "description"
    CATEGORY = "category"
    VENUE = "venue"
    CITY = "city"
    ADDRESS = "address"
    ZONE = "zone"
    PIN = "pin"
    STARTS = "starts"
    HALL = "hall"
    CURRENCY = "currency"
    PRICES = "prices"
    OPENS = "opens"
    LIMIT = "limit"
    RETURNS = "returns"
    POSTER = "poster"
    PREVIEW = "preview"


WAITS_FOR_WORDS = timedelta(hours=1)
"""What is typed or sent later is meant for something else; the dialogue stays, to be gone on with by its buttons."""
OF_NEW_VENUE = frozenset((Step.CITY, Step.ADDRESS, Step.ZONE, Step.PIN))
OPTIONAL = frozenset((Step.DESCRIPTION, Step.ADDRESS, Step.PIN, Step.OPENS, Step.POSTER))
"""May be passed over with nothing said."""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """`content` has the names of an event file. `is_waiting`: what is typed next answers the step."""

    person_id: PersonId
    team_id: TeamId
    step: Step = Step.TITLE
    content: Mapping[str, Any] = field(default_factory=dict)
    has_kept_venue: bool = False
    has_given_tiers: bool = False
    poster_file_id: str | None = None
    is_waiting: bool = True
    message_id: int | None = None

    @property
    def title(self) -> str:
        return str(self.content.get("title", ""))

    @property
    def venue(self) -> Mapping[str, Any]:
        venue: Mapping[str, Any] = self.content.get("venue", {})
        return venue

    @property
    def sale(self) -> Mapping[str, Any]:
        sale: Mapping[str, Any] = self.content.get("sale", {})
        return sale

    def has_said(self, step: Step) -> bool:
        """Whether the step was answered, so that it may be left as it is."""
        match step:
            case Step.VENUE:
                return "name" in self.venue
            case Step.CITY | Step.ADDRESS:
                return step.value in self.venue
            case Step.ZONE:
                return "time_zone" in self.venue
            case Step.PIN:
                return "latitude" in self.venue
            case Step.STARTS:
                return "starts_at" in self.content
            case Step.HALL:
                return any(name in self.content for name in ("sections", "seats_csv", "hall_of"))
            case Step.PRICES:
                tiers = self.content.get("tiers", ())
                return bool(tiers) and all(tier["price"] is not None for tier in tiers)
            case Step.OPENS:
                return "starts_at" in self.sale
            case Step.LIMIT:
                return "limit_per_buyer" in self.sale
            case Step.POSTER:
                return self.poster_file_id is not None
            case Step.PREVIEW:
                return True
            case _:
                return step.value in self.content

    def may_pass(self, step: Step) -> bool:
        return step in OPTIONAL or self.has_said(step)

    def steps(self, skipped: Collection[Step]) -> list[Step]:
        """Those that are asked, in their order."""
        never = OF_NEW_VENUE if self.has_kept_venue else frozenset[Step]()
        return [step for step in Step if step not in skipped and step not in never]

    def following(self, skipped: Collection[Step]) -> Step:
        return next((step for step in self.steps(skipped) if _place(step) > _place(self.step)), Step.PREVIEW)

    def preceding(self, skipped: Collection[Step]) -> Step:
        before = [step for step in self.steps(skipped) if _place(step) < _place(self.step)]
        return before[-1] if before else Step.TITLE


def _place(step: Step) -> int:
    return list(Step).index(step)
