"""Reports in the chat: short words, a picture, and files that open and say what the books say."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from PIL import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from bot.sheets.attendees import attendees_sheet
from bot.texts import texts
from core.domain.event_plan import PromoCodePlan, QuestionPlan
from core.domain.ids import EventId, PersonId, QuestionId, SeatId
from core.domain.payment import Charge
from core.domain.person import LANGUAGES, Role
from core.domain.question import WHOLE_ORDER, Asked, QuestionKind, Scope
from core.domain.report import About, Range
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"
NOT_ALLOWED = "This is for the organizer’s staff only."
KINDS = ("sales", "finance", "attendees", "checkins")
NASTY = '=HYPERLINK("http://x")'


async def buy(kassa: Kassa, event_id: EventId, buyer: Somebody, *seat_ids: int, code: str = "", name: str = "") -> None:
    app, buyer_id = kassa.app, PersonId(buyer.id)
    for seat_id in seat_ids:
        await app.seating.toggle(event_id, buyer_id, SeatId(seat_id))
    order = await app.seating.hold_selected(event_id, buyer_id)
    if name == NASTY:
        await app.attending.answer(Asked(event_id, order.id, QuestionId(2), WHOLE_ORDER), buyer_id, "-1 стілець")
    if code:
        order = await app.discounting.apply(event_id, order.id, buyer_id, code)
    for seat_id in seat_ids if name else ():
        await app.attending.answer(Asked(event_id, order.id, QuestionId(1), SeatId(seat_id)), buyer_id, name)
    await app.checkout.begin_payment(event_id, order.id, buyer_id, order.total_minor, order.currency)
    charge = Charge(event_id, order.id, buyer_id, f"c{order.id}", "p", order.total_minor, order.currency)
    await app.settling.complete_payment(charge)
    await kassa.deliver()


@pytest.fixture
async def concert(kassa: Kassa, clock: Clock, owner: Somebody, ann: Somebody, bob: Somebody) -> EventId:
    """Ann has bought two seats, Bob one with a code; one of Ann's is inside; the hall cost 500."""
    wish = QuestionPlan(QuestionKind.TEXT, Scope.ORDER, is_required=False, label="Any wish?")
    questions = (QuestionPlan(QuestionKind.NAME), wish)
    codes = (PromoCodePlan("TEN", percent=10),)
    event_id = await kassa.app.organizing.create_event(plan(promo_codes=codes, questions=questions))
    await buy(kassa, event_id, ann, 1, 11, name=NASTY)
    clock.go(days=1)
    await buy(kassa, event_id, bob, 2, code="TEN", name="Богдан Їжак")
    await kassa.app.checkin.take_post(PersonId(owner.id), event_id)
    ticket = (await kassa.app.ticketing.mine(PersonId(ann.id)))[0].tickets[0]
    for _ in range(2):
        await kassa.app.checkin.scan(PersonId(owner.id), kassa.app.ticketing.token(ticket))
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "🧾 Costs", "➕ Cost")
    await owner.say("500 оренда")
    return event_id


def file(kassa: Kassa, somebody: Somebody) -> bytes:
    return kassa.telegram.files.read(somebody.last["document"]["file_id"])[1]


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def pages(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


def charts(content: bytes) -> dict[str, list[Any]]:
    """The numbers in the cells that each chart is drawn of."""
    page = load_workbook(BytesIO(content)).worksheets[0]
    found = {}
    for chart in page._charts:
        [series] = chart.series
        title, values = (cells.rpartition("!")[2] for cells in (series.tx.strRef.f, series.val.numRef.f))
        column, top, _, bottom = range_boundaries(values)
        found[page[title].value] = [page.cell(line, column).value for line in range(top, bottom + 1)]
    return found


def printed(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(content)).replace(NBSP, " ")


async def open_report(owner: Somebody, report: str) -> None:
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "📊 Reports", report)


