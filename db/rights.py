"""What the role of the bot and the scheduler may do: whoever takes them over can rewrite neither books nor schema.

The tables belong to another role, the owner, as whom `kassa migrate` runs.
"""

from contextlib import suppress
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from db.pool import Conn

RIGHTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE ON alembic_version FROM {role};

-- Books: rows are added, and of what is in them only how it went on may be written.
REVOKE UPDATE ON acts, costs, payments, queue_draws, refunds, scans FROM {role};
GRANT UPDATE (removed_by, removed_at) ON costs TO {role};
GRANT UPDATE (settled_at, matched_charge_id) ON payments TO {role};
GRANT UPDATE (list, list_hash, entries, frozen_at, drawn_at) ON queue_draws TO {role};
GRANT UPDATE (status, try_at, attempts, done_at, done_by, failure) ON refunds TO {role};

-- What may go away. Not among it: events, seats, tickets, people, and the books of money and acts.
GRANT DELETE ON alarms, answers, captchas, event_drafts, findings, gates, listings, members, messages, orders,
    phone_claims, price_steps, questions, queue_entries, reminders, report_choices, sale_reminders, scans, selections,
    sweeps, waitlist_entries TO {role};

-- Temporary tables are created as well.
DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
"""


def rights_of(role: str) -> str:
    """The script that gives `role` its rights, and takes all others; run by the owner of the tables."""
    return RIGHTS.replace("{role}", '"{}"'.format(role.replace('"', '""')))


def role_of(database_url: str) -> tuple[str | None, str | None]:
    """As whom that URL connects, and with which password."""
    parts = urlsplit(database_url)
    asked = parse_qs(parts.query)
    name = unquote(parts.username) if parts.username else asked.get("user", [None])[0]
    password = unquote(parts.password) if parts.password else asked.get("password", [None])[0]
    return name, password


async def may_rewrite_books(conn: Conn) -> bool:
    """Whether who is connected owns the tables, is a member of who does, or is a superuser."""
    query = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'payments'::regclass"
    return await conn.fetchval(query) is True


async def make_role(conn: Conn, name: str, password: str | None) -> bool:
    """False if there is one of that name: it stays as it is, its password too."""
    if await conn.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", name):
        return False
    script = await conn.fetchval(
        "SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)", name, password
    )
    with suppress(asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):  # somebody else's, at this moment
        await conn.execute(script)
    return True
