"""Ticket codes: the signed token in the QR, and the short number for people.

A token is `t`, the id of the key, and 32 characters of base64url over event id (6 bytes), secret of the ticket (10
random bytes) and the first 8 bytes of HMAC-SHA256 (RFC 2104) over both: 34 characters of `[A-Za-z0-9_-]`, which
Telegram takes as a start payload. The secret makes it unguessable; the signature tells a forgery without asking the
database.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from core.domain.ids import EventId

EVENT_BYTES, SECRET_BYTES, SIGNATURE_BYTES = 6, 10, 8
TOKEN = re.compile(r"(?<![A-Za-z0-9_-])t([0-9A-Za-z])([A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])")

NUMBER_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
NUMBER_LENGTH, NUMBER_BYTES = 8, 5
AS_NUMBER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", NUMBER_ALPHABET)  # from base 32 as Python writes it
READ_AS = str.maketrans("ILO", "110")
KEY_LENGTH_MIN = 32
CODE_TYPED_MAX = 10
"""Letters and digits of a number with a slip or two."""


@dataclass(frozen=True, slots=True)
class TicketSecret:
    event_id: EventId
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TicketKeys:
    """The keys by id. The last one signs and all verify, so that a new key hurts no ticket that was sold."""

    keys: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "TicketKeys":
        """`1:<32 characters or more>[,2:…]`. Raises `ValueError` with what is wrong, never with the key."""
        keys: dict[str, bytes] = {}
        for part in text.split(","):
            key_id, _, key = part.strip().partition(":")
            if not re.fullmatch("[0-9A-Za-z]", key_id):
                raise ValueError("each key is written as one letter or digit, a colon, and the key")
            if len(key) < KEY_LENGTH_MIN:
                raise ValueError(f"key {key_id} is shorter than {KEY_LENGTH_MIN} characters")
            if key_id in keys:
                raise ValueError(f"key {key_id} is given twice")
            keys[key_id] = key.encode()
        return cls(keys)

    def token(self, ticket: TicketSecret) -> str:
        key_id = list(self.keys)[-1]
        body = ticket.event_id.to_bytes(EVENT_BYTES) + ticket.secret
        packed = base64.urlsafe_b64encode(body + self._signature(key_id, body))
        return f"t{key_id}{packed.decode()}"

    def verify(self, token: str) -> TicketSecret | None:
        """The ticket that a token names, alone or within a link; None if we did not sign it."""
        found = TOKEN.search(token)
        if not found or (key_id := found[1]) not in self.keys:
            return None
        try:
            packed = base64.b64decode(found[2], altchars="-_", validate=True)
        except binascii.Error:
            return None
        body, signature = packed[:-SIGNATURE_BYTES], packed[-SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._signature(key_id, body)):
            return None
        return TicketSecret(EventId(int.from_bytes(body[:EVENT_BYTES])), body[EVENT_BYTES:])

    def _signature(self, key_id: str, body: bytes) -> bytes:
        return hmac.new(self.keys[key_id], b"ticket:" + body, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def new_secrets(count: int) -> list[bytes]:
    """Of one choice, as new numbers are: to choose each by itself takes three times as long."""
    chosen = secrets.token_bytes(SECRET_BYTES * count)
    return [chosen[at : at + SECRET_BYTES] for at in range(0, len(chosen), SECRET_BYTES)]


def new_numbers(count: int) -> list[str]:
    chosen = base64.b32encode(secrets.token_bytes(NUMBER_BYTES * count)).decode().translate(AS_NUMBER)
    return [chosen[at : at + NUMBER_LENGTH] for at in range(0, len(chosen), NUMBER_LENGTH)]


def printed_number(number: str) -> str:
    """`7K3F9QXM` as `7K3F-9QXM`."""
    return f"{number[:4]}-{number[4:]}"


def resembles_code(text: str) -> bool:
    """Whether somebody meant to type a code, right or wrong: letters and digits of ours, and no sentence."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "")).strip()
    if not plain.isascii() or not any(map(str.isdigit, plain)):
        return TOKEN.search(text) is not None
    return len(plain.split()) == 1 or sum(map(str.isalnum, plain)) <= CODE_TYPED_MAX


def typed_number(text: str) -> str | None:
    """The number that somebody typed, forgiving case, dashes, a № before it and O for 0; None if it cannot be one."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "")).upper()
    number = "".join(filter(str.isalnum, plain)).translate(READ_AS)
    return number if len(number) == NUMBER_LENGTH and set(number) <= set(NUMBER_ALPHABET) else None
