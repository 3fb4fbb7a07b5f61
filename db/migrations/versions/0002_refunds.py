"""Refunds have a life of their own: due, sent, done or failed; the books cannot be rewritten"""

from db.migrations.sql import run

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE payments ADD COLUMN provider text NOT NULL DEFAULT 'card' CHECK (provider IN ('card', 'stars'));

ALTER TABLE refunds
    DROP CONSTRAINT refunds_status_check,
    ADD CHECK (status IN ('due', 'sent', 'done', 'failed')),
    DROP CONSTRAINT refunds_reason_check,
    ADD CHECK (reason IN ('seats_gone', 'second_charge', 'wrong_amount', 'unknown_order')),
    ADD COLUMN ticket_id bigint,                            -- null: the whole payment
    ADD COLUMN by_hand boolean NOT NULL DEFAULT true,       -- false: Telegram refunds it when asked
    ADD COLUMN try_at timestamptz,                          -- when to ask Telegram, or to ask again
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN done_at timestamptz,
    ADD COLUMN done_by bigint,                              -- who returned it by hand
    ADD COLUMN failure text;
DROP INDEX refunds_once;
CREATE UNIQUE INDEX refunds_once ON refunds (event_id, payment_id, ticket_id) NULLS NOT DISTINCT;
CREATE INDEX refunds_to_send ON refunds (try_at) WHERE status IN ('due', 'sent') AND NOT by_hand;
CREATE INDEX refunds_open ON refunds (created_at) WHERE status <> 'done';

-- What has come in, and what is owed back, is never rewritten or removed.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the books are append-only: % of % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER payments_append_only
    BEFORE DELETE OR UPDATE OF event_id, id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                               provider, received_at
    ON payments FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER refunds_append_only
    BEFORE DELETE OR UPDATE OF event_id, id, payment_id, ticket_id, amount_minor, reason, by_hand, created_at
    ON refunds FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
