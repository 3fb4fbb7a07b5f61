import hashlib
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ctypes import c_size_t, c_uint8
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import combinations
from random import Random

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageFilter, ImageStat
from pypdfium2 import raw
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from core.render.artwork import PATTERNS, artwork
from core.render.fonts import FOLDER, Weight, font
from core.render.qr_reader import read_codes
from core.render.ticket_image import TicketFace
from core.render.ticket_pdf import (
    CARD_BOTTOM,
    CARD_LEFT,
    CARD_RIGHT,
    CARD_TOP,
    HALF_SHEET,
    LEFT,
    PATTERN_SIZE,
    RIGHT,
    STRIP_BOTTOM,
    TEAR,
    ticket_pdf,
)
from tests.core.render.test_fonts import LONG
from tests.core.render.test_ticket_image import FACE, LINK

MADE_AT = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)
TENTHS = 254 / 72  # a pixel is a tenth of a millimetre, as in the drawing
FOLDS_ACROSS, FOLDS_DOWN = (HALF_SHEET,), (1050,)

LANGUAGES = {
    "uk": FACE,
    "ru": replace(
        FACE,
        title="Щелкунчик",
        when="воскресенье, 27 декабря, 18:30",
        place="Большой зал филармонии, Алматы",
        fields=(("Сектор", "Бельэтаж"), ("Ряд", "3"), ("Место", "14")),
        price="12 500 ₸",
        holder="Анна Ёлкина",
        note="Покажите этот код на входе. Он действует на один проход.",
    ),
    "en": replace(
        FACE,
        title="The Midnight Jazz Quartet",
        when="Friday, January 8, 20:00",
        place="Blue Note, New York",
        fields=(("Entry", "Dance floor"), ("Tier", "Early bird")),
        price="$45",
        holder="Zoë O’Neill",
        note="Show this code at the entrance. It admits once.",
    ),
}
Box = tuple[float, float, float, float]


def made(*faces: TicketFace, language: str = "uk") -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(ticket_pdf(faces, language, MADE_AT))


