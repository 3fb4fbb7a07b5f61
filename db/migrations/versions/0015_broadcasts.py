"""Messages of an organizer to the holders of an event"""

from db.migrations.sql import run

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE broadcasts (
    event_id      bigint NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    text          text NOT NULL,                    -- HTML as Telegram takes it
    tier_id       integer,                          -- null: all of them
    not_inside    boolean NOT NULL,                 -- only who has not come in yet
    written_by    bigint NOT NULL,
    written_at    timestamptz NOT NULL,
    confirmed_at  timestamptz,                      -- null: a preview
    stopped_at    timestamptz,
    done_at       timestamptz,
    PRIMARY KEY (event_id, id)
);
CREATE INDEX broadcasts_under_way ON broadcasts (confirmed_at)
    WHERE confirmed_at IS NOT NULL AND stopped_at IS NULL AND done_at IS NULL;

-- Into the outbox a portion at a time, so that what others have just bought does not wait behind all of it.
CREATE TABLE broadcast_recipients (
    event_id      bigint NOT NULL,
    broadcast_id  bigint NOT NULL,
    person_id     bigint NOT NULL,
    message_id    bigint,                           -- null: not in the outbox yet
    PRIMARY KEY (event_id, broadcast_id, person_id)
);
CREATE INDEX broadcast_recipients_waiting ON broadcast_recipients (event_id, broadcast_id) WHERE message_id IS NULL;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
