"""Picking: accessible seats, single seats left alone, changing a hold, a nudge before it ends, the version of a hall"""

from db.migrations.sql import run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE seats ADD COLUMN is_accessible boolean NOT NULL DEFAULT false;  -- offered only to who asks for one

ALTER TABLE events
    ADD COLUMN refuses_stranding boolean NOT NULL DEFAULT false,  -- nobody may leave a single free seat alone
    ADD COLUMN hall_version integer NOT NULL DEFAULT 1;           -- rises whenever the hall itself changes

ALTER TABLE selections
    ADD COLUMN wants_accessible boolean NOT NULL DEFAULT false,
    ADD COLUMN changes_order_id bigint;                           -- the hold whose seats are being changed

ALTER TABLE orders ADD COLUMN nudged_at timestamptz;              -- when the buyer was told that the hold ends soon

-- Processes keep the seats of a hall by its version. What a sale changes is none of it.
CREATE FUNCTION note_new_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events SET hall_version = hall_version + 1 WHERE id IN (SELECT DISTINCT event_id FROM added);
    RETURN NULL;
END $$;
CREATE TRIGGER seats_added AFTER INSERT ON seats
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_new_seats();

CREATE FUNCTION note_changed_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events SET hall_version = hall_version + 1 WHERE id = OLD.event_id;
    RETURN NULL;
END $$;
CREATE TRIGGER seats_changed
    AFTER DELETE OR UPDATE OF event_id, id, section_id, tier_id, row, number, x, y, is_accessible
    ON seats FOR EACH ROW EXECUTE FUNCTION note_changed_seat();
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
