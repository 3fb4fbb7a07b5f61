"""Who takes which money, and how much."""

import pytest

from core.domain.currency import CARD_MOST_MINOR, STARS, STARS_MOST
from core.domain.payment import Provider
from core.domain.refusal import AmountNotTaken


def test_stars_are_taken_by_telegram_and_everything_else_by_card() -> None:
    assert Provider.of_invoice(STARS) is Provider.STARS
    assert Provider.of_invoice("UAH") is Provider.CARD


@pytest.mark.parametrize(
    ("provider", "by_hand"), [(Provider.STARS, False), (Provider.CARD, True), (Provider.CASH, True)]
)
def test_only_stars_go_back_by_themselves_and_only_as_a_whole(provider: Provider, by_hand: bool) -> None:
    assert provider.refunds_by_hand == provider.refunds_parts == by_hand


@pytest.mark.parametrize(
    ("provider", "most"),
    [(Provider.CARD, CARD_MOST_MINOR), (Provider.STARS, STARS_MOST), (Provider.CASH, CARD_MOST_MINOR + 1)],
)
def test_an_amount_is_taken_from_the_smallest_coin_to_the_most(provider: Provider, most: int) -> None:
    provider.ensure_takes(1)
    provider.ensure_takes(most)
    for amount_minor in (0, -1):
        with pytest.raises(AmountNotTaken):
            provider.ensure_takes(amount_minor)
    if provider is not Provider.CASH:
        with pytest.raises(AmountNotTaken):
            provider.ensure_takes(most + 1)
