"""What the colours, shapes and signs of a hall mean."""

from PIL import Image, ImageDraw

from core.domain.hall import Hall, Tier
from core.domain.ids import TierId
from core.render.colours import INK, MIST, SLATE
from core.render.fonts import Weight, fit
from core.render.hall_style import Sprite, free_sprite, mine_sprite, taken_sprite, tier_looks
from core.render.hall_words import HallWords

COLUMNS_MAX = 3
SIGN, STATUS_SIGN = 44, 36
ITEM_HEIGHT, STATUS_HEIGHT = 92, 66
TEXT_GAP = 16


class Legend:
    """The tiers that are on the picture with their prices, the dearest first, and the three states of a seat."""

    def __init__(self, hall: Hall, words: HallWords, tier_ids: set[TierId], width: int) -> None:
        self.hall = hall
        self.words = words
        self.width = width
        shown = (tier for tier in hall.tiers if tier.id in tier_ids)
        self.tiers = sorted(shown, key=lambda tier: (-tier.price_minor, tier.id))
        count = len(self.tiers)
        self.columns = 2 if count in (2, 4) else max(1, min(COLUMNS_MAX, count))

    @property
    def height(self) -> int:
        rows = -(-len(self.tiers) // self.columns)
        return rows * ITEM_HEIGHT + STATUS_HEIGHT

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        column_width = self.width // self.columns
        for place, tier in enumerate(self.tiers):
            row, column = divmod(place, self.columns)
            self._tier(image, left + column * column_width, top + row * ITEM_HEIGHT, column_width, tier)
        self._statuses(image, left, top + self.height - STATUS_HEIGHT)

    def _tier(self, image: Image.Image, left: int, top: int, width: int, tier: Tier) -> None:
        draw = ImageDraw.Draw(image)
        free_sprite(tier_looks(self.hall)[tier.id], SIGN).paste(image, left + SIGN / 2, top + 32)
        x, room = left + SIGN + TEXT_GAP, width - SIGN - TEXT_GAP - 20
        price = fit(self.words.prices.get(tier.id, ""), Weight.BOLD, range(36, 25, -1), room)
        name = fit(tier.name, Weight.REGULAR, range(29, 24, -1), room)
        price.draw(draw, x, top + 2, INK)
        name.draw(draw, x, top + 44, SLATE)

    def _statuses(self, image: Image.Image, left: int, top: int) -> None:
        draw = ImageDraw.Draw(image)
        draw.line((left, top + 4, left + self.width, top + 4), fill=MIST, width=2)
        looks = tier_looks(self.hall)
        free = [free_sprite(looks[tier.id], STATUS_SIGN) for tier in self.tiers[:3]]
        signs: list[list[Sprite]] = [free, [taken_sprite(STATUS_SIGN + 8)], [mine_sprite(STATUS_SIGN + 8)]]
        words = (self.words.free, self.words.taken, self.words.mine)
        room = self.width // 3 - 2 * STATUS_SIGN - TEXT_GAP
        size = min(fit(word, Weight.REGULAR, range(30, 21, -1), room).size for word in words)
        blocks = [fit(word, Weight.REGULAR, size, room) for word in words]
        widths = [STATUS_SIGN * (len(sprites) + 1) // 2 + TEXT_GAP for sprites in signs]
        gap = (self.width - sum(widths) - sum(block.width for block in blocks)) / (len(blocks) - 1)
        x, middle = float(left), top + STATUS_HEIGHT // 2 + 10
        for sprites, width, block in zip(signs, widths, blocks, strict=True):
            for place in reversed(range(len(sprites))):
                sprites[place].paste(image, x + STATUS_SIGN * (place + 1) / 2, middle)
            block.draw(draw, x + width, middle - block.height / 2, INK)
            x += width + block.width + gap
