"""A long list on its way to a file: told of calmly, in one message, and never larger than Telegram takes."""

import asyncio

import pytest

from bot import progress, report_files
from bot.progress import Progress
from bot.texts import texts
from core.domain.ids import EventId, PersonId
from core.domain.refusal import FileTooLarge
from core.domain.report import About, FileFormat, Range
from db.pool import Pool
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_reports import file, printed, table
from tests.plans import club_night

NBSP = "\N{NO-BREAK SPACE}"
TICKETS = 2_500


@pytest.fixture
async def club(kassa: Kassa, pool: Pool) -> EventId:
    """So many tickets of one buyer, without the way that they were bought."""
    event_id = await kassa.app.organizing.create_event(club_night(capacity=TICKETS))
    await pool.execute(
        """
        INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret, status,
                             issued_at)
        SELECT $1, 1, id, 2001, 30000, 'UAH', 'N' || id, sha256(id::text::bytea), 'valid', now() FROM seats
        """,
        event_id,
    )
    return event_id


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
async def test_a_long_list_is_complete_and_its_progress_goes_when_it_is_there(
    kassa: Kassa, club: EventId, owner: Somebody, file_format: str
) -> None:
    before = len(owner.messages)
    await owner.craft(owner.last["message_id"], f"repfile1:attendees:event:{club}:{file_format}")
    sent = [call.parameters["text"] for call in kassa.telegram.calls("sendMessage")]
    assert f"⏳ Writing the file: 0 of 2{NBSP}500 (0 %)" in sent[-1]
    assert len(owner.messages) == before + 1, "only the file stays"
    if file_format == "csv":
        assert len({row["Ticket"] for row in table(file(kassa, owner))}) == TICKETS


async def test_what_is_too_long_to_print_is_named_and_not_printed(kassa: Kassa, club: EventId, owner: Somebody) -> None:
    await owner.craft(owner.last["message_id"], f"repfile1:attendees:event:{club}:pdf")
    assert "too long to print" in owner.screen
    assert "N77" not in printed(file(kassa, owner))


async def test_a_file_larger_than_telegram_takes_is_refused_in_words(
    kassa: Kassa, club: EventId, owner: Somebody
) -> None:
    kassa.app.exporting.most_bytes = 10_000
    await owner.craft(owner.last["message_id"], f"repfile1:attendees:event:{club}:csv")
    assert owner.screen.startswith("The file would be larger than Telegram takes.")
    about = About(Range.EVENT, club)
    with pytest.raises(FileTooLarge):
        async with kassa.app.exporting.attendees(
            PersonId(owner.id), about, FileFormat.CSV, "uk", ["a"], lambda one: [one.number], lambda lines: None
        ):
            raise AssertionError("there must be no file")


async def test_progress_is_one_message_that_changes_only_with_the_work(kassa: Kassa, owner: Somebody) -> None:
    async def until(words: str) -> None:
        while words not in owner.screen:
            await asyncio.sleep(0)

    async with Progress(kassa.bot, owner.id, 4_000, texts("en"), every=0.001) as told:
        number = len(owner.messages)
        for done in (1_000, 3_000):
            told.at(done)
            await asyncio.wait_for(until(f"({done // 40} %)"), 5)
        assert len(owner.messages) == number, "always the same message"
    edits = len(kassa.telegram.calls("editMessageText"))
    assert edits == 2, "the same number is not told twice"
    assert len(owner.messages) == number - 1


async def test_a_progress_that_cannot_be_told_does_not_stop_the_work(
    kassa: Kassa, club: EventId, owner: Somebody
) -> None:
    kassa.telegram.faults.add(Fault(method="deleteMessage", code=400, text="gone"))
    await owner.craft(owner.last["message_id"], f"repfile1:attendees:event:{club}:csv")
    assert any("document" in message for message in owner.messages)


async def test_short_lists_come_without_a_word_between(kassa: Kassa, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night())
    number = len(kassa.telegram.calls("sendMessage"))
    await owner.craft(owner.last["message_id"], f"repfile1:attendees:event:{event_id}:csv")
    assert len(kassa.telegram.calls("sendMessage")) == number
    assert progress.WORTH_IT > report_files.PRINTED_MAX
