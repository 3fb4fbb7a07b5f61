"""Writes an event file: what `reading` makes the same event of. What a file may leave out is left out."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import yaml

from core.domain.currency import amount
from core.domain.event_plan import EventPlan, GatePlan, QuestionPlan, TierPlan, VenuePlan
from core.domain.pricing import PriceStep
from core.domain.question import Scope
from core.domain.queue import QueueRules
from core.domain.reminder import ReminderKind
from core.domain.return_policy import NO_RETURNS
from core.domain.section_plan import Block, Placed, SectionPlan, Standing, as_blocks
from core.event_file.hall_table import COLUMNS

WIDTH = 120
ODD_BREAKS = ("\r", "\N{NEXT LINE}", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}")


def event_text(plan: EventPlan) -> str:
    """As a draft. The poster and promo codes are not in it."""
    content = dict(_fields(plan))
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=None)


def _fields(plan: EventPlan) -> Iterator[tuple[str, Any]]:
    yield "title", plan.title
    if plan.description:
        yield "description", _Literal(plan.description) if "\n" in plan.description else plan.description
    yield "category", plan.category.value
    if plan.artists:
        yield "artists", list(plan.artists)
    yield "venue", _venue(plan.venue)
    yield "starts_at", _time(plan.starts_at)
    yield "sale", _sale(plan)
    yield "currency", plan.currency
    yield "tiers", [_tier(tier, plan.currency) for tier in plan.tiers]
    yield from _hall(as_blocks(plan.sections))
    if plan.questions:
        yield "questions", [_question(one) for one in plan.questions]
    if plan.details_until:
        yield "details_until", _time(plan.details_until)
    if plan.gates:
        yield "gates", [_gate(gate) for gate in plan.gates]
    if plan.allows_reentry:
        yield "reentry", True
    if plan.queue and plan.queue != QueueRules():
        yield "queue", _queue(plan.queue)
    if plan.returns != NO_RETURNS:
        yield "returns", _returns(plan)
    if plan.reminders != tuple(ReminderKind):
        yield "reminders", [kind.value for kind in plan.reminders]


def _venue(venue: VenuePlan) -> dict[str, Any]:
    has_pin = venue.latitude is not None and venue.longitude is not None
    return {
        "name": venue.name,
        "city": venue.city,
        **({"address": venue.address} if venue.address else {}),
        "time_zone": venue.time_zone,
        **({"latitude": venue.latitude, "longitude": venue.longitude} if has_pin else {}),
    }


def _sale(plan: EventPlan) -> dict[str, Any]:
    return {
        "starts_at": _time(plan.sale_starts_at),
        "ends_at": _time(plan.sale_ends_at),
        "limit_per_buyer": plan.limit_per_buyer,
        "hold_minutes": plan.hold_ttl // timedelta(minutes=1),
        "offer_minutes": plan.offer_ttl // timedelta(minutes=1),
        **({"refuses_stranding": True} if plan.refuses_stranding else {}),
        **({"asks": sorted(guard.value for guard in plan.guards)} if plan.guards else {}),
    }


def _tier(tier: TierPlan, currency: str) -> dict[str, Any]:
    steps = {"steps": [_step(step, currency) for step in tier.steps]} if tier.steps else {}
    return {"name": tier.name, "price": _price(tier.price_minor, currency), **steps}


def _price(minor: int, currency: str) -> Decimal | int:
    price = amount(minor, currency)
    return int(price) if price == price.to_integral_value() else price


def _step(step: PriceStep, currency: str) -> str:
    price = _price(step.price_minor, currency)
    if step.before is None:
        return f"{step.sold_percent}% {price}"
    hours = step.before // timedelta(hours=1)
    return f"{hours}h {price}" if hours % 24 else f"{hours // 24}d {price}"


def _hall(sections: tuple[SectionPlan, ...]) -> Iterator[tuple[str, Any]]:
    if listed := [_section(plan) for plan in sections if not isinstance(plan, Placed)]:
        yield "sections", listed
    if drawn := [plan for plan in sections if isinstance(plan, Placed)]:
        yield "seats_csv", _Literal(_table(drawn))


def _section(plan: Block | Standing) -> dict[str, Any]:
    if isinstance(plan, Standing):
        return {"name": plan.name, "capacity": plan.capacity, "tier": plan.tier}
    return {
        "name": plan.name,
        "rows": plan.rows,
        "seats_in_row": plan.seats_in_row,
        "tiers": list(plan.tiers),
        "line": plan.line,
        **({"accessible": list(plan.accessible)} if plan.accessible else {}),
    }


def _table(drawn: Sequence[Placed]) -> str:
    lines = StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(COLUMNS)
    for section in drawn:
        for seat in section.seats:
            place = f"{seat.x:g}", f"{seat.y:g}", "yes" if seat.is_accessible else ""
            table.writerow((section.name, seat.row, seat.number, seat.tier, *place))
    return lines.getvalue()


def _gate(gate: GatePlan) -> dict[str, Any]:
    return {"name": gate.name, **({"tiers": list(gate.tiers)} if gate.tiers else {})}


def _question(plan: QuestionPlan) -> dict[str, Any]:
    return {
        "kind": plan.kind.value,
        **({"label": plan.label} if plan.label else {}),
        **({"scope": plan.scope.value} if plan.scope is not Scope.TICKET else {}),
        **({} if plan.is_required else {"required": False}),
    }


def _queue(rules: QueueRules) -> dict[str, Any]:
    return {
        "mode": rules.mode.value,
        "per_minute": rules.per_minute,
        "inside": rules.inside_max,
        "turn_minutes": rules.turn_minutes,
        "rush_per_minute": rules.rush_per_minute,
    }


def _returns(plan: EventPlan) -> dict[str, Any]:
    until = plan.returns.free_until
    return {
        **({"free_until": _time(until.astimezone(plan.starts_at.tzinfo))} if until else {}),
        **({"percent": plan.returns.percent} if plan.returns.percent else {}),
    }


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _string(dumper: yaml.SafeDumper, text: str, style: str | None) -> yaml.ScalarNode:
    """Breaks that YAML would read as the end of a line are escaped."""
    has_odd_break = any(sign in text for sign in ODD_BREAKS)
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"' if has_odd_break else style)


class _Literal(str):
    """Text that keeps its lines in the file."""


class _Dumper(yaml.SafeDumper):
    """Numbers and lines as people write them, and no references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(Decimal, lambda dumper, price: dumper.represent_scalar("tag:yaml.org,2002:float", str(price)))
_Dumper.add_representer(str, lambda dumper, text: _string(dumper, text, None))
_Dumper.add_representer(_Literal, lambda dumper, text: _string(dumper, text, "|"))
