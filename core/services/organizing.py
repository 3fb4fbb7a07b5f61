"""Organizing: from a plan to an event on sale."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.event_plan import EventPlan
from core.domain.ids import EventId
from core.domain.reminder import Reminder, due_at
from db import door, events, halls, promo_codes, questions, reminders, return_policies
from db.pool import Pool, transaction


class Organizing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def create_event(self, plan: EventPlan) -> EventId:
        """Makes the event with every seat it will ever sell. Raises `ValueError` for a plan that contradicts itself."""
        plan.ensure_payable()
        async with transaction(self.pool) as conn:
            event_id = await events.add(conn, plan, await events.add_venue(conn, plan.venue))
            await halls.add(conn, event_id, plan.tier_rows(), plan.section_rows())
            await halls.add_seats(conn, event_id, plan.seat_rows())
            await door.add_gates(conn, event_id, plan.gate_rows())
            await return_policies.add(conn, event_id, plan.returns)
            for code in plan.promo_code_rows():
                if not await promo_codes.add_new(conn, event_id, code):
                    raise ValueError(f"the promo code {code.code} is there twice")
            await questions.add(conn, event_id, plan.question_rows())
            starts_at = plan.starts_at.astimezone(ZoneInfo(plan.venue.time_zone))
            await reminders.add(conn, [Reminder(event_id, kind, due_at(kind, starts_at)) for kind in plan.reminders])
            return event_id

    async def has_events(self) -> bool:
        return await events.count(self.pool) > 0
