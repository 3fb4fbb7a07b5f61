"""Invoices and payments, in money (through a provider) and in Stars."""

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulator.chats import Chat
from simulator.errors import CannotDo, bad_request, too_old_query, unknown
from simulator.store import JSON, Store
from simulator.updates import Updates

STARS = "XTR"
ROUGHLY_A_DOLLAR = {  # digits after the point, and how many smallest units
    "UAH": (2, 4150),
    "USD": (2, 100),
    "EUR": (2, 92),
    "RUB": (2, 9000),
    "GBP": (2, 79),
    "PLN": (2, 400),
    "CZK": (2, 2300),
    "KZT": (2, 48000),
    "JPY": (0, 150),
}
OTHER_CURRENCIES = (
    "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BND BOB BRL BYN CAD CHF CLP CNY COP CRC DKK DOP DZD EGP GEL GTQ HKD HNL"
    " HRK HUF IDR ILS INR ISK JMD KES KGS KRW LBP LKR MAD MDL MNT MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD PAB PEN PHP"
    " PKR PYG QAR RON RSD SAR SEK SGD THB TJS TRY TTD TWD TZS UGX UYU UZS VND YER ZAR"
)
LEAST_DOLLARS, MOST_DOLLARS, MOST_STARS = 1, 10_000, 100_000
PAY_QUERY_LIVES = 150.0
Status = Literal["approved", "refused", "timeout"]


@dataclass(frozen=True, slots=True)
class PaymentResult:
    status: Status
    error: str | None = None
    charge_id: str | None = None


def check_invoice(params: JSON) -> JSON:
    """The invoice to keep. Refused with Telegram's words."""
    for name, longest in (("title", 32), ("description", 255)):
        if not 1 <= len(params[name]) <= longest:
            raise bad_request(f"PRODUCT_{name.upper()}_INVALID")
    if not 1 <= len(params["payload"].encode()) <= 128:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if params.get("is_flexible"):
        raise unknown("shipping: is_flexible")
    prices, currency = params["prices"], params["currency"]
    total = sum(price["amount"] for price in prices)
    if currency == STARS:
        _check_stars(params, total)
    else:
        _check_money(params, total)
    _check_tips(params)
    return {**params, "total": total}


def price_tag(currency: str, amount: int) -> str:
    digits = 0 if currency == STARS else ROUGHLY_A_DOLLAR.get(currency, (2, 0))[0]
    return f"{amount / 10**digits:.{digits}f} {currency}"


