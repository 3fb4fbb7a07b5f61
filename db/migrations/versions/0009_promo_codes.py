"""Promo codes make tickets cheaper"""

from db.migrations.sql import run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE promo_codes (
    event_id      bigint NOT NULL,
    code          text NOT NULL CHECK (code = upper(code) AND length(code) BETWEEN 3 AND 32),
    percent       integer CHECK (percent BETWEEN 1 AND 100),  -- off each ticket: so much of its price,
    amount_minor  bigint CHECK (amount_minor > 0),            -- or so much money
    tier_ids      integer[],                                  -- null: whatever the ticket is
    valid_from    timestamptz,
    valid_until   timestamptz,
    max_uses      integer CHECK (max_uses > 0),               -- in tickets; null: no limit
    PRIMARY KEY (event_id, code),
    CHECK (num_nonnulls(percent, amount_minor) = 1)
);

ALTER TABLE orders
    ADD COLUMN promo_code text,
    ADD COLUMN discounts_minor bigint[],            -- what the code has taken off each of prices_minor
    ADD CHECK (cardinality(discounts_minor) = cardinality(seat_ids)),
    ADD CHECK ((promo_code IS NULL) = (discounts_minor IS NULL));
CREATE INDEX orders_of_promo_code ON orders (event_id, promo_code) WHERE promo_code IS NOT NULL;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
