"""The queue of an event in demand: its rules, who waits or has a turn, and the draw before the sale

No foreign key and no counter: a hundred thousand people join within a minute, each with one row of their own.
"""

from db.migrations.sql import run

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE queues (                                  -- an event without a row has none
    event_id         bigint PRIMARY KEY,
    mode             text NOT NULL CHECK (mode IN ('off', 'on', 'automatic')),
    per_minute       integer NOT NULL CHECK (per_minute > 0),
    inside_max       integer NOT NULL CHECK (inside_max > 0),
    turn_minutes     integer NOT NULL CHECK (turn_minutes > 0),
    rush_per_minute  integer NOT NULL CHECK (rush_per_minute > 0),
    is_paused        boolean NOT NULL DEFAULT false,
    rush_since       timestamptz,                      -- since when an automatic queue is one
    paced_until      timestamptz                       -- up to when the rate is used up
);

CREATE TABLE queue_entries (
    event_id         bigint NOT NULL,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    person_id        bigint NOT NULL,
    nonce            bytea NOT NULL,
    joined_at        timestamptz NOT NULL,
    status           text NOT NULL DEFAULT 'waiting'
                     CHECK (status IN ('waiting', 'called', 'bought', 'left', 'passed', 'closed')),
    drawn_number     integer,                          -- of those who joined before the sale; they come first
    number           bigint NOT NULL GENERATED ALWAYS AS (coalesce(drawn_number, id + (1::bigint << 40))) STORED,
    called_at        timestamptz,
    turn_until       timestamptz,
    party_size       integer CHECK (party_size > 0),   -- the wish: null where there is none
    tier_id          integer,
    together         boolean,
    price_max_minor  bigint,
    told_at          timestamptz,                      -- of the turn, and what became of the wish
    PRIMARY KEY (event_id, id),
    CHECK (status <> 'called' OR (called_at IS NOT NULL AND turn_until IS NOT NULL)),
    CHECK ((party_size IS NULL) = (together IS NULL))
);
CREATE UNIQUE INDEX queue_one_place ON queue_entries (event_id, person_id) WHERE status IN ('waiting', 'called');
CREATE INDEX queue_waiting ON queue_entries (event_id, number) WHERE status = 'waiting';
CREATE INDEX queue_turns ON queue_entries (event_id, turn_until) WHERE status = 'called';
CREATE INDEX queue_called ON queue_entries (event_id, called_at) WHERE called_at IS NOT NULL;
CREATE INDEX queue_of_person ON queue_entries (person_id, event_id);

CREATE TABLE queue_draws (                             -- of queues that could be joined before the sale
    event_id         bigint PRIMARY KEY,
    seed             bytea NOT NULL,                   -- secret until drawn_at; its hash is the seal
    opened_at        timestamptz NOT NULL,
    list             text,                             -- frozen: what the proofs are checked against
    list_hash        text,
    entries          integer,
    frozen_at        timestamptz,
    drawn_at         timestamptz,
    CHECK ((frozen_at IS NULL) = (list IS NULL)),
    CHECK (drawn_at IS NULL OR frozen_at IS NOT NULL)
);

-- What was frozen, and what it was sealed with, can never be rewritten.
CREATE FUNCTION keep_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.seed <> OLD.seed OR (OLD.frozen_at IS NOT NULL AND
        (NEW.list, NEW.list_hash, NEW.entries, NEW.frozen_at)
        IS DISTINCT FROM (OLD.list, OLD.list_hash, OLD.entries, OLD.frozen_at)) THEN
        RAISE EXCEPTION 'a draw cannot be rewritten';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER queue_draws_kept BEFORE UPDATE OR DELETE ON queue_draws FOR EACH ROW EXECUTE FUNCTION keep_draw();

-- Whether somebody may hold seats now: there is no queue, or it is their turn.
CREATE FUNCTION may_hold(event bigint, person bigint, at timestamptz) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT NOT EXISTS (
               SELECT FROM queues
               WHERE event_id = event AND (mode = 'on' OR (mode = 'automatic' AND rush_since IS NOT NULL)))
        OR EXISTS (
               SELECT FROM queue_entries
               WHERE event_id = event AND person_id = person AND status = 'called' AND turn_until > at);
END;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
