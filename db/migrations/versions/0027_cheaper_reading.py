"""Less to do for a picture of a ticket, and for how many seats are left"""

from db.migrations.sql import run

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE tickets ADD COLUMN picture_revision integer NOT NULL DEFAULT 0;  -- how often its picture became untrue
CREATE OR REPLACE VIEW printed_tickets AS           -- a ticket with all that is printed on it
SELECT event.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, event.currency,
       limit_per_buyer, hold_ttl, event.status, venue_name, city, address, time_zone,
       tickets.event_id, tickets.id AS ticket_id, tickets.order_id, tickets.seat_id, tickets.holder_id,
       coalesce(holder.name, '') AS holder_name, sections.name AS section, seats.row, seats.number AS seat,
       tiers.name AS tier,
       tickets.price_minor, tickets.currency AS ticket_currency, tickets.number, tickets.secret,
       tickets.status AS ticket_status, tickets.admitted_at, door.name AS admitted_by_name, tickets.picture_file_id,
       (                                            -- attendee_name(), which each call would begin anew
           SELECT answer FROM answers
           JOIN questions ON questions.event_id = answers.event_id AND questions.id = question_id
           WHERE answers.event_id = tickets.event_id AND answers.order_id = tickets.order_id
             AND answers.seat_id = tickets.seat_id AND kind = 'name' AND answer IS NOT NULL
           ORDER BY question_id LIMIT 1
       ) AS attendee_name,
       seats.tier_id, tickets.left_at, gates.name AS admitted_gate, event.is_paused,
       tickets.picture_revision
FROM tickets
JOIN events_at_venues event ON event.id = tickets.event_id
JOIN seats ON seats.event_id = tickets.event_id AND seats.id = tickets.seat_id
JOIN sections ON sections.event_id = tickets.event_id AND sections.id = seats.section_id
JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = seats.tier_id
LEFT JOIN people holder ON holder.id = tickets.holder_id
LEFT JOIN people door ON door.id = tickets.admitted_by
LEFT JOIN gates ON gates.event_id = tickets.event_id AND gates.id = tickets.admitted_gate_id;

CREATE OR REPLACE FUNCTION event_stock(event bigint, at timestamptz)
    RETURNS TABLE (capacity bigint, free bigint, lowest_price_minor bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(sum(places), 0)::bigint, coalesce(sum(on_sale), 0)::bigint,
           coalesce(min(price_minor) FILTER (WHERE on_sale > 0), min(price_minor), 0)
    FROM (
        SELECT tier_id, count(*) AS places, count(*) FILTER (
                   WHERE is_on_sale(seats.status, held_until, freed_at, at, EXISTS (
                       SELECT FROM waitlist_entries waiting
                       WHERE waiting.event_id = event AND waiting.status = 'waiting'
                   ))
               ) AS on_sale
        FROM seats WHERE seats.event_id = event GROUP BY tier_id
    ) counted
    JOIN tiers ON tiers.event_id = event AND tiers.id = tier_id;
END;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
