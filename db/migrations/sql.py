"""What a migration file is written with: `run` takes a whole script of SQL."""

from typing import Any

from alembic import op
from alembic.runtime.migration import MigrationContext


def run(script: str) -> None:
    """Run a script of any number of statements inside the migration's transaction, or print it when planning."""
    run_in(op.get_context(), script)


def run_in(context: MigrationContext, script: str) -> None:
    if context.as_sql:
        context.impl.static_output(script.strip())
        return
    # The driver takes several statements at once (the simple protocol); SQLAlchemy would prepare them one by one.
    # env.py has begun the transaction: SQLAlchemy does so with its own first statement only.
    assert context.connection is not None
    adapter: Any = context.connection.connection.dbapi_connection
    adapter.run_async(lambda driver: driver.execute(script))
