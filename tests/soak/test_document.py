"""The page of the soak is what the last published one has written, and nothing else."""

from tests.soak.document import PAGE, PICTURE, PLACE, TEMPLATE, page, stored


def test_the_page_is_made_of_what_the_last_published_soak_has_found() -> None:
    assert PAGE.read_text() == page(stored()), (
        "figures come from `python -m tests.soak --publish`, words from the template"
    )
    assert PICTURE.exists()


def test_every_place_in_the_template_names_something_that_was_found() -> None:
    report = stored().report
    assert set(PLACE.findall(TEMPLATE.read_text())) - {"where"} <= {*report.tables, *report.figures}
