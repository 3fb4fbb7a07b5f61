"""Who bought before an event was moved may return the tickets for all of their price"""

from db.migrations.sql import run

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE return_policies ADD COLUMN moved_at timestamptz;  -- when time or place changed last
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
