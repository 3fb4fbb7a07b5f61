"""Filters for more than one handler."""

from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from bot.states import Typing
from core.domain.event_draft import Step
from core.domain.person import Person
from core.services.checkin import Checkin
from core.services.drafting import Drafting
from core.services.rights import Rights


class IsStaff(Filter):
    """Lets through those who may scan; core checks again."""

    async def __call__(self, event: TelegramObject, person: Person, rights: Rights) -> bool:
        return (await rights.role(person.id)).may_scan


class IsOrganizer(Filter):
    """Lets through those who may make events; core checks again."""

    async def __call__(self, event: TelegramObject, person: Person, rights: Rights) -> bool:
        return (await rights.role(person.id)).may_organize


class AnswersDraft(Filter):
    """Lets through what the dialogue that makes an event waits for, at some of its steps or at all.

    Another question that waits for words was asked later: the draft's may not have been shown, or noted as waiting.
    """

    def __init__(self, *steps: Step) -> None:
        self.steps = steps or tuple(Step)

    async def __call__(
        self, message: Message, person: Person, drafting: Drafting, raw_state: str | None = None
    ) -> bool:
        return raw_state in (None, Typing.draft.state) and await drafting.waiting_step(person.id) in self.steps


class IsCode(Filter):
    """Lets through what staff type at the door; other words of theirs are looked for among the events."""

    async def __call__(self, message: Message, person: Person, checkin: Checkin) -> bool:
        return await checkin.is_for_the_door(person.id, message.text or "")
