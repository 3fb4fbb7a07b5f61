"""Foundation: people, events, the seats made in advance, orders, payments, tickets, check-ins, messages

Hot tables carry `event_id` in their primary key and no foreign key to the event: a sale never locks a row that other
sales need. Seats have no index on what a hold changes, so a hold is a heap-only update.
"""

from db.migrations.sql import run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE people (
    id               bigint PRIMARY KEY,            -- Telegram's user id, and the id of the private chat
    name             text NOT NULL,
    username         text,
    client_language  text NOT NULL DEFAULT '',      -- as the client reports it, may be anything
    chosen_language  text,                          -- as chosen in the bot
    first_seen_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX people_username ON people (lower(username));  -- names move: the last one seen has it

CREATE TABLE staff (
    person_id   bigint PRIMARY KEY REFERENCES people,
    role        text NOT NULL CHECK (role IN ('door')),
    named_by    bigint NOT NULL,
    named_at    timestamptz NOT NULL
);

CREATE TABLE venues (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL,
    city       text NOT NULL,
    address    text NOT NULL,
    time_zone  text NOT NULL,                       -- IANA name: "Europe/Kyiv"
    latitude   double precision,
    longitude  double precision
);

CREATE TABLE events (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    venue_id         bigint NOT NULL REFERENCES venues,
    title            text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    description      text NOT NULL,
    starts_at        timestamptz NOT NULL,
    sale_starts_at   timestamptz NOT NULL,
    sale_ends_at     timestamptz NOT NULL,
    currency         text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    limit_per_buyer  integer NOT NULL CHECK (limit_per_buyer > 0),
    hold_ttl         interval NOT NULL CHECK (hold_ttl > interval '0'),
    status           text NOT NULL CHECK (status IN ('draft', 'published', 'cancelled')),
    CHECK (sale_starts_at < sale_ends_at)
);
CREATE INDEX events_upcoming ON events (starts_at, id) WHERE status = 'published';

CREATE TABLE tiers (
    event_id     bigint NOT NULL,
    id           integer NOT NULL,
    name         text NOT NULL,
    price_minor  bigint NOT NULL CHECK (price_minor >= 0),
    PRIMARY KEY (event_id, id)
);

CREATE TABLE sections (
    event_id  bigint NOT NULL,
    id        integer NOT NULL,
    name      text NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('seated', 'general')),
    PRIMARY KEY (event_id, id)
);

-- Every ticket of every event, seated or general admission, is a row here, made in advance.
CREATE TABLE seats (
    event_id    bigint NOT NULL,
    id          integer NOT NULL,                   -- 1, 2, … by section, row and number
    section_id  integer NOT NULL,
    tier_id     integer NOT NULL,
    row         text NOT NULL DEFAULT '',           -- empty in general admission
    number      text NOT NULL,
    x           real NOT NULL DEFAULT 0,
    y           real NOT NULL DEFAULT 0,
    status      text NOT NULL DEFAULT 'free' CHECK (status IN ('free', 'held', 'sold')),
    order_id    bigint,
    held_until  timestamptz,                        -- past: the seat is free, whatever status says
    PRIMARY KEY (event_id, id),
    CHECK ((status = 'free') = (order_id IS NULL)),
    CHECK ((status = 'held') = (held_until IS NOT NULL))
) WITH (fillfactor = 70);

CREATE FUNCTION is_free(status text, held_until timestamptz, at timestamptz) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status = 'free' OR (status = 'held' AND held_until <= at);

-- What a buyer has ticked and not yet held. Losing it costs a few taps, so it is not logged.
CREATE UNLOGGED TABLE selections (
    event_id    bigint NOT NULL,
    buyer_id    bigint NOT NULL,
    seat_ids    integer[] NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (event_id, buyer_id)
) WITH (fillfactor = 70);

CREATE TABLE orders (
    event_id            bigint NOT NULL,
    id                  bigint GENERATED ALWAYS AS IDENTITY,
    buyer_id            bigint NOT NULL,
    seat_ids            integer[] NOT NULL CHECK (cardinality(seat_ids) > 0),
    prices_minor        bigint[] NOT NULL,          -- frozen with the hold, one for each seat
    currency            text NOT NULL,
    status              text NOT NULL CHECK (status IN
                            ('held', 'paying', 'paid', 'released', 'expired', 'refund_due', 'refunded')),
    created_at          timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    screen_message_id   bigint,                     -- where the buyer sees this order, to say there that it ended
    invoice_message_id  bigint,
    PRIMARY KEY (event_id, id),
    CHECK (cardinality(prices_minor) = cardinality(seat_ids))
) WITH (fillfactor = 80);
-- One unpaid order for a buyer and event: it also makes the limit per buyer safe against two holds at once.
CREATE UNIQUE INDEX orders_one_open ON orders (event_id, buyer_id) WHERE status IN ('held', 'paying');
CREATE INDEX orders_due ON orders (expires_at) WHERE status IN ('held', 'paying');
CREATE INDEX orders_of_buyer ON orders (buyer_id, event_id);

