"""Messages to a crowd wait in a line of their own, so that no ticket waits behind them"""

from db.migrations.sql import run

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE messages ADD COLUMN is_bulk boolean NOT NULL DEFAULT false;
CREATE INDEX IF NOT EXISTS messages_waiting_in_line ON messages (channel, is_bulk, id)
    WHERE sent_at IS NULL AND failed_at IS NULL;
DROP INDEX messages_waiting_by_id;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
