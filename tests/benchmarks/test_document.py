"""The page with the figures is what the benchmarks have written, and nothing else."""

from benchmarks.document import MARKED, NOT_YET, PAGE, PLACE, README, TEMPLATE, page, readme, stored
from benchmarks.report import Table, shown


def test_the_page_is_made_of_what_the_last_runs_have_found() -> None:
    assert PAGE.read_text() == page(stored()), "figures come from `python -m benchmarks`, words from the template"


def test_the_readme_has_the_same_figures() -> None:
    text = README.read_text()
    assert len(MARKED.findall(text)) >= 5
    assert text == readme(stored()), "figures come from `python -m benchmarks`, which writes them here too"
    assert NOT_YET not in text


def test_every_place_in_the_template_names_something_that_was_found() -> None:
    found = {part: {*run.report.tables, *run.report.figures} for part, run in stored().items()}
    named = {place for place in PLACE.findall(TEMPLATE.read_text()) if place[0] in found and place[1]}
    assert named
    assert {(part, name) for part, name in named if name not in found[part]} == set()


def test_numbers_are_shown_with_the_digits_that_mean_something() -> None:
    numbers = (12_345.6, 12.34, 1.234, 0.1234, 0.00123, 0, 7)
    assert " ".join(map(shown, numbers)) == "12\N{NO-BREAK SPACE}346 12 1.2 0.12 0.001 0 7"
    assert shown([1.25, 99.5, 3]) == "1.2 / 100 / 3"


def test_a_table_stands_in_the_page_as_it_is_read() -> None:
    table = Table(["what", "ms"], [["a tap", 2.5], ["none", None]])
    assert table.markdown().splitlines() == ["| what | ms |", "| --- | ---: |", "| a tap | 2.5 |", "| none |  |"]
