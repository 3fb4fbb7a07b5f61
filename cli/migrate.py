"""`kassa migrate`: brings the database to the newest schema, and gives the bot's role its rights."""

import logging
import sys

from core.app import connect
from core.running import run_to_its_end
from core.settings import Settings, SettingsError, load_settings
from db import migrate
from db.pool import CannotConnect, Pool, has_schema, open_pool
from db.rights import make_role, role_of

logger = logging.getLogger("kassa")


def main(plan: bool = False) -> None:
    if plan:
        run_to_its_end(_print_plan, log_level=logging.WARNING)
    else:
        run_to_its_end(_upgrade)


async def _print_plan() -> None:
    print(await plan_for(load_settings()), end="")


async def _upgrade() -> None:
    await upgrade(load_settings())


async def plan_for(settings: Settings) -> str:
    """The SQL that an upgrade would run now."""
    role, _ = _role(settings)
    await (await _as_owner(settings)).close()  # says in one sentence what Alembic says in forty lines
    return await migrate.plan(settings.as_owner().database_url, role)


async def upgrade(settings: Settings) -> None:
    role, password = _role(settings)
    async with await _as_owner(settings) as pool, pool.acquire() as conn:
        if role and await make_role(conn, role, password):
            logger.info("made the role %s, as which DATABASE_URL connects", role)
    owner_url = settings.as_owner().database_url
    waiting = await migrate.pending(owner_url)
    try:
        await migrate.upgrade(owner_url, role)
    except migrate.TablesInUse:
        sys.exit("Nothing was changed: a long transaction holds a table that a migration needs. Try again later.")
    logger.info("applied %s", ", ".join(waiting) if waiting else "nothing: the schema is up to date")
    if role:
        await _ensure_same_database(settings)


def _role(settings: Settings) -> tuple[str | None, str | None]:
    """Whom to give rights, and the password of it; nobody where the bot works as the owner."""
    if settings.database_owner_url is None:
        return None, None
    name, password = role_of(settings.database_url)
    if name is None:
        raise SettingsError("DATABASE_URL is wrong: beside DATABASE_OWNER_URL it must name a role.")
    if name == role_of(settings.database_owner_url)[0]:
        raise SettingsError("DATABASE_OWNER_URL is wrong: it names the same role as DATABASE_URL.")
    return name, password


async def _as_owner(settings: Settings) -> Pool:
    try:
        return await open_pool(settings.as_owner().database_url, min_size=1, max_size=1)
    except CannotConnect as error:
        name = "DATABASE_OWNER_URL" if settings.database_owner_url else "DATABASE_URL"
        raise SettingsError(f"{name} cannot be connected to: {error}.") from error


async def _ensure_same_database(settings: Settings) -> None:
    async with await connect(settings) as pool:
        if not await has_schema(pool):
            raise SettingsError("DATABASE_URL is wrong: it leads to another database than DATABASE_OWNER_URL.")
