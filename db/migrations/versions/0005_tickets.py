"""Tickets are given to friends by a one-time link, and returned by the policy of their event"""

from db.migrations.sql import run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE gifts (
    event_id    bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    ticket_id   bigint NOT NULL,
    secret      text NOT NULL,                      -- in the link: who opens it may take the ticket
    given_by    bigint NOT NULL,
    offered_at  timestamptz NOT NULL,
    taken_by    bigint,
    taken_at    timestamptz,
    revoked_at  timestamptz,
    PRIMARY KEY (event_id, id)
);
CREATE UNIQUE INDEX gifts_one_open ON gifts (event_id, ticket_id) WHERE taken_at IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX gifts_secret ON gifts (event_id, secret);

CREATE TABLE return_policies (                      -- without a row: no returns
    event_id    bigint PRIMARY KEY,
    free_until  timestamptz,                        -- before it all of the price comes back
    percent     integer NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100)  -- then this much, until the event begins
);

ALTER TABLE tickets ADD COLUMN kept_minor bigint NOT NULL DEFAULT 0 CHECK (kept_minor BETWEEN 0 AND price_minor);
ALTER TABLE refunds
    DROP CONSTRAINT refunds_reason_check,
    ADD CHECK (reason IN ('seats_gone', 'second_charge', 'wrong_amount', 'unknown_order', 'event_cancelled',
                          'event_over', 'by_organizer', 'returned'));
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
