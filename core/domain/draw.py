"""The draw: a shuffle of all who came before the sale, which each of them can check.

1. When the room opens, the *seal* is published: the hash of a secret seed.
2. When the sale opens, the list of entries is frozen, and its hash published.
3. Some seconds later the seed is revealed. Mixed with the hash of the list it orders the entries.

Whoever made the seed could not know the list; whoever joined could not know the seed. `docs/verify_queue.py` computes
the same on its own.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256

from core.domain.ids import EventId, PersonId

SEED_BYTES, NONCE_BYTES = 32, 16


class Flaw(StrEnum):
    """What is wrong with a proof, or with the list beside it."""

    SEAL = "the seed is not the one that was sealed when the room opened"
    LIST = "the list is not the one that was frozen when the sale opened"
    SIZE = "the list has another number of entries"
    ENTRY = "the entry is not made of this event, this person and this nonce"
    MISSING = "the entry is not in the list, or is in it twice"
    POSITION = "the seed and the list give the entry another position"


@dataclass(frozen=True, slots=True)
class Proof:
    """What one person needs to check their position, beside the list; all bytes are in hex."""

    event: int
    person: int
    nonce: str
    entry: str
    seal: str
    list_hash: str
    entries: int
    seed: str
    position: int

    def written(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def read(cls, text: str) -> "Proof":
        """Raises `ValueError` for what is no proof."""
        try:
            fields = json.loads(text)
            proof = cls(**fields)
            for part in (proof.nonce, proof.entry, proof.seal, proof.list_hash, proof.seed):
                bytes.fromhex(part)
        except (TypeError, ValueError) as error:
            raise ValueError(f"this is no proof of a draw: {error}") from None
        return proof

    def flaws(self, list_text: str) -> list[Flaw]:
        """Nothing, if the position is the one that the seal and the list leave no choice about."""
        entries = list_text.split()
        positions = shuffled([bytes.fromhex(entry) for entry in entries], bytes.fromhex(self.seed))
        place = self.position - 1
        checks = {
            Flaw.SEAL: seal(bytes.fromhex(self.seed)) == self.seal,
            Flaw.LIST: sha256(list_text.encode()).hexdigest() == self.list_hash,
            Flaw.SIZE: len(entries) == self.entries,
            Flaw.ENTRY: entry_of(self.event, self.person, bytes.fromhex(self.nonce)).hex() == self.entry,
            Flaw.MISSING: entries.count(self.entry) == 1,
            Flaw.POSITION: 0 <= place < len(positions) and positions[place].hex() == self.entry,
        }
        return [flaw for flaw, is_right in checks.items() if not is_right]


def seal(seed: bytes) -> str:
    return sha256(seed).hexdigest()


def entry_of(event_id: EventId | int, person_id: PersonId | int, nonce: bytes) -> bytes:
    """What stands in the list for a person. Nobody else can tell whose it is; no two people share one."""
    return sha256(f"{event_id}:{person_id}:{nonce.hex()}".encode()).digest()


def list_of(entries: Iterable[bytes]) -> str:
    """The list as it is published: one entry a line, in the order of their bytes."""
    return "".join(f"{entry.hex()}\n" for entry in sorted(entries))


def shuffled(entries: Iterable[bytes], seed: bytes) -> Sequence[bytes]:
    """The entries in the order of the draw, whatever order they come in."""
    entries = list(entries)
    key = sha256(seed + sha256(list_of(entries).encode()).digest()).digest()
    return sorted(entries, key=lambda entry: hmac.digest(key, entry, "sha256"))
