"""Tickets sold for cash, and tickets given by the organizer"""

from db.migrations.sql import run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE orders ADD COLUMN channel text NOT NULL DEFAULT 'chat'
    CHECK (channel IN ('chat', 'box_office', 'complimentary'));
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
