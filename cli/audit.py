"""`kassa audit [EVENT]`: prints the balance of one event or of all; exits with 1 if books contradict each other."""

import asyncio
import sys

from bot.texts import texts
from core.app import open_app
from core.domain.audit import Balance, Finding
from core.domain.ids import EventId
from core.domain.refusal import EventNotFound
from core.settings import SettingsError, load_settings


def main(event: EventId | None = None) -> None:
    try:
        sys.exit(asyncio.run(_audit(event)))
    except SettingsError as error:
        sys.exit(str(error))
    except EventNotFound:
        sys.exit(f"There is no event {event}.")


async def _audit(event: EventId | None) -> int:
    """The exit code."""
    wrong = 0
    async with open_app(load_settings()) as app:
        for event_id in [event] if event is not None else await app.auditing.event_ids():
            balance = await app.auditing.balance(event_id)
            findings = await app.auditing.findings(event_id)
            print_audit(balance, findings)
            wrong += bool(findings)
    print(f"✗ events that do not balance: {wrong}" if wrong else "✓ the books balance")
    return 1 if wrong else 0


def print_audit(balance: Balance, findings: list[Finding]) -> None:
    """The balance of one event, and its contradictions."""
    t = texts("en")
    seats = f"{balance.capacity} seats = {balance.free} free + {balance.held} held + {balance.sold} sold"
    received, tickets, kept, refunded, due, unsettled, unaccounted = (
        t.money(minor, balance.currency)
        for minor in (
            balance.received_minor,
            balance.tickets_minor,
            balance.kept_minor,
            balance.refunded_minor,
            balance.refund_due_minor,
            balance.unsettled_minor,
            balance.unaccounted_minor,
        )
    )
    print(f"{'✗' if findings else '✓'} {balance.event_id} {balance.title}: {seats}")
    print(
        f"  {received} received = {tickets} tickets + {kept} kept of returned ones"
        f" + {refunded} refunded + {due} refunds due + {unsettled} unsettled"
    )
    if balance.unaccounted_minor:
        print(f"  ✗ {unaccounted} unaccounted")
    for finding in findings:
        print(f"  ✗ {finding.what}: {', '.join(map(str, finding.ids)) or 'see above'}")
