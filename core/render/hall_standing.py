"""General admission: a block for each section, with its price and a bar of how many places are left."""

from collections.abc import Mapping

from PIL import Image, ImageDraw

from core.domain.hall import Hall, Seat, Section
from core.domain.ids import SeatId, SectionId
from core.render.colours import INK, MIST, SLATE, WHITE, mixed
from core.render.fonts import Weight, fit
from core.render.hall_style import free_sprite, mine_sprite, tier_looks
from core.render.hall_words import HallWords
from core.render.shapes import rounded

CARD_HEIGHT, GAP, PAD = 188, 22, 34
BAR = 20


class Standing:
    """The blocks in a column if there are few of them and no seats, else side by side."""

    def __init__(self, hall: Hall, words: HallWords, places: Mapping[SectionId, list[Seat]], width: int) -> None:
        self.hall = hall
        self.words = words
        self.places = places
        self.width = width
        self.columns = 1 if len(places) <= 3 else 2

    @property
    def height(self) -> int:
        rows = -(-len(self.places) // self.columns)
        return rows * (CARD_HEIGHT + GAP) - GAP if rows else 0

    def draw(self, image: Image.Image, left: int, top: int, mine: frozenset[SeatId]) -> None:
        width = (self.width - GAP * (self.columns - 1)) // self.columns
        for place, (section_id, seats) in enumerate(self.places.items()):
            row, column = divmod(place, self.columns)
            x, y = left + column * (width + GAP), top + row * (CARD_HEIGHT + GAP)
            chosen = sum(seat.id in mine for seat in seats)
            self._card(image, (x, y, x + width, y + CARD_HEIGHT), self.hall.section_by_id[section_id], seats, chosen)

    def _card(
        self, image: Image.Image, box: tuple[int, int, int, int], section: Section, seats: list[Seat], chosen: int
    ) -> None:
        rounded(image, box, 32, WHITE)
        draw = ImageDraw.Draw(image)
        left, right = box[0] + PAD, box[2] - PAD
        look = tier_looks(self.hall)[seats[0].tier_id]
        free = sum(seat.is_free for seat in seats)

        name_room = right - left - 60
        if chosen:
            name_room -= self._mark(image, right, box[1] + 50, chosen) + 24
        free_sprite(look, 42).paste(image, left + 21, box[1] + 50)
        name = fit(section.name, Weight.BOLD, range(40, 25, -1), name_room)
        name.draw(draw, left + 60, box[1] + 50 - name.height / 2, INK if free else SLATE)

        bar = (left, box[1] + 90, right, box[1] + 90 + BAR)
        rounded(image, bar, BAR // 2, mixed(look.colour, MIST, 0.8))
        if free:
            length = max(BAR, round((right - left) * free / len(seats)))
            rounded(image, (left, bar[1], left + length, bar[3]), BAR // 2, look.colour)
        baseline = bar[3] + 51
        price = fit(self._price(seats), Weight.BOLD, range(40, 25, -1), (right - left) * 2 // 3)
        price.draw(draw, right, baseline - price.height, INK if free else SLATE, "r")
        words = f"{self.words.free}: {free}" if free else self.words.taken
        left_over = fit(words, Weight.REGULAR, range(30, 21, -1), right - left - price.width - 24)
        left_over.draw(draw, left, baseline - left_over.height, SLATE)

    def _mark(self, image: Image.Image, right: int, middle: int, chosen: int) -> int:
        """How many of the places are the buyer's own; returns the width that this takes."""
        words = f"{self.words.mine}: {chosen}" if self.columns == 1 else str(chosen)
        own = fit(words, Weight.SEMIBOLD, range(30, 21, -1), self.width // 3)
        own.draw(ImageDraw.Draw(image), right, middle - own.height / 2, INK, "r")
        mine_sprite(40).paste(image, right - own.width - 30, middle)
        return own.width + 50

    def _price(self, seats: list[Seat]) -> str:
        """One price, or the lowest and the highest of them."""
        tiers = sorted({self.hall.tier_by_id[seat.tier_id] for seat in seats}, key=lambda tier: tier.price_minor)
        prices = list(dict.fromkeys(self.words.prices.get(tier.id, "") for tier in tiers))
        return prices[0] if len(prices) == 1 else f"{prices[0]} – {prices[-1]}"
