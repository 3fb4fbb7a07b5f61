"""The choices of a captcha, as they stand in its picture."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AnswerCaptcha, AskInWords, ShowEvent
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.captcha import COLUMNS, CaptchaKind
from core.services.captchas import Asked


def question(asked: Asked, t: Texts) -> InlineKeyboardMarkup:
    event_id = asked.event_id
    choices = [
        button(words, AnswerCaptcha(event_id=event_id, number=asked.number, choice=place))
        for place, words in enumerate(asked.captcha.choices)
    ]
    rows = [choices[start : start + COLUMNS] for start in range(0, len(choices), COLUMNS)]
    has_picture = asked.captcha.kind is not CaptchaKind.WORDS
    return keyboard(
        *rows,
        [button(t.plain("captcha-in-words"), AskInWords(event_id=event_id))] if has_picture else [],
        [button(t.plain("back"), ShowEvent(event_id=event_id))],
    )
