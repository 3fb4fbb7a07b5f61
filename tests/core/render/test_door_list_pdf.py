"""The offline list on paper."""

from datetime import UTC, datetime

from PIL import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from core.domain.door_list import ListedTicket
from core.render.door_list_pdf import DoorListWords, door_list_pdf

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
WORDS = DoorListWords(
    title="Океан Ельзи",
    subtitle="вівторок, 8 грудня, 14:00 · Палац «Україна», Київ",
    summary="квитків: 200, станом на 1 груд., 14:00",
    head=("Ім’я", "Місце", "Категорія", "Квиток", "Зайшов", "✓"),
    foot="підпис 1a2b 3c4d",
    page=lambda page, pages: f"сторінка {page} з {pages}",
)


def listed(count: int) -> list[ListedTicket]:
    return [ListedTicket(f"{n:04}-9QXM", f"🎉 Їжак {n}", "Партер", "Є", str(n), "Фан-зона", "") for n in range(count)]


def pages(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in PdfDocument(content)]


def test_every_ticket_has_a_line_and_every_page_its_head_number_and_signature() -> None:
    for count in (0, 1, 36, 37, 38, 39, 79, 80, 200):
        content = door_list_pdf(listed(count), WORDS, "uk", NOW)
        found = pages(content)
        for number, text in enumerate(found, 1):
            assert "Категорія" in text and "підпис 1a2b 3c4d" in text
            assert f"сторінка {number} з {len(found)}" in text
        assert [text.count("9QXM") == 0 for text in found].count(True) == (count == 0), "no page is for nothing"
        lines = [line for text in found for line in text.splitlines() if "9QXM" in line]
        assert [line.split()[:4] for line in lines] == [["Їжак", f"{n}", "Партер", f"Є-{n}"] for n in range(count)]


def test_nothing_runs_out_of_the_paper_however_long_it_is() -> None:
    long = ListedTicket("7K3F-9QXM", "Щ" * 200, "Балкон ліворуч " * 9, "A", "1", "Дуже дорога категорія " * 9, "14:00")
    [page] = PdfDocument(door_list_pdf([long], WORDS, "uk", NOW))
    assert "7K3F-9QXM" in page.get_textpage().get_text_range()
    image: Image.Image = page.render(scale=1).to_pil().convert("L")
    width, height = image.size
    for margin in ((0, 0, 40, height), (width - 40, 0, width, height)):
        assert image.crop(margin).getextrema() == (255, 255)


def test_the_box_to_tick_is_empty_and_at_the_end_of_its_line() -> None:
    [page] = PdfDocument(door_list_pdf(listed(1), WORDS, "uk", NOW))
    image: Image.Image = page.render(scale=254 / 72).to_pil().convert("L")  # a pixel is a tenth of a millimetre
    end = image.crop((1850, 0, 1950, 2700))
    left, top, right, bottom = end.point(lambda light: 255 * (light < 60)).getbbox() or (0, 0, 0, 0)
    assert 40 <= right - left <= 50 and 40 <= bottom - top <= 50 and 76 <= right <= 84
    assert end.crop((left + 6, top + 6, right - 6, bottom - 6)).getextrema() == (255, 255)
