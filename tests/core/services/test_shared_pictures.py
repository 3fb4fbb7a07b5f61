"""A hall in an on-sale minute: many look at it, and it changes all the time."""

import asyncio
from datetime import timedelta
from threading import Event

from redis.asyncio import Redis

from core.services.shared_pictures import FRESH_FOR, SharedPictures
from db.cache import file_ids

TTL = timedelta(minutes=10)


class Stopwatch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_those_who_ask_while_it_is_being_drawn_get_the_same_picture(redis: Redis) -> None:
    shared, drawn, go = SharedPictures(file_ids(redis), Stopwatch()), [], Event()

    def draw(what: bytes) -> bytes:
        go.wait()
        drawn.append(what)
        return what

    pictures = [shared.picture("hall", f"exact {n}", TTL, lambda n=n: draw(b"%d" % n)) for n in range(20)]  # type: ignore[misc]
    drawing = [asyncio.create_task(picture.draw()) for picture in pictures]
    await asyncio.sleep(0)
    go.set()
    assert set(await asyncio.gather(*drawing)) == {b"0"}
    assert drawn == [b"0"]


async def test_a_picture_is_shown_for_two_seconds_after_what_it_shows_was_read(redis: Redis) -> None:
    watch = Stopwatch()
    shared = SharedPictures(file_ids(redis), watch)
    first = shared.picture("hall", "exact 1", TTL, lambda: b"1")
    watch.now += 0.5  # drawing and sending take a while
    await first.draw()
    await first.remember("file 1")
    assert await shared.picture("hall", "exact 2", TTL, lambda: b"2").known_file_id() == "file 1"
    left = await redis.pttl("kassa:file:hall")
    assert 0 < left <= 1000 * (FRESH_FOR - 0.5)
    watch.now += 1.5
    assert await shared.picture("hall", "exact 2", TTL, lambda: b"2").draw() == b"2"


async def test_a_picture_of_what_was_read_a_second_ago_is_shown_for_one_more(redis: Redis) -> None:
    watch = Stopwatch()
    shared = SharedPictures(file_ids(redis), watch)
    first = shared.picture("hall", "exact 1", TTL, lambda: b"1", timedelta(seconds=1))
    assert await first.draw() == b"1"
    await first.remember("file 1")
    assert 0 < await redis.pttl("kassa:file:hall") <= 1000
    watch.now += 1
    assert await shared.picture("hall", "exact 2", TTL, lambda: b"2").draw() == b"2"


async def test_what_was_drawn_is_remembered_as_what_it_shows_and_not_as_what_was_asked_for(redis: Redis) -> None:
    shared = SharedPictures(file_ids(redis), Stopwatch())
    pictures = [shared.picture("hall", f"exact {n}", TTL, lambda: b"") for n in range(2)]
    for picture in pictures:
        await picture.draw()
    await pictures[1].remember("file")
    await redis.delete("kassa:file:hall")
    assert [await picture.known_file_id() for picture in pictures] == ["file", None]


async def test_what_took_too_long_is_not_fresh_any_more(redis: Redis) -> None:
    watch = Stopwatch()
    shared = SharedPictures(file_ids(redis), watch)
    slow = shared.picture("hall", "exact 1", TTL, lambda: b"1")
    await slow.draw()
    watch.now += FRESH_FOR
    await slow.remember("file 1")
    assert await shared.picture("hall", "exact 2", TTL, lambda: b"2").known_file_id() is None
    assert await shared.picture("hall", "exact 1", TTL, lambda: b"1").known_file_id() == "file 1"
