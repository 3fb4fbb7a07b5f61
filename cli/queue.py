"""`kassa queue verify PROOF LIST`: checks a place in the draw of a queue; needs no database and no settings."""

import sys
from pathlib import Path

from core.domain.draw import Proof


def main(action: str, proof: Path, entries: Path) -> None:
    try:
        claimed = Proof.read(proof.read_text("utf-8-sig"))
        flaws = claimed.flaws(entries.read_bytes().decode())  # as it is: the hash is of every byte
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    if flaws:
        sys.exit("\n".join(f"✗ {flaw}" for flaw in flaws))
    print(f"✓ place {claimed.position} of {claimed.entries}")
    print(f"  seal {claimed.seal}: is it the one that you were shown before the sale?")
    print(f"  list {claimed.list_hash}: is it the one that you were shown when the sale opened?")
