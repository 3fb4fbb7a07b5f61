"""Photos and documents, up and down."""

import io
import random
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramServerError
from aiogram.types import BufferedInputFile
from PIL import Image

from simulator.chats import Person
from simulator.errors import Refusal
from simulator.files import END, head_of, sizes_of
from simulator.telegram import Telegram


def refused(sentence: str):
    return pytest.raises(TelegramBadRequest, match=f"Bad Request: {sentence}")


async def download(bot: Bot, file_id: str) -> bytes:
    file = await bot.download(file_id)
    assert file is not None
    return file.read()


@pytest.mark.parametrize(("width", "kept"), [(50, 50), (600, 600), (3000, 2560)])
async def test_a_bots_photo_becomes_jpegs_of_growing_sizes(
    bot: Bot, olena: Person, picture, width: int, kept: int
) -> None:
    sent = await bot.send_photo(olena.id, BufferedInputFile(picture(width, width // 2), "a.png"))

    assert sent.photo is not None
    assert 2 <= len(sent.photo) <= 3
    assert sent.photo[-1].width == kept
    assert [size.width for size in sent.photo] == sorted(size.width for size in sent.photo)
    opened = Image.open(io.BytesIO(await download(bot, sent.photo[-1].file_id)))
    assert (opened.format, opened.size) == ("JPEG", (kept, sent.photo[-1].height))


async def test_a_persons_photo_has_at_most_1280_pixels(telegram: Telegram, olena: Person, picture) -> None:
    sent = await telegram.send_photo(olena.id, picture(3000, 1500, "JPEG"), "My ticket")

    assert (sent["photo"][-1]["width"], sent["caption"]) == (1280, "My ticket")


async def test_what_is_transparent_becomes_white(bot: Bot, olena: Person) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    sent = await bot.send_photo(olena.id, BufferedInputFile(out.getvalue(), "a.png"))

    assert sent.photo is not None
    assert Image.open(io.BytesIO(await download(bot, sent.photo[-1].file_id))).getpixel((50, 50)) == (255, 255, 255)


async def test_a_document_is_kept_as_it_is(bot: Bot, olena: Person) -> None:
    sent = await bot.send_document(olena.id, BufferedInputFile(b"%PDF-1.7", "ticket.pdf"))

    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("ticket.pdf", "application/pdf")
    assert await download(bot, sent.document.file_id) == b"%PDF-1.7"


async def test_a_file_id_is_used_again(bot: Bot, telegram: Telegram, olena: Person, picture) -> None:
    photo = (await bot.send_photo(olena.id, BufferedInputFile(picture(), "a.png"))).photo
    document = (await bot.send_document(olena.id, BufferedInputFile(b"1", "a.txt"))).document
    assert photo
    assert document

    for size in photo:
        assert (await bot.send_photo(olena.id, size.file_id)).photo == photo
    assert (await bot.send_document(olena.id, document.file_id)).document == document
    with refused("can't use file of type Photo as Document"):
        await bot.send_document(olena.id, photo[0].file_id)
    with refused("can't use file of type Document as Photo"):
        await bot.send_photo(olena.id, document.file_id)


async def test_an_unknown_file_id_is_refused(bot: Bot, olena: Person) -> None:
    with refused("wrong file identifier/HTTP URL specified"):
        await bot.send_photo(olena.id, "AgACunknown")
    with refused("wrong file identifier/HTTP URL specified"):
        await bot.get_file("AgACunknown")


async def test_the_internet_is_not_simulated(bot: Bot, olena: Person) -> None:
    with pytest.raises(TelegramServerError, match="the simulator does not know how to fetch files from the Internet"):
        await bot.send_photo(olena.id, "https://example.org/a.png")


@pytest.mark.parametrize(("width", "height"), [(9000, 1001), (2100, 100)])
async def test_extreme_photos_are_refused(bot: Bot, olena: Person, picture, width: int, height: int) -> None:
    with refused("PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(olena.id, BufferedInputFile(picture(width, height), "a.png"))


async def test_what_is_no_image_is_refused(bot: Bot, olena: Person, picture) -> None:
    for data in (b"text", picture()[:200], picture(2000, 1000, "JPEG")[:-1000]):
        with refused("IMAGE_PROCESS_FAILED"):
            await bot.send_photo(olena.id, BufferedInputFile(data, "a.png"))
    with refused("file must be non-empty"):
        await bot.send_photo(olena.id, BufferedInputFile(b"", "a.png"))


@pytest.mark.parametrize("more", [{}, {"optimize": True}, {"progressive": True}, {"restart_marker_blocks": 4}])
def test_a_damaged_photo_is_refused_exactly_if_it_cannot_be_drawn(more: dict[str, Any]) -> None:
    """Also where its head alone is drawn."""
    chance, out = random.Random(str(more)), io.BytesIO()
    Image.effect_noise((200, 120), 60).convert("RGB").save(out, "JPEG", **more)
    by_head, refused = 0, 0
    for photo in (out.getvalue(), *(damaged(out.getvalue(), chance) for _ in range(300))):
        head, drawn = head_of(photo), outcome(photo)
        assert head is None or outcome(head) == drawn
        by_head += head is not None
        refused += drawn == "Bad Request: IMAGE_PROCESS_FAILED"
    assert refused > 20
    assert by_head > 100 or "progressive" in more


def damaged(photo: bytes, chance: random.Random) -> bytes:
    place, some = chance.randrange(len(photo)), chance.randint(1, 50)
    match chance.choice(["cut", "cut to an end", "insert", "delete", "change"]):
        case "cut":
            return photo[:place]
        case "cut to an end":
            return photo[:place] + END
        case "insert":
            return photo[:place] + chance.randbytes(some) + photo[place:]
        case "delete":
            return photo[:place] + photo[place + some :]
    return photo[:place] + chance.randbytes(1) + photo[place + 1 :]


def outcome(photo: bytes) -> list[tuple[int, int]] | str:
    try:
        return sizes_of(photo, 2560)
    except Refusal as refusal:
        return refusal.description


async def test_a_heavy_photo_is_refused(bot: Bot, olena: Person) -> None:
    with refused("file of size 10485761 bytes is too big for a photo"):
        await bot.send_photo(olena.id, BufferedInputFile(bytes(10 * 2**20 + 1), "a.png"))


async def test_a_large_file_goes_up_but_not_down(bot: Bot, olena: Person) -> None:
    sent = await bot.send_document(olena.id, BufferedInputFile(bytes(20 * 2**20 + 1), "a.bin"))

    assert sent.document is not None
    with refused("file is too big"):
        await bot.get_file(sent.document.file_id)


async def test_a_part_that_is_missing_is_refused(call, olena: Person) -> None:
    status, body = await call("sendPhoto", chat_id=olena.id, photo="attach://nothing")

    assert (status, body["description"]) == (400, 'Bad Request: there is no file "attach://nothing" in the request')
