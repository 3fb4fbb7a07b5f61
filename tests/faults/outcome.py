"""What must be true after whatever happened: each charge has one outcome, each buyer was told, the books close."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from bot.texts import texts
from core.domain.currency import STARS
from core.domain.ticket_code import printed_number
from core.services.auditing import SETTLE_WITHIN, Auditing
from tests.faults.people import JSON, Buyer
from tests.faults.stage import OWNER, Stage

WITHIN = 45.0
"""Seconds. The slowest of the sweeps that matter runs every fifteen."""
PAUSE_LONGEST = 0.3
OUTDATED = [
    "the ticket was taken back or given away meanwhile",
    "the hold was paid for, or it ended, meanwhile",
    "the offer was taken, or it ended, meanwhile",
    "the turn was used, given back or has passed meanwhile",
]
LOST = (0, 500, 502)
"""Statuses of a call of which the bot cannot know whether it took effect; 0: no answer."""


@dataclass(frozen=True, slots=True)
class Books:
    """What Telegram has taken, and what our tables say of it: of the events on the stage, in one snapshot."""

    charges: dict[str, JSON]
    returned: Counter[str]
    payments: list[asyncpg.Record]
    tickets: list[asyncpg.Record]
    refunds: list[asyncpg.Record]
    unsent: list[asyncpg.Record]
    alarms: list[asyncpg.Record]
    refunds_by_hand: int


async def assert_everything_is_settled(stage: Stage, within: float = WITHIN) -> Books:
    """Waits until nothing is wrong any more, and fails with what still is. The bot must answer as well."""
    books = await _until_nothing_is_wrong(stage, _find_troubles, within)
    await (await stage.meet("Newcomer")).starts()
    return books


async def assert_the_books_close(stage: Stage) -> Books:
    """Of all events on the stage, and what chats have said of them may be forgotten.

    What has just become due, such as that a hold ends soon, may still be sent.
    """
    return await _until_nothing_is_wrong(stage, _find_troubles_of_books, WITHIN)


async def _until_nothing_is_wrong(stage: Stage, find: Callable[[Stage, Books], list[str]], within: float) -> Books:
    deadline, pause = asyncio.get_running_loop().time() + within, 0.02
    while True:
        books = await _read_books(stage)
        troubles = find(stage, books) + await _ask_the_auditor(stage)
        if not troubles or asyncio.get_running_loop().time() > deadline:
            break
        await asyncio.sleep(pause)  # several processes work on it, and none of them tells us
        pause = min(2 * pause, PAUSE_LONGEST)
    assert troubles == [], f"{troubles}\n{stage.logs()}"
    return books


async def _read_books(stage: Stage) -> Books:
    charges = {
        charge_id: charge
        for charge_id, charge in stage.telegram.payments.charges.items()
        if int(charge["invoice_payload"].split(":")[1]) in stage.events
    }
    listed = stage.telegram.payments.transactions
    async with stage.pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        return Books(
            charges=charges,
            returned=Counter(entry["id"] for entry in listed if "receiver" in entry and entry["id"] in charges),
            payments=await conn.fetch("SELECT * FROM payments WHERE event_id = ANY($1)", stage.events),
            tickets=await conn.fetch(
                "SELECT * FROM tickets WHERE event_id = ANY($1) AND status = 'valid'", stage.events
            ),
            refunds=await conn.fetch(
                """
                SELECT refunds.*, payments.order_id, payments.payer_id, payments.charge_id, payments.currency
                FROM refunds JOIN payments ON payments.event_id = refunds.event_id AND payments.id = payment_id
                WHERE refunds.event_id = ANY($1)
                """,
                stage.events,
            ),
            unsent=await conn.fetch(  # but for what was no news any more when it could be sent
                "SELECT * FROM messages WHERE sent_at IS NULL AND coalesce(failure, '') <> ALL($1::text[])", OUTDATED
            ),
            alarms=await conn.fetch("SELECT * FROM alarms WHERE event_id > 0 AND ended_at IS NULL"),
            refunds_by_hand=await conn.fetchval("SELECT count(*) FROM refunds WHERE by_hand"),
        )


def _find_troubles(stage: Stage, books: Books) -> list[str]:
    return [
        *_find_troubles_of_books(stage, books),
        *_tickets_not_sent(stage, books),
        *_refunds_not_told(stage, books),
    ]


def _find_troubles_of_books(stage: Stage, books: Books) -> list[str]:
    return [
        *_charges_without_one_record(stage, books),
        *_orders_without_one_outcome(books),
        *_refunds_not_made_once(books),
        *(f"not sent: {dict(row)}" for row in books.unsent),
        *(f"alarm: {dict(row)}" for row in books.alarms),
    ]


def _charges_without_one_record(stage: Stage, books: Books) -> list[str]:
    """Telegram's charges and ours are the same, each once; but for cards that Telegram never told of."""
    taken = Counter(
        (charge_id, charge["user_id"], charge["total_amount"], charge["currency"])
        for charge_id, charge in books.charges.items()
        if charge_id not in stage.never_told
    )
    recorded = Counter(
        (row["charge_id"], row["payer_id"], row["amount_minor"], row["currency"]) for row in books.payments
    )
    return [
        *(f"a charge that is not in the books: {charge}" for charge in taken - recorded),
        *(f"a record of no charge: {record}" for record in recorded - taken),
        *(f"not settled: {row['charge_id']}" for row in books.payments if row["settled_at"] is None),
    ]


