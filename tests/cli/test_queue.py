"""`kassa queue verify` and the script in docs/ say the same, of proofs that hold and of those that do not."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.domain.draw import Flaw, Proof
from tests.core.domain.test_draw import proof_of

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_queue.py"
PEOPLE = {person: bytes([person]) * 16 for person in range(1, 31)}
Forge = Callable[[dict[str, object], str], str]


def kassa(*files: Path) -> subprocess.CompletedProcess[str]:
    return run([str(Path(sys.executable).with_name("kassa")), "queue", "verify", *map(str, files)])


def script(*files: Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-I", str(SCRIPT), *map(str, files)])


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def change(name: str, value: object) -> Forge:
    def forge(proof: dict[str, object], text: str) -> str:
        proof[name] = value
        return text

    return forge


def another_list(change: Callable[[str], str]) -> Forge:
    return lambda _, text: change(text)


def as_they_are(proof: dict[str, object], text: str) -> str:
    return text


FORGED = {
    "seed": change("seed", "00" * 32),
    "position": change("position", 99),
    "person": change("person", 1),
    "entries": change("entries", 29),
    "one less": another_list(lambda text: text.split("\n", 1)[1]),
    "one twice": another_list(lambda text: text + text.split("\n", 1)[0] + "\n"),
    "other lines": another_list(lambda text: text.replace("\n", "\r\n")),
}


def written(folder: Path, forge: Forge) -> tuple[Path, Path]:
    proof, text = proof_of(7, PEOPLE, b"s" * 32)
    fields = json.loads(proof.written())
    text = forge(fields, text)
    (folder / "proof.json").write_text(json.dumps(fields))
    (folder / "list.txt").write_bytes(text.encode())
    return folder / "proof.json", folder / "list.txt"


@pytest.mark.parametrize("check", [kassa, script])
def test_a_proof_that_holds_is_said_to_hold(
    check: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    proof, _ = proof_of(7, PEOPLE, b"s" * 32)
    checked = check(*written(tmp_path, as_they_are))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"✓ place {proof.position} of 30" in checked.stdout


@pytest.mark.parametrize("check", [kassa, script])
@pytest.mark.parametrize("forged", FORGED)
def test_a_proof_that_does_not_hold_is_found_out(
    check: Callable[..., subprocess.CompletedProcess[str]], forged: str, tmp_path: Path
) -> None:
    checked = check(*written(tmp_path, FORGED[forged]))
    assert checked.returncode == 1
    assert "✓ place" not in checked.stdout


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    assert Flaw.SEAL in kassa(*written(tmp_path, FORGED["seed"])).stderr
    proof, text = written(tmp_path, as_they_are)
    assert "no proof of a draw" in kassa(text, text).stderr
    assert "No such file" in kassa(proof, tmp_path / "nothing").stderr


def test_the_script_says_how_it_is_used() -> None:
    assert "PROOF.json LIST.txt" in script().stderr


def test_a_proof_is_read_as_it_was_written() -> None:
    proof, _ = proof_of(7, PEOPLE, b"s" * 32)
    assert Proof.read(proof.written()) == proof
