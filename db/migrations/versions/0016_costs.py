"""Costs of events, as organizers note them; the events that somebody has chosen for a report"""

from db.migrations.sql import run

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE costs (                                -- in the currency of the event
    event_id      bigint NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    kind          text NOT NULL CHECK (kind IN ('cost', 'fee')),  -- fee: what the payment provider keeps
    amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
    what          text NOT NULL CHECK (length(what) BETWEEN 1 AND 100),
    noted_by      bigint NOT NULL,
    noted_at      timestamptz NOT NULL,
    removed_by    bigint,                           -- who took it out of the sums; the row stays
    removed_at    timestamptz,
    PRIMARY KEY (event_id, id),
    CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE TRIGGER costs_append_only
    BEFORE DELETE OR UPDATE OF event_id, id, kind, amount_minor, what, noted_by, noted_at
    ON costs FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- Through which provider the tickets of an order were paid: not by a second charge, which went back as it came.
CREATE VIEW paid_through AS
SELECT event_id, order_id, (array_agg(provider ORDER BY back, id))[1] AS provider
FROM (
    SELECT payments.*, coalesce((
        SELECT CASE WHEN reason IN ('by_organizer', 'returned', 'event_cancelled') THEN 1 ELSE 2 END FROM refunds
        WHERE refunds.event_id = payments.event_id AND payment_id = payments.id AND ticket_id IS NULL
    ), 0) AS back
    FROM payments WHERE settled_at IS NOT NULL
) settled
GROUP BY event_id, order_id;

-- The events that an organizer has ticked for a report together. Losing it costs a few taps, so it is not logged.
CREATE UNLOGGED TABLE report_choices (
    person_id   bigint PRIMARY KEY,
    event_ids   bigint[] NOT NULL,
    chosen_at   timestamptz NOT NULL
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
