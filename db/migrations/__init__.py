"""The history of the schema: Alembic revisions in plain SQL, applied by `db.migrate`."""
