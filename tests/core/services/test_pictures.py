"""Pictures are drawn beside the chat, not before it."""

import asyncio
from dataclasses import replace
from threading import Event, current_thread

import pytest
from redis.asyncio import Redis

from core.render.ticket_image import TicketFace
from core.services import pictures
from core.services.pictures import Pictures
from db.cache import file_ids
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
