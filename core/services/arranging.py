"""Arranging: the rules of the sale and of the door of an event that is there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from core.domain.act import What
from core.domain.checkin import Gate, gate_key
from core.domain.draft_answers import LINE_MAX
from core.domain.event import Event
from core.domain.event_plan import EventPlan
from core.domain.event_rule import (
    NOTHING,
    EventRule,
    typed_category,
    typed_gates,
    typed_names,
    typed_number,
    typed_questions,
    typed_reminders,
    typed_returns,
    typed_switch,
)
from core.domain.ids import EventId, GateId, PersonId, QuestionId
from core.domain.question import Question, one_line
from core.domain.refusal import EventNotFound, NotUnderstood
from core.domain.reminder import Reminder, ReminderKind, due_at
from core.domain.return_policy import ReturnPolicy
from core.domain.typed_time import typed_moment
from core.services.describing import planned
from core.services.editing import Editing
from db import acts, door, event_changes, event_rules, halls, questions, return_policies, tickets
from db.pool import Conn, Pool, snapshot, transaction


@dataclass(frozen=True, slots=True)
class Rules:
    """`plan` has all of them as they are `now`, and no hall but the names of its tiers."""

    event: Event
    plan: EventPlan
    tiers: tuple[str, ...]
    now: datetime


class Arranging:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], editing: Editing) -> None:
        self.pool = pool
        self.clock = clock
        self.editing = editing

    async def rules(self, person_id: PersonId, event_id: EventId) -> Rules:
        event, _ = await self.editing.event(person_id, event_id)
        async with snapshot(self.pool) as conn:
            plan, bare = await planned(conn, event_id), await halls.outline(conn, event_id)
        if plan is None:
            raise EventNotFound
        return Rules(event, plan, tuple(tier.name for tier in bare.tiers), self.clock())

    async def change(self, person_id: PersonId, event_id: EventId, rule: EventRule, typed: str) -> Rules:
        """From now on: what is held or sold keeps what it was promised. Raises `NotUnderstood`."""
        event, _ = await self.editing.event(person_id, event_id)
        async with transaction(self.pool) as conn:
            await event_changes.lock_start(conn, event_id)
            await self._set(conn, event, rule, typed)
            about = f"{rule}: {one_line('; '.join(typed.splitlines()))}"[:LINE_MAX]
            await acts.note(conn, person_id, What.EVENT_CHANGED, self.clock(), event_id=event_id, about=about)
        return await self.rules(person_id, event_id)

    async def _set(self, conn: Conn, event: Event, rule: EventRule, typed: str) -> None:
        match rule:
            case EventRule.OPENS | EventRule.ENDS:
                await self._set_window(conn, event, rule, typed)
            case EventRule.LIMIT:
                await event_rules.set_limit(conn, event.id, typed_number(rule, typed))
            case EventRule.HOLD:
                await event_rules.set_hold_ttl(conn, event.id, timedelta(minutes=typed_number(rule, typed)))
            case EventRule.OFFER:
                await event_rules.set_offer_ttl(conn, event.id, timedelta(minutes=typed_number(rule, typed)))
            case EventRule.RETURNS:
                await self._set_returns(conn, event, typed_returns(typed, event.starts_at, self._now_at(event)))
            case EventRule.STRANDING:
                await event_rules.set_stranding(conn, event.id, refuses=typed_switch(typed))
            case EventRule.CAPTCHA:
                await event_rules.set_captcha(conn, event.id, asks=typed_switch(typed))
            case EventRule.CONTACT:
                await event_rules.set_contact(conn, event.id, asks=typed_switch(typed))
            case EventRule.REMINDERS:
                await _set_reminders(conn, event, typed_reminders(typed))
            case EventRule.GATES:
                await _set_gates(conn, event.id, typed)
            case EventRule.REENTRY:
                await event_rules.set_reentry(conn, event.id, allows=typed_switch(typed))
            case EventRule.QUESTIONS:
                await _set_questions(conn, event.id, typed)
            case EventRule.DETAILS:
                is_start = typed == NOTHING
                until = None if is_start else typed_moment(typed, self._now_at(event))
                await event_rules.set_details_until(conn, event.id, until)
            case EventRule.CATEGORY:
                await event_rules.set_category(conn, event.id, typed_category(typed))
            case EventRule.ARTISTS:
                await event_rules.set_artists(conn, event.id, typed_names(typed))
            case other:
                assert_never(other)

    async def _set_window(self, conn: Conn, event: Event, rule: EventRule, typed: str) -> None:
        moment = typed_moment(typed, self._now_at(event))
        set_moment = event_rules.set_sale_start if rule is EventRule.OPENS else event_rules.set_sale_end
        if not await set_moment(conn, event.id, moment):
            raise NotUnderstood("sale-window", f"{moment:%d.%m.%Y %H:%M}")

    async def _set_returns(self, conn: Conn, event: Event, policy: ReturnPolicy) -> None:
        """Who holds tickets bought them on the terms of that time."""
        was = await return_policies.of_event(conn, event.id)
        if policy.takes_back_less_than(was) and await tickets.holders(conn, event.id):
            raise NotUnderstood("returns-less")
        await event_rules.set_returns(conn, event.id, policy)

    def _now_at(self, event: Event) -> datetime:
        return self.clock().astimezone(event.venue.time_zone)


async def _set_reminders(conn: Conn, event: Event, kinds: tuple[ReminderKind, ...]) -> None:
    await event_rules.keep_reminders(conn, event.id, kinds)
    for kind in kinds:
        await event_rules.add_reminder(conn, Reminder(event.id, kind, due_at(kind, event.starts_at)))


async def _set_questions(conn: Conn, event_id: EventId, typed: str) -> None:
    """One that was asked already keeps its number, and with it what was answered."""
    asked = await questions.of_event(conn, event_id)
    were = {(one.kind, one.label): one.id for one in (asked.questions if asked else ())}
    number = await questions.last_number(conn, event_id)
    made = []
    for plan in typed_questions(typed):
        known = were.get((plan.kind, plan.label))
        number += known is None
        made.append(Question(known or QuestionId(number), plan.kind, plan.scope, plan.is_required, plan.label))
    await questions.replace(conn, event_id, made)


async def _set_gates(conn: Conn, event_id: EventId, typed: str) -> None:
    """One that was there keeps its number, for the log of the door; one that was used stays."""
    tiers = {tier.name: tier.id for tier in (await halls.outline(conn, event_id)).tiers}
    plans = typed_gates(typed, {name.casefold(): name for name in tiers})
    used = await event_rules.used_gates(conn, event_id)
    gates = sorted(await door.gates(conn, event_id), key=lambda gate: gate.id in used)
    were = {gate_key(gate.name): gate for gate in gates}  # an older event may have two of one name
    kept = [were[key].id for plan in plans if (key := gate_key(plan.name)) in were]
    if gone := next((gate.name for gate in were.values() if gate.id in used and gate.id not in kept), None):
        raise NotUnderstood("gate-used", gone)
    await event_rules.keep_gates(conn, event_id, kept)
    number = max((gate.id for gate in gates), default=0)
    for plan in plans:
        known = were.get(gate_key(plan.name))
        number += known is None
        tier_ids = frozenset(tiers[name] for name in plan.tiers) or None
        await event_rules.put_gate(conn, event_id, Gate(known.id if known else GateId(number), plan.name, tier_ids))
