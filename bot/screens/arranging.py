"""The rules of an event as they are, and one of them being changed."""

from collections.abc import Sequence
from datetime import timedelta

from bot.keyboards import arranging as keyboards
from bot.screen import Screen
from bot.screens.giving_back import rule as returns_rule
from bot.texts import Html, Texts, cut
from core.domain.event_plan import GatePlan, QuestionPlan
from core.domain.event_rule import EventRule
from core.domain.protection import Guard
from core.services.arranging import Rules

SEVERAL_MAX = 400
"""Characters: gates with their tiers, questions and artists may be many, and stand in one message."""


def rules(of: Rules, t: Texts) -> Screen:
    lines = [t("rule-line", name=t.plain("rule", rule=rule), now=_now(of, rule, t)) for rule in EventRule]
    return Screen(t("rules", title=of.event.title, rules=Html("\n".join(lines))), keyboards.rules(of.event, t))


def ask(of: Rules, rule: EventRule, t: Texts) -> Screen:
    tiers = ", ".join(of.tiers)
    asks = t("rule-ask", rule=rule, zone=of.event.venue.time_zone.key, tiers=tiers)
    line = t("rule-line", name=t.plain("rule", rule=rule), now=_now(of, rule, t))
    return Screen(t("rule-page", title=of.event.title, line=line, asks=asks), keyboards.rule(of.event, rule, t))


def _now(of: Rules, rule: EventRule, t: Texts) -> str:
    plan = of.plan
    match rule:
        case EventRule.OPENS:
            return t.when_short(plan.sale_starts_at)
        case EventRule.ENDS:
            return t.when_short(plan.sale_ends_at)
        case EventRule.LIMIT:
            return str(plan.limit_per_buyer)
        case EventRule.HOLD:
            return _minutes(plan.hold_ttl, t)
        case EventRule.OFFER:
            return _minutes(plan.offer_ttl, t)
        case EventRule.RETURNS:
            return returns_rule(of.event, plan.returns, of.now, t)
        case EventRule.STRANDING:
            return t("rule-choice", rule=rule, choice="yes" if plan.refuses_stranding else "no")
        case EventRule.CAPTCHA:
            return t("rule-choice", rule=rule, choice="yes" if Guard.CAPTCHA in plan.guards else "no")
        case EventRule.CONTACT:
            return t("rule-choice", rule=rule, choice="yes" if Guard.CONTACT in plan.guards else "no")
        case EventRule.REENTRY:
            return t("rule-choice", rule=rule, choice="yes" if plan.allows_reentry else "no")
        case EventRule.REMINDERS:
            choice = plan.reminders[0] if len(plan.reminders) == 1 else "yes" if plan.reminders else "no"
            return t("rule-choice", rule=rule, choice=choice)
        case EventRule.GATES:
            return _several([_gate(gate, t) for gate in plan.gates]) or t("rule-choice", rule=rule, choice="nothing")
        case EventRule.QUESTIONS:
            asked = [_question(one, t) for one in plan.questions]
            return _several(asked) or t("rule-choice", rule=rule, choice="nothing")
        case EventRule.DETAILS:
            return t.when_short(plan.details_until or plan.starts_at)
        case EventRule.CATEGORY:
            category = plan.category
            return t(f"category-{category}")
        case EventRule.ARTISTS:
            return cut(", ".join(plan.artists), SEVERAL_MAX) or "—"


def _minutes(span: timedelta, t: Texts) -> Html:
    return t("rule-minutes", count=span // timedelta(minutes=1))


def _question(asked: QuestionPlan, t: Texts) -> str:
    return (asked.label or t.plain("rule-question", kind=asked.kind)) + ("*" if asked.is_required else "")


def _several(named: Sequence[str]) -> str:
    return cut("; ".join(named), SEVERAL_MAX)


def _gate(gate: GatePlan, t: Texts) -> str:
    return t.plain("rule-gate", name=gate.name, tiers=", ".join(gate.tiers), count=len(gate.tiers))
