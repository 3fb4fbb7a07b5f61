"""Filters for more than one handler."""

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from core.domain.person import Person
from core.services.people import People


class IsStaff(Filter):
    """Lets through those who may scan; core checks again."""

    async def __call__(self, event: TelegramObject, person: Person, people: People) -> bool:
        return (await people.role(person.id)).may_scan
