"""Pictures: drawn off the event loop, and only when Telegram does not have them yet."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import ParamSpec

from core.domain.captcha import Captcha
from core.domain.door_list import ListedTicket
from core.domain.hall import Hall
from core.domain.ids import EventId, SeatId, SectionId
from core.domain.report import FileFormat
from core.memory import NEW, give_memory_back
from core.render.captcha_picture import captcha_picture
from core.render.csv_file import csv_file
from core.render.door_list_file import door_list_file
from core.render.door_list_pdf import DoorListWords, door_list_pdf
from core.render.hall_picture import HallWords, hall_picture
from core.render.poster import poster
from core.render.sheet import Sheet
from core.render.sheet_pdf import sheet_pdf
from core.render.sheet_picture import sheet_picture
from core.render.table_file import sheet_xlsx
from core.render.ticket_image import TicketFace, ticket_picture
from core.render.ticket_pdf import ticket_pdf
from core.services.shared_pictures import SharedPictures
from db.cache import Cache

P = ParamSpec("P")
POSTER_TTL = timedelta(days=30)
SHEET_TTL = timedelta(hours=1)
HALL_TTL = timedelta(minutes=10)
"""A hall with the same seats free and the same choice is seldom asked for again."""
CAPTCHA_TTL = timedelta(minutes=10)
GOLDEN_ANGLE = 137.508  # degrees: neighbouring events get colours far apart


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be: by its file id if Telegram has it, drawn if not."""

    known_file_id: Callable[[], Awaitable[str | None]]
    draw: Callable[[], Awaitable[bytes]]
    remember: Callable[[str], Awaitable[None]]


class Pictures:
    def __init__(self, file_ids: Cache) -> None:
        self.file_ids = file_ids
        self.shared = SharedPictures(file_ids, run=self._draw)
        self.tickets, self.pictures, self.files = (
            ThreadPoolExecutor(1, kind) for kind in ("tickets", "pictures", "files")
        )
        """One thread each: to draw holds the interpreter, so more draw no faster, leave the chat less of it, and take
        the memory of as many large pictures. A list of ten thousand that is printed keeps no picture waiting.
        """

    def poster(self, event_id: EventId, title: str, when: str, place: str, given_file_id: str | None = None) -> Picture:
        """The organizer's, if one was given and Telegram still has it; a drawn one otherwise."""
        hue = accent_hue(event_id)
        drawn = self._picture(("poster", title, when, place, hue), POSTER_TTL, lambda: poster(title, when, place, hue))
        return replace(drawn, known_file_id=partial(_same, given_file_id)) if given_file_id else drawn

    def hall(
        self,
        event_id: EventId,
        hall: Hall,
        words: HallWords,
        mine: frozenset[SeatId] = frozenset(),
        section_id: SectionId | None = None,
        accessible_offered: bool = False,
        age: timedelta = timedelta(),
    ) -> Picture:
        """The hall as it is in `hall`, or was in the last two seconds where it shows nobody's own choice.

        `hall` may have been read so long ago as `age`.

        The same stock, choice and words give the same picture.
        """
        shows = ("hall", event_id, section_id, sorted(mine), repr(words), hall.fingerprint(section_id))
        if mine:
            return self._picture(shows, HALL_TTL, lambda: hall_picture(hall, words, mine=mine, section_id=section_id))
        of = ("hall lately", event_id, section_id, accessible_offered, repr(words))
        shared = self.shared.picture(
            _key(of), _key(shows), HALL_TTL, lambda: hall_picture(hall, words, section_id=section_id), age
        )
        return Picture(shared.known_file_id, shared.draw, shared.remember)

    def planned_hall(self, hall: Hall, words: HallWords) -> Picture:
        """Of an event that is not there yet."""
        seats = hashlib.blake2b(repr(hall.seats).encode(), digest_size=16).hexdigest()
        return self._picture(("planned hall", seats, repr(words)), HALL_TTL, lambda: hall_picture(hall, words))

    def captcha(self, captcha: Captcha) -> Picture:
        return self._picture(("captcha", captcha), CAPTCHA_TTL, lambda: captcha_picture(captcha))

    async def ticket(self, face: TicketFace) -> bytes:
        return await _in_turn(self.tickets, ticket_picture, face)

    async def ticket_pdf(self, faces: Sequence[TicketFace], language: str, made_at: datetime) -> bytes:
        return await self._file(ticket_pdf, faces, language, made_at)

    def sheet(self, sheet: Sheet) -> Picture:
        """A report; it is drawn anew as soon as a number in it changes."""
        return self._picture(("sheet", repr(sheet)), SHEET_TTL, lambda: _tidily(sheet_picture, sheet))

    async def sheet_file(self, sheet: Sheet, file_format: FileFormat, language: str, made_at: datetime) -> bytes:
        match file_format:
            case FileFormat.CSV:
                return await self._file(csv_file, sheet.data.head, sheet.data.rows, language)
            case FileFormat.XLSX:
                return await self._file(sheet_xlsx, sheet)
            case FileFormat.PDF:
                return await self._file(sheet_pdf, sheet, language, made_at)

    async def door_list_pdf(
        self, listed: Sequence[ListedTicket], words: DoorListWords, language: str, made_at: datetime
    ) -> bytes:
        return await self._file(door_list_pdf, listed, words, language, made_at)

    async def door_list_file(self, listed: Sequence[ListedTicket], signature: str, language: str) -> bytes:
        return await self._file(door_list_file, listed, signature, language)

    def _picture(self, shows: tuple[object, ...], ttl: timedelta, draw: Callable[[], bytes]) -> Picture:
        key = _key(shows)
        return Picture(
            known_file_id=lambda: self.file_ids.get(key),
            draw=lambda: self._draw(draw),
            remember=lambda file_id: self.file_ids.set(key, file_id, ttl),
        )

    async def _file(self, make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
        return await _in_turn(self.files, _tidily, make, *args, **kwargs)

    async def _draw(self, draw: Callable[[], bytes]) -> bytes:
        return await _in_turn(self.pictures, draw)


async def _in_turn(thread: ThreadPoolExecutor, make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
    return await asyncio.get_running_loop().run_in_executor(thread, partial(make, *args, **kwargs))


def _tidily(make: Callable[P, bytes], /, *args: P.args, **kwargs: P.kwargs) -> bytes:
    """A chart or a file leaves a megabyte behind, in cycles."""
    try:
        return make(*args, **kwargs)
    finally:
        give_memory_back(NEW)


async def _same(file_id: str) -> str:
    return file_id


def _key(shows: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(shows).encode(), digest_size=16).hexdigest()


def accent_hue(event_id: EventId) -> int:
    """The colour of an event, in degrees."""
    return round(event_id * GOLDEN_ANGLE) % 360
