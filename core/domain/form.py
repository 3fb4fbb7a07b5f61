"""The questions of an event, put for each ticket of an order and for the order itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import QuestionId, SeatId
from core.domain.question import WHOLE_ORDER, Question, Scope
from core.domain.refusal import DetailsClosed

Answers = Mapping[tuple[SeatId, QuestionId], str | None]
"""None: passed over."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question for one ticket, or for the order."""

    question: Question
    seat_id: SeatId
    answer: str | None
    is_done: bool  # answered, or passed over

    @property
    def is_missing(self) -> bool:
        return self.question.is_required and self.answer is None


@dataclass(frozen=True, slots=True)
class Form:
    entries: tuple[Entry, ...] = ()

    @property
    def done(self) -> int:
        return sum(entry.is_done for entry in self.entries)

    @property
    def missing(self) -> int:
        """Answers without which there are no tickets."""
        return sum(entry.is_missing for entry in self.entries)

    def entry(self, question_id: QuestionId, seat_id: SeatId) -> Entry | None:
        return next(
            (entry for entry in self.entries if (entry.question.id, entry.seat_id) == (question_id, seat_id)), None
        )

    def before(self, entry: Entry) -> Entry | None:
        place = self.entries.index(entry)
        return self.entries[place - 1] if place else None

    def previous_answer(self, entry: Entry) -> str | None:
        """What was said to the same question for the ticket before this one."""
        earlier = self.entries[: self.entries.index(entry)]
        return next((one.answer for one in reversed(earlier) if one.question == entry.question), None)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What an event asks. Times are in the time zone of the venue."""

    questions: tuple[Question, ...]
    closes_at: datetime
    starts_at: datetime

    def form(self, seat_ids: Iterable[SeatId], answers: Answers, *, with_order: bool) -> Form:
        """Ticket by ticket, then what is asked once."""
        put = [(one, seat_id) for seat_id in seat_ids for one in self.questions if one.scope is Scope.TICKET]
        if with_order:
            put += [(one, WHOLE_ORDER) for one in self.questions if one.scope is Scope.ORDER]
        return Form(
            tuple(
                Entry(one, seat_id, answers.get((seat_id, one.id)), (seat_id, one.id) in answers)
                for one, seat_id in put
            )
        )

    def ensure_changeable(self, entry: Entry, now: datetime) -> None:
        """Until the time that the event sets; what is missing, after a gift, may come until it begins."""
        if not self.is_changeable(entry, now):
            raise DetailsClosed(self.closes_at)

    def is_changeable(self, entry: Entry, now: datetime) -> bool:
        return now < (self.starts_at if entry.is_missing else self.closes_at)
