"""The waiting list, one question after the other, and the place in it."""

from bot.keyboards import waitlist as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.event import Event
from core.domain.waitlist import Place, WaitlistView


def waitlist(view: WaitlistView, t: Texts) -> Screen:
    """The place of who waits; the first question for everybody else."""
    if view.place is None:
        return Screen(_asked(view, t("waitlist-ask-size"), t), keyboards.sizes(view, t))
    text = t(
        "waitlist-place",
        number=view.place.number,
        title=view.event.title,
        when=t.when(view.event.starts_at),
        wish=_wish(view, view.place, t),
    )
    return Screen(text, keyboards.place(view.event.id, t))


def ask_tier(view: WaitlistView, size: int, t: Texts) -> Screen:
    return Screen(_asked(view, t("waitlist-ask-tier", count=size), t), keyboards.tiers(view, size, t))


def ask_together(view: WaitlistView, size: int, tier_id: int, t: Texts) -> Screen:
    text = _asked(view, t("waitlist-ask-together", count=size), t)
    return Screen(text, keyboards.togetherness(view, size, tier_id, t))


def ended(event: Event, because: str, t: Texts) -> Screen:
    return Screen(t("waitlist-ended", title=event.title, because=because), keyboards.ended(event.id, t))


def _asked(view: WaitlistView, question: Html, t: Texts) -> Html:
    return t("waitlist-ask", title=view.event.title, when=t.when(view.event.starts_at), question=question)


def _wish(view: WaitlistView, place: Place, t: Texts) -> Html:
    """`2 tickets · Front · together`"""
    party = place.entry.party
    said = [t("waitlist-wish", count=party.size)]
    if party.tier_id is not None and (tier := view.hall.tier_by_id.get(party.tier_id)):
        said.append(t("waitlist-wish-tier", tier=cut(tier.name, keyboards.TIER_NAME_MAX)))
    if party.size > 1 and view.has_rows:
        said.append(t("waitlist-wish-together" if party.together else "waitlist-wish-apart"))
    return Html(" · ".join(said))
