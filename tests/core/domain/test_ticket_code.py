import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import EventId
from core.domain.ticket_code import (
    NUMBER_ALPHABET,
    NUMBER_LENGTH,
    TicketKeys,
    TicketSecret,
    new_numbers,
    new_secrets,
    printed_number,
    resembles_code,
    typed_number,
)

OLD_KEY, NEW_KEY = "o" * 32, "n" * 40
KEYS = TicketKeys.parse(f"1:{OLD_KEY}")
ROTATED = TicketKeys.parse(f"1:{OLD_KEY},2:{NEW_KEY}")
URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
TOKEN_OF_7 = KEYS.token(TicketSecret(EventId(7), b"0123456789"))

tickets = st.builds(
    TicketSecret,
    st.integers(min_value=1, max_value=2**48 - 1).map(EventId),
    st.binary(min_size=10, max_size=10),
)
numbers = st.text(NUMBER_ALPHABET, min_size=NUMBER_LENGTH, max_size=NUMBER_LENGTH)


@given(tickets)
def test_a_token_names_the_ticket_it_was_made_for(ticket: TicketSecret) -> None:
    assert ROTATED.verify(ROTATED.token(ticket)) == ticket


@given(tickets)
def test_a_token_is_34_characters_that_a_start_payload_may_have(ticket: TicketSecret) -> None:
    assert re.fullmatch(r"t1[A-Za-z0-9_-]{32}", KEYS.token(ticket))


@given(tickets, st.integers(min_value=0, max_value=33), st.sampled_from(URL_SAFE))
def test_a_token_with_another_character_is_no_token(ticket: TicketSecret, place: int, character: str) -> None:
    token = ROTATED.token(ticket)
    forged = token[:place] + character + token[place + 1 :]
    assert ROTATED.verify(forged) == (ticket if forged == token else None)


def test_no_single_character_can_be_changed_to_any_other() -> None:
    token = ROTATED.token(TicketSecret(EventId(7), *new_secrets(1)))
    forged = {
        token[:place] + character + token[place + 1 :]
        for place in range(len(token))
        for character in URL_SAFE + ".+/= "
        if character != token[place]
    }
    assert [token for token in forged if ROTATED.verify(token)] == []


@pytest.mark.parametrize("around", ["{}", "https://t.me/kassa_bot?start={}", "tg://resolve?start={}&x=1", " {}\n"])
def test_a_token_is_found_within_a_link(around: str) -> None:
    ticket = TicketSecret(EventId(7), *new_secrets(1))
    assert KEYS.verify(around.format(KEYS.token(ticket))) == ticket


@pytest.mark.parametrize("around", ["x{}", "{}x", "{}-", "_{}"])
def test_a_token_within_a_longer_word_is_none(around: str) -> None:
    assert KEYS.verify(around.format(KEYS.token(TicketSecret(EventId(7), *new_secrets(1))))) is None


@given(st.text())
def test_nothing_else_is_a_token(text: str) -> None:
    assert KEYS.verify(text) is None


def test_after_a_rotation_old_tickets_still_verify_and_the_new_key_signs() -> None:
    ticket = TicketSecret(EventId(7), *new_secrets(1))
    sold_before, sold_after = KEYS.token(ticket), ROTATED.token(ticket)
    assert (sold_before[1], sold_after[1]) == ("1", "2")
    assert ROTATED.verify(sold_before) == ROTATED.verify(sold_after) == ticket


def test_a_key_that_was_thrown_away_verifies_nothing() -> None:
    ticket = TicketSecret(EventId(7), *new_secrets(1))
    assert TicketKeys.parse(f"2:{NEW_KEY}").verify(KEYS.token(ticket)) is None


def test_the_same_id_with_another_key_verifies_nothing() -> None:
    ticket = TicketSecret(EventId(7), *new_secrets(1))
    assert TicketKeys.parse(f"1:{NEW_KEY}").verify(KEYS.token(ticket)) is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "one letter or digit, a colon, and the key"),
        ("k" * 40, "one letter or digit, a colon, and the key"),
        (f"12:{OLD_KEY}", "one letter or digit, a colon, and the key"),
        (f"!:{OLD_KEY}", "one letter or digit, a colon, and the key"),
        (f"1:{OLD_KEY},", "one letter or digit, a colon, and the key"),
        ("1:k:" + "o" * 29, "key 1 is shorter than 32 characters"),
        (f"1:{OLD_KEY},1:{NEW_KEY}", "key 1 is given twice"),
    ],
)
def test_keys_in_a_wrong_form_are_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^(each key is written as )?{complaint}$"):
        TicketKeys.parse(text)


