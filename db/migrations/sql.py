"""What a migration file is written with: `run` takes a whole script of SQL."""

from typing import Any

from alembic import op


def run(script: str) -> None:
    """Run a script of any number of statements inside the migration's transaction, or print it when planning."""
    context = op.get_context()
    if context.as_sql:
        context.impl.static_output(script.strip())
        return
    # The driver takes several statements at once (the simple protocol); SQLAlchemy would prepare them one by one.
    # env.py has begun the transaction: SQLAlchemy does so with its own first statement only.
    adapter: Any = op.get_bind().connection.dbapi_connection
    adapter.run_async(lambda driver: driver.execute(script))
