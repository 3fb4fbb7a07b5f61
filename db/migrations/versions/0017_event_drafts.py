"""Events being made in a dialogue; venues belong to the team that has them again next time; a sale may be paused"""

from db.migrations.sql import run

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE venues ADD COLUMN team_id bigint NOT NULL DEFAULT 1;
UPDATE venues SET team_id = used.team_id
FROM (SELECT venue_id, min(team_id) AS team_id FROM events GROUP BY venue_id) used WHERE used.venue_id = venues.id;
CREATE INDEX venues_of_team ON venues (team_id, lower(name), lower(city));

CREATE TABLE event_drafts (                         -- a dialogue under way: one for each person
    person_id         bigint PRIMARY KEY,
    team_id           bigint NOT NULL,
    step              text NOT NULL,                -- what is asked now
    content           jsonb NOT NULL,               -- what was said so far, with the names of an event file
    has_kept_venue    boolean NOT NULL,             -- a venue of last time: nothing is asked about it
    has_given_tiers   boolean NOT NULL,             -- the tiers came with the hall: only prices are asked
    poster_file_id    text,
    is_waiting        boolean NOT NULL,             -- what is typed next answers the step
    message_id        bigint,                       -- where the dialogue is shown
    changed_at        timestamptz NOT NULL
);

ALTER TABLE events ADD COLUMN is_paused boolean NOT NULL DEFAULT false;  -- nothing new is held
ALTER TABLE events ADD COLUMN cancelled_at timestamptz;  -- from then on all its money goes back
CREATE INDEX events_cancelled ON events (cancelled_at) WHERE cancelled_at IS NOT NULL;
CREATE OR REPLACE VIEW events_at_venues AS
SELECT events.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, currency, limit_per_buyer,
       hold_ttl, status, venues.name AS venue_name, city, address, time_zone, is_paused
FROM events JOIN venues ON venues.id = venue_id;
CREATE OR REPLACE VIEW printed_tickets AS           -- a ticket with all that is printed on it
SELECT event.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, event.currency,
       limit_per_buyer, hold_ttl, event.status, venue_name, city, address, time_zone,
       tickets.event_id, tickets.id AS ticket_id, tickets.order_id, tickets.seat_id, tickets.holder_id,
       coalesce(holder.name, '') AS holder_name, sections.name AS section, seats.row, seats.number AS seat,
       tiers.name AS tier,
       tickets.price_minor, tickets.currency AS ticket_currency, tickets.number, tickets.secret,
       tickets.status AS ticket_status, tickets.admitted_at, door.name AS admitted_by_name, tickets.picture_file_id,
       attendee_name(tickets.event_id, tickets.order_id, tickets.seat_id) AS attendee_name,
       seats.tier_id, tickets.left_at, gates.name AS admitted_gate, event.is_paused
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
