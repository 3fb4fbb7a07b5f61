"""What an event asks of buyers before a hold, done by a program that knows the answers, through the same services."""

from core.domain.ids import PersonId
from core.services.captchas import Asked
from rehearsal.stage import Stage


async def answer_captcha(stage: Stage, person_id: PersonId) -> None:
    """Of the picture nothing is drawn: the answer is in our own memory."""
    captchas, event_id = stage.app.captchas, stage.event.id
    asked = await captchas.ask(event_id, person_id, "")
    answered = await captchas.answer(event_id, person_id, asked.number, asked.captcha.answer)
    assert not isinstance(answered, Asked), "the answer was right"


async def share_number(stage: Stage, person_id: PersonId) -> None:
    await stage.app.people.share_phone(person_id, number_of(person_id), person_id)


def number_of(person_id: PersonId) -> str:
    """Of a country that there is not."""
    return f"+999{person_id % 10**9:09}"
