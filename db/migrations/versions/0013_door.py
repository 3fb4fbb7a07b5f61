"""The door: gates, coming back in, undoing, and a log that says where and why"""

from db.migrations.sql import run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE gates (
    event_id  bigint NOT NULL,
    id        smallint NOT NULL,
    name      text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    tier_ids  integer[],                            -- who may come in here; null: everybody
    PRIMARY KEY (event_id, id)
);
ALTER TABLE events ADD COLUMN allows_reentry boolean NOT NULL DEFAULT false;
ALTER TABLE door_posts
    ADD COLUMN gate_id smallint,
    ADD COLUMN direction text NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'out'));
ALTER TABLE tickets
    ADD COLUMN admitted_gate_id smallint,
    ADD COLUMN left_at timestamptz,                 -- went out again; coming back in clears it
    ADD CHECK (left_at IS NULL OR admitted_at IS NOT NULL);
ALTER TABLE scans
    DROP CONSTRAINT scans_verdict_check,
    ADD CHECK (verdict IN ('admitted', 'readmitted', 'left', 'not_inside', 'already_admitted', 'wrong_gate',
                           'wrong_event', 'void', 'unknown', 'undone')),
    ADD COLUMN gate_id smallint,
    ADD COLUMN reason text,                         -- where no code was read: why the holder was believed
    ADD COLUMN undoes_id bigint;                    -- the scan that this one takes back
CREATE INDEX scans_of_ticket ON scans (event_id, ticket_id, id);
CREATE UNIQUE INDEX scans_undone ON scans (event_id, undoes_id) WHERE undoes_id IS NOT NULL;

CREATE OR REPLACE VIEW printed_tickets AS           -- a ticket with all that is printed on it
SELECT event.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, event.currency,
       limit_per_buyer, hold_ttl, event.status, venue_name, city, address, time_zone,
       tickets.event_id, tickets.id AS ticket_id, tickets.order_id, tickets.seat_id, tickets.holder_id,
       coalesce(holder.name, '') AS holder_name, sections.name AS section, seats.row, seats.number AS seat,
       tiers.name AS tier,
       tickets.price_minor, tickets.currency AS ticket_currency, tickets.number, tickets.secret,
       tickets.status AS ticket_status, tickets.admitted_at, door.name AS admitted_by_name, tickets.picture_file_id,
       attendee_name(tickets.event_id, tickets.order_id, tickets.seat_id) AS attendee_name,
       seats.tier_id, tickets.left_at, gates.name AS admitted_gate
FROM tickets
JOIN events_at_venues event ON event.id = tickets.event_id
JOIN seats ON seats.event_id = tickets.event_id AND seats.id = tickets.seat_id
JOIN sections ON sections.event_id = tickets.event_id AND sections.id = seats.section_id
JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = seats.tier_id
LEFT JOIN people holder ON holder.id = tickets.holder_id
LEFT JOIN people door ON door.id = tickets.admitted_by
LEFT JOIN gates ON gates.event_id = tickets.event_id AND gates.id = tickets.admitted_gate_id;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
