"""Prices that change by how much is sold and how soon the event begins"""

from db.migrations.sql import run

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE tiers ADD COLUMN base_price_minor bigint CHECK (base_price_minor >= 0);  -- null: the price never changes
CREATE TABLE price_steps (
    event_id      bigint NOT NULL,
    tier_id       integer NOT NULL,
    place         smallint NOT NULL,                -- of those that hold, the last one says the price
    sold_percent  integer CHECK (sold_percent BETWEEN 1 AND 100),  -- holds once so much of the tier is sold
    before        interval CHECK (before > interval '0'),          -- holds from so long before the start
    price_minor   bigint NOT NULL CHECK (price_minor >= 0),
    PRIMARY KEY (event_id, tier_id, place),
    CHECK (num_nonnulls(sold_percent, before) = 1)
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
