"""The hall of a file: its tiers and sections, or those of another event with other prices."""

from collections import Counter

from core.domain.event_plan import HallPlan, SectionPlan, TierPlan
from core.event_file.problems import Fault, Path
from core.event_file.schema import PLACES_MAX, EventFields
from core.event_file.sections import places_of, sections_in, tiers_of, unknown_seats
from core.event_file.values import Values

Planned = tuple[tuple[TierPlan, ...], tuple[SectionPlan, ...]]


def planned_hall(fields: EventFields, known: HallPlan | None, values: Values) -> Planned:
    """`known` is the hall that the file refers to, if it does. Raises `Mistakes` and `BadEventFile`."""
    return _Hall(fields, known, values).plan()


class _Hall:
    def __init__(self, fields: EventFields, known: HallPlan | None, values: Values) -> None:
        self.fields = fields
        self.known = known
        self.values = values

    def plan(self) -> Planned:
        tiers = self._tiers()
        if self.fields.hall_of:
            return self._known_hall(tiers)
        if not tiers:
            self.values.say(("tiers",), Fault.MISSING)
        sections = sections_in(self.fields)
        if not sections:
            self.values.say(("sections",), Fault.NO_HALL)
        self._check_names(tiers, sections)
        return tiers, sections

    def _tiers(self) -> tuple[TierPlan, ...]:
        made = []
        for place_of, tier in enumerate(self.fields.tiers):
            path: Path = ("tiers", place_of)
            steps = tuple(self.values.step((*path, "steps", n), step) for n, step in enumerate(tier.steps))
            made.append(TierPlan(tier.name, self.values.minor((*path, "price"), tier.price), steps))
        for name, count in Counter(tier.name for tier in made).items():
            if count > 1:
                self.values.say(("tiers",), Fault.TWICE, name)
        return tuple(made)

    def _known_hall(self, said: tuple[TierPlan, ...]) -> Planned:
        hall = self.known
        if hall is None or self.fields.sections or self.fields.seats_csv:
            raise self.values.give_up(("hall_of",), Fault.HALL, self.fields.hall_of or "")
        prices = {tier.name: tier for tier in said}
        names = {tier.name for tier in hall.tiers}
        for place_of, tier in enumerate(said):
            if tier.name not in names:
                self.values.say(("tiers", place_of, "name"), Fault.TIER, tier.name)
        if self.values.currency != hall.currency and (missing := names - prices.keys()):
            self.values.say(("tiers",), Fault.TIER, min(missing))
        return tuple(prices.get(tier.name, tier) for tier in hall.tiers), hall.sections

    def _check_names(self, tiers: tuple[TierPlan, ...], sections: tuple[SectionPlan, ...]) -> None:
        """Every tier that is named is there, no two sections have one name, and there are not too many places."""
        known = {tier.name for tier in tiers}
        seen: set[str] = set()
        for place_of, section in enumerate(sections):
            is_listed = place_of < len(self.fields.sections)
            path: Path = ("sections", place_of) if is_listed else ("seats_csv",)
            if section.name in seen:
                self.values.say(path, Fault.TWICE, section.name)
            seen.add(section.name)
            for label in unknown_seats(section):
                self.values.say((*path, "accessible"), Fault.SEAT, label)
            field, named = tiers_of(section)
            for name in named:
                if name not in known:
                    self.values.say((*path, field) if is_listed else path, Fault.TIER, name)
        if sum(map(places_of, sections)) > PLACES_MAX:
            self.values.say(("sections",), Fault.TOO_GREAT, str(PLACES_MAX))
