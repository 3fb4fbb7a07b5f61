"""Money: who confirmed a payment by hand, more reasons to refund, people who blocked the bot, e-mail, Stars read"""

from db.migrations.sql import run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
ALTER TABLE payments
    DROP CONSTRAINT payments_provider_check,
    ADD CHECK (provider IN ('card', 'stars', 'cash')),
    ADD COLUMN confirmed_by bigint,          -- who saw the money at the provider, where Telegram had told us nothing
    ADD COLUMN matched_charge_id text;       -- the charge that Telegram told us of after all
CREATE UNIQUE INDEX payments_matched ON payments (event_id, matched_charge_id) WHERE matched_charge_id IS NOT NULL;
DROP TRIGGER payments_append_only ON payments;
CREATE TRIGGER payments_append_only
    BEFORE DELETE OR UPDATE OF event_id, id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                               provider, received_at, confirmed_by
    ON payments FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

ALTER TABLE refunds
    DROP CONSTRAINT refunds_reason_check,
    ADD CHECK (reason IN ('seats_gone', 'second_charge', 'wrong_amount', 'unknown_order', 'event_cancelled',
                          'event_over', 'by_organizer'));

-- The second wall: whatever the code does, no more goes back than came in.
CREATE FUNCTION refuse_refunding_more() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    received bigint;
BEGIN
    SELECT amount_minor INTO received FROM payments
    WHERE event_id = NEW.event_id AND id = NEW.payment_id FOR UPDATE;
    IF received < NEW.amount_minor + (SELECT coalesce(sum(amount_minor), 0) FROM refunds
                                      WHERE event_id = NEW.event_id AND payment_id = NEW.payment_id) THEN
        RAISE EXCEPTION 'refunds of payment % would be more than it was', NEW.payment_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refunds_within_payment BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION refuse_refunding_more();

-- Payments that we let begin, and of which nobody told us what became of them. Open until closed by somebody, or by
-- the payment itself.
CREATE TABLE unconfirmed_payments (
    event_id    bigint NOT NULL,
    order_id    bigint NOT NULL,
    noticed_at  timestamptz NOT NULL,
    told_at     timestamptz,                 -- when the owners were told
    closed_at   timestamptz,
    closed_by   bigint,                      -- null: the payment came after all
    PRIMARY KEY (event_id, order_id)
);
CREATE INDEX unconfirmed_payments_open ON unconfirmed_payments (noticed_at) WHERE closed_at IS NULL;

-- How much of Telegram's list of Stars transactions has been compared with the books.
CREATE TABLE stars_read (
    bot_id        bigint PRIMARY KEY,
    transactions  bigint NOT NULL
);

ALTER TABLE people
    ADD COLUMN email text,
    ADD COLUMN blocked_at timestamptz;       -- when they stopped the bot; their messages wait

ALTER TABLE messages ADD COLUMN channel text NOT NULL DEFAULT 'chat' CHECK (channel IN ('chat', 'email'));
DROP INDEX messages_waiting;
DROP INDEX messages_waiting_by_id;
CREATE INDEX messages_waiting ON messages (channel, recipient_id, id) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX messages_waiting_by_id ON messages (channel, id) WHERE sent_at IS NULL AND failed_at IS NULL;
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
