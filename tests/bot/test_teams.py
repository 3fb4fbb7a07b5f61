"""Teams: one-time invitations, rights of each role, settings, and the log."""

import csv
import re
from io import StringIO

import pytest

from core.domain.event import EventDetail
from core.domain.event_plan import EventPlan, VenuePlan
from core.domain.event_rule import EventRule
from core.domain.ids import EventId, PersonId, TeamId
from core.domain.person import Role
from core.domain.queue import Knob, QueueMode
from core.domain.team import HOUSE, TeamDetail
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_promo_codes import NBSP
from tests.plans import Clock, club_night, plan
from tests.teams import hire

SECRET_LINK = re.compile(r"start=(i[\w-]{22})")


def link_on(screen: str) -> str:
    found = SECRET_LINK.search(screen)
    assert found
    return found[1]


@pytest.fixture
async def jazz(kassa: Kassa, owner: Somebody) -> Somebody:
    """Olha, who organizes the team Jazz: its id is 2."""
    olha = await kassa.meet("Olha")
    await owner.say("/team")
    await owner.tap("➕ New team")
    await owner.say("Jazz")
    await owner.tap("➕ Organizer")
    await olha.open_link(link_on(owner.screen))
    return olha


async def event_of(kassa: Kassa, pool: Pool, team_id: int, wanted: EventPlan) -> EventId:
    event_id = await kassa.app.organizing.create_event(wanted)
    await pool.execute("UPDATE events SET team_id = $2 WHERE id = $1", event_id, team_id)
    return event_id


async def test_an_invitation_makes_the_first_who_opens_it_an_organizer(
    kassa: Kassa, jazz: Somebody, owner: Somebody, ann: Somebody
) -> None:
    assert "Welcome to the team “Jazz”" in jazz.screen and "You organize its events now" in jazz.screen
    assert "👥 Team" not in ann.buttons
    link = link_on(next(screen for screen in owner.screens if "start=i" in screen))
    await ann.open_link(link)
    assert ann.screen.startswith("This invitation was used")
    await jazz.say("/team")
    assert "👥 Jazz" in jazz.screen and "• Olha @olha" in jazz.screen, "the own team at once, and no other"


