import pytest

from core.domain.currency import STARS, TAKEN_BY_CARD, is_known, minor_digits


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        ("UAH", 2),
        ("EUR", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("CLP", 0),
        ("HUF", 2),
        ("ALL", 2),
        ("IDR", 2),
        (STARS, 0),
    ],
)
def test_amounts_have_the_digits_that_telegram_counts(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def test_what_telegram_does_not_take_is_not_known() -> None:
    assert is_known(STARS)
    assert is_known("UAH")
    assert not is_known("XXX")
    assert STARS not in TAKEN_BY_CARD
