"""Exporting: the list of attendees, however long, on its way from the database to a file."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.attendee import Attendee
from core.domain.ids import PersonId
from core.domain.refusal import FileTooLarge
from core.domain.report import About, FileFormat
from core.render.sheet import Cell
from core.render.table_file import CsvFile, TableFile, XlsxFile
from core.services.reporting import Reporting

BATCH = 500
FILE_MOST_BYTES = 50_000_000
"""What Telegram takes from a bot."""
AT_ONCE = 2
"""More lists than that wait for each other: each of them keeps a core busy."""

Line = Callable[[Attendee], Sequence[Cell]]


class Exporting:
    def __init__(self, reporting: Reporting, most_bytes: int = FILE_MOST_BYTES) -> None:
        self.reporting = reporting
        self.most_bytes = most_bytes
        self.running = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def attendees(
        self,
        person_id: PersonId,
        about: About,
        file_format: FileFormat,
        language: str,
        head: Sequence[str],
        line: Line,
        written: Callable[[int], None],
    ) -> AsyncIterator[Path]:
        """The file, which is there until the block ends; `written` is told how many lines it has by now."""
        with TemporaryDirectory(prefix="kassa-export-") as folder:
            path = Path(folder, f"attendees.{file_format}")
            async with self.running:
                await self._write(person_id, about, path, language, head, line, written)
            if path.stat().st_size > self.most_bytes:
                raise FileTooLarge
            yield path

    async def lines(self, person_id: PersonId, about: About, line: Line, most: int) -> list[Sequence[Cell]]:
        """At most so many, for print."""
        found: list[Sequence[Cell]] = []
        async with self.reporting.attendee_list(person_id, about) as everybody:
            async for one in everybody:
                if len(found) == most:
                    break
                found.append(line(one))
        return found

    async def _write(
        self,
        person_id: PersonId,
        about: About,
        path: Path,
        language: str,
        head: Sequence[str],
        line: Line,
        written: Callable[[int], None],
    ) -> None:
        file: TableFile = XlsxFile(path, head) if path.suffix == ".xlsx" else CsvFile(path, head, language)
        try:
            async with self.reporting.attendee_list(person_id, about) as everybody:
                number = 0
                async for batch in _batches(everybody):
                    await asyncio.to_thread(_add, file, batch, line)
                    written(number := number + len(batch))
        finally:
            await asyncio.to_thread(file.close)


def _add(file: TableFile, batch: Sequence[Attendee], line: Line) -> None:
    file.add(line(one) for one in batch)


async def _batches(everybody: AsyncIterator[Attendee]) -> AsyncIterator[list[Attendee]]:
    batch: list[Attendee] = []
    async for one in everybody:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
