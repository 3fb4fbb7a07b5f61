import pytest
from PIL import Image, ImageDraw

from core.render.fonts import Weight, drawable, fit, font, is_drawn

ALPHABETS = {
    "Ukrainian": "АаБбВвГгҐґДдЕеЄєЖжЗзИиІіЇїЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЬьЮюЯя",
    "Russian": "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя",
    "English": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "neighbours": "ąćęłńóśźżčďěňřšťůžäöüßőűğışâêîô",
    "signs": "0123456789₴₽€£$zł.,:;!?-–—…'’ʼ\"«»„“”()/&+%№#@→←↑↓×−·•*°§©®™",
}
LONG = {  # titles of 120 characters
    "uk": "Ніч, в якій усе зупинилось: великий симфонічний концерт просто неба з хором, "
    "органом та гостями з дванадцяти країн світу",
    "ru": "Лебединое озеро. Балет в двух действиях с оркестром и хором имени Чайковского, "
    "гастроли большого театра оперы и балета!",
    "en": "The Extraordinarily Long Evening of Improvised Chamber Music, Spoken Word and "
    "Conversation with Distinguished Guests 26",
    "one word": "Ш" * 120,
}


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=ALPHABETS)
def test_every_letter_of_our_languages_is_in_every_weight(alphabet: str, weight: Weight) -> None:
    face = font(weight, 40)
    box = bytes(face.getmask("\uffff"))

    assert [letter for letter in alphabet if bytes(face.getmask(letter)) == box] == []
    assert [letter for letter in alphabet if not is_drawn(letter)] == []


def test_what_the_typeface_lacks_is_left_out() -> None:
    assert drawable("🎸 Океан 🔥 Ельзи 中文 ⭐") == "Океан Ельзи"
    assert drawable("🎸🔥") == ""


def test_a_line_break_in_a_name_is_a_space() -> None:
    assert drawable("Океан\nЕльзи\r\u2029\x1c\x85 live") == "Океан Ельзи live"


def test_a_letter_written_as_two_signs_is_drawn_as_one() -> None:
    assert drawable("Киі\u0308в, чаи\u0306") == "Київ, чай"


def test_a_price_is_not_broken_at_its_narrow_space() -> None:
    block = fit("1\N{NARROW NO-BREAK SPACE}450\N{NO-BREAK SPACE}₴ сьогодні", Weight.BOLD, 40, 240, lines=2)

    assert block.lines == ("1\N{NO-BREAK SPACE}450\N{NO-BREAK SPACE}₴", "сьогодні")


def test_a_preposition_does_not_end_a_line() -> None:
    block = fit("Концерт у Палаці", Weight.BOLD, 40, 240, lines=2)

    assert block.lines == ("Концерт", "у\N{NO-BREAK SPACE}Палаці")


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize(("width", "height", "lines"), [(652, 141, 4), (830, 300, 5), (200, 60, 1), (400, 90, 2)])
def test_text_stays_in_its_box_at_any_length(text: str, width: int, height: int, lines: int) -> None:
    block = fit(text, Weight.BOLD, range(90, 27, -2), width, lines, height)

    image = Image.new("RGB", (width + 200, height + 200))
    block.draw(ImageDraw.Draw(image), 100, 100, (255, 255, 255))
    left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
    assert 1 <= len(block.lines) <= lines
    assert left >= 98 and right <= 100 + width + 2
    assert 100 - block.size / 3 <= top, "only accents rise above the caps"
    assert bottom <= 100 + block.height + block.size / 3, "only tails hang below the last line"


@pytest.mark.parametrize("text", ["Ґрунт, Їжак", "1 450 ₴", "Jazz у Палаці спорту", "🦄"])
def test_the_inks_of_words_are_what_is_drawn(text: str) -> None:
    block = fit(text, Weight.BOLD, 60, 400, lines=2)
    drawn, inked = (Image.new("RGB", (600, 300), "white") for _ in range(2))

    block.draw(ImageDraw.Draw(drawn), 70, 90, (20, 20, 80))
    for ink in block.inks():
        inked.paste((20, 20, 80), (70 + ink.left, 90 + ink.above), ink.mask)

    assert list(inked.tobytes()) == list(drawn.tobytes())


def test_a_text_that_is_cut_says_so() -> None:
    assert fit("Ш" * 120, Weight.BOLD, 30, 300).lines[0].endswith("Ш…")
    assert fit(LONG["en"], Weight.BOLD, 30, 300, lines=2).lines[-1].endswith("…")


def test_a_text_that_fits_is_as_large_as_it_can_be() -> None:
    assert fit("Jazz", Weight.BOLD, range(80, 20, -2), 400).size == 80
    assert fit(LONG["uk"], Weight.BOLD, range(80, 20, -2), 400, lines=9).size < 80