def words(document: pypdfium2.PdfDocument) -> str:
    """All text as it would be copied, line breaks as spaces."""
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def drawn(document: pypdfium2.PdfDocument, page: int = 0, scale: float = TENTHS) -> Image.Image:
    return document[page].render(scale=scale).to_pil().convert("RGB")


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def boxes(document: pypdfium2.PdfDocument) -> list[Box]:
    """Where text stands: left, top, right and bottom in tenths of a millimetre."""
    page = document[0]
    text = page.get_textpage()
    found = [text.get_rect(index) for index in range(text.count_rects())]
    return [
        (left * TENTHS, 2970 - top * TENTHS, right * TENTHS, 2970 - bottom * TENTHS)
        for left, bottom, right, top in found
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_can_be_selected_and_copied(language: str) -> None:
    face = LANGUAGES[language]
    copied = words(made(face, language=language))

    labels_and_values = [word for field in face.fields for word in field]
    for shown in (
        face.title,
        face.when,
        face.place,
        *labels_and_values,
        face.price,
        face.number,
        face.holder,
        face.note,
    ):
        assert " ".join(shown.split()) in copied


def test_the_document_says_what_it_is() -> None:
    rock = replace(FACE, title="Океан Ельзи 🎸")
    file = ticket_pdf([rock, rock, LANGUAGES["en"]], "uk", MADE_AT)

    metadata = pypdfium2.PdfDocument(file).get_metadata_dict()
    assert metadata["Title"] == "Океан Ельзи 🎸, The Midnight Jazz Quartet"
    assert metadata["CreationDate"] == "D:20261101123000Z"
    assert b"/Lang (uk)" in file


@pytest.mark.parametrize("dots_per_inch", [72, 100, 150, 300])
def test_the_code_is_read_from_a_page_of_any_sharpness(dots_per_inch: int) -> None:
    assert read_codes(saved(drawn(made(FACE), scale=dots_per_inch / 72))) == [LINK]


@pytest.mark.parametrize("angle", [0, 8, 90, 200])
def test_the_code_survives_a_bad_printer_and_a_camera(angle: int) -> None:
    printed = drawn(made(FACE), scale=120 / 72).convert("L").point(lambda value: 90 + value // 2)
    seen = printed.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=210)

    assert read_codes(saved(seen.filter(ImageFilter.GaussianBlur(1.5)), "JPEG", quality=50)) == [LINK]


def test_the_code_is_read_with_a_stain_on_it() -> None:
    page = drawn(made(FACE))
    (code,) = zxingcpp.read_barcodes(page)
    corner = code.position.top_left
    page.paste("white", (corner.x + 200, corner.y + 200, corner.x + 330, corner.y + 330))

    assert code.ec_level == "Q"
    assert read_codes(saved(page)) == [LINK]


@pytest.mark.parametrize("length", [5, 20, 70, 120, 250])
def test_the_code_is_large_and_keeps_its_white_border(length: int) -> None:
    link = "x" * length
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(link)
    modules = len(code.get_matrix())
    page = drawn(made(replace(FACE, link=link)))

    stub = page.crop((TEAR + 10, STRIP_BOTTOM + 5, CARD_RIGHT - 5, 1005)).convert("L").point(lambda value: 255 - value)
    left, top, right, bottom = stub.point([0] * 128 + [255] * 128).getbbox() or (0, 0, 0, 0)
    border = 4 * (right - left) / modules
    assert read_codes(saved(page)) == [link]
    assert right - left >= 350 and abs((right - left) - (bottom - top)) <= 2
    assert min(left, top, stub.width - right) >= border - 15
    assert stub.height - bottom >= border


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_two_tickets_share_a_page_and_no_fold_runs_through_a_code(count: int) -> None:
    document = made(*(replace(FACE, link=f"{LINK}{n}", number=f"NUMBER-{n}") for n in range(count)))

    found = [zxingcpp.read_barcodes(drawn(document, page)) for page in range(len(document))]
    positions = [code.position for codes in found for code in codes]
    assert len(document) == (count + 1) // 2
    assert sorted(code.text for codes in found for code in codes) == [f"{LINK}{n}" for n in range(count)]
    assert all(f"NUMBER-{n}" in words(document) for n in range(count))
    for place in positions:
        assert not any(place.top_left.y < fold < place.bottom_right.y for fold in FOLDS_ACROSS)
        assert not any(place.top_left.x < fold < place.bottom_right.x for fold in FOLDS_DOWN)


def test_the_page_is_a4() -> None:
    assert made(FACE)[0].get_size() == pytest.approx((595.28, 841.89), abs=0.01)


LONGEST = [
    replace(
        FACE,
        title=text,
        when=text,
        place=text,
        fields=fields,
        price=price,
        number="W" * 30,
        holder=text,
        note=text,
    )
    for text in LONG.values()
    for price in ("1 000 000,00 ₴", text)
    for fields in (
        (("Сектор", text), ("Ряд", "AA"), ("Місце", "1024")),
        ((text, text), (text, text), (text, text)),
        tuple((f"Label {n}", "WWWW") for n in range(6)),
    )
]
TALLEST = replace(
    FACE,
    title="Симфонічний оркестр філармонії",
    place="Міжнародний центр культури і мистецтв «Жовтневий палац», Київ",
    holder=LONG["uk"],
)


@pytest.mark.parametrize("face", [*LONGEST, *LANGUAGES.values(), TALLEST, replace(FACE, holder="")])
def test_words_of_any_length_stay_in_their_places_and_apart(face: TicketFace) -> None:
    shown = boxes(made(face))

    main = [box for box in shown if box[0] < TEAR]
    stub = [box for box in shown if box[0] >= TEAR]
    assert main and stub
    for left, top, right, bottom in main:
        assert left >= LEFT - 10 and right <= RIGHT + 6
        assert top > STRIP_BOTTOM + 40 and bottom < CARD_BOTTOM - 40
    for _, top, right, bottom in stub:
        assert right <= CARD_RIGHT - 40
        assert top > 1000 and bottom < CARD_BOTTOM - 40
    for one, other in combinations(shown, 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        touching = 0.2 * min(one[3] - one[1], other[3] - other[1])  # kerned letters, tails above accents
        assert wide <= touching or high <= touching


@pytest.mark.parametrize("title", ["Jazz", *LONG.values()])
def test_nothing_is_printed_where_printers_cannot(title: str) -> None:
    page = drawn(made(replace(FACE, title=title), replace(FACE, title=title)))

    edges = ImageChops.invert(page).getbbox()
    assert edges and edges[0] >= 55 and edges[1] >= 100 and edges[2] <= 2100 - 55 and edges[3] <= 2970 - 100
    between = page.crop((CARD_LEFT, CARD_BOTTOM + 5, CARD_RIGHT, HALF_SHEET - 5)).convert("L")
    assert between.getextrema() == (255, 255)


@pytest.mark.parametrize(
    "text",
    [
        "🎸",
        "🎸 Океан 🔥 Ельзи 中文 ⭐",
        "{nb} (дужки) \\ [ще] <</T>> %",
        "שלום عالم",
        "\u202eнавпаки\u202c і\u200bшов",
        "Т\ufe0fа\u0301 нуль\0 \x1b[31m",
        "",
        "   ",
        "1\N{THIN SPACE}450\N{NARROW NO-BREAK SPACE}₴",
    ],
)
def test_whatever_is_written_is_printed_or_left_out(text: str, caplog: pytest.LogCaptureFixture) -> None:
    face = replace(FACE, title=text, when=text, place=text, holder=text, note=text, fields=((text, text),), price=text)

    document = made(face)
    assert read_codes(saved(drawn(document))) == [LINK]
    assert FACE.number in words(document)
    assert caplog.records == []


def test_signs_that_mean_something_in_pdf_are_printed_as_they_are() -> None:
    document = made(replace(FACE, title="{nb} (дужки) \\ [ще] <</T>> %", holder="-> (c) \\n"))

    assert "{nb} (дужки) \\ [ще] <</T>> %" in words(document)
    assert "-> (c) \\n" in words(document)


@pytest.mark.parametrize(
    "fields",
    [
        (),
        (("Entry", "Dance floor"),),
        (("Section", "B"), ("Row", "1"), ("Seat", "2"), ("Gate", "North")),
        (("Section", ""), ("Row", ""), ("Seat", "")),
        tuple((f"Label {n}", "Something long enough") for n in range(5)),
    ],
)
def test_any_number_of_fields_can_be_shown(fields: tuple[tuple[str, str], ...]) -> None:
    document = made(replace(FACE, fields=fields))

    assert read_codes(saved(drawn(document))) == [LINK]
    assert all(label in words(document) for label, _ in fields)


def test_the_seat_is_written_larger_than_anything_but_the_title() -> None:
    page = made(replace(FACE, number="HHHH-HHHH"))[0]
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())

    sizes = {text.extract(): text.get_font_size() for text in texts}
    assert sizes["12"] == sizes["7"] > 1.4 * max(size for text, size in sizes.items() if text[:2] == "HH")
    assert sizes["12"] > 2.5 * sizes["Ряд"]


@pytest.mark.parametrize("title", ["ТаТаТа", "AVATAR", "«Тартак»", "Jazz"])
def test_letters_stand_as_close_as_in_the_pictures(title: str) -> None:
    page = drawn(made(replace(FACE, title=title)))

    ink = ImageChops.invert(page).crop((LEFT - 20, 540, RIGHT, 680)).getbbox()
    in_pictures = font(Weight.BOLD, 170).getmask(title).getbbox()
    assert ink and ink[2] - ink[0] == pytest.approx(in_pictures[2] - in_pictures[0], abs=3)


@pytest.mark.parametrize("weight", Weight)
def test_the_letters_of_print_are_those_of_the_pictures(weight: Weight) -> None:
    pictures, printed = (TTFont(FOLDER / f"Inter-{weight}.{kind}") for kind in ("otf", "ttf"))

    letters, widths, others = pictures.getBestCmap(), pictures["hmtx"], printed["hmtx"]
    assert letters.keys() == printed.getBestCmap().keys()
    assert [c for c, name in letters.items() if widths[name][0] != others[printed.getBestCmap()[c]][0]] == []


def test_the_fonts_travel_with_the_file_as_what_they_are() -> None:
    texts = list(made(FACE)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
    file = ticket_pdf([FACE], "uk", MADE_AT)

    assert file.count(b"/FontFile2") == file.count(b"/CIDFontType2") == len(Weight), "said to be TrueType"
    for text in texts:
        embedded = text.get_font()
        size = c_size_t()
        raw.FPDFFont_GetFontData(embedded, None, 0, size)
        buffer = (c_uint8 * size.value)()
        raw.FPDFFont_GetFontData(embedded, buffer, size.value, size)
        assert embedded.is_embedded and bytes(buffer[:4]) == b"\0\1\0\0"


def titles_of_every_pattern() -> list[str]:
    titles: dict[int, str] = {}
    for number in range(100):
        title = f"Концерт {number}"
        chance = Random(hashlib.blake2b(title.encode(), digest_size=8).digest())
        titles.setdefault(chance.randrange(len(PATTERNS)), title)
    return list(titles.values())


@pytest.mark.parametrize("title", titles_of_every_pattern())
def test_the_strip_is_cut_from_the_pattern_of_the_pictures(title: str) -> None:
    picture = artwork(title, 200, PATTERN_SIZE)
    page = drawn(made(replace(FACE, title=title, hue=200)))

    height = STRIP_BOTTOM - CARD_TOP
    top = (PATTERN_SIZE[1] - height) // 2
    unshaded = (PATTERN_SIZE[0] - 100, 60, PATTERN_SIZE[0] - 20, height - 10)
    expected = picture.crop((0, top, PATTERN_SIZE[0], top + height)).crop(unshaded)
    printed = page.crop((CARD_LEFT, CARD_TOP, CARD_RIGHT, STRIP_BOTTOM)).crop(unshaded)
    difference = ImageStat.Stat(ImageChops.difference(expected, printed)).mean
    assert max(difference) < 12


def test_one_ticket_is_a_small_file_and_ten_are_too() -> None:
    heaviest = [replace(FACE, title=title) for title in titles_of_every_pattern()]

    assert max(len(ticket_pdf([face], "uk", MADE_AT)) for face in heaviest) < 60_000
    assert len(ticket_pdf(heaviest * 2, "uk", MADE_AT)) < 150_000


def test_the_same_tickets_give_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(ticket_pdf([FACE, LANGUAGES["en"]], "uk", MADE_AT)).hexdigest()
    program = (
        "import hashlib; from tests.core.render.test_ticket_pdf import *; "
        "print(hashlib.sha256(ticket_pdf([FACE, LANGUAGES['en']], 'uk', MADE_AT)).hexdigest())"
    )

    assert here == hashlib.sha256(ticket_pdf([replace(FACE), LANGUAGES["en"]], "uk", MADE_AT)).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        assert subprocess.check_output([sys.executable, "-c", program], env=environment, text=True).strip() == here


def test_several_threads_print_at_once() -> None:
    faces = [replace(face, number=f"NUMBER-{n}", hue=n * 20) for n in range(6) for face in LANGUAGES.values()]
    expected = [ticket_pdf([face], "uk", MADE_AT) for face in faces]

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda face: ticket_pdf([face], "uk", MADE_AT), faces)) == expected


def test_printing_is_quiet(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ticket_pdf([FACE], "uk", MADE_AT)

    assert caplog.records == []
