"""The rules of an event: which is to be changed, and what can be chosen with one tap."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AskRule, ChooseRule, EditEvent, ShowRules
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts
from core.domain.category import Category
from core.domain.draft_answers import Returns
from core.domain.event import Event
from core.domain.event_rule import NO, NOTHING, YES, EventRule
from core.domain.reminder import ReminderKind

CHOICES: dict[EventRule, tuple[str, ...]] = {
    EventRule.LIMIT: ("1", "2", "4", "6", "10"),
    EventRule.HOLD: ("5", "10", "15", "30"),
    EventRule.OFFER: ("15", "30", "60", "240"),
    EventRule.RETURNS: tuple(Returns),
    EventRule.STRANDING: (YES, NO),
    EventRule.CAPTCHA: (YES, NO),
    EventRule.CONTACT: (YES, NO),
    EventRule.REMINDERS: (YES, *ReminderKind, NO),
    EventRule.GATES: (NOTHING,),
    EventRule.REENTRY: (YES, NO),
    EventRule.QUESTIONS: (NOTHING,),
    EventRule.DETAILS: (NOTHING,),
    EventRule.CATEGORY: tuple(Category),
}
COLUMNS = {
    EventRule.RETURNS: 1,
    EventRule.STRANDING: 2,
    EventRule.CAPTCHA: 1,
    EventRule.CONTACT: 1,
    EventRule.REMINDERS: 1,
    EventRule.REENTRY: 2,
    EventRule.CATEGORY: 2,
}


def rules(of: Event, t: Texts) -> InlineKeyboardMarkup:
    buttons = [button(t.plain("rule", rule=rule), AskRule(event_id=of.id, rule=rule)) for rule in EventRule]
    return keyboard(*in_columns(buttons, 2), [button(t.plain("back"), EditEvent(event_id=of.id))])


def rule(of: Event, asked: EventRule, t: Texts) -> InlineKeyboardMarkup:
    choices = [
        button(choice_label(asked, choice, t), ChooseRule(event_id=of.id, rule=asked, choice=choice))
        for choice in CHOICES.get(asked, ())
    ]
    return keyboard(*in_columns(choices, COLUMNS.get(asked, 5)), [button(t.plain("back"), ShowRules(event_id=of.id))])


def choice_label(asked: EventRule, choice: str, t: Texts) -> str:
    """What the button of one of the `CHOICES` says."""
    match asked:
        case EventRule.LIMIT | EventRule.HOLD | EventRule.OFFER:
            return choice
        case EventRule.CATEGORY:
            category = choice
            return t.plain(f"category-{category}")
        case EventRule.RETURNS:
            chosen = choice
            return t.plain(f"draft-returns-{chosen}")
        case _:
            return t.plain("rule-choice", rule=asked, choice="nothing" if choice == NOTHING else choice)
