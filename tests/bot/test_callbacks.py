import re
from itertools import product

import pytest
from aiogram.filters.callback_data import CallbackData
from pydantic import ValidationError

from bot import callbacks
from core.domain.person import LANGUAGES

LONGEST = {
    "secret": "x" * 22,
    "which": "category",
    "category": "exhibition",
    "detail": "support_contact",
    "reason": "offline-list",
    "kind": "cost",
    "mode": "automatic",
    "knob": "inside",
    "report": "attendees",
    "range": "last-month",
    "format": "xlsx",
    "about": "description",
    "step": "description",
    "topic": "settings",
    "rule": "stranding",
    "choice": "9" * 19,
}
ID_MAX, SMALL_ID_MAX, TINY_ID_MAX = 2**63 - 1, 2**31 - 1, 2**15 - 1
PAYLOADS = [
    payload
    for payload in vars(callbacks).values()
    if isinstance(payload, type) and issubclass(payload, CallbackData) and payload is not CallbackData
]


def largest(payload: type[CallbackData], **changes: int | str) -> dict[str, int | str]:
    """The greatest value that each field takes."""
    values: dict[str, int | str] = {}
    for name, field in payload.model_fields.items():
        limits = {type(limit).__name__: limit for limit in field.metadata}
        other: int | str = True if field.annotation is bool else LONGEST.get(name, max(LANGUAGES, key=len))
        values[name] = limits["Lt"].lt - 1 if "Lt" in limits else other
    return values | changes


def ids_of(payload: type[CallbackData]) -> list[str]:
    return [name for name, value in largest(payload).items() if type(value) is int]


def test_there_are_payloads_to_test() -> None:
    assert len(PAYLOADS) >= 20


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_largest_values_fit_into_64_bytes_and_come_back(payload: type[CallbackData]) -> None:
    packed = payload(**largest(payload)).pack()
    assert len(packed.encode()) <= 64
    assert payload.unpack(packed) == payload(**largest(payload))


def test_no_two_payloads_have_the_same_prefix_and_each_has_a_version() -> None:
    prefixes = [payload.__prefix__ for payload in PAYLOADS]
    assert len(set(prefixes)) == len(prefixes)
    assert [prefix for prefix in prefixes if not re.fullmatch(r"[a-z]+\d+", prefix)] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_id_out_of_range_is_refused(payload: type[CallbackData]) -> None:
    for name in ids_of(payload):
        for value in (-1, int(largest(payload)[name]) + 1):
            with pytest.raises(ValidationError, match=rf"\n{name}\n"):
                payload(**largest(payload, **{name: value}))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_no_number_is_refused(payload: type[CallbackData]) -> None:
    for name, value in product(ids_of(payload), ("", "x", "1e400", "1.5", "NaN", "9" * 30)):
        fields = largest(payload, **{name: value})
        with pytest.raises((TypeError, ValueError), match=name):  # these two mean to aiogram: not this handler's
            payload.unpack(":".join([payload.__prefix__, *map(str, fields.values())]))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_with_too_few_or_too_many_parts_is_refused(payload: type[CallbackData]) -> None:
    packed = payload(**largest(payload)).pack()
    for wrong in (f"{packed}:1", packed.rpartition(":")[0]):
        with pytest.raises((TypeError, ValueError)):
            payload.unpack(wrong)


def test_ids_are_as_wide_as_the_columns_that_they_are_compared_with() -> None:
    """What passes here must not be refused by PostgreSQL as out of range."""
    widths = {name: value for payload in PAYLOADS for name, value in largest(payload).items()}
    assert {name for name, value in widths.items() if value == ID_MAX} == {
        "amount_minor",
        "broadcast_id",
        "cost_id",
        "event_id",
        "growth_id",
        "invitation_id",
        "order_id",
        "person_id",
        "refund_id",
        "scan_id",
        "team_id",
        "ticket_id",
        "up_to",
    }
    assert {name for name, value in widths.items() if value == SMALL_ID_MAX} == {
        "check",
        "city_id",
        "minor",
        "number",
        "minute",
        "page",
        "party_size",
        "price_max_minor",
        "quantity",
        "row",
        "seat_id",
        "section_id",
        "tier_id",
        "value",
    }
    assert {name for name, value in widths.items() if value == TINY_ID_MAX} == {"gate_id", "question_id"}
