"""What the two servers share: a child that ends with us, a short private socket directory, finding the wheel."""

import asyncio
import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import EngineFailed, EnginesMissing

PR_SET_PDEATHSIG = 1
PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
SOCKET_PREFIX = "kassa-"
STOP_SECONDS = 30
LOG_TAIL = 1500  # characters of the log that an error message quotes


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a server runs as; empty: as we do."""

    uid: int | None = None
    gid: int | None = None

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


OURSELVES = Account()


@dataclass(frozen=True, slots=True)
class Server:
    """A running child. `stop_signal` is the one that it takes as "stop in order, now"."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    def ensure_running(self) -> None:
        if self.process.poll() is not None:
            tail = self.log.read_text(errors="replace")[-LOG_TAIL:]
            raise EngineFailed(f"{self.name} ended at once, see {self.log}:\n{tail}")

    async def stop(self) -> None:
        self.process.send_signal(self.stop_signal)  # harmless when it has ended already
        try:
            await asyncio.to_thread(self.process.wait, STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def find_wheel(package: str) -> Path:
    """The directory of an installed package, without importing it: both packages do things on import."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EnginesMissing
    return Path(spec.submodule_search_locations[0])


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    cwd: Path,
    stop_signal: signal.Signals,
    account: Account = OURSELVES,
    env: Mapping[str, str] | None = None,
) -> Server:
    """Start a server in its own session, so that Ctrl-C reaches us alone and we stop it in order."""

    def end_with_parent() -> None:
        if PRCTL:
            PRCTL(PR_SET_PDEATHSIG, int(stop_signal))

    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:  # noqa: PTH123 - the mode
        process = subprocess.Popen(
            list(command),
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=end_with_parent,
            user=account.uid,
            group=account.gid,
            extra_groups=None if account.uid is None else [],
        )
    return Server(name, process, log, stop_signal)


def socket_directory(note: Path, account: Account = OURSELVES) -> Path:
    """A new private directory for a socket, short enough for the 107 bytes of its path; `note` remembers it."""
    forget_socket_directory(note)
    path = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir="/tmp"))
    account.own(path)
    note.write_text(str(path))
    return path


def forget_socket_directory(note: Path) -> None:
    """Remove the directory that a killed run left. Only one of ours: the note may be cut short or very old."""
    with suppress(FileNotFoundError):
        path = Path(note.read_text())
        if path.name.startswith(SOCKET_PREFIX) and path.parent == Path("/tmp"):  # noqa: S108
            shutil.rmtree(path, ignore_errors=True)
        note.unlink()
