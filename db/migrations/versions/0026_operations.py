"""Operations: which backups were made"""

from db.migrations.sql import run

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE TABLE backups (                              -- those that `kassa backup` has made of this database
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at  timestamptz NOT NULL,
    bytes    bigint NOT NULL,
    schema   text NOT NULL                          -- the id of the last migration
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
