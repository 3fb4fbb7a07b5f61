"""Operations: backups that were made, alarms that end, when each sweep was done last, and what is old is deleted"""

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

CREATE INDEX IF NOT EXISTS messages_done ON messages (coalesce(sent_at, failed_at))
    WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS orders_ended ON orders (expires_at) WHERE status IN ('released', 'expired');
CREATE FUNCTION orders_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'only a hold that came to nothing may go: order % is %', old.id, old.status;
END $$;
CREATE TRIGGER orders_stay
    BEFORE DELETE ON orders FOR EACH ROW WHEN (old.status NOT IN ('released', 'expired'))
    EXECUTE FUNCTION orders_stay();
CREATE TABLE scan_totals (                          -- of scans that were deleted
    event_id  bigint NOT NULL,
    verdict   text NOT NULL,
    number    bigint NOT NULL,
    PRIMARY KEY (event_id, verdict)
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
