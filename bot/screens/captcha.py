"""One question to find out whether somebody is a person."""

from bot.keyboards import captcha as keyboards
from bot.screen import Screen
from bot.texts import Texts
from core.domain.captcha import CaptchaKind
from core.services.captchas import Asked
from core.services.pictures import Pictures


def question(asked: Asked, pictures: Pictures, t: Texts) -> Screen:
    captcha, wrong = asked.captcha, "yes" if asked.was_wrong else "no"
    if captcha.kind is CaptchaKind.WORDS:
        one, other, less = (t.plain("captcha-number", number=number) for number in captcha.sum)
        return Screen(t("captcha-sum", one=one, other=other, less=less, wrong=wrong), keyboards.question(asked, t))
    return Screen(
        t("captcha-ask", kind=captcha.kind, wrong=wrong), keyboards.question(asked, t), pictures.captcha(captcha)
    )
