"""A captcha before the first hold of an event"""

from db.migrations.sql import run

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE events ADD COLUMN asks_captcha boolean NOT NULL DEFAULT false;

CREATE TABLE captchas (                             -- the question that is open to a person, or that it was passed
    event_id      bigint NOT NULL,
    person_id     bigint NOT NULL,
    number        integer NOT NULL DEFAULT 1,       -- of the question: old buttons name another one
    kind          text NOT NULL CHECK (kind IN ('same', 'odd', 'number', 'words')),
    seed          bigint NOT NULL,
    wrong         smallint NOT NULL DEFAULT 0,      -- answers since the last pause
    closed_until  timestamptz,
    next_tap      text NOT NULL DEFAULT '',         -- what the person wanted to do: opaque to all but the bot
    passed_at     timestamptz,
    PRIMARY KEY (event_id, person_id)
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
