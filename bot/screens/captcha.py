"""One question to find out whether somebody is a person."""

from bot.keyboards import captcha as keyboards
from bot.screen import Screen
from bot.texts import Texts
from core.domain.captcha import CaptchaKind
from core.services.captchas import Asked
from core.services.pictures import Pictures


def question(asked: Asked, pictures: Pictures, t: Texts, *, while_waiting: bool = False) -> Screen:
    """`while_waiting`: they have a place in the queue, and keep it."""
    captcha, how = asked.captcha, "again" if asked.was_wrong else "waiting" if while_waiting else "first"
    if captcha.kind is CaptchaKind.WORDS:
        one, other, less = (t.plain("captcha-number", number=number) for number in captcha.sum)
        return Screen(t("captcha-sum", one=one, other=other, less=less, asked=how), keyboards.question(asked, t))
    text = t("captcha-ask", kind=captcha.kind, asked=how)
    return Screen(text, keyboards.question(asked, t), pictures.captcha(captcha))
