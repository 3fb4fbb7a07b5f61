"""Run by Alembic: an upgrade in one transaction, or the text of it."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

from db.migrations.sql import run_in
from db.rights import rights_of

UPGRADE_LOCK = 0x6B61737361  # "kassa": upgrades of one database wait for each other


def upgrade() -> None:
    """All or nothing: an upgrade that fails leaves the schema that the running release knows."""
    context.configure(connection=cast(Connection, context.config.attributes["connection"]))
    run_locked()


def plan() -> None:
    context.configure(dialect_name="postgresql", output_buffer=context.config.output_buffer)
    run_locked()


def run_locked() -> None:
    with context.begin_transaction():
        context.execute(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        context.execute(f"SET LOCAL lock_timeout = '{context.config.get_main_option('lock_timeout')}'")
        context.run_migrations()  # reads what is applied, now that nobody else changes it
        if role := context.config.attributes.get("role"):
            run_in(context.get_context(), rights_of(role))


if context.is_offline_mode():
    plan()
else:
    upgrade()
