"""Seats that an organizer keeps from the sale"""

from db.migrations.sql import run

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE orders
    DROP CONSTRAINT orders_channel_check,
    ADD CONSTRAINT orders_channel_check CHECK (channel IN ('chat', 'box_office', 'complimentary', 'blocked'));
CREATE INDEX orders_blocked ON orders (event_id) WHERE channel = 'blocked' AND status = 'held';
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