def _check_stars(params: JSON, total: int) -> None:
    if params.get("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if len(params["prices"]) != 1:
        raise bad_request("STARS_INVOICE_INVALID")
    if params.get("max_tip_amount") or params.get("suggested_tip_amounts"):
        raise bad_request("TIPS_NOT_SUPPORTED")
    if not 1 <= total <= MOST_STARS:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")


def _check_money(params: JSON, total: int) -> None:
    currency = params["currency"]
    if currency not in ROUGHLY_A_DOLLAR and currency not in OTHER_CURRENCIES.split():
        raise bad_request("CURRENCY_INVALID")
    if not re.fullmatch(r"\d+:(TEST|LIVE):\S+", params.get("provider_token", "")):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not params["prices"] or total <= 0:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    if currency in ROUGHLY_A_DOLLAR:
        dollar = ROUGHLY_A_DOLLAR[currency][1]
        if not LEAST_DOLLARS * dollar <= total <= MOST_DOLLARS * dollar:
            raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")


def _check_tips(params: JSON) -> None:
    tips, most = params.get("suggested_tip_amounts", []), params.get("max_tip_amount", 0)
    rising = all(low < high for low, high in zip([0, *tips], [*tips, most + 1], strict=True))
    if len(tips) > 4 or most < 0 or not rising:
        raise bad_request("TIP_AMOUNTS_INVALID")


class Payments:
    def __init__(self, store: Store, updates: Updates, clock: Callable[[], float], timeout: float) -> None:
        self._store, self._updates, self._clock = store, updates, clock
        self.timeout = timeout
        self._asked: dict[str, asyncio.Future[PaymentResult]] = {}
        self.charges: dict[str, JSON] = dict(store.all("charge"))
        self.links: dict[str, JSON] = dict(store.all("link"))
        self.transactions: list[JSON] = [transaction for _, transaction in store.all("transaction")]

    def link(self, invoice: JSON) -> str:
        slug = secrets.token_urlsafe(9)
        self.links[slug] = invoice
        self._store.put("link", slug, invoice)
        return f"https://t.me/${slug}"

    async def ask(self, chat: Chat, invoice: JSON, tip: int) -> PaymentResult:
        """May this person pay? The bot has a few seconds to say so."""
        query_id = str(secrets.randbits(62))
        decision: asyncio.Future[PaymentResult] = asyncio.get_running_loop().create_future()
        self._asked[query_id] = decision
        late = PaymentResult("timeout", "The bot did not answer in time.")
        timer = asyncio.get_running_loop().call_later(self.timeout, self._decide, query_id, late)
        query = {"id": query_id, "from": chat.person.user(), **_what_is_paid(invoice, tip)}
        try:
            await self._updates.deliver("pre_checkout_query", query, lane=f"payment {chat.id}", lives=PAY_QUERY_LIVES)
            return await decision
        finally:
            timer.cancel()
            self._asked.pop(query_id, None)

    def answer(self, query_id: str, ok: bool, error: str | None) -> None:
        if query_id not in self._asked:
            raise too_old_query()
        if not ok and not error:
            raise bad_request("error_message must be non-empty")
        self._decide(query_id, PaymentResult("approved") if ok else PaymentResult("refused", error))

    def _decide(self, query_id: str, result: PaymentResult) -> None:
        decision = self._asked.pop(query_id, None)
        if decision is not None and not decision.done():
            decision.set_result(result)

    def charge(self, chat: Chat, invoice: JSON, tip: int) -> JSON:
        """The money is taken: a `successful_payment`."""
        charge_id = secrets.token_urlsafe(32)
        paid = {
            **_what_is_paid(invoice, tip),
            "telegram_payment_charge_id": charge_id,
            "provider_payment_charge_id": secrets.token_hex(14),
        }
        self.charges[charge_id] = {**paid, "user_id": chat.id, "refunded": False}
        self._store.put("charge", charge_id, self.charges[charge_id])
        if paid["currency"] == STARS:
            self._note(charge_id, "source", chat, paid)
        return paid

    def refund(self, chat: Chat, charge_id: str) -> JSON:
        charge = self.charges.get(charge_id)
        if charge is None or charge["user_id"] != chat.id or charge["currency"] != STARS:
            raise bad_request("CHARGE_NOT_FOUND")
        if charge["refunded"]:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        charge["refunded"] = True
        self._store.put("charge", charge_id, charge)
        self._note(charge_id, "receiver", chat, charge)
        kept = ("currency", "total_amount", "invoice_payload", "telegram_payment_charge_id")
        return {name: charge[name] for name in kept}

    def _note(self, charge_id: str, partner: str, chat: Chat, paid: JSON) -> None:
        user = {"type": "user", "transaction_type": "invoice_payment", "user": chat.person.user()}
        transaction = {
            "id": charge_id,
            "amount": paid["total_amount"],
            "date": int(self._clock()),
            partner: user | {"invoice_payload": paid["invoice_payload"]},
        }
        self.transactions.append(transaction)
        self._store.put("transaction", f"{len(self.transactions):09}", transaction)

    def clear(self) -> None:
        for query_id in list(self._asked):
            self._decide(query_id, PaymentResult("timeout", "Everything was reset."))
        self.charges.clear()
        self.links.clear()
        self.transactions.clear()
        for kind in ("charge", "link", "transaction"):
            self._store.drop_all(kind)


def check_tip(invoice: JSON, tip: int) -> None:
    if not 0 <= tip <= invoice.get("max_tip_amount", 0):
        raise CannotDo("this invoice does not take such a tip")


def _what_is_paid(invoice: JSON, tip: int) -> JSON:
    paid = {
        "currency": invoice["currency"],
        "total_amount": invoice["total"] + tip,
        "invoice_payload": invoice["payload"],
    }
    if wanted := _order_info(invoice):
        paid["order_info"] = wanted
    return paid


def _order_info(invoice: JSON) -> JSON:
    if invoice["currency"] == STARS:
        return {}
    street = {"street_line1": "Khreshchatyk 1", "street_line2": "", "city": "Kyiv", "state": "", "post_code": "01001"}
    filled_in = {
        "name": "A Person",
        "phone_number": "+380000000000",
        "email": "person@example.org",
        "shipping_address": {"country_code": "UA", **street},
    }
    return {name: value for name, value in filled_in.items() if invoice.get(f"need_{name}")}
