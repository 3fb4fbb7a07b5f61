"""The waiting list: who waits for how many seats, how long an offer lasts, and since when a seat is free

While somebody waits, a freed seat is the list's for a minute: `is_on_sale()` instead of `is_free()` says what everybody
else may take. It only looks at times, so without any sweep the seat goes on sale all the same.
"""

from db.migrations.sql import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE waitlist_entries (
    event_id    bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,   -- the order of the list
    person_id   bigint NOT NULL,
    party_size  integer NOT NULL CHECK (party_size > 0),
    tier_id     integer,                               -- null: any
    together    boolean NOT NULL,
    joined_at   timestamptz NOT NULL,
    status      text NOT NULL DEFAULT 'waiting'
                CHECK (status IN ('waiting', 'offered', 'taken', 'left', 'lapsed', 'closed')),
    order_id    bigint,                                -- the offer: a hold like any other
    PRIMARY KEY (event_id, id),
    CHECK (order_id IS NOT NULL OR status NOT IN ('offered', 'taken', 'lapsed'))
);
CREATE UNIQUE INDEX waitlist_one_place ON waitlist_entries (event_id, person_id) WHERE status IN ('waiting', 'offered');
CREATE INDEX waitlist_waiting ON waitlist_entries (event_id, id) WHERE status = 'waiting';
CREATE UNIQUE INDEX waitlist_offers ON waitlist_entries (event_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX waitlist_of_person ON waitlist_entries (person_id, event_id);

ALTER TABLE events ADD COLUMN offer_ttl interval NOT NULL DEFAULT '30 minutes' CHECK (offer_ttl > interval '0');
ALTER TABLE seats ADD COLUMN freed_at timestamptz;     -- when it was given back last; no index: holds stay heap-only

-- Free, and nobody waits who has not been asked yet. `is_awaited`: somebody waits in this event.
CREATE FUNCTION is_on_sale(status text, held_until timestamptz, freed_at timestamptz, at timestamptz,
                           is_awaited boolean) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN is_free(status, held_until, at) AND (
        coalesce(CASE status WHEN 'held' THEN held_until ELSE freed_at END <= at - interval '1 minute', true)
        OR NOT is_awaited);

CREATE OR REPLACE FUNCTION event_stock(event bigint, at timestamptz)
    RETURNS TABLE (capacity bigint, free bigint, lowest_price_minor bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT count(*), count(*) FILTER (WHERE on_sale),
           coalesce(min(price_minor) FILTER (WHERE on_sale), min(price_minor), 0)
    FROM (
        SELECT price_minor, is_on_sale(seats.status, held_until, freed_at, at, EXISTS (
                   SELECT FROM waitlist_entries waiting WHERE waiting.event_id = event AND waiting.status = 'waiting'
               )) AS on_sale
        FROM seats JOIN tiers ON tiers.event_id = seats.event_id AND tiers.id = tier_id
        WHERE seats.event_id = event
    ) priced;
END;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
