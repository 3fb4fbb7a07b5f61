"""Captchas: one question to each buyer of a protected event, once; too many wrong answers, and there is a pause."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.captcha import COOL_DOWN, IN_A_PICTURE, WRONG_MAX, Captcha, CaptchaKind
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.refusal import CaptchaClosed, EventNotFound
from core.services.lookup import event_of
from db import captchas
from db.captchas import CaptchaRow
from db.pool import Conn, Pool, transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """The open question; buttons name its `number`."""

    event_id: EventId
    number: int
    captcha: Captcha
    was_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """`next_tap` is what the person was about to do."""

    next_tap: str


class Captchas:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def ask(self, event_id: EventId, person_id: PersonId, next_tap: str) -> Asked:
        """The same question again, until it is answered: none is easier for asking often."""
        row = await captchas.open_one(self.pool, event_id, person_id, _new(), next_tap)
        self._ensure_open(row, await event_of(self.pool, event_id))
        return Asked(event_id, row.number, row.captcha)

    async def ask_in_words(self, event_id: EventId, person_id: PersonId) -> Asked:
        """For who cannot see a picture."""
        event = await event_of(self.pool, event_id)
        async with transaction(self.pool) as conn:
            row = await self._lock(conn, event, person_id)
            if row.captcha.kind is not CaptchaKind.WORDS:
                row = await captchas.replace(conn, event_id, person_id, _new(CaptchaKind.WORDS), row.wrong, None)
            return Asked(event_id, row.number, row.captcha)

    async def answer(self, event_id: EventId, person_id: PersonId, number: int, choice: int) -> Asked | Passed:
        """One answer to each question, also of two taps at once; a wrong one is followed by another question."""
        event, now = await event_of(self.pool, event_id), self.clock()
        async with transaction(self.pool) as conn:
            row = await self._lock(conn, event, person_id)
            if row.is_passed:
                return Passed(row.next_tap)
            if number != row.number:
                return Asked(event_id, row.number, row.captcha)
            if choice == row.captcha.answer:
                await captchas.mark_passed(conn, event_id, person_id, now)
                return Passed(row.next_tap)
            is_last = row.wrong + 1 == WRONG_MAX
            wrong, closed_until = (0, now + COOL_DOWN) if is_last else (row.wrong + 1, None)
            another = _new(row.captcha.kind if row.captcha.kind is CaptchaKind.WORDS else None)
            row = await captchas.replace(conn, event_id, person_id, another, wrong, closed_until)
        self._ensure_open(row, event)
        return Asked(event_id, row.number, row.captcha, was_wrong=True)

    async def _lock(self, conn: Conn, event: Event, person_id: PersonId) -> CaptchaRow:
        row = await captchas.lock(conn, event.id, person_id)
        if row is None:
            raise EventNotFound
        self._ensure_open(row, event)
        return row

    def _ensure_open(self, row: CaptchaRow, event: Event) -> None:
        if row.closed_until and self.clock() < row.closed_until:
            raise CaptchaClosed(row.closed_until.astimezone(event.venue.time_zone))


def _new(kind: CaptchaKind | None = None) -> Captcha:
    return Captcha(kind or secrets.choice(IN_A_PICTURE), secrets.randbits(63))
