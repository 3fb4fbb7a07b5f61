"""Pictures and words that were made to hurt: refused, or drawn as the words that they are."""

import csv
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO

import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.domain.contact import email_address
from core.domain.refusal import InvalidEmail
from core.render.csv_file import csv_file
from core.render.door_list_file import HEAD, UnreadableList, read_door_list
from core.render.qr_reader import UnreadableImage, read_codes
from core.render.sheet import Sheet, Table
from core.render.table_file import sheet_xlsx
from core.render.ticket_pdf import ticket_pdf
from tests.core.render.qr_picture import qr_picture
from tests.core.render.test_ticket_image import FACE
from tests.fuzz import bounded, words

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "＝1", "=cmd|' /C calc'!A0")


def picture(kind: str) -> bytes:
    out = BytesIO()
    qr_picture("t" + "x" * 33, module=8).convert("RGB").save(out, kind)
    return out.getvalue()


PICTURES = {kind: picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")}


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A picture of which some bytes are others, or its end is missing, or something stands in between."""
    content = bytearray(draw(st.sampled_from(sorted(PICTURES.items())))[1])
    for place, byte in draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=8)):
        content[place] = byte
    end = draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
    place = draw(st.integers(0, end))
    return bytes(content[:place] + draw(st.binary(max_size=4)) + content[place:end])


@bounded(60)
@given(content=st.one_of(broken(), st.binary(max_size=200)))
def test_a_broken_picture_is_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableImage):
        assert all(isinstance(code, str) for code in read_codes(content))


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


PNG = PICTURES["PNG"]
HUGE = {
    "PNG": PNG[:8] + chunk(b"IHDR", (2**31 - 1).to_bytes(4) * 2 + b"\x08\x02\0\0\0") + PNG[33:],
    "GIF": PICTURES["GIF"][:6] + b"\xff\xff\xff\xff" + PICTURES["GIF"][10:],
    "BMP": PICTURES["BMP"][:18] + (2**30).to_bytes(4, "little") * 2 + PICTURES["BMP"][26:],
    "words in a PNG": PICTURES["PNG"][:33]
    + chunk(b"zTXt", b"x\0\0" + zlib.compress(b"x" * 2**26))
    + PICTURES["PNG"][33:],
}


@pytest.mark.parametrize("content", HUGE.values(), ids=HUGE)
def test_what_unpacks_to_more_than_a_machine_has_is_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(UnreadableImage):
        read_codes(content)


@bounded(40)
@given(lines=st.lists(st.lists(words, max_size=9), max_size=5), delimiter=st.sampled_from(",;\t"), signed=st.booleans())
def test_a_list_that_was_not_ours_is_read_or_refused(lines: list[list[str]], delimiter: str, signed: bool) -> None:
    head = [delimiter.join(HEAD)] if signed else []
    text = "\n".join([*head, *(delimiter.join(line) for line in lines)])
    with suppress(UnreadableList):
        read_door_list(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_word_is_a_formula_in_a_spreadsheet(formula: str) -> None:
    text = csv_file([formula], [[formula]], "en").decode("utf-8-sig")
    assert list(csv.reader(StringIO(text, newline=""))) == [[f"'{formula}"]] * 2
    table = Table("Data", (formula,), ((formula,),))
    sheet = Sheet(formula, formula, figures=(), charts=(), tables=(), data=table)
    book = openpyxl.load_workbook(BytesIO(sheet_xlsx(sheet)))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}, "texts, and no formula"


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.org\nBcc: x@y.org",
        "a@b.org\r\nSubject: x",
        "a@b.org,x@y.org",
        "<a@b.org> x",
        "a b@c.org",
        "a@b.org\0",
        "a@b..org",
    ],
)
def test_an_address_is_one_address(typed: str) -> None:
    with pytest.raises(InvalidEmail):
        email_address(typed)


NASTY_TITLE = "a) Tj (b \\) /JS (x) <</S/URI>> %%EOF"


def test_words_do_not_leave_their_place_in_a_pdf() -> None:
    face = replace(FACE, title=NASTY_TITLE)
    paper = ticket_pdf([face], "en", datetime(2026, 11, 1, tzinfo=UTC))
    page = pypdfium2.PdfDocument(paper)[0]
    assert "%%EOF" in page.get_textpage().get_text_bounded()
    assert b"/JavaScript" not in paper and b"/S /URI" not in paper