async def test_sales_in_words_and_as_a_picture(kassa: Kassa, concert: EventId, owner: Somebody) -> None:
    await open_report(owner, "🎟 Sales")
    assert owner.screen.startswith("📊 Sales · Океан Ельзи\nTuesday, December 8, 2026, 14:00 · Палац «Україна», Київ")
    assert f"Tickets sold: 3{NBSP}of{NBSP}20" in owner.screen
    assert f"Income: 2,160{NBSP}UAH" in owner.screen
    assert f"Discounts: 90{NBSP}UAH" in owner.screen
    picture = Image.open(BytesIO(owner.photo_bytes(owner.last)))
    assert picture.width == 1080 or picture.height == 1280, "as large as Telegram keeps it"


async def test_sales_as_files(kassa: Kassa, concert: EventId, owner: Somebody) -> None:
    await open_report(owner, "🎟 Sales")
    await owner.tap("📎 CSV")
    rows = table(file(kassa, owner))
    assert [(row["Date"], row["Category"], row["Promo code"], row["Sold"], row["Income"]) for row in rows] == [
        ("2026-12-01", "Front", "", "1", "900.00"),
        ("2026-12-01", "Back", "", "1", "450.00"),
        ("2026-12-02", "Front", "TEN", "1", "810.00"),
    ]
    await owner.tap("📎 XLSX")
    found = pages(file(kassa, owner))
    assert [row[0] for row in found["By category"]] == ["Category", "Front", "Back", "Total"]
    assert found["By category"][-1] == ("Total", 3, 0, 2160)
    assert charts(file(kassa, owner)) == {"Tickets by day": [2, 1], "By category": [2, 1], "By promo code": [2, 1]}
    assert {row[3] for row in found["By day"]} == {"Income, UAH", 1350, 810, 2160}
    await owner.tap("📎 PDF")
    text = printed(file(kassa, owner))
    for words in ("Sales · Океан Ельзи", "By promo code", "TEN", "810.00", "2 160.00"):
        assert words in text


