"""What an event that is not there yet will look like to buyers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.event import Event, EventDetails, EventStatus, EventSummary, Venue
from core.domain.event_plan import EventPlan
from core.domain.hall import Hall
from core.domain.ids import EventId, VenueId
from core.services.browsing import EventCard

NOBODY_YET = EventId(0)


@dataclass(frozen=True, slots=True)
class Preview:
    """The card, and the hall with everything free."""

    card: EventCard
    hall: Hall


def preview_of(plan: EventPlan, now: datetime) -> Preview:
    hall = Hall(tuple(plan.tier_rows()), tuple(plan.section_rows()), tuple(plan.seat_rows()))
    event = _event(plan)
    lowest_price_minor = min(tier.price_minor for tier in plan.tiers)
    summary = EventSummary(event, len(hall.seats), len(hall.seats), lowest_price_minor, event.closed_because(now))
    has_pin = plan.venue.latitude is not None and plan.venue.longitude is not None
    pin = (plan.venue.latitude or 0.0, plan.venue.longitude or 0.0) if has_pin else None
    card = EventCard(
        summary,
        EventDetails(plan.category, plan.artists, plan.poster_file_id, pin),
        Hall(hall.tiers, hall.sections, ()),
        closed=summary.closed,
        order=None,
        is_reminder_set=False,
        has_begun=event.has_begun(now),
        is_past=event.is_past(now),
        place=None,
    )
    return Preview(card, hall)


def _event(plan: EventPlan) -> Event:
    """As if it were published."""
    zone = ZoneInfo(plan.venue.time_zone)
    return Event(
        id=NOBODY_YET,
        title=plan.title,
        description=plan.description,
        venue=Venue(VenueId(0), plan.venue.name, plan.venue.city, plan.venue.address, zone),
        starts_at=plan.starts_at.astimezone(zone),
        sale_starts_at=plan.sale_starts_at.astimezone(zone),
        sale_ends_at=plan.sale_ends_at.astimezone(zone),
        currency=plan.currency,
        limit_per_buyer=plan.limit_per_buyer,
        hold_ttl=plan.hold_ttl,
        status=EventStatus.PUBLISHED,
    )
