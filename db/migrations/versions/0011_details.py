"""What an event asks of those who come, and what they answered; the attendee's name on the ticket"""

from db.migrations.sql import run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE events ADD COLUMN details_until timestamptz;  -- answers can be changed until then, or until it begins

CREATE TABLE questions (
    event_id     bigint NOT NULL,
    id           smallint NOT NULL,                 -- 1, 2, … as they are asked
    kind         text NOT NULL CHECK (kind IN ('name', 'phone', 'email', 'text')),
    label        text CHECK (length(label) BETWEEN 1 AND 120),  -- the organizer's own words
    scope        text NOT NULL CHECK (scope IN ('order', 'ticket')),
    is_required  boolean NOT NULL,
    PRIMARY KEY (event_id, id),
    CHECK ((kind = 'text') = (label IS NOT NULL))
);

CREATE TABLE answers (
    event_id     bigint NOT NULL,
    order_id     bigint NOT NULL,
    seat_id      integer NOT NULL,                  -- 0 for the order itself
    question_id  smallint NOT NULL,
    answer       text CHECK (length(answer) BETWEEN 1 AND 320),  -- NULL: passed over
    answered_by  bigint NOT NULL,
    answered_at  timestamptz NOT NULL,
    PRIMARY KEY (event_id, order_id, seat_id, question_id)
);
CREATE INDEX answers_of_person ON answers (answered_by, answered_at);

CREATE FUNCTION attendee_name(event bigint, of_order bigint, seat integer) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT answer FROM answers JOIN questions ON questions.event_id = answers.event_id AND questions.id = question_id
    WHERE answers.event_id = event AND order_id = of_order AND seat_id = seat AND kind = 'name' AND answer IS NOT NULL
    ORDER BY question_id LIMIT 1;
END;

CREATE OR REPLACE VIEW printed_tickets AS           -- a ticket with all that is printed on it
SELECT event.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, event.currency,
       limit_per_buyer, hold_ttl, event.status, venue_name, city, address, time_zone,
       tickets.event_id, tickets.id AS ticket_id, tickets.order_id, tickets.seat_id, tickets.holder_id,
       coalesce(holder.name, '') AS holder_name, sections.name AS section, seats.row, seats.number AS seat,
       tiers.name AS tier,
       tickets.price_minor, tickets.currency AS ticket_currency, tickets.number, tickets.secret,
       tickets.status AS ticket_status, tickets.admitted_at, door.name AS admitted_by_name, tickets.picture_file_id,
       attendee_name(tickets.event_id, tickets.order_id, tickets.seat_id) AS attendee_name
FROM tickets
JOIN events_at_venues event ON event.id = tickets.event_id
JOIN seats ON seats.event_id = tickets.event_id AND seats.id = tickets.seat_id
JOIN sections ON sections.event_id = tickets.event_id AND sections.id = seats.section_id
JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = seats.tier_id
LEFT JOIN people holder ON holder.id = tickets.holder_id
LEFT JOIN people door ON door.id = tickets.admitted_by;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
