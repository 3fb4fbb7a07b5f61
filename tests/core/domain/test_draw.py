"""The draw: nobody is missing, nobody has a say in it afterwards, and whoever changes anything is found out."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.draw import Flaw, Proof, entry_of, list_of, seal, shuffled

EVENT = 17
SEEDS, NONCES = st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16)
PEOPLE = st.dictionaries(st.integers(1, 2**52), NONCES, min_size=1, max_size=40)


def entries_of(people: dict[int, bytes]) -> list[bytes]:
    return [entry_of(EVENT, person, nonce) for person, nonce in people.items()]


def proof_of(person: int, people: dict[int, bytes], seed: bytes) -> tuple[Proof, str]:
    entries, entry = entries_of(people), entry_of(EVENT, person, people[person])
    text = list_of(entries)
    return (
        Proof(
            event=EVENT,
            person=person,
            nonce=people[person].hex(),
            entry=entry.hex(),
            seal=seal(seed),
            list_hash=sha256(text.encode()).hexdigest(),
            entries=len(entries),
            seed=seed.hex(),
            position=list(shuffled(entries, seed)).index(entry) + 1,
        ),
        text,
    )


@given(PEOPLE, SEEDS)
def test_everybody_gets_one_position_whatever_order_the_entries_come_in(people: dict[int, bytes], seed: bytes) -> None:
    entries = entries_of(people)
    drawn = shuffled(entries, seed)
    assert sorted(drawn) == sorted(entries)
    assert shuffled(reversed(entries), seed) == drawn


@given(PEOPLE, SEEDS)
def test_every_proof_holds_and_survives_being_written_down(people: dict[int, bytes], seed: bytes) -> None:
    for person in people:
        proof, text = proof_of(person, people, seed)
        assert Proof.read(proof.written()) == proof
        assert proof.flaws(text) == []


@given(PEOPLE, SEEDS, SEEDS)
def test_another_seed_breaks_the_seal(people: dict[int, bytes], seed: bytes, other: bytes) -> None:
    proof, text = proof_of(min(people), people, seed)
    if other != seed:
        assert Flaw.SEAL in replace(proof, seed=other.hex()).flaws(text)


@given(PEOPLE, SEEDS, st.data())
def test_an_entry_put_in_taken_out_or_changed_breaks_the_hash_of_the_list(
    people: dict[int, bytes], seed: bytes, data: st.DataObject
) -> None:
    proof, text = proof_of(min(people), people, seed)
    entries = [bytes.fromhex(line) for line in text.split()]
    at, stranger = data.draw(st.integers(0, len(entries) - 1)), entry_of(EVENT, 2**60, b"x" * 16)
    for forged in (
        [*entries, stranger],
        entries[:at] + entries[at + 1 :],
        [*entries[:at], stranger, *entries[at + 1 :]],
    ):
        assert Flaw.LIST in proof.flaws(list_of(forged))


@given(PEOPLE, SEEDS, st.integers(-1, 50))
def test_no_other_position_can_be_proved(people: dict[int, bytes], seed: bytes, position: int) -> None:
    proof, text = proof_of(min(people), people, seed)
    if position != proof.position:
        assert replace(proof, position=position).flaws(text) == [Flaw.POSITION]


def test_two_people_cannot_be_shown_the_same_entry() -> None:
    proof, text = proof_of(1, {1: b"n" * 16, 2: b"m" * 16}, b"s" * 32)
    assert replace(proof, person=2).flaws(text) == [Flaw.ENTRY]


def test_one_entry_twice_is_found_out() -> None:
    proof, text = proof_of(1, {1: b"n" * 16}, b"s" * 32)
    assert {Flaw.LIST, Flaw.SIZE, Flaw.MISSING} <= set(proof.flaws(text * 2))


def test_positions_are_spread_evenly() -> None:
    """Of 2 000 draws of four, each of the 24 orders comes about as often; five times the deviation is allowed."""
    entries = entries_of({person: bytes([person]) * 16 for person in range(1, 5)})
    counts = Counter(tuple(shuffled(entries, number.to_bytes(32, "big"))) for number in range(2_000))
    assert len(counts) == 24
    expected = 2_000 / 24
    assert all(abs(count - expected) < 5 * expected**0.5 for count in counts.values())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"event": 1}', "no json"])
def test_what_is_no_proof_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="no proof of a draw"):
        Proof.read(text)
