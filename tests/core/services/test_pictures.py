"""Pictures are drawn beside the chat, not before it."""

import asyncio
import gc
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, current_thread

import pytest
from redis.asyncio import Redis

from core.domain.report import FileFormat
from core.render.ticket_image import TicketFace
from core.services import pictures
from core.services.pictures import Pictures
from db.cache import file_ids
from tests.core.render.test_sheets import sheet
from tests.core.render.test_ticket_image import FACE


async def test_many_tickets_at_once_are_drawn_one_by_one_while_the_chat_goes_on(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, go = set[str](), Event()

    def draw(face: TicketFace) -> bytes:
        go.wait()
        threads.add(current_thread().name)
        return face.number.encode()

    monkeypatch.setattr(pictures, "ticket_picture", draw)
    tickets = Pictures(file_ids(redis))
    drawing = [asyncio.create_task(tickets.ticket(replace(FACE, number=str(n)))) for n in range(20)]
    await asyncio.sleep(0)
    go.set()

    assert await asyncio.gather(*drawing) == [str(n).encode() for n in range(20)]
    assert threads == {"tickets_0"}


async def test_charts_and_files_leave_nothing_behind(redis: Redis) -> None:
    """As objects that only a collection finds, which are all that is alive."""
    made = Pictures(file_ids(redis))

    async def make() -> None:
        for _ in range(5):
            assert await made.sheet_file(sheet(), FileFormat.PDF, "uk", datetime(2026, 11, 1, tzinfo=UTC))
            assert await made.sheet(sheet()).draw()

    await make()  # what is made once for all
    gc.collect()
    gc.disable()
    try:
        await make()
        assert gc.collect() < 100
    finally:
        gc.enable()
