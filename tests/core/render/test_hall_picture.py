from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from core.domain.event_plan import Block, EventPlan, Standing, TierPlan
from core.domain.hall import Hall, Seat, Section, SectionKind, Tier
from core.domain.ids import SeatId, SectionId, TierId
from core.render.hall_overview import short_name
from core.render.hall_picture import HallWords, hall_picture
from core.render.hall_plan import upright
from core.render.hall_style import PALETTE, TAKEN, TierLook, free_sprite, tier_looks
from tests.core.render.test_fonts import LONG
from tests.plans import plan

TIERS = (TierPlan("Перед сценою", 145_000), TierPlan("Звичайні", 75_000))
STALLS = Block("Партер", 4, 12, ("Перед сценою", "Перед сценою", "Звичайні"))


def hall_of(*sections: Block | Standing, tiers: tuple[TierPlan, ...] = TIERS) -> Hall:
    event: EventPlan = plan(tiers=tiers, sections=sections)
    return Hall(tuple(event.tier_rows()), tuple(event.section_rows()), tuple(event.seat_rows()))


def words_for(hall: Hall, title: str = "Океан Ельзи") -> HallWords:
    prices = {tier.id: f"{tier.price_minor // 100} ₴" for tier in hall.tiers}
    return HallWords(title, "Сцена", "вільні", "зайняті", "ваш вибір", prices)


def drawn(hall: Hall, mine: tuple[int, ...] = (), section_id: int | None = None, title: str = "Океан") -> Image.Image:
    chosen = frozenset(SeatId(seat) for seat in mine)
    section = SectionId(section_id) if section_id else None
    picture = hall_picture(hall, words_for(hall, title), mine=chosen, section_id=section)
    return Image.open(BytesIO(picture)).convert("RGB")


