"""Teams organize events: their members and rights, invitations, and the log of who did what"""

from db.migrations.sql import run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE teams (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    currency         text CHECK (currency ~ '^[A-Z]{3}$'),  -- of new events, unless they say otherwise
    support_contact  text,
    terms            text,
    provider_token   text,                          -- null: the money goes to the provider of the settings
    created_at       timestamptz NOT NULL
);
INSERT INTO teams (name, created_at) VALUES ('Kassa', now());  -- the owners' own: id 1

ALTER TABLE events ADD COLUMN team_id bigint NOT NULL DEFAULT 1;
CREATE INDEX events_of_team ON events (team_id, starts_at);

CREATE TABLE members (
    team_id    bigint NOT NULL,
    person_id  bigint NOT NULL,
    role       text NOT NULL CHECK (role IN ('organizer', 'door')),
    added_by   bigint NOT NULL,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX members_of_person ON members (person_id);
INSERT INTO members SELECT 1, person_id, 'door', named_by, named_at FROM staff;
DROP TABLE staff;

CREATE TABLE invitations (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id     bigint NOT NULL,
    role        text NOT NULL CHECK (role IN ('organizer', 'door')),
    secret      text NOT NULL UNIQUE,               -- in the link: the first who opens it is a member
    invited_by  bigint NOT NULL,
    invited_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_by     bigint,
    used_at     timestamptz,
    revoked_at  timestamptz
);
CREATE INDEX invitations_of_team ON invitations (team_id) WHERE used_at IS NULL AND revoked_at IS NULL;

CREATE TABLE acts (                                 -- who did what: nothing is changed or deleted here
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id    bigint NOT NULL,
    event_id   bigint,
    person_id  bigint NOT NULL,
    what       text NOT NULL,
    about      text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL
);
CREATE INDEX acts_of_team ON acts (team_id, id);
CREATE FUNCTION acts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of acts is append-only';
END $$;
CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE ON acts FOR EACH ROW EXECUTE FUNCTION acts_stay();
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
