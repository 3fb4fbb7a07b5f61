"""Events being made in a dialogue; venues belong to the team that has them again next time"""

from db.migrations.sql import run

revision = "0013"
down_revision = "0012"
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
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
