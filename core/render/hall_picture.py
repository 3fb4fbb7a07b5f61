"""The hall as buyers see it while they choose: all of it, or one section close up."""

from PIL import Image, ImageDraw

from core.domain.hall import Hall, Seat
from core.domain.ids import SeatId, SectionId
from core.render.colours import INK
from core.render.fonts import Weight, fit
from core.render.hall_legend import Legend
from core.render.hall_overview import Overview
from core.render.hall_plan import seated, standing
from core.render.hall_section import SectionView
from core.render.hall_section_head import SectionHead
from core.render.hall_stage import HEIGHT as STAGE_HEIGHT
from core.render.hall_stage import draw_stage
from core.render.hall_standing import Standing
from core.render.hall_style import GROUND
from core.render.hall_words import HallWords
from core.render.output import jpeg

__all__ = ["HallWords", "hall_picture"]

WIDTH, HEIGHT_MAX = 1080, 1280
MARGIN, GAP = 48, 36
WIDE = WIDTH - 2 * MARGIN
PLAN_HEIGHT_MIN = 420


def hall_picture(
    hall: Hall,
    words: HallWords,
    *,
    mine: frozenset[SeatId] = frozenset(),
    section_id: SectionId | None = None,
) -> bytes:
    """The whole hall, or the section, as JPEG: free, taken and the buyer's own seats, and what they cost."""
    seats = [] if section_id is None else [seat for seat in hall.seats if seat.section_id == section_id]
    if section_id in seated(hall):
        image = _section(hall, words, mine, section_id, seats)
    elif section_id in standing(hall):
        image = _standing_section(hall, words, mine, section_id, seats)
    else:
        image = _whole(hall, words, mine)
    return jpeg(image)


def _whole(hall: Hall, words: HallWords, mine: frozenset[SeatId]) -> Image.Image:
    places, seats = standing(hall), seated(hall)
    title = fit(words.title, Weight.BOLD, range(48, 33, -2), WIDE, lines=3)
    blocks = Standing(hall, words, places, WIDE)
    legend = None
    tier_ids = {seat.tier_id for of_section in seats.values() for seat in of_section}
    rest = title.height + 2 * MARGIN + GAP
    rest += blocks.height + GAP if places else 0
    if seats:
        legend = Legend(hall, words, tier_ids, WIDE)
        rest += legend.height + GAP
        plan = Overview(hall, WIDE, max(PLAN_HEIGHT_MIN, HEIGHT_MAX - rest), words.stage)
        plan_height = plan.height
    else:
        plan_height = STAGE_HEIGHT
    image = Image.new("RGB", (WIDTH, rest + plan_height), GROUND)
    title.draw(ImageDraw.Draw(image), MARGIN, MARGIN, INK)
    top = MARGIN + title.height + GAP
    if seats:
        plan.draw(image, MARGIN, top, mine)
    else:
        draw_stage(image, WIDTH // 2, top, 600, words.stage)
    top += plan_height + GAP
    if places:
        blocks.draw(image, MARGIN, top, mine)
        top += blocks.height + GAP
    if legend:
        legend.draw(image, MARGIN, top)
    return image


def _section(
    hall: Hall, words: HallWords, mine: frozenset[SeatId], section_id: SectionId, seats: list[Seat]
) -> Image.Image:
    head = SectionHead(hall, words.title, section_id, WIDE)
    legend = Legend(hall, words, {seat.tier_id for seat in seats}, WIDE)
    rest = head.height + legend.height + 2 * MARGIN + 2 * GAP
    view = SectionView(hall, section_id, WIDE, max(PLAN_HEIGHT_MIN, HEIGHT_MAX - rest), words.stage)
    image = Image.new("RGB", (WIDTH, rest + view.height), GROUND)
    head.draw(image, MARGIN, MARGIN)
    top = MARGIN + head.height + GAP
    view.draw(image, MARGIN, top, mine)
    legend.draw(image, MARGIN, top + view.height + GAP)
    return image


def _standing_section(
    hall: Hall, words: HallWords, mine: frozenset[SeatId], section_id: SectionId, seats: list[Seat]
) -> Image.Image:
    head = SectionHead(hall, words.title, section_id, WIDE)
    block = Standing(hall, words, {section_id: seats}, WIDE)
    image = Image.new("RGB", (WIDTH, 2 * MARGIN + head.height + GAP + block.height), GROUND)
    head.draw(image, MARGIN, MARGIN)
    block.draw(image, MARGIN, MARGIN + head.height + GAP, mine)
    return image
