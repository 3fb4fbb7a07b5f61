"""What an organizer types when something has cost money."""

import pytest

from core.domain.cost import typed_cost
from core.domain.refusal import InvalidCost


@pytest.mark.parametrize(
    ("typed", "currency", "amount_minor", "what"),
    [
        ("12 000 rent", "UAH", 1_200_000, "rent"),
        ("12\N{NO-BREAK SPACE}000 оренда залу", "UAH", 1_200_000, "оренда залу"),
        ("12000,50 грн оренда", "UAH", 1_200_050, "оренда"),
        ("12 000,5 світло", "UAH", 1_200_050, "світло"),
        ("1,500.50 posters", "USD", 150_050, "posters"),
        ("$12.5 flyers", "USD", 1_250, "flyers"),
        ("1.500 Plakate", "EUR", 150_000, "Plakate"),
        ("12.555,10€: Licht", "EUR", 1_255_510, "Licht"),
        ("12, воду", "UAH", 1_200, "воду"),
        ("rent 12 000", "UAH", 1_200_000, "rent"),
        ("оренда залу: 12 000 ₴", "UAH", 1_200_000, "оренда залу"),
        ("12 000 2 guards", "UAH", 1_200_000, "2 guards"),
        ("12 000 uah VIP зона", "UAH", 1_200_000, "VIP зона"),
        ("12 000 VIP зона", "UAH", 1_200_000, "VIP зона"),
        ("1500 сцена", "JPY", 1_500, "сцена"),
        ("300 stickers", "XTR", 300, "stickers"),
    ],
)
def test_an_amount_and_words(typed: str, currency: str, amount_minor: int, what: str) -> None:
    assert typed_cost(typed, currency) == (amount_minor, what)


NO_COSTS = ("", "rent", "12 000", "0 rent", "-5 rent", "12.5.5 rent", "1e5 rent", "½ rent", "99999999999999 rent")


@pytest.mark.parametrize("typed", [*NO_COSTS, "10 " + "x" * 101])
def test_what_is_no_cost_is_refused(typed: str) -> None:
    with pytest.raises(InvalidCost):
        typed_cost(typed, "UAH")


def test_a_currency_without_small_coins_has_no_fraction() -> None:
    with pytest.raises(InvalidCost):
        typed_cost("12,50 сцена", "JPY")


def test_a_fee_needs_no_words_of_its_own() -> None:
    assert typed_cost("1 250", "UAH", "Provider’s fee") == (125_000, "Provider’s fee")
