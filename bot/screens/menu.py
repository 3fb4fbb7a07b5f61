"""The first screen."""

from bot.keyboards import menu as keyboards
from bot.screen import Screen
from bot.texts import Texts
from core.domain.person import Person, Role


def menu(person: Person, role: Role, t: Texts) -> Screen:
    return Screen(t("menu-welcome", name=person.name), keyboards.menu(role, t))
