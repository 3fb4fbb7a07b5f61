"""Places that an organizer wants to add to an event, before and after they are confirmed"""

from db.migrations.sql import run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE growths (
    event_id     bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    person_id    bigint NOT NULL,
    typed        text NOT NULL,                     -- a line for each section
    typed_at     timestamptz NOT NULL,
    added_at     timestamptz,                       -- null: never confirmed
    PRIMARY KEY (event_id, id)
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
