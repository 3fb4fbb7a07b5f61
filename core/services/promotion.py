"""Promotion: organizers make promo codes, see what they bring, and end them."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from core.domain.act import What
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.promo_code import CodeUse, PromoCode
from core.domain.refusal import PromoCodeExists, PromoCodeNotFound
from core.domain.typed_promo_code import Typed, typed_promo_code
from core.services.rights import Rights
from db import acts, promo_codes
from db.pool import Pool, transaction

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
TAIL = 6
"""Random characters of each code of a batch: a billion possibilities, none easily mistaken for another."""


class Promotion:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def codes(self, person_id: PersonId, event_id: EventId) -> tuple[Event, list[CodeUse]]:
        """All codes of an event, with the tickets that have them, what came off, and what was paid."""
        event = await self.rights.organized(person_id, event_id)
        return event, await promo_codes.with_uses(self.pool, event_id, self.clock())

    async def add(self, person_id: PersonId, event_id: EventId, text: str) -> Sequence[PromoCode]:
        """One code as it was typed, or a batch of codes for one ticket each. Refused if a code is there already."""
        event, now = await self.rights.organized(person_id, event_id), self.clock()
        typed = typed_promo_code(text, event.currency, event.venue.time_zone)
        codes = [typed.code] if typed.batch is None else _batch(typed, typed.batch)
        async with transaction(self.pool) as conn:
            if taken := await promo_codes.add_new(conn, event_id, codes):
                raise PromoCodeExists(taken[0])
            about = typed.code.code if typed.batch is None else f"{typed.code.code}-… × {typed.batch}"
            await acts.note(conn, person_id, What.CODE_ADDED, now, event_id=event_id, about=about)
        return codes

    async def end(self, person_id: PersonId, event_id: EventId, code: str) -> None:
        """From now on nobody can use it; who has it in a hold or a ticket keeps it."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            if not await promo_codes.end(conn, event_id, code, self.clock()):
                raise PromoCodeNotFound
            await acts.note(conn, person_id, What.CODE_ENDED, self.clock(), event_id=event_id, about=code)


def _batch(typed: Typed, size: int) -> list[PromoCode]:
    tails: set[str] = set()
    while len(tails) < size:
        tails.add("".join(secrets.choice(LETTERS) for _ in range(TAIL)))
    return [replace(typed.code, code=f"{typed.code.code}-{tail}", max_uses=1) for tail in sorted(tails)]
