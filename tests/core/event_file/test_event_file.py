"""Event files: read as they are written, refused with line and field, whole or not at all."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.event_plan import (
    Block,
    EventPlan,
    GatePlan,
    HallPlan,
    Placed,
    PlacedSeat,
    Standing,
    TierPlan,
    VenuePlan,
)
from core.domain.neighbours import are_neighbours
from core.domain.protection import Guard
from core.domain.queue import QueueMode, QueueRules
from core.domain.section_plan import as_blocks, corners
from core.domain.section_plan import places as section_places
from core.event_file.plans import Known
from core.event_file.problems import BadEventFile, Fault
from core.event_file.reading import EventFile
from core.event_file.tree import BYTES_MAX, load
from core.event_file.writing import event_text

DOCUMENT = (Path(__file__).parents[3] / "docs" / "event-file.md").read_text("utf-8")
EXAMPLES = [part.partition("```")[0] for part in DOCUMENT.split("```yaml\n")[1:]]
KNOWN = Known(
    datetime(2026, 12, 1, 12, 0, tzinfo=UTC),
    time_zone="Europe/Kyiv",
    hall=HallPlan("UAH", (TierPlan("Балкон", 45_000),), (Standing("Балкон", 5, "Балкон"),)),
)
BASE = """\
title: Concert
venue: {name: Hall, city: Kyiv, address: Street 1, time_zone: Europe/Kyiv}
starts_at: 2026-12-24 19:30
currency: UAH
tiers:
  - {name: A, price: 450.50}
"""


def plan_of(text: str, known: Known = KNOWN) -> EventPlan:
    return EventFile.read(text).plan(known)


def faults(text: str, known: Known = KNOWN) -> list[tuple[int | None, str, Fault]]:
    with pytest.raises(BadEventFile) as raised:
        plan_of(text, known)
    return [(one.line, one.path, one.fault) for one in raised.value.problems]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_document_makes_an_event(example: str) -> None:
    assert list(plan_of(example).seat_rows())


def test_the_full_example_says_what_it_says() -> None:
    plan = plan_of(EXAMPLES[0])
    zone = ZoneInfo("Europe/Kyiv")
    assert plan.starts_at == datetime(2030, 12, 24, 19, 30, tzinfo=zone)
    assert plan.tiers[1] == TierPlan("Балкон", 45_050)
    assert [type(section) for section in plan.sections] == [Block, Block, Block, Standing, Placed]
    assert len(list(plan.seat_rows())) == 10 * 14 + 2 * 6 * 8 + 200 + 2
    assert plan.promo_codes[1].amount_minor == 20_000
    assert plan.queue == QueueRules(QueueMode.ON, per_minute=120, turn_minutes=5)
    assert plan.guards == {Guard.CAPTCHA, Guard.CONTACT}
    assert plan.questions[2].label == "Що заграти на біс?" and not plan.questions[2].is_required
    assert (plan.hold_ttl, plan.limit_per_buyer, plan.is_draft) == (timedelta(minutes=10), 6, True)


def test_json_says_the_same_as_yaml() -> None:
    assert plan_of(json.dumps(load(EXAMPLES[0]))) == plan_of(EXAMPLES[0])


def test_mistakes_are_named_with_their_lines_all_at_once() -> None:
    text = """\
title: Concert
venue: {name: Hall, city: Kyiv, time_zone: Europe/Kiyv}
starts_at: 24 December
tiers:
  - {name: A, price: 45o}
  - name: B
    prise: 200
sections:
  - {name: Stalls, rows: 2000, seats_in_row: ten, tiers: A}