CREATE TABLE payments (
    event_id            bigint NOT NULL,
    id                  bigint GENERATED ALWAYS AS IDENTITY,
    order_id            bigint NOT NULL,
    payer_id            bigint NOT NULL,
    charge_id           text NOT NULL,              -- telegram_payment_charge_id
    provider_charge_id  text NOT NULL,
    amount_minor        bigint NOT NULL CHECK (amount_minor > 0),
    currency            text NOT NULL,
    received_at         timestamptz NOT NULL,
    settled_at          timestamptz,                -- when it became tickets or a refund
    PRIMARY KEY (event_id, id)
);
CREATE UNIQUE INDEX payments_charge ON payments (event_id, charge_id);
CREATE INDEX payments_of_order ON payments (event_id, order_id);
CREATE INDEX payments_unsettled ON payments (received_at) WHERE settled_at IS NULL;

CREATE TABLE refunds (
    event_id      bigint NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    payment_id    bigint NOT NULL,
    amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
    reason        text NOT NULL CHECK (reason IN ('seats_gone', 'second_charge')),
    status        text NOT NULL DEFAULT 'due' CHECK (status IN ('due')),
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (event_id, id)
);
CREATE UNIQUE INDEX refunds_once ON refunds (event_id, payment_id, reason);

CREATE TABLE tickets (
    event_id          bigint NOT NULL,
    id                bigint GENERATED ALWAYS AS IDENTITY,
    order_id          bigint NOT NULL,
    seat_id           integer NOT NULL,
    holder_id         bigint NOT NULL,
    price_minor       bigint NOT NULL,
    currency          text NOT NULL,
    number            text NOT NULL,                -- for people: printed, typed at the door
    secret            bytea NOT NULL,               -- for the QR: unguessable, signed when drawn
    status            text NOT NULL CHECK (status IN ('valid', 'refunded', 'void')),
    issued_at         timestamptz NOT NULL,
    admitted_at       timestamptz,
    admitted_by       bigint,
    picture_file_id   text,                         -- Telegram's, once the picture was sent
    PRIMARY KEY (event_id, id)
) WITH (fillfactor = 80);
-- The second wall: whatever the code does, one live ticket a seat.
CREATE UNIQUE INDEX tickets_one_live_per_seat ON tickets (event_id, seat_id) WHERE status = 'valid';
CREATE UNIQUE INDEX tickets_number ON tickets (event_id, number);
CREATE UNIQUE INDEX tickets_secret ON tickets (event_id, secret);
CREATE INDEX tickets_of_holder ON tickets (holder_id, event_id);
CREATE INDEX tickets_of_order ON tickets (event_id, order_id);

CREATE VIEW events_at_venues AS
SELECT events.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, currency, limit_per_buyer,
       hold_ttl, status, venues.name AS venue_name, city, address, time_zone
FROM events JOIN venues ON venues.id = venue_id;

CREATE FUNCTION event_stock(event bigint, at timestamptz)
    RETURNS TABLE (capacity bigint, free bigint, lowest_price_minor bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT count(*), count(*) FILTER (WHERE is_free(seats.status, held_until, at)),
           coalesce(min(price_minor) FILTER (WHERE is_free(seats.status, held_until, at)), min(price_minor), 0)
    FROM seats JOIN tiers ON tiers.event_id = seats.event_id AND tiers.id = tier_id
    WHERE seats.event_id = event;
END;

CREATE VIEW printed_tickets AS                      -- a ticket with all that is printed on it
SELECT event.id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, event.currency,
       limit_per_buyer, hold_ttl, event.status, venue_name, city, address, time_zone,
       tickets.event_id, tickets.id AS ticket_id, tickets.order_id, tickets.seat_id, tickets.holder_id,
       coalesce(holder.name, '') AS holder_name, sections.name AS section, seats.row, seats.number AS seat,
       tiers.name AS tier,
       tickets.price_minor, tickets.currency AS ticket_currency, tickets.number, tickets.secret,
       tickets.status AS ticket_status, tickets.admitted_at, door.name AS admitted_by_name, tickets.picture_file_id
FROM tickets
JOIN events_at_venues event ON event.id = tickets.event_id
JOIN seats ON seats.event_id = tickets.event_id AND seats.id = tickets.seat_id
JOIN sections ON sections.event_id = tickets.event_id AND sections.id = seats.section_id
JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = seats.tier_id
LEFT JOIN people holder ON holder.id = tickets.holder_id
LEFT JOIN people door ON door.id = tickets.admitted_by;

CREATE TABLE door_posts (                           -- which event a member of staff is scanning for
    person_id  bigint PRIMARY KEY,
    event_id   bigint NOT NULL,
    chosen_at  timestamptz NOT NULL
);

CREATE TABLE scans (                                -- the log of the door: nothing is changed or deleted here
    event_id    bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    ticket_id   bigint,
    verdict     text NOT NULL CHECK (verdict IN
                    ('admitted', 'already_admitted', 'wrong_event', 'void', 'unknown')),
    scanned_by  bigint NOT NULL,
    scanned_at  timestamptz NOT NULL,
    PRIMARY KEY (event_id, id)
);

-- The outbox: a message is written in the transaction of the fact that it tells.
CREATE TABLE messages (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient_id   bigint NOT NULL,
    kind           text NOT NULL,
    body           jsonb NOT NULL,
    due_at         timestamptz NOT NULL,
    claimed_until  timestamptz,
    attempts       integer NOT NULL DEFAULT 0,
    sent_at        timestamptz,
    failed_at      timestamptz,
    failure        text
) WITH (fillfactor = 80);
CREATE INDEX messages_waiting ON messages (recipient_id, id) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX messages_waiting_by_id ON messages (id) WHERE sent_at IS NULL AND failed_at IS NULL;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
