"""One telephone number is one buyer of an event"""

from db.migrations.sql import run

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE events ADD COLUMN asks_contact boolean NOT NULL DEFAULT false;
ALTER TABLE people ADD COLUMN phone text;           -- as Telegram knows it: shared by its key, never typed

CREATE TABLE phone_claims (                         -- whose number it is at an event
    event_id   bigint NOT NULL,
    phone      text NOT NULL,
    person_id  bigint NOT NULL,
    PRIMARY KEY (event_id, phone)
);
CREATE INDEX phone_claims_of_person ON phone_claims (person_id);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
