"""Providers: who takes the money of an order, by its currency and the settings."""

from collections.abc import Mapping

from core.domain.order import Order
from core.domain.payment import Provider
from core.domain.refusal import PaymentsNotSetUp

ANY_CURRENCY = "*"


class Providers:
    """Holds the provider tokens by currency; the one of `ANY_CURRENCY` takes all others."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._tokens = dict(tokens)

    def invoice_token(self, order: Order, of_team: str | None = None) -> str:
        """The provider of an invoice as Telegram knows it, empty for Stars. Refused where nobody takes the amount."""
        provider = Provider.of_invoice(order.currency)
        provider.ensure_takes(order.total_minor)
        if provider is Provider.STARS:
            return ""
        token = of_team or self._tokens.get(order.currency) or self._tokens.get(ANY_CURRENCY)
        if not token:
            raise PaymentsNotSetUp(order.currency)
        return token
