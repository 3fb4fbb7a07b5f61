"""What survives a restart: JSON values by kind and key, written through to SQLite."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

JSON = dict[str, Any]


def encode(value: Any) -> bytes:
    return to_json(value)


def dump(value: Any) -> str:
    return encode(value).decode()


class Store:
    """Without a folder it forgets everything, at no cost."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._db: sqlite3.Connection | None = None
        if folder is not None:
            (folder / "files").mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "telegram.sqlite3", isolation_level=None, check_same_thread=False)
            self._db.executescript(
                "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                "CREATE TABLE IF NOT EXISTS things (kind TEXT, key, value TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID"
            )

    def put(self, kind: str, key: str | int, value: object) -> None:
        if self._db is not None:
            self._db.execute("REPLACE INTO things VALUES (?, ?, ?)", (kind, key, dump(value)))

    def drop(self, kind: str, key: str | int) -> None:
        if self._db is not None:
            self._db.execute("DELETE FROM things WHERE kind = ? AND key = ?", (kind, key))

    def drop_all(self, kind: str) -> None:
        if self._db is not None:
            self._db.execute("DELETE FROM things WHERE kind = ?", (kind,))

    def all(self, kind: str) -> Iterator[tuple[Any, Any]]:
        if self._db is not None:
            for key, value in self._db.execute("SELECT key, value FROM things WHERE kind = ? ORDER BY key", (kind,)):
                yield key, from_json(value)

    def get(self, kind: str, key: str | int, default: Any) -> Any:
        if self._db is not None:
            row = self._db.execute("SELECT value FROM things WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            if row:
                return from_json(row[0])
        return default

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