def _orders_without_one_outcome(books: Books) -> list[str]:
    """What came in for an order is worth its live tickets and what goes back, to the last coin."""
    came, bought, back = (Counter[object]() for _ in range(3))
    for row in books.payments:
        came[row["event_id"], row["order_id"]] += row["amount_minor"]
    for row in books.tickets:
        bought[row["event_id"], row["order_id"]] += row["price_minor"]
    for row in books.refunds:
        back[row["event_id"], row["order_id"]] += row["amount_minor"]
    return [
        f"order {order}: {came[order]} came, {bought[order]} is in tickets, {back[order]} goes back"
        for order in came.keys() | bought.keys() | back.keys()
        if came[order] != bought[order] + back[order]
    ]


def _refunds_not_made_once(books: Books) -> list[str]:
    """Stars are back at their payer's exactly where a refund says so; what a card paid waits for the owner."""
    owed = Counter(row["charge_id"] for row in books.refunds if row["currency"] == STARS)
    unfinished = [row for row in books.refunds if row["status"] != ("due" if row["by_hand"] else "done")]
    return [
        *(f"Stars went back, and no refund says so: {charge_id}" for charge_id in books.returned - owed),
        *(f"Stars did not go back: {charge_id}" for charge_id in owed - books.returned),
        *(f"a refund is not where it should be: {dict(row)}" for row in unfinished),
    ]


def _tickets_not_sent(stage: Stage, books: Books) -> list[str]:
    """The picture of every ticket is with its holder, and again only as often as a note can have been lost."""
    people = {person.id: person for person in stage.people}
    lost = Counter(call.chat_id for call in stage.telegram.calls() if call.status in LOST)
    numbers = defaultdict[int, list[str]](list)
    for row in books.tickets:
        numbers[row["holder_id"]].append(printed_number(row["number"]))
    troubles = []
    for holder_id, wanted in numbers.items():
        sent = Counter(_ticket_numbers(people[holder_id]))
        troubles += [f"{holder_id} has no picture of ticket {number}" for number in wanted if not sent[number]]
        repeated, allowed = sent.total() - len(sent), stage.interruptions + lost[holder_id]
        if repeated > allowed:
            troubles.append(f"{holder_id} got {repeated} tickets again, where {allowed} may be: {sent}")
    return troubles


def _refunds_not_told(stage: Stage, books: Books) -> list[str]:
    """The payer knows of the amount, that it will come and that it came; the owner of each that is theirs to make."""
    people = {person.id: person for person in stage.people}
    wanted = Counter[tuple[int, str]]()
    for row in books.refunds:
        amount = texts("en").money(row["amount_minor"], row["currency"])
        wanted[row["payer_id"], f"{amount} will be returned to you"] += 1
        if row["status"] == "done":
            wanted[row["payer_id"], f"{amount} went back to you"] += 1
    wanted[OWNER, "is yours to make"] = books.refunds_by_hand
    return [
        f"{who} was told {people[who].was_told(words)} times of {count}: {words}"
        for (who, words), count in wanted.items()
        if people[who].was_told(words) < count
    ]


def _ticket_numbers(person: Buyer) -> list[str]:
    captions = (message["caption"] for message in person.messages if "photo" in message and "№" in message["caption"])
    return [caption.partition("№ ")[2].split("\n")[0] for caption in captions]


async def _ask_the_auditor(stage: Stage) -> list[str]:
    """Now, and as of when nothing may be under way any more."""
    now = datetime.now(UTC)
    auditors = [Auditing(stage.pool, clock, frozenset()) for clock in (lambda: now, lambda: now + SETTLE_WITHIN)]
    return [
        f"event {event_id}: {finding.what} {finding.ids}"
        for event_id in stage.events
        for auditor in auditors
        for finding in await auditor.findings(event_id)
    ]