async def test_an_organizer_invites_for_the_door_and_takes_it_back(
    kassa: Kassa, jazz: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await jazz.say("/team")
    await jazz.tap("➕ Door staff")
    link = link_on(jazz.screen)
    await jazz.tap("Take the link back")
    await ann.open_link(link)
    assert ann.screen.startswith("This invitation was used or taken back")
    await jazz.tap("➕ Door staff")
    await bob.open_link(link_on(jazz.screen))
    assert "You check tickets now: /door" in bob.screen
    await jazz.say("/team")
    await jazz.tap("✖️ Bob")
    assert "Remove Bob from the team Jazz?" in jazz.screen
    await jazz.tap("‹ Back", "✖️ Bob")
    await bob.say("/door")
    assert bob.screen != "This is for the organizer's staff only.", "nothing is done before it is confirmed"
    await jazz.tap("Yes, remove")
    assert jazz.toast == "Done: no rights any more."
    await bob.say("/door")
    assert bob.screen == "This is for the organizer’s staff only."


async def test_whoever_was_dismissed_does_not_come_back_by_a_link_of_their_own(
    kassa: Kassa, jazz: Somebody, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await jazz.say("/team")
    await jazz.tap("➕ Organizer")
    link = link_on(jazz.screen)
    await owner.say("/team")
    await owner.tap("Jazz", "✖️ Olha", "Yes, remove")
    await jazz.open_link(link)
    assert jazz.screen.startswith("This invitation was used or taken back")
    await owner.say("/team")
    await owner.tap("Jazz", "➕ Organizer")
    await ann.open_link(link_on(owner.screen))
    await ann.say("/team")
    await ann.tap("➕ Door staff")
    link = link_on(ann.screen)
    await ann.say("/forget_me")
    await ann.tap("Yes, erase")
    await bob.open_link(link)
    assert bob.screen.startswith("This invitation was used or taken back")


async def test_an_invitation_lasts_two_days(kassa: Kassa, jazz: Somebody, clock: Clock, ann: Somebody) -> None:
    await jazz.say("/team")
    await jazz.tap("➕ Door staff")
    link = link_on(jazz.screen)
    clock.go(days=2)
    await ann.open_link(link)
    assert ann.screen.startswith("This invitation was used")


async def test_door_staff_see_and_scan_only_their_teams_events(
    kassa: Kassa, pool: Pool, jazz: Somebody, ann: Somebody, bob: Somebody
) -> None:
    theirs = await event_of(kassa, pool, 2, plan())
    foreign = await event_of(kassa, pool, 1, club_night())
    await hire(kassa.app, bob.id, Role.DOOR, TeamId(2))
    await bob.say("/door")
    assert [label for label in bob.buttons if "Techno" in label] == []
    await bob.craft(bob.last["message_id"], f"post1:{foreign}")
    assert bob.alert == "This is for the organizer’s staff only."
    await bob.tap("Океан Ельзи")
    assert theirs and "Inside: 0 of 0" in bob.screen
    await pool.execute("UPDATE events SET team_id = 1 WHERE id = $1", theirs)
    await bob.say("ABCD-1234")
    assert bob.screen == "This is for the organizer’s staff only.", "a right that has gone, goes at the next scan"


async def test_who_left_one_team_opens_the_doors_of_another(
    kassa: Kassa, pool: Pool, jazz: Somebody, owner: Somebody, bob: Somebody
) -> None:
    await kassa.app.organizing.create_event(plan())
    await event_of(kassa, pool, 2, club_night())
    await hire(kassa.app, bob.id)
    await bob.say("/door")
    await bob.tap("Океан Ельзи")
    await kassa.app.teaming.dismiss(PersonId(owner.id), HOUSE, PersonId(bob.id))
    await bob.say("/door")
    assert bob.screen == "This is for the organizer’s staff only."

    await hire(kassa.app, bob.id, team_id=TeamId(2))
    await bob.say("/door")
    assert "Which event are you at?" in bob.screen and not any("Океан" in label for label in bob.buttons)
    await bob.tap("Techno Night")
    assert "Techno Night" in bob.screen and "Inside: 0 of 0" in bob.screen


ACTS = (
    "team1:1",
    "invite1:1:1",
    "uninvite1:1:1",
    "askdismiss1:1:2001",
    "dismiss2:1:2001",
    "teamset1:1",
    "teamdet1:1:name",
    "newteam1",
)


@pytest.mark.parametrize("data", ACTS)
async def test_nobody_reaches_into_another_team(kassa: Kassa, pool: Pool, jazz: Somebody, data: str) -> None:
    await jazz.craft(jazz.last["message_id"], data)
    assert jazz.alert == "This is for the organizer’s staff only."
    assert await pool.fetchval("SELECT count(*) FROM acts WHERE person_id = $1", jazz.id) == 1, "only that she joined"


@pytest.mark.parametrize(
    "command", ["/team", "/audit", "/audit csv", "/audit_csv", "/refunds", "/payments", "/refund 1234-5678"]
)
async def test_buyers_and_door_staff_have_no_command_of_organizers(
    kassa: Kassa, ann: Somebody, bob: Somebody, command: str
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.say(command)
        assert somebody.screen == "This is for the organizer’s staff only."


async def test_an_organizer_takes_back_tickets_of_the_own_events_only(
    kassa: Kassa, pool: Pool, jazz: Somebody, ann: Somebody
) -> None:
    event_id = await event_of(kassa, pool, 1, plan())
    await ann.open_link(f"e{event_id}")
    await ann.tap("Choose seats", "Row A", "7", "Hold", "Pay")
    await ann.pay()
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    ticket = group.tickets[0]
    await jazz.say(f"/refund {ticket.number}")
    assert jazz.screen.startswith("No ticket has this number")
    for data in (f"sold1:{event_id}:1", f"back1:{event_id}:{ticket.id}", f"backall1:{event_id}:1"):
        await jazz.craft(jazz.last["message_id"], data)
        assert jazz.alert == "This is for the organizer’s staff only."
    await pool.execute("UPDATE events SET team_id = 2")
    await jazz.say(f"/refund {ticket.number}")
    assert "Stalls, row A, seat 7" in jazz.screen


async def test_money_of_a_team_goes_to_its_own_provider_and_its_token_is_shown_to_nobody(
    kassa: Kassa, pool: Pool, jazz: Somebody, ann: Somebody, owner: Somebody
) -> None:
    event_id = await event_of(kassa, pool, 2, club_night())
    token = "777:LIVE:secret-of-jazz"
    await jazz.say("/team")
    await jazz.tap("⚙️ Settings", "Provider token")
    await jazz.say("my token")
    assert jazz.screen.startswith("This is no provider token")
    await jazz.say(token)
    assert "Payments go to your own provider" in jazz.screen
    assert not any(token in message.get("text", "") for message in jazz.messages), "not even what she typed"

    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "2", "Pay")
    assert kassa.telegram.calls("sendInvoice")[-1].parameters["provider_token"] == token
    await ann.pay()
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    await jazz.say(f"/refund {group.tickets[0].number}")
    await jazz.tap("Dance floor", "Yes")
    assert any("yours to make" in screen for screen in jazz.screens), "who has the money is told to return it"
    assert not any("yours to make" in screen for screen in owner.screens)
    await jazz.say("/audit csv")
    assert token.encode() not in document(kassa, jazz)


async def test_settings_are_checked_and_cleared(kassa: Kassa, jazz: Somebody) -> None:
    await jazz.say("/team")
    await jazz.tap("⚙️ Settings", "Currency")
    await jazz.say("hryvnia")
    assert "Type three letters" in jazz.screen
    await jazz.say("eur")
    assert "Currency of new events: EUR" in jazz.screen
    await jazz.tap("Currency")
    await jazz.say("-")
    assert "Currency of new events: not set" in jazz.screen
    await jazz.tap("Name")
    await jazz.say("-" * 61)
    assert "A name has 1 to 60 characters" in jazz.screen
    await jazz.say("Jazz & Blues")
    assert "⚙️ Jazz & Blues" in jazz.screen


async def test_every_act_is_in_the_log_of_its_team_and_in_no_other(
    kassa: Kassa, jazz: Somebody, owner: Somebody, ann: Somebody
) -> None:
    await hire(kassa.app, ann.id)
    await jazz.say("/audit")
    assert "joined the team (an organizer)" in jazz.screen and "Ann" not in jazz.screen
    await owner.say("/audit")
    assert owner.screen.endswith("All of it as a file: /audit_csv")
    assert "Ann · Kassa" in owner.screen.replace(NBSP, " ") and "founded the team “Jazz”" in owner.screen
    await owner.say("/audit_csv")
    rows = list(csv.DictReader(StringIO(document(kassa, owner).decode("utf-8-sig"))))
    assert [row["what"] for row in reversed(rows)] == [
        *("team-founded", "member-invited", "member-joined"),
        *("member-invited", "member-joined"),
    ]
    assert {row["team"] for row in rows} == {"Jazz", "Kassa"}


async def test_the_log_and_links_into_a_team_tell_the_time_of_its_events(
    kassa: Kassa, pool: Pool, jazz: Somebody, owner: Somebody
) -> None:
    """Without any event there is no such time, which is said."""
    await jazz.say("/team")
    await jazz.tap("➕ Door")
    assert "It works until Dec 3, 12:00 UTC." in jazz.screen
    await jazz.say("/audit")
    assert jazz.screen.splitlines()[2].startswith("Dec 1, 12:00 UTC · ")
    new_york = VenuePlan("Blue Note", "New York", "131 W 3rd St", "America/New_York")
    await event_of(kassa, pool, 2, club_night())
    await event_of(kassa, pool, 2, club_night(venue=new_york))
    await jazz.say("/team")
    await jazz.tap("➕ Door")
    assert "It works until Dec 3, 07:00." in jazz.screen
    await jazz.tap("Back")
    assert sum("Dec 3, 07:00" in label for label in jazz.buttons) == 2
    await kassa.app.editing.change(PersonId(owner.id), EventId(1), EventDetail.TITLE, "Night")
    await jazz.say("/audit")
    shown = {line.partition(" · ")[0] for line in jazz.screen.splitlines() if " · " in line}
    assert shown == {"Dec 1, 07:00", "Dec 1, 14:00"}, "an event in its own, the team in that of the newest one"


async def test_the_log_names_what_was_changed_as_the_buttons_of_its_reader_do(kassa: Kassa) -> None:
    ivan = await kassa.meet("Ivan", "ru")
    by = PersonId(ivan.id)
    await hire(kassa.app, ivan.id, Role.ORGANIZER)
    event_id = await kassa.app.organizing.create_event(club_night())
    await kassa.app.arranging.change(by, event_id, EventRule.CAPTCHA, "yes")
    await kassa.app.arranging.change(by, event_id, EventRule.GATES, "Лифт")
    await kassa.app.editing.change(by, event_id, EventDetail.TITLE, "Ночь")
    await kassa.app.regulating.turn(by, event_id, Knob.RATE, 200)
    await kassa.app.regulating.set_mode(by, event_id, QueueMode.ON)
    await kassa.app.teaming.change(by, HOUSE, TeamDetail.PROVIDER_TOKEN, "123456:TEST:secret")
    await ivan.say("/audit")
    for said in (
        "изменено: Вопрос с картинкой → перед первой бронью",
        "изменено: Входы → Лифт",
        "изменено: Название → Ночь",
        "настроена очередь: ⏩ 200",
        "настроена очередь: Вкл.",
        "новое значение: Токен провайдера\n",
    ):
        assert said in ivan.screen


async def test_the_log_opens_in_a_spreadsheet_of_ones_language(kassa: Kassa, jazz: Somebody, owner: Somebody) -> None:
    await kassa.app.people.choose_language(PersonId(owner.id), "uk")
    await owner.say("/audit_csv")
    assert document(kassa, owner).decode("utf-8-sig").startswith("at;person_id;person;")


async def test_the_log_only_grows(kassa: Kassa, pool: Pool, jazz: Somebody) -> None:
    for statement in ("DELETE FROM acts", "UPDATE acts SET about = ''"):
        with pytest.raises(Exception, match="append-only"):
            await pool.execute(statement)


def document(kassa: Kassa, somebody: Somebody) -> bytes:
    return kassa.telegram.files.read(somebody.last["document"]["file_id"])[1]


async def test_buyers_find_the_organizers_contact_and_terms_on_the_card(
    kassa: Kassa, pool: Pool, jazz: Somebody, ann: Somebody
) -> None:
    event_id = await event_of(kassa, pool, 2, plan())
    await ann.open_link(f"e{event_id}")
    assert "ℹ️ Organizer" not in ann.buttons
    for detail, words in (("Contact", "@jazz_help"), ("Terms", "No <smoking>.\nFrom 18.")):
        await jazz.say("/team")
        await jazz.tap("⚙️ Settings", detail)
        await jazz.say(words)
    await ann.open_link(f"e{event_id}")
    await ann.tap("ℹ️ Organizer")
    assert ann.screen == "ℹ️ Jazz\n\nQuestions: @jazz_help\n\nNo <smoking>.\nFrom 18."
    await ann.tap("‹ Back")
    assert "Великий концерт" in ann.screen
