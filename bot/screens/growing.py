"""More places for an event: what may be typed, and what would come of it."""

from bot.keyboards import growing as keyboards
from bot.screen import Screen
from bot.texts import LISTED_MAX, Html, Texts, cut, listed
from core.domain.event import Event
from core.domain.hall import Hall, SectionKind
from core.services.growing import GrowthView


def ask(of: Event, hall: Hall, t: Texts) -> Screen:
    general = [section.name for section in hall.sections if section.kind is SectionKind.GENERAL]
    known = ", ".join(section.name for section in hall.sections)
    text = t("grow-ask", title=of.title, known=cut(known, LISTED_MAX))
    example = t("grow-ask-more", name=general[0]) if general else Html("")
    return Screen(Html(f"{text}{example}"), keyboards.ask(of, t))


def confirm(view: GrowthView, t: Texts) -> Screen:
    come, event = view.growth, view.event
    names = {section.id: section.name for section in (*view.hall.sections, *come.sections)}
    prices = {tier.id: tier.price_minor for tier in (*view.hall.tiers, *come.tiers)}
    lines = []
    for section in (*come.joined, *come.sections):
        seats = [seat for seat in come.seats if seat.section_id == section.id]
        price = t.price(prices[seats[0].tier_id], event.currency)
        lines.append(t("grow-line", section=names[section.id], count=len(seats), price=price))
    before = len(view.hall.seats)
    after = before + len(come.seats)
    text = t("grow-confirm", title=event.title, lines=listed(lines, t), before=before, after=after)
    return Screen(text, keyboards.confirm(event, view.id, len(come.seats), t))
