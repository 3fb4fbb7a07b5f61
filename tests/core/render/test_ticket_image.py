from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFilter

from core.render.qr_reader import read_codes
from core.render.ticket_image import CARD, HEAD_BOTTOM, LEFT, NUMBER_TOP, RIGHT, SIZE, TEAR, TicketFace, ticket_picture
from tests.core.render.test_fonts import LONG

LINK = "https://t.me/kassa_demo_bot?start=t1AAAAAAAAq83vEjRWeJq83vASNFZ4mrze8A"
FACE = TicketFace(
    title="Океан Ельзи",
    when="субота, 5 грудня, 19:00",
    place="Палац «Україна», Київ",
    fields=(("Сектор", "Партер"), ("Ряд", "12"), ("Місце", "7")),
    price="1 450 ₴",
    number="7K3F-9QXM",
    holder="Олена Коваленко",
    note="Покажіть цей код на вході. Він пропускає один раз.",
    link=LINK,
    hue=20,
)


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGB")


def saved(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def darkest(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return int(image.convert("L").crop(box).getextrema()[0])  # type: ignore[arg-type]


def test_a_ticket_is_small_and_shown_without_shrinking() -> None:
    picture = ticket_picture(FACE)

    assert max(opened(picture).size) == 1280
    assert len(picture) < 250_000


@pytest.mark.parametrize("angle", [0, 7, 90, 200])
def test_the_code_survives_telegram_a_screen_and_a_camera(angle: int) -> None:
    ticket = opened(ticket_picture(FACE))
    ticket.thumbnail((800, 800))
    seen = ticket.rotate(angle, Image.Resampling.BICUBIC, expand=True).filter(ImageFilter.GaussianBlur(1.5))

    assert read_codes(saved(seen, quality=60)) == [LINK]


@pytest.mark.parametrize("length", [20, 60, 120, 250])
def test_the_code_is_read_whatever_its_length(length: int) -> None:
    link = "x" * length

    assert read_codes(ticket_picture(replace(FACE, link=link))) == [link]


@pytest.mark.parametrize("hue", range(0, 360, 45))
def test_the_code_is_read_in_every_colour(hue: int) -> None:
    assert read_codes(ticket_picture(replace(FACE, hue=hue))) == [LINK]


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_the_longest_words_stay_on_the_ticket(words: str) -> None:
    face = replace(
        FACE,
        title=words,
        when=words,
        place=words,
        fields=(("Сектор", words), ("Ряд", "AA"), ("Місце", "1024")),
        price="1 000 000,00 ₴",
        holder=words,
        note=words,
    )
    ticket = opened(ticket_picture(face))

    body = 400, 1000
    assert darkest(ticket, (CARD[0] + 8, body[0], LEFT - 6, 490)) > 200, "nothing left of the margin"
    assert darkest(ticket, (RIGHT + 6, body[0], CARD[2] - 8, 490)) > 200, "nothing right of the margin"
    assert darkest(ticket, (LEFT, CARD[3] - 30, RIGHT, CARD[3] - 6)) > 200, "nothing below the rules"
    assert read_codes(saved(ticket, 60)) == [LINK]


@pytest.mark.parametrize("title", ["Концерт Концерт Концерт Концерт", "Jazz", *LONG.values()])
def test_the_title_keeps_clear_of_the_time_and_the_place(title: str) -> None:
    ticket = opened(ticket_picture(replace(FACE, title=title, hue=20))).convert("L")

    head = ticket.crop((LEFT - 10, CARD[1], RIGHT + 10, HEAD_BOTTOM - 8))
    white = head.point([0] * 250 + [255] * 6).getbbox()
    assert white is not None
    assert white[1] >= 42 + 36 - 10, "below the time"
    assert white[3] <= head.height + 8 - 36 - 23 - 6, "above the place"


@pytest.mark.parametrize(
    "fields",
    [
        (),
        (("Entry", "Dance floor"),),
        (("Entry", "Dance floor"), ("Tier", "General admission")),
        (("Section", "B"), ("Row", "1"), ("Seat", "2"), ("Gate", "North")),
        (("Section", ""), ("Row", ""), ("Seat", "")),
        tuple((f"Label {n}", "Something long enough") for n in range(5)),
    ],
)
def test_any_number_of_fields_can_be_shown(fields: tuple[tuple[str, str], ...]) -> None:
    assert read_codes(ticket_picture(replace(FACE, fields=fields))) == [LINK]


@pytest.mark.parametrize("seat", ["7", "W", "40", "111", "1024", "ДЖ"])
def test_the_seat_ends_where_the_ticket_does_and_the_number_is_in_the_middle(seat: str) -> None:
    fields = (("Сектор", "Партер"), ("Ряд", "12"), ("М", seat))
    ticket = opened(ticket_picture(replace(FACE, fields=fields))).convert("L")

    words = ticket.crop((0, 440, SIZE[0], 500)).point(lambda value: 255 if value < 90 else 0)
    left, _, right, _ = words.crop((LEFT - 10, 0, RIGHT + 10, 60)).getbbox() or (0, 0, 0, 0)
    assert abs(left - 10) <= 4 and -12 <= right - 10 - (RIGHT - LEFT) <= 0
    number = ticket.crop((0, NUMBER_TOP, SIZE[0], NUMBER_TOP + 30)).crop((LEFT, 0, RIGHT, 30))
    left, _, right, _ = number.point(lambda value: 255 if value < 90 else 0).getbbox() or (0, 0, 0, 0)
    assert abs((left + right) / 2 - (RIGHT - LEFT) / 2) <= 3


@pytest.mark.parametrize("words", ["(Qj|", "Ç,ĢŞ", "Щгруппа (джаз), ряд", *LONG.values()])
def test_words_leave_the_line_where_the_ticket_is_torn(words: str) -> None:
    tickets = [opened(ticket_picture(replace(FACE, fields=fields))) for fields in ((("Вхід", words),), ())]

    line, without = (ticket.crop((LEFT, TEAR - 8, RIGHT, TEAR + 8)) for ticket in tickets)
    assert without.tobytes() == line.tobytes()


def test_a_ticket_without_a_holder_or_with_a_name_of_signs_is_drawn() -> None:
    assert ticket_picture(replace(FACE, holder="")) == ticket_picture(replace(FACE, holder="🦄"))


def test_tickets_that_differ_in_one_word_look_different() -> None:
    ticket = opened(ticket_picture(FACE))

    for other in (
        replace(FACE, number="7K3F-9QXN"),
        replace(FACE, fields=(("Сектор", "Партер"), ("Ряд", "12"), ("Місце", "8"))),
        replace(FACE, holder="Олена Коваленка"),
        replace(FACE, hue=200),
    ):
        assert ImageChops.difference(ticket, opened(ticket_picture(other))).getbbox()


def test_the_same_face_gives_the_same_bytes() -> None:
    assert ticket_picture(FACE) == ticket_picture(replace(FACE))
