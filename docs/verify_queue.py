"""Checks one place in the draw of a queue, with nothing but Python: python3 verify_queue.py PROOF.json LIST.txt

What it cannot know is what you were shown in the chat: compare the seal with that from before the sale, and the hash of
the list with that from when it opened.
"""

import hashlib
import hmac
import json
import sys
from pathlib import Path


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def main(proof_path: str, list_path: str) -> None:
    proof, published = json.loads(Path(proof_path).read_text("utf-8")), Path(list_path).read_bytes()
    seed, entries = bytes.fromhex(proof["seed"]), [bytes.fromhex(line) for line in published.decode().split()]
    entry = sha256(f"{proof['event']}:{proof['person']}:{proof['nonce']}".encode())
    key = sha256(seed + sha256(published))
    order = sorted(entries, key=lambda one: hmac.new(key, one, hashlib.sha256).digest())
    checks = {
        "the seed is the one that was sealed": sha256(seed).hex() == proof["seal"],
        "the list is the one that was frozen": sha256(published).hex() == proof["list_hash"],
        "every entry is in the list once": len(set(entries)) == len(entries) == proof["entries"],
        "the entry is made of this person": entry.hex() == proof["entry"],
        "the place follows from seed and list": entry in order and order.index(entry) + 1 == proof["position"],
    }
    for what, holds in checks.items():
        print("✓" if holds else "✗", what)
    if not all(checks.values()):
        sys.exit("the proof does not hold")
    print(f"✓ place {proof['position']} of {len(entries)}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
