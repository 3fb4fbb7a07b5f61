"""Currencies as Telegram counts them: https://core.telegram.org/bots/payments#supported-currencies

The list gives for each currency the digits after the point ("exp"): those of ISO 4217. Babel's are of everyday use,
which has no small coins of some currencies, and must not be used to read an amount.
"""

from decimal import Decimal

STARS = "XTR"
"""Telegram Stars, which Telegram treats as a currency without a provider."""

TAKEN_BY_CARD = frozenset(
    "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BND BOB BRL BYN CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP EUR GBP"
    " GEL GTQ HKD HNL HRK HUF IDR ILS INR ISK JMD JPY KES KGS KRW KZT LBP LKR MAD MDL MNT MUR MVR MXN MYR MZN NGN"
    " NIO NOK NPR NZD PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TJS TRY TTD TWD TZS UAH UGX USD UYU"
    " UZS VND YER ZAR".split()
)
WITHOUT_SMALLER_UNIT = frozenset(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", STARS))

CARD_MOST_MINOR = 99_999_999
"""The most that Telegram lets any card payment be; for most currencies it is about 10 000 US dollars."""
STARS_MOST = 100_000


def is_known(currency: str) -> bool:
    return currency == STARS or currency in TAKEN_BY_CARD


def minor_digits(currency: str) -> int:
    """How many digits of an amount in the smallest unit stand after the point."""
    return 0 if currency in WITHOUT_SMALLER_UNIT else 2


def amount(minor: int, currency: str) -> Decimal:
    """An amount in the smallest unit as people write it, with all its digits: `1800.50`."""
    return Decimal(minor).scaleb(-minor_digits(currency))
