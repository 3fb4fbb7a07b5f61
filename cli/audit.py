"""`kassa audit`: prints the balance of every event; exits with 1 if the books of one contradict each other."""

import asyncio
import sys

from bot.texts import texts
from core.app import open_app
from core.domain.audit import Balance, Finding
from core.settings import SettingsError, load_settings


def main() -> None:
    try:
        sys.exit(asyncio.run(_audit()))
    except SettingsError as error:
        sys.exit(str(error))


async def _audit() -> int:
    """The exit code."""
    wrong = 0
    async with open_app(load_settings()) as app:
        for event_id in await app.auditing.event_ids():
            findings = await app.auditing.findings(event_id)
            _print(await app.auditing.balance(event_id), findings)
            wrong += bool(findings)
    print(f"✗ {wrong} events do not balance" if wrong else "✓ the books balance")
    return 1 if wrong else 0


def _print(balance: Balance, findings: list[Finding]) -> None:
    t = texts("en")
    seats = f"{balance.capacity} seats = {balance.free} free + {balance.held} held + {balance.sold} sold"
    received, tickets, refunded, due, unsettled, unaccounted = (
        t.money(minor, balance.currency)
        for minor in (
            balance.received_minor,
            balance.tickets_minor,
            balance.refunded_minor,
            balance.refund_due_minor,
            balance.unsettled_minor,
            balance.unaccounted_minor,
        )
    )
    print(f"{'✗' if findings else '✓'} {balance.event_id} {balance.title}: {seats}")
    print(
        f"  {received} received = {tickets} tickets + {refunded} refunded + {due} refunds due + {unsettled} unsettled"
    )
    if balance.unaccounted_minor:
        print(f"  ✗ {unaccounted} unaccounted")
    for finding in findings:
        print(f"  ✗ {finding.what}: {', '.join(map(str, finding.ids)) or 'see above'}")