async def test_finance_goes_from_what_came_in_to_what_is_left(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    ticket_id = await pool.fetchval("SELECT id FROM tickets WHERE seat_id = 11")
    order_id = await pool.fetchval("SELECT order_id FROM tickets WHERE seat_id = 11")
    await kassa.app.returning.take_back(PersonId(owner.id), concert, order_id, [ticket_id])
    await kassa.deliver()
    await open_report(owner, "💰 Finance")
    lines = ("Received: 2,160", "Refunds: 450", "Ticket income: 1,710", "Provider’s fees: 0", "Costs: 500")
    said = "\n".join(f"{line}{NBSP}UAH" for line in (*lines, "Profit: 1,210"))
    assert said in owner.screen, "what is taken away stands above what is left"
    assert "Kassa does not know" in owner.screen, "nobody tells us the fees"
    await owner.tap("📎 CSV")
    rows = table(file(kassa, owner))
    assert sum(Decimal(row["Amount"]) for row in rows) == Decimal("1210.00")
    assert [row["Details"] for row in rows] == ["Card", "cancelled by you", "оренда"]
    await owner.tap("📎 XLSX")
    assert pages(file(kassa, owner))["Statement"][-1] == ("Profit", None, 1210)
    assert charts(file(kassa, owner)) == {"From income to profit": [2160, -450, -500, 1210]}
    await owner.tap("📎 PDF")
    assert "−500.00" in printed(file(kassa, owner))


async def test_check_ins_by_time_and_by_who_let_in(kassa: Kassa, concert: EventId, owner: Somebody) -> None:
    await open_report(owner, "🚪 Check-ins")
    assert f"Inside: 1{NBSP}of{NBSP}3" in owner.screen and f"Came: 33{NBSP}%" in owner.screen
    assert "Refused at the door: 1" in owner.screen and "Busiest time: 14:00–14:15" in owner.screen
    await owner.tap("📎 CSV")
    [row] = table(file(kassa, owner))
    assert row == {"Event": "Океан Ельзи", "Time": "2026-12-02 14:00", "Door staff": "Iryna", "Inside": "1"}
    await owner.tap("📎 XLSX")
    assert ("already inside", 1) in pages(file(kassa, owner))["What the door said"]
    assert charts(file(kassa, owner)) == {"Came in": [1], "By door staff": [1]}
    await owner.tap("📎 PDF")
    assert "By door staff" in printed(file(kassa, owner))


async def test_attendees_with_what_they_answered_and_nothing_is_a_formula(
    kassa: Kassa, concert: EventId, owner: Somebody, bob: Somebody
) -> None:
    await open_report(owner, "👥 Attendees")
    assert "Expected: 3" in owner.screen and "Inside: 1" in owner.screen
    attendees = await kassa.app.reporting.attendees(PersonId(owner.id), About(Range.EVENT, concert))
    [chart] = attendees_sheet(attendees, texts("en")).charts
    shown = [(bar.label, bar.value, bar.whole, bar.shown.replace(NBSP, " ")) for bar in chart.bars]
    assert shown == [("Front", 1, 2, "1 of 2"), ("Back", 0, 1, "0 of 1")], "how many of each are inside"
    await owner.tap("📎 CSV")
    rows = table(file(kassa, owner))
    assert [(row["Seat"], row["Price"], row["Promo code"], row["Status"]) for row in rows] == [
        ("1", "900.00", "", "valid"),
        ("2", "810.00", "TEN", "valid"),
        ("1", "450.00", "", "valid"),
    ]
    assert [(row["Name"], row["Ticket holder"], row["Any wish?"]) for row in rows] == [
        ("'" + NASTY, "Ann", "'-1 стілець"),
        ("Богдан Їжак", "Bob", ""),
        ("'" + NASTY, "Ann", "'-1 стілець"),
    ]
    content = file(kassa, owner).decode("utf-8-sig")
    assert "'=HYPERLINK" in content and "\n=HYPERLINK" not in content and ",=HYPERLINK" not in content
    assert "Богдан Їжак" in content and "'@bob" in content
    assert rows[0]["Came in"] == "2026-12-02 14:00" and rows[1]["Came in"] == ""

    await owner.tap("📎 XLSX")
    [sheet] = load_workbook(BytesIO(file(kassa, owner))).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, "no formula"
    assert NASTY in {cell.value for cell in cells} and not any(cell.hyperlink for cell in cells)

    await owner.tap("📎 PDF")
    text = printed(file(kassa, owner))
    assert "List" in text and "Богдан Їжак" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
async def test_every_report_is_there_in_every_language_and_format(
    kassa: Kassa, concert: EventId, owner: Somebody, kind: str, language: str
) -> None:
    await kassa.app.people.choose_language(PersonId(owner.id), language)
    await owner.say("/reports")
    await owner.craft(owner.last["message_id"], f"report1:{kind}:event:{concert}")
    assert "Океан Ельзи" in owner.screen and "photo" in owner.last
    assert len(owner.last["caption"]) <= 1024
    begins = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "pdf": b"%PDF"}
    for file_format, first in begins.items():
        await owner.craft(owner.last["message_id"], f"repfile1:{kind}:event:{concert}:{file_format}")
        assert file(kassa, owner).startswith(first)
    await owner.craft(owner.last["message_id"], f"repfile1:{kind}:event:{concert}:csv")
    head = file(kassa, owner).splitlines()[0]
    assert (b"," in head, b";" in head) == ((True, False) if language == "en" else (False, True))


@pytest.mark.parametrize("kind", KINDS)
async def test_an_event_without_a_sale_has_reports_too(kassa: Kassa, owner: Somebody, kind: str) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(currency="XTR", price_minor=100))
    await owner.craft(owner.last["message_id"], f"report1:{kind}:event:{event_id}")
    assert "Techno Night" in owner.screen and "photo" in owner.last
    for file_format in ("csv", "xlsx", "pdf"):
        await owner.craft(owner.last["message_id"], f"repfile1:{kind}:event:{event_id}:{file_format}")
        assert "document" in owner.last


