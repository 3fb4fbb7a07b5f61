"""Operations: which backups were made; alarms that ring again, remind and end; when each sweep was done last"""

from db.migrations.sql import run

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE backups (                              -- those that `kassa backup` has made of this database
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at  timestamptz NOT NULL,
    bytes    bigint NOT NULL,
    schema   text NOT NULL                          -- the id of the last migration
);

-- Of an event, or of the house: then event_id is 0.
ALTER TABLE alarms
    ADD COLUMN told_at timestamptz,                 -- when the owners were told last
    ADD COLUMN seen_at timestamptz,                 -- when it was still there
    ADD COLUMN ended_at timestamptz;

CREATE TABLE sweeps (
    name     text PRIMARY KEY,
    every    interval NOT NULL,
    done_at  timestamptz NOT NULL                   -- without a failure, on any machine
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