@given(
    st.text(URL_SAFE, min_size=4, max_size=60), st.sampled_from(["{}", "1:{}", "ab:{}", "1:{},1:{}", "{},{}", "?:{}"])
)
def test_a_complaint_never_has_the_key_in_it(key: str, form: str) -> None:
    try:
        TicketKeys.parse(form.format(key, key))
    except ValueError as error:
        complaint = str(error)
        assert key not in complaint or key in "each key is written as one letter or digit, a colon, and the key"


def test_keys_may_have_spaces_between_them() -> None:
    assert list(TicketKeys.parse(f" 1:{OLD_KEY} , 2:{NEW_KEY} ").keys) == ["1", "2"]


def test_a_new_number_is_one_that_can_be_typed() -> None:
    assert all(typed_number(number) == number for number in new_numbers(100))


def test_a_key_is_named_by_any_letter_or_digit_and_may_have_colons() -> None:
    keys = TicketKeys.parse(f"a:{OLD_KEY},Z:{NEW_KEY}:,9:{OLD_KEY}").keys
    assert keys == {"a": OLD_KEY.encode(), "Z": f"{NEW_KEY}:".encode(), "9": OLD_KEY.encode()}


def test_a_token_stays_what_it_is_from_one_version_to_the_next() -> None:
    """Tickets that were sold hang on walls."""
    assert KEYS.token(TicketSecret(EventId(7), b"0123456789")) == "t1AAAAAAAHMDEyMzQ1Njc4OVqnD8Hsresd"


def test_new_numbers_and_secrets_differ() -> None:
    assert len(set(new_numbers(1000))) == len(set(new_secrets(1000))) == 1000


@given(numbers)
def test_a_printed_number_can_be_typed(number: str) -> None:
    assert typed_number(printed_number(number)) == number


@given(numbers, st.data())
def test_a_number_may_be_typed_carelessly(number: str, data: st.DataObject) -> None:
    """Small letters, spaces and dashes anywhere, and the letters that look like 0 and 1."""
    confused = {"0": "0Oo", "1": "1IiLl"}
    typed = [data.draw(st.sampled_from(confused.get(sign, sign + sign.lower()))) for sign in number]
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "-", " - "]), min_size=NUMBER_LENGTH, max_size=NUMBER_LENGTH))
    assert typed_number("".join(gap + sign for gap, sign in zip(gaps, typed, strict=True))) == number


@pytest.mark.parametrize("text", ["№ 7K3F-9QXM", "7K3F–9QXM", "7K3F\u20119QXM", "７Ｋ３Ｆ９ＱＸＭ", "7K3F_9QXM"])
def test_a_number_may_be_copied_as_it_is_printed(text: str) -> None:
    assert typed_number(text) == "7K3F9QXM"


def test_a_number_that_looks_like_its_sign_is_kept() -> None:
    assert typed_number("NOK3F9QX") == "N0K3F9QX"


@pytest.mark.parametrize(
    "text", ["", "7K3F9QX", "7K3F9QXMM", "7K3F9QXU", "7К3Ф-9ЩЬМ", "hello there", "7K3F9QX½", "/start"]
)
def test_what_cannot_be_a_number_is_none(text: str) -> None:
    assert typed_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["7K3F9QXM", "№ 7K3F-9QXM", "№ 7K3F-9QXM12", "7K3F 9QXM", "7k3f 9q", "７Ｋ３Ｆ", "7K3F9QXM11111", "7K3F9 QXM12",
     TOKEN_OF_7, f"мой билет {TOKEN_OF_7}", " 7K3F9QXM\n"],
)  # fmt: skip
def test_what_may_be_meant_as_a_code_counts_as_one(text: str) -> None:
    assert resembles_code(text)


@pytest.mark.parametrize(
    "text", ["", "hello", "Front row", "место 12", "7К3Ф9ЩЬМ", "7K3F9 QXM123", "are 2 seats free?"]
)
def test_what_people_say_is_no_guess_of_a_code(text: str) -> None:
    assert not resembles_code(text)


@given(st.text())
def test_whatever_is_typed_is_a_number_or_nothing(text: str) -> None:
    number = typed_number(text)
    assert number is None or re.fullmatch(f"[{NUMBER_ALPHABET}]{{8}}", number)
