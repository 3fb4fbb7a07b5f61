"""Alarms: which contradictions the owners were told of"""

from db.migrations.sql import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE alarms (
    event_id   bigint NOT NULL,
    what       text NOT NULL,
    raised_at  timestamptz NOT NULL,
    PRIMARY KEY (event_id, what)
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