"""
    assert faults(text) == [
        (2, "venue.time_zone", Fault.ZONE),
        (3, "starts_at", Fault.TIME),
        (5, "tiers.1.price", Fault.PRICE),
        (6, "tiers.2.price", Fault.MISSING),
        (7, "tiers.2.prise", Fault.UNKNOWN),
        (9, "sections.1.rows", Fault.TOO_GREAT),
        (9, "sections.1.seats_in_row", Fault.NUMBER),
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", (None, "sections", Fault.NO_HALL)),
        ("sections: [{name: S, rows: 1, seats_in_row: 2, tiers: B}]", (7, "sections.1.tiers", Fault.TIER)),
        ("sections: [{name: S, capacity: 2, tier: B}]", (7, "sections.1.tier", Fault.TIER)),
        (
            "sections: [{name: S, rows: 1, seats_in_row: 2, tiers: A, accessible: Z-9}]",
            (7, "sections.1.accessible", Fault.SEAT),
        ),
        (
            "sections: [{name: S, capacity: 2, tier: A}, {name: S, capacity: 2, tier: A}]",
            (7, "sections.2", Fault.TWICE),
        ),
        ("sections: [{name: S, capacity: 100001, tier: A}]", (7, "sections.1.capacity", Fault.TOO_GREAT)),
        ("hall_of: 17\nsections: [{name: S, capacity: 2, tier: A}]", (7, "hall_of", Fault.HALL)),
        ("hall_of: that", (7, "hall_of", Fault.HALL)),
        ("hall_of: last", (6, "tiers.1.name", Fault.TIER)),
        (
            "sections: [{name: S, capacity: 2, tier: A}]\npromo_codes: [{code: A1!}]",
            (8, "promo_codes.1.code", Fault.CODE),
        ),
        (
            "sections: [{name: S, capacity: 2, tier: A}]\npromo_codes: [{code: ABC}]",
            (8, "promo_codes.1", Fault.DISCOUNT),
        ),
        (
            "sections: [{name: S, capacity: 2, tier: A}]\npromo_codes: [{code: ABC, amount: 0}]",
            (8, "promo_codes.1.amount", Fault.PRICE),
        ),
        (
            "sections: [{name: S, capacity: 2, tier: A}]\nquestions: [{kind: name, label: Who?}]",
            (8, "questions.1.label", Fault.LABEL),
        ),
        (
            "sections: [{name: S, capacity: 2, tier: A}]\nsale: {starts_at: 2026-12-25 10:00}",
            (8, "sale.starts_at", Fault.ORDER),
        ),
        (
            "sections: [{name: S, capacity: 2, tier: A}]\nsale: {starts_at: 2026-03-29 03:30}",
            (8, "sale.starts_at", Fault.NO_SUCH_TIME),
        ),
    ],
)
def test_what_contradicts_itself_is_refused(more: str, expected: tuple[int | None, str, Fault]) -> None:
    said = faults(BASE + more + "\n")
    assert said == [expected] or (expected[0] is None and said[0][1:] == expected[1:])


@pytest.mark.parametrize("again", ["Main gate й", "MAIN gate Й", "'  main  Gate й '", '"Main \\u200bgate и\\u0306"'])
def test_two_gates_that_people_cannot_tell_apart_are_refused(again: str) -> None:
    text = BASE + f"sections: [{{name: S, capacity: 2, tier: A}}]\ngates: [{{name: Main gate й}}, {{name: {again}}}]\n"
    assert faults(text) == [(8, "gates.2.name", Fault.TWICE)]


def test_a_gate_is_named_as_people_see_it() -> None:
    gates = 'gates: [{name: " Main \\u200b  gate и\\u0306"}]\n'
    plan = plan_of(BASE + "sections: [{name: S, capacity: 2, tier: A}]\n" + gates)
    assert plan.gates == (GatePlan("Main gate й"),)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"price: 450.50": "price: 450.505"}, Fault.PRICE),
        ({"price: 450.50": "price: 99999999"}, Fault.PRICE_MOST),
        ({"price: 450.50": "price: -1"}, Fault.PRICE),
        ({"price: 450.50": "price: NaN"}, Fault.PRICE),
        ({"currency: UAH": "currency: XXX"}, Fault.CURRENCY),
        ({"2026-12-24": "2026-11-24"}, Fault.ORDER),
        ({"2026-12-24 19:30": "0001-01-01 00:00"}, Fault.TIME),
        ({"title: Concert": "title: ''"}, Fault.EMPTY),
        ({"title: Concert": "title: [Concert]"}, Fault.WORDS),
        ({"title: Concert": "title: " + "x" * 121}, Fault.TOO_LONG),
        ({"currency: UAH\n": ""}, Fault.MISSING),
    ],
)
def test_each_value_is_looked_at(change: dict[str, str], fault: Fault) -> None:
    text = BASE + "sections: [{name: S, capacity: 2, tier: A}]\n"
    for old, new in change.items():
        text = text.replace(old, new)
    assert [one[2] for one in faults(text)] == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &x 1\nb: *x\n", Fault.SHORTCUT),
        ("a: !!python/object/apply:os.system [ls]\n", Fault.SHORTCUT),
        ("[" * 100_000, Fault.TOO_DEEP),
        ('{"a":' + "[" * 100_000, Fault.TOO_DEEP),
        ("a: [", Fault.SYNTAX),
        ("{", Fault.SYNTAX),
        ("a: 1\n---\nb: 2\n", Fault.SYNTAX),
        ("a: 1\na: 2\n", Fault.TWICE),
        ('{"a": 1, "a": 2}', Fault.TWICE),
        ("? [a]\n: 1\n", Fault.SYNTAX),
        ("x" * (BYTES_MAX + 1), Fault.TOO_LARGE),
        ("just words", Fault.FIELDS),
        ("", Fault.FIELDS),
        ("\x00", Fault.SYNTAX),
    ],
)
def test_what_could_hurt_or_is_no_file_is_refused(text: str, fault: Fault) -> None:
    assert faults(text)[0][2] is fault


def test_values_stay_as_they_were_written() -> None:
    read = load("row: NO\nseat: 01\nprice: 0.10\nempty:\nquoted: ''\n")
    assert read == {"row": "NO", "seat": "01", "price": "0.10", "empty": None, "quoted": ""}


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda some: some.decode("latin-1")))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with suppress(BadEventFile):
        EventFile.read(text)


# --- The table of seats


def with_table(table: str) -> str:
    indented = "".join(f"  {line}\n" for line in table.splitlines())
    return f"{BASE}seats_csv: |\n{indented}"


def seats_of(table: str) -> list[PlacedSeat]:
    return [seat for section in plan_of(with_table(table)).sections for seat in section.seats]  # type: ignore[union-attr]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_comes_with_any_delimiter_and_order_of_columns(delimiter: str) -> None:
    table = "tier,seat,row,section,accessible,y,x\nA,2,1,S,,10,35\nA,1,1,S,так,10,10\nA,3,1,S,,10,60\n"
    first, second, third = seats_of(table.replace(",", delimiter))
    assert (first.number, second.number, third.number) == ("1", "2", "3"), "from the left, whatever the order"
    assert first.is_accessible and not second.is_accessible
    assert (second.x - first.x, second.y) == (1.0, 1.5), "25 units were the width of a seat"


def test_seats_without_coordinates_stand_in_rows_behind_each_other() -> None:
    seats = seats_of("section,row,seat,tier\nS,1,1,A\nS,1,2,A\nS,2,1,A\nT,1,1,A\n")
    assert [(seat.x, seat.y) for seat in seats] == [(-0.5, 1.5), (0.5, 1.5), (0.0, 2.5), (0.0, 5.5)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("section,row,seat\nS,1,1\n", (8, "seats_csv", Fault.COLUMNS)),
        ("section,row,seat,tier,colour\n", (8, "seats_csv", Fault.UNKNOWN)),
        ("section,row,seat,tier\nS,1,1,A\nS,1,,A\n", (10, "seats_csv.seat", Fault.MISSING)),
        ("section,row,seat,tier\nS,1,1,A\n,1,2,A\n", (10, "seats_csv.section", Fault.MISSING)),
        ("section,row,seat,tier,x,y\nS,1,1,A,left,1\n", (9, "seats_csv.x", Fault.NUMBER)),
        ("section,row,seat,tier\nS,1,1,B\n", (7, "seats_csv", Fault.TIER)),
        ("section,row,seat,tier\nS,1,1,A\nS,1,1,A\n", (None, "", Fault.TWICE)),
        ("section,row,seat,tier,x,y\nS,1,1,A,1,1\nS,1,2,A,,\n", (None, "", Fault.SEAT)),
        ("section,row,seat,tier\n", (8, "seats_csv", Fault.EMPTY)),
    ],
)
def test_a_wrong_line_of_a_table_is_named_as_a_line_of_the_file(
    table: str, expected: tuple[int | None, str, Fault]
) -> None:
    assert faults(with_table(table)) == [expected]


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 30)), min_size=1, max_size=40, unique=True),
    st.floats(0.01, 1000),
)
def test_the_unit_of_a_plan_does_not_matter(places: list[tuple[int, int]], unit: float) -> None:
    def drawn(width: float) -> EventPlan:
        seats = [{"row": str(row), "seat": str(n), "tier": "A", "x": n * width, "y": row * width} for row, n in places]
        content = load(BASE) | {"sections": [{"name": "S", "seats": seats}]}
        return EventFile.of(content).plan(KNOWN)

    small, large = list(drawn(1.0).seat_rows()), list(drawn(unit).seat_rows())
    assert [seat.label for seat in small] == [seat.label for seat in large]
    for one, other in zip(small, large, strict=True):
        assert one.x == pytest.approx(other.x, abs=0.05) and one.y == pytest.approx(other.y, abs=0.05)
    assert min(seat.y for seat in small) > 0


def test_neighbours_of_a_plan_are_neighbours_of_the_hall() -> None:
    table = "section,row,seat,tier,x,y\n" + "".join(f"S,1,{n},A,{n * 40 + 80 * (n > 3)},0\n" for n in range(1, 7))
    seats = list(plan_of(with_table(table)).seat_rows())
    assert [are_neighbours(left, right) for left, right in pairwise(seats)] == [
        *(True, True),
        False,  # an aisle
        *(True, True),
    ]


# --- What may be left out


def test_a_venue_is_as_the_team_had_it() -> None:
    kept = VenuePlan("Hall", "Kyiv", "Street 1", "Europe/Kyiv", 50.0, 30.0)
    text = (
        BASE.replace(", address: Street 1, time_zone: Europe/Kyiv", "") + "sections: [{name: S, capacity: 2, tier: A}]"
    )
    assert plan_of(text, Known(KNOWN.now, venue=kept)).venue == kept
    assert faults(text, Known(KNOWN.now)) == [(2, "venue.time_zone", Fault.MISSING)]


def test_a_hall_is_as_last_time_with_the_prices_that_are_said() -> None:
    hall = HallPlan("UAH", (TierPlan("A", 100), TierPlan("B", 200)), (Standing("S", 3, "A"), Standing("T", 3, "B")))
    plan = plan_of(BASE + "hall_of: last\n", Known(KNOWN.now, hall=hall))
    assert plan.tiers == (TierPlan("A", 45_050), TierPlan("B", 200)) and plan.sections == hall.sections
    in_euro = BASE.replace("UAH", "EUR") + "hall_of: last\n"
    assert faults(in_euro, Known(KNOWN.now, hall=hall)) == [(5, "tiers", Fault.TIER)], "what B costs in euro?"


# --- Written


def places(plan: EventPlan) -> set[tuple[object, ...]]:
    """Every place by the names of its section and tier, wherever its section stands in the file."""
    sections = {one.id: one.name for one in plan.section_rows()}
    tiers = {one.id: one.name for one in plan.tier_rows()}
    return {
        (sections[seat.section_id], tiers[seat.tier_id], *(seat.row, seat.number, seat.x, seat.y, seat.is_accessible))
        for seat in plan.seat_rows()
    }


def ensure_same(plan: EventPlan) -> str:
    text = event_text(plan)
    again = plan_of(text)
    assert places(again) == places(plan)
    is_as_it_was = {"sections": plan.sections, "promo_codes": plan.promo_codes, "is_draft": plan.is_draft}
    assert replace(again, **is_as_it_was) == plan  # type: ignore[arg-type]
    return text


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_written_makes_the_same_event(example: str) -> None:
    plan = plan_of(example)
    as_it_is_kept = tuple(
        Placed(one.name, tuple(section_places(one, corners(plan.sections).get(n, (0.0, 0.0)))))
        if isinstance(one, Block)
        else one
        for n, one in enumerate(plan.sections, 1)
    )
    ensure_same(replace(plan, sections=as_it_is_kept))


def test_a_hall_of_blocks_is_written_as_blocks() -> None:
    blocks = (
        Block("Stalls", 3, 4, ("A", "B"), 0, ("A-1", "C-4")),
        Block("Left", 2, 3, ("B",), 1),
        Block("Right", 2, 5, ("B",), 1),
    )
    plan = plan_of(BASE + "  - {name: B, price: 100}\nsections: [{name: S, capacity: 2, tier: A}]")
    where = corners(blocks)
    drawn = tuple(Placed(one.name, tuple(section_places(one, where[n]))) for n, one in enumerate(blocks, 1))
    assert as_blocks((*drawn, *plan.sections)) == (*blocks, *plan.sections)
    assert "rows: 3" in ensure_same(replace(plan, sections=(*drawn, *plan.sections)))
    bent = replace(drawn[0], seats=(replace(drawn[0].seats[0], y=1.25), *drawn[0].seats[1:]))
    assert as_blocks((bent, *drawn[1:])) == (bent, *drawn[1:]), "a seat that stands elsewhere is no seat of a block"


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=60).filter(str.strip))
@example("one\u0085two")
@example("one\u2028two")
@example("one\rtwo")
def test_any_words_are_written_as_they_are(words: str) -> None:
    plan = plan_of(BASE + "sections: [{name: S, capacity: 2, tier: A}]")
    words = words.strip()
    ensure_same(replace(plan, title=words, description=words + "\n" + words, artists=(words,)))


def test_prices_steps_gates_and_rules_are_written() -> None:
    text = ensure_same(plan_of(EXAMPLES[0]))
    assert "price: 450.50" in text and "price: 900" in text and "50% 1100" in text and "reentry: true" in text
    assert "asks: [captcha]" in ensure_same(replace(plan_of(EXAMPLES[0]), guards=frozenset({Guard.CAPTCHA})))