def with_taken(hall: Hall, *taken: int) -> Hall:
    return replace(hall, seats=tuple(replace(seat, is_free=seat.id not in taken) for seat in hall.seats))


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The box in which two pictures differ by more than JPEG does."""
    assert one.size == other.size
    return ImageChops.difference(one, other).convert("L").point([0] * 40 + [255] * 216).getbbox()


def middle(box: tuple[int, int, int, int] | None) -> tuple[int, int]:
    assert box
    return (box[0] + box[2]) // 2, (box[1] + box[3]) // 2


def is_near(colour: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 40 for a, b in zip(colour, other, strict=True))


@pytest.mark.parametrize("section_id", [None, 1])
def test_a_seat_is_coloured_while_free_grey_when_taken_and_dark_when_mine(section_id: int | None) -> None:
    hall = hall_of(STALLS)
    free, taken = drawn(hall, (), section_id), drawn(with_taken(hall, 18), (), section_id)
    mine = drawn(hall, (18,), section_id)

    box = changed(free, taken)
    x, y = middle(box)
    assert box and box[2] - box[0] < 100, "only one seat changed"
    edge = (x + (box[2] - box[0]) // 3, y)
    assert is_near(free.getpixel(edge), PALETTE[0])
    assert is_near(taken.getpixel((x, y)), TAKEN)
    assert sum(mine.getpixel((x + (box[2] - box[0]) // 3, y + 2))) < 150  # type: ignore[arg-type]


def test_tiers_differ_in_colour_and_in_shape() -> None:
    looks = tier_looks(hall_of(STALLS, tiers=(*TIERS, *(TierPlan(f"Tier {n}", n) for n in range(12)))))

    assert len({(look.colour, look.shape) for look in looks.values()}) == 14
    assert len({look.colour for look in looks.values()}) == len(PALETTE)
    masks = {bytes(free_sprite(TierLook(PALETTE[0], look.shape), 20).mask.tobytes()) for look in looks.values()}
    assert len(masks) == 5


def test_a_tier_keeps_its_look_when_the_order_of_tiers_changes() -> None:
    hall = hall_of(STALLS)

    assert tier_looks(hall) == tier_looks(replace(hall, tiers=hall.tiers[::-1]))


def test_a_section_close_up_has_larger_seats_than_the_whole_hall() -> None:
    hall = hall_of(STALLS, replace(STALLS, name="Балкон", line=1), replace(STALLS, name="Ложа", line=1))
    taken = with_taken(hall, 6)

    whole = changed(drawn(hall), drawn(taken))
    close = changed(drawn(hall, (), 1), drawn(taken, (), 1))
    assert whole and close
    assert close[2] - close[0] > 1.5 * (whole[2] - whole[0])


def test_another_section_does_not_change_with_this_one() -> None:
    hall = hall_of(STALLS, replace(STALLS, name="Балкон", line=1))

    assert hall_picture(hall, words_for(hall), section_id=SectionId(2)) == hall_picture(
        with_taken(hall, 6), words_for(hall), section_id=SectionId(2)
    )


def test_general_admission_shows_how_much_is_left() -> None:
    hall = hall_of(Standing("Танцпол", 100, "Звичайні"), Standing("Балкон", 10, "Перед сценою"))
    half, none = with_taken(hall, *range(1, 51)), with_taken(hall, *range(1, 101))

    for section_id in (None, 1):
        pictures = [drawn(shown, (), section_id) for shown in (hall, half, none)]
        assert changed(pictures[0], pictures[1])
        assert changed(pictures[1], pictures[2])
        assert changed(pictures[0], drawn(hall, (1, 2), section_id)), "the buyer's own are counted"


def test_seats_and_general_admission_stand_together() -> None:
    together = drawn(hall_of(STALLS, Standing("Фан-зона", 500, "Звичайні")))

    assert together.height > drawn(hall_of(STALLS)).height


@pytest.mark.parametrize("section_id", [None, 1, 99])
def test_an_empty_hall_is_a_picture_too(section_id: int | None) -> None:
    assert drawn(Hall((), (), ()), (5,), section_id).width == 1080
    bare = Section(SectionId(1), "Партер", SectionKind.SEATED)
    assert drawn(Hall((Tier(TierId(1), "a", 1),), (bare,), ()), (5,), section_id).width == 1080


def test_seats_at_one_place_do_not_break_the_picture() -> None:
    hall = hall_of(STALLS)
    heap = replace(hall, seats=tuple(replace(seat, x=0.0, y=0.0) for seat in hall.seats))

    assert drawn(heap).width == drawn(heap, (3,), 1).width == 1080


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
@pytest.mark.parametrize("section_id", [None, 1, 3])
def test_the_longest_names_stay_within_the_margins(words: str, section_id: int | None) -> None:
    tiers = (TierPlan(words, 145_000), TierPlan(words[::-1], 75_000))
    block = Block(words, 4, 12, (words,))
    hall = hall_of(block, replace(block, name=words[5:]), Standing(words, 40, words[::-1]), tiers=tiers)

    image = drawn(hall, (1, 100), section_id, title=words).convert("L")
    for margin in ((0, 0, 30, image.height), (1050, 0, 1080, image.height)):
        assert image.crop(margin).getextrema()[0] > 200  # type: ignore[operator]


@pytest.mark.parametrize(("rows", "seats_in_row"), [(1, 1), (1, 80), (60, 3), (40, 40)])
def test_halls_of_any_proportion_fit(rows: int, seats_in_row: int) -> None:
    hall = hall_of(replace(STALLS, rows=rows, seats_in_row=seats_in_row))

    for section_id in (None, 1):
        image = drawn(hall, (1,), section_id)
        assert image.width == 1080
        assert image.height <= 1300


def test_sixty_thousand_seats_are_drawn_and_one_of_them_is_found() -> None:
    blocks = [Block(f"Сектор {n}", 25, 40, ("Звичайні",), line=n // 10) for n in range(60)]
    hall = hall_of(*blocks)

    assert len(hall.seats) == 60_000
    box = changed(drawn(hall), drawn(hall, (30_500,)))
    assert box and 20 < box[2] - box[0] < 60


def test_a_number_stands_for_a_section_whose_name_is_too_long() -> None:
    assert [short_name(name) for name in ("Сектор 12", "Sector A1", "Ряди B", "VIP ложа", "Партер")] == [
        "12", "A1", "B", "VIP ложа", "Партер",
    ]  # fmt: skip


def test_a_section_beside_the_stage_is_turned_so_that_its_rows_lie_level() -> None:
    aside = {
        row: [
            Seat(SeatId(n), SectionId(1), TierId(1), row, str(n), x=10.0 + depth, y=float(n), is_free=True)
            for n in range(1, 9)
        ]
        for depth, row in enumerate(("A", "B", "C"))
    }

    turned = upright(aside)

    levels = {row: {round(seat.y, 6) for seat in turned if seat.row == row} for row in aside}
    assert [len(level) for level in levels.values()] == [1, 1, 1]
    assert max(levels["A"]) < max(levels["B"]) < max(levels["C"]), "the row at the stage stays in front"


def test_the_same_hall_gives_the_same_bytes() -> None:
    hall = hall_of(STALLS, Standing("Танцпол", 100, "Звичайні"))

    assert hall_picture(hall, words_for(hall)) == hall_picture(replace(hall), words_for(hall))
