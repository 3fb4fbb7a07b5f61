"""Reminders of events that people hold tickets for"""

from db.migrations.sql import run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE reminders (
    event_id  bigint NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('day_before', 'hours_before')),
    due_at    timestamptz NOT NULL,
    sent_at   timestamptz,
    PRIMARY KEY (event_id, kind)
);
CREATE INDEX reminders_due ON reminders (due_at) WHERE sent_at IS NULL;

ALTER TABLE people ADD COLUMN wants_reminders boolean NOT NULL DEFAULT true;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