async def test_several_events_together_by_period_or_ticked(
    kassa: Kassa, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    club = await kassa.app.organizing.create_event(club_night())
    dollars = await kassa.app.organizing.create_event(club_night(price_minor=1_000, currency="USD"))
    await buy(kassa, club, ann, 1, 2)
    await buy(kassa, dollars, ann, 7)
    await owner.say("/reports")
    await owner.tap("This month", "🎟 Sales")
    assert "Sales · 3 events\nDec 8, 2026" in owner.screen
    assert f"Income: 2,760{NBSP}UAH + $10" in owner.screen
    await owner.say("/reports")
    await owner.tap("Last month")
    assert owner.alert == "There are no such events. Choose another period, or tick some."
    await owner.say("/reports")
    await owner.tap("☑️ Choose events", "Techno Night", "Океан Ельзи")
    assert sum(label.startswith("✅") for label in owner.buttons) == 2
    await owner.tap("📊 Reports of 2 events together", "💰 Finance", "📎 XLSX")
    found = pages(file(kassa, owner))
    assert len(found["Data"]) >= 3
    await owner.say("/reports")
    await owner.tap("All events", "👥 Attendees", "📎 CSV")
    assert {row["Event"] for row in table(file(kassa, owner))} == {"Океан Ельзи", "Techno Night"}


async def test_events_of_one_name_stay_apart(kassa: Kassa, owner: Somebody, ann: Somebody) -> None:
    for number in (1, 2):
        event_id = await kassa.app.organizing.create_event(club_night())
        await buy(kassa, event_id, ann, *range(1, number + 1))
    for kind, page, sums in (("sales", "By event", [300, 600, 900]), ("finance", "By event", [300, 600, 900])):
        await owner.craft(owner.last["message_id"], f"repfile1:{kind}:all:0:xlsx")
        rows = pages(file(kassa, owner))[page][1:]
        assert [row[-1] for row in rows] == sums
        assert [row[0] for row in rows] == ["Techno Night, Dec 8, 2026 (1)", "Techno Night, Dec 8, 2026 (2)", "Total"]


CRAFTED = (
    *(f"report1:{kind}:event:{{}}" for kind in KINDS),
    *(f"repfile1:{kind}:event:{{}}:{file_format}" for kind in KINDS for file_format in ("csv", "xlsx", "pdf")),
    *("reports1:event:{}", "reptick1:{}:0"),
)


@pytest.mark.parametrize("data", CRAFTED)
async def test_reports_are_the_teams_own_business(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody, data: str
) -> None:
    await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await pool.execute("UPDATE events SET team_id = 2")
    await hire(kassa.app, ann.id)
    await hire(kassa.app, bob.id, Role.ORGANIZER)
    for somebody in (ann, bob):
        before = len(somebody.messages)
        await somebody.craft(somebody.last["message_id"], data.format(concert))
        assert somebody.alert == NOT_ALLOWED and len(somebody.messages) == before


@pytest.mark.parametrize("data", ["repset1", "repticks1:0", "visitor1", "visits1:2001", "visfile1:2001:csv"])
@pytest.mark.parametrize("range_", ["ticked", "all"])
async def test_strangers_and_door_staff_have_none(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody, data: str, range_: str
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        for crafted in (data, f"reports1:{range_}:0", f"report1:sales:{range_}:0"):
            await somebody.craft(somebody.last["message_id"], crafted)
            assert somebody.alert == NOT_ALLOWED
        await somebody.say("/reports")
        assert somebody.screen == NOT_ALLOWED


async def test_a_ticked_event_of_another_team_is_in_no_report(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, bob: Somebody
) -> None:
    """The right may go after the tick."""
    await hire(kassa.app, bob.id, Role.ORGANIZER)
    await bob.say("/reports")
    await bob.tap("☑️ Choose events", "Океан Ельзи")
    await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await pool.execute("UPDATE events SET team_id = 2")
    await bob.craft(bob.last["message_id"], "report1:sales:ticked:0")
    assert bob.alert == "There are no such events. Choose another period, or tick some."
    await bob.craft(bob.last["message_id"], "report1:attendees:all:0")
    assert bob.alert == "There are no such events. Choose another period, or tick some."
