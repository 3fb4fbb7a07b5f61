"""Each step of the dialogue that makes an event, and the event as buyers will see it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.keyboards import drafting as keyboards
from bot.screen import Screen
from bot.screens import event_files
from bot.screens import events as cards
from bot.screens.seats import hall_words
from bot.texts import Html, Texts, cut
from core.domain.event_draft import EventDraft, Step
from core.domain.refusal import DraftGone
from core.domain.team import Team
from core.services.draft_views import DraftView
from core.services.pictures import Pictures

SAID_MAX, TIERS_MAX = 200, 12


def step(view: DraftView, pictures: Pictures, t: Texts, problem: str = "") -> Screen:
    if view.preview:
        return preview(view, pictures, t)
    draft = view.draft
    if view.problems:
        said = event_files.problem_lines(view.problems, t)
        return Screen(_frame(view, t("draft-contradiction", problems=said), "", t), keyboards.contradiction(t))
    zone = str(draft.venue.get("time_zone", ""))
    ask = t(f"draft-ask-{draft.step}", zone=zone, currency=draft.content.get("currency", ""), tiers=_tiers(view, t))
    return Screen(_frame(view, ask, problem, t), keyboards.step(view, t))


def preview(view: DraftView, pictures: Pictures, t: Texts) -> Screen:
    assert view.preview, "the last step has one, or problems"
    return replace(cards.card(view.preview.card, pictures, t), keyboard=keyboards.preview(t))


def hall(view: DraftView, pictures: Pictures, t: Texts) -> Screen:
    if view.preview is None:
        raise DraftGone
    seats, event = view.preview.hall, view.preview.card.summary.event
    text = t("manage-hall", title=event.title, count=len(seats.seats))
    return Screen(text, keyboards.hall(t), pictures.planned_hall(seats, hall_words(event, seats, t)))


def unfinished(led: Sequence[Team], t: Texts) -> Screen:
    return Screen(t("draft-unfinished"), keyboards.unfinished(led, t))


def choose_team(led: Sequence[Team], t: Texts) -> Screen:
    return Screen(t("draft-choose-team"), keyboards.choose_team(led, t))


def cancel(draft: EventDraft, t: Texts) -> Screen:
    return Screen(t("draft-cancel-ask", title=draft.title or t.plain("draft-untitled")), keyboards.cancel(t))


def _frame(view: DraftView, ask: Html, problem: str, t: Texts) -> Html:
    title = cut(view.draft.title, SAID_MAX) or t.plain("draft-untitled")
    parts = [t("draft-head", title=title, number=view.number, count=view.count)]
    parts += [t("draft-problem", problem=problem)] if problem else []
    parts.append(ask)
    said = _said(view.draft, t)
    parts += [t("draft-said", said=said)] if said else []
    return Html("\n\n".join(parts))


def _said(draft: EventDraft, t: Texts) -> str:
    """What was answered to this step before, in the words in which it was typed."""
    match draft.step:
        case Step.TITLE | Step.DESCRIPTION | Step.CURRENCY:
            return cut(str(draft.content.get(draft.step, "")), SAID_MAX)
        case Step.CATEGORY:
            category = draft.content.get("category")
            return t.plain(f"category-{category}") if category else ""
        case Step.VENUE:
            return str(draft.venue.get("name", ""))
        case Step.CITY | Step.ADDRESS:
            return str(draft.venue.get(draft.step, ""))
        case Step.ZONE:
            return str(draft.venue.get("time_zone", ""))
        case Step.STARTS:
            return str(draft.content.get("starts_at", ""))
        case Step.OPENS:
            return str(draft.sale.get("starts_at", ""))
        case Step.LIMIT:
            return str(draft.sale.get("limit_per_buyer", ""))
        case Step.PRICES if draft.has_said(Step.PRICES):
            return ", ".join(f"{tier['name']} {tier['price']}" for tier in draft.content["tiers"][:TIERS_MAX])
        case _:
            return ""


def _tiers(view: DraftView, t: Texts) -> Html:
    names = [cut(name, SAID_MAX // 4) for name in view.tiers[:TIERS_MAX]]
    return Html("\n".join(t("draft-tier", name=name) for name in names))
