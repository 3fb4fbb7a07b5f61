"""What an event asks of those who come, and what counts as an answer."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from core.domain.contact import email_address, phone_number
from core.domain.ids import EventId, OrderId, QuestionId, SeatId
from core.domain.refusal import AnswerMissing, AnswerTooLong, InvalidName

NAME_MAX, TEXT_MAX, TYPED_MAX = 100, 300, 320
WHOLE_ORDER = SeatId(0)
"""In place of a seat, for what is asked once for all tickets."""
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # in Persian words and in emoji


class QuestionKind(StrEnum):
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    TEXT = "text"


class Scope(StrEnum):
    ORDER = "order"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Question:
    """`label` is what the organizer asks in their own words; the other kinds are named in each language."""

    id: QuestionId
    kind: QuestionKind
    scope: Scope
    is_required: bool
    label: str = ""

    def accept(self, typed: str, country: str | None = None) -> str:
        """The answer in its normal form. Refused if it is none."""
        answer = one_line(typed)
        if not answer.strip(JOINERS):
            raise AnswerMissing
        limit = {QuestionKind.NAME: NAME_MAX, QuestionKind.TEXT: TEXT_MAX}.get(self.kind, TYPED_MAX)
        if len(answer) > limit:
            raise AnswerTooLong(limit)
        match self.kind:
            case QuestionKind.NAME:
                if not any(character.isalpha() for character in answer):
                    raise InvalidName
                return answer
            case QuestionKind.PHONE:
                return phone_number(answer, country)
            case QuestionKind.EMAIL:
                return email_address(answer)
            case QuestionKind.TEXT:
                return answer
            case other:
                assert_never(other)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put: for one ticket of an order, or for `WHOLE_ORDER`."""

    event_id: EventId
    order_id: OrderId
    question_id: QuestionId
    seat_id: SeatId


def one_line(typed: str) -> str:
    """Without what nobody sees: signs that turn a line around would lie at the door."""
    seen = "".join(
        " " if character.isspace() else character
        for character in typed
        if character.isspace() or character in JOINERS or unicodedata.category(character) not in UNSEEN
    )
    return unicodedata.normalize("NFC", " ".join(seen.split()))
