import pytest

from core.domain.ids import PersonId
from core.domain.person import LANGUAGES, Person, Role


@pytest.mark.parametrize(
    ("client", "spoken"),
    [
        ("uk", "uk"),
        ("ru", "ru"),
        ("en", "en"),
        ("en-GB", "en"),
        ("RU-ru", "ru"),
        ("de", "uk"),
        ("", "uk"),
        ("ukrainian", "uk"),
        ("english", "uk"),
        ("-", "uk"),
    ],
)
def test_the_language_is_the_clients_if_we_speak_it_and_the_default_if_not(client: str, spoken: str) -> None:
    assert Person(PersonId(1), "Ann", None, client).language(default="uk") == spoken


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_what_was_chosen_wins_over_the_client(chosen: str) -> None:
    assert Person(PersonId(1), "Ann", None, "de", chosen).language(default="en") == chosen


def test_a_chosen_language_that_is_not_spoken_any_more_is_passed_over() -> None:
    assert Person(PersonId(1), "Ann", None, "ru", "fr").language(default="en") == "ru"


@pytest.mark.parametrize(("role", "may"), [(Role.BUYER, False), (Role.DOOR, True), (Role.OWNER, True)])
def test_the_door_and_the_owner_may_scan(role: Role, may: bool) -> None:
    assert role.may_scan is may
