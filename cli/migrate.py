"""`kassa migrate`: brings the database to the newest schema."""

import logging

from core.app import connect
from core.running import run_until_stopped
from core.settings import load_settings
from db import migrate

logger = logging.getLogger("kassa")


def main() -> None:
    run_until_stopped(_migrate)


async def _migrate() -> None:
    settings = load_settings()
    await (await connect(settings)).close()  # says in one sentence what Alembic says in forty lines
    waiting = await migrate.pending(settings.database_url)
    await migrate.upgrade(settings.database_url)
    logger.info("applied %s", ", ".join(waiting) if waiting else "nothing: the schema is up to date")
