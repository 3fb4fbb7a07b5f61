"""Describing: an event that is there, written down as the file that would make it."""

import asyncio
from dataclasses import replace

from core.domain.event_plan import EventPlan, GatePlan, QuestionPlan
from core.domain.ids import EventId, PersonId
from core.domain.refusal import EventNotFound
from core.domain.reminder import ReminderKind
from core.event_file.writing import event_text
from core.services.rights import Rights
from db import door, event_plans, hall_plans, halls, questions, queues, reminders, return_policies
from db.pool import Conn, Pool, snapshot


class Describing:
    def __init__(self, pool: Pool, rights: Rights) -> None:
        self.pool = pool
        self.rights = rights

    async def file(self, person_id: PersonId, event_id: EventId) -> str:
        """As YAML. The poster, promo codes, costs and all that was sold are not in it."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with snapshot(self.pool) as conn:
            plan, hall = await planned(conn, event_id), await hall_plans.of_event(conn, event_id)
        if plan is None or hall is None:
            raise EventNotFound
        # There may be 100 000 seats.
        return await asyncio.to_thread(event_text, replace(plan, tiers=hall.tiers, sections=hall.sections))


async def planned(conn: Conn, event_id: EventId) -> EventPlan | None:
    """What was planned of an event, without its hall."""
    plan = await event_plans.of_event(conn, event_id)
    if plan is None:
        return None
    kinds, asked = await reminders.kinds(conn, event_id), await questions.of_event(conn, event_id)
    names = {tier.id: tier.name for tier in (await halls.outline(conn, event_id)).tiers}
    return replace(
        plan,
        gates=tuple(
            GatePlan(gate.name, tuple(names[tier_id] for tier_id in sorted(gate.tier_ids or ())))
            for gate in await door.gates(conn, event_id)
        ),
        queue=(await queues.of_event(conn, event_id)).rules,
        returns=await return_policies.of_event(conn, event_id),
        reminders=tuple(kind for kind in ReminderKind if kind in kinds),
        questions=tuple(
            QuestionPlan(one.kind, one.scope, one.is_required, one.label) for one in (asked.questions if asked else ())
        ),
    )
