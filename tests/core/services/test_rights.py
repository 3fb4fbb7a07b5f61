"""Who may do what: each use case is in one of these lists, and is tried by those whom it is not for.

A new use case without a place in a list fails here, until somebody has decided who may do it.
"""

import ast
import dataclasses
import inspect
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from core.app import App
from core.domain.event import EventDetail
from core.domain.ids import PersonId, SectionId
from core.domain.person import Person
from core.domain.queue import QueueWish
from core.domain.refusal import NotAllowed, Refusal
from core.domain.team import TeamDetail
from core.domain.waitlist import Party
from core.services.best_hold import Wish
from db.pool import Pool
from tests.core.services.everyone import DOOR, LEAD, MARK, OWNER, RIVAL, RIVAL_DOOR, STRANGER, VERA, Everyone, everyone
from tests.dump import dump, rows_of

HANDLERS = Path(__file__).parents[3] / "bot" / "handlers"
OF_OWNERS = "teaming.found rights.ensure_owner".split()
OF_ORGANIZERS = """
    arranging.change arranging.rules blocking.block blocking.blocked blocking.unblock box_office.give_away
    broadcasting.audiences broadcasting.confirm broadcasting.stop broadcasting.view broadcasting.write cancelling.cancel
    cancelling.event cancelling.progress cloning.clone costing.note costing.remove costing.view describing.file
    editing.change editing.event editing.move editing.understand_start exporting.attendees exporting.lines
    growing.event growing.grow growing.preview managing.event managing.hall managing.live managing.preview
    organizing.make_event organizing.pause organizing.plan_of organizing.publish organizing.set_poster pricing.change
    pricing.tiers pricing.view promotion.add promotion.codes promotion.end reconciling.confirm reconciling.dismiss
    refunding.all_done_by_hand refunding.done_by_hand refunding.of_event regulating.pause regulating.queue
    regulating.set_mode regulating.turn reporting.attendee_list reporting.attendees reporting.checkins
    reporting.finance reporting.sales reporting.tick returning.order returning.take_back returning.ticket
    rights.ensure_leads rights.ensure_organizes rights.organized teaming.change teaming.dismiss teaming.invite
    teaming.revoke teaming.view watching.figures drafting.start
""".split()
"""Of the team of the event. Who organizes for another team is refused as a stranger is."""
OF_THE_DOOR = """
    box_office.sell_for_cash checkin.admit_by_hand checkin.counts checkin.guest checkin.take_post checkin.undo
    door_list.make rights.ensure_scans
""".split()
"""Of the team of the event."""
OF_ONES_OWN_TEAM = """
    managing.events organizing.check organizing.import_event reconciling.unconfirmed refunding.by_hand
    refunding.owing_events reporting.choice reporting.events reporting.find_visitors reporting.history returning.find
    rights.teams_of teaming.led_by teaming.log
""".split()
"""They name no event: whoever organizes gets what the own team has, and nothing of another."""
OF_ONES_OWN_POST = "checkin.events_to_choose checkin.find checkin.post checkin.scan door_list.read".split()
"""As those before, for the door."""
OF_THE_BUYER = """
    attending.accept_offer attending.answer attending.answer_with_contact attending.form attending.question
    attending.skip changing.begin changing.change changing.change_quantity checkin.was_not_me checkout.begin_payment
    checkout.confirm_free checkout.open_order checkout.order checkout.payable discounting.apply discounting.remove
    giving.offer giving.revoke returning.give_back returning.offer seating.release ticketing.mine_of_event
    ticketing.send_again
""".split()
"""Of the order or the ticket that is named."""
OF_ONESELF = """
    announcing.set_reminder attending.forms browsing.card browsing.last_finding browsing.look browsing.organizer
    browsing.preview captchas.answer captchas.ask captchas.ask_in_words checkin.is_for_the_door checkin.is_off_duty
    checkout.cancel_payment drafting.answer drafting.attach_hall drafting.back drafting.cancel drafting.choose
    drafting.finish drafting.is_under_way drafting.pause drafting.remember_message drafting.set_pin
    drafting.mine drafting.set_poster drafting.skip drafting.view drafting.waiting_step drawing.last_proof drawing.proof
    giving.offered people.choose_language people.find people.forget people.forget_email people.meet people.set_email
    people.share_phone queueing.join queueing.leave queueing.view queueing.wish reminding.choose returning.offers
    rights.as_owner rights.at rights.role seating.clear seating.enter seating.hold_best seating.hold_party
    seating.hold_quantity
    seating.hold_selected seating.offer_accessible seating.toggle seating.view ticketing.mine ticketing.mine_by_token
    waitlist.join waitlist.leave waitlist.of_person waitlist.view watching.begin watching.end limiting.too_fast
""".split()
"""Whoever asks: nothing is named but what is public. Nothing of Vera's comes back, and nothing of hers changes."""
BY_SECRET = "giving.look giving.take teaming.join".split()
"""Whoever has the link: tests/bot/test_guessing.py."""
NOT_FOR_HANDLERS = {
    "attending.offers": "asked with a view that `question` gave",
    "checkin.decide": "at a post that `post` gave",
    "messaging.discard_waiting": "the notifier's, when somebody has blocked the bot",
    "messaging.pause": "Telegram says who has blocked the bot",
    "messaging.resume": "… and who is back",
    "organizing.add": "inside the transaction of those that have asked",
    "ticketing.of_order": "for an e-mail about an order that `order` gave",
}
ABOUT_NOBODY = {
    "attending.asks_of": "of a ticket that `take` or `mine` gave",
    "browsing.categories": "public",
    "browsing.cities": "public",
    "browsing.currencies": "public",
    "browsing.find": "public",
    "broadcasting.broadcast": "of a message that was sent to whoever asks",
    "cancelling.refund_some": "what is owed goes back, whoever asks",
    "checkin.turnout": "at a post that `post` gave",
    "checkout.cancel_payment": "the pre-checkout of an order that was checked in the same update",
    "checkout.event": "of an order that `order` gave",
    "checkout.forget_screen": "of an order that `order` gave",
    "checkout.invoice_token": "of an order that `payable` gave",
    "checkout.remember_invoice": "of an order that `payable` gave",
    "checkout.remember_screen": "of an order that `order` gave",
    "drawing.frozen_list": "public: it says of nobody who they are",
    "drawing.room": "public",
    "queueing.ensure_passed": "of the view that `join` gave",
    "queueing.figures_now": "of an event that `regulating.queue` gave",
    "queueing.outline": "public",
    "refunding.done_at_telegram": "what Telegram tells by itself",
    "returning.policy": "public",
    "settling.complete_payment": "what Telegram tells by itself",
    "pictures.door_list_file": "draws what it is given",
    "pictures.door_list_pdf": "draws what it is given",
    "pictures.sheet": "draws what it is given",
    "pictures.sheet_file": "draws what it is given",
    "pictures.ticket_pdf": "draws what it is given",
    "ticketing.ticket": "of a message that was sent to whoever asks",
    "ticketing.times_changed": "public",
    "ticketing.token": "of a ticket that `mine` gave",
}
"""What handlers ask that is not asked for anybody: why that gives nobody more."""
ACTORS = (
    "person_id",
    "staff_id",
    "organizer_id",
    "seller_id",
    "buyer_id",
    "holder_id",
    "payer_id",
    "taken_by",
    "recipient_id",
)
OF_HOLD = """
    blocking.block box_office.give_away box_office.sell_for_cash changing.begin changing.change changing.change_quantity
    checkout.begin_payment checkout.open_order checkout.payable discounting.apply discounting.remove seating.release
    seating.hold_quantity
""".split()
LISTS = (OF_OWNERS, OF_ORGANIZERS, OF_THE_DOOR, OF_ONES_OWN_TEAM, OF_ONES_OWN_POST, OF_THE_BUYER, OF_ONESELF, BY_SECRET)


def use_cases() -> dict[str, inspect.Signature]:
    """All that `App` offers, by the name that handlers know it by."""
    found = {}
    for service in dataclasses.fields(App):
        assert isinstance(service.type, type)
        for name, method in inspect.getmembers(service.type, inspect.isfunction):
            if not name.startswith("_"):
                found[f"{service.name}.{name}"] = inspect.signature(method)
    return found


def takes_a_person(signature: inspect.Signature) -> bool:
    return any(one.annotation in (PersonId, Person) for one in signature.parameters.values())


USE_CASES = use_cases()


@pytest.fixture
async def all_of_them(app: App, pool: Pool) -> Everyone:
    return await everyone(app, pool)


def test_for_each_use_case_it_is_decided_who_may() -> None:
    decided = [name for names in LISTS for name in names] + list(NOT_FOR_HANDLERS)
    assert sorted(decided) == sorted(set(decided)), "in one list only"
    assert sorted(decided) == sorted(name for name, signature in USE_CASES.items() if takes_a_person(signature))


def test_handlers_ask_for_nobody_only_what_gives_nobody_more() -> None:
    asked = set().union(*(asked_in(path) for path in HANDLERS.glob("*.py")))
    assert {"checkout.order", "managing.event"} <= asked
    assert asked & set(NOT_FOR_HANDLERS) - {"messaging.pause", "messaging.resume", "messaging.discard_waiting"} == set()
    assert sorted(asked - {name for names in LISTS for name in names} - set(NOT_FOR_HANDLERS) - set(ABOUT_NOBODY)) == []


def asked_in(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    names = {
        f"{call.value.id}.{call.attr}"
        for call in calls
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name)
    }
    return names & set(USE_CASES)


async def ask(all_of_them: Everyone, use_case: str, actor: PersonId) -> Any:
    """As a handler would, with what the house has; an exception that is no refusal goes through."""
    service, name = use_case.split(".")
    known = all_of_them.of_hold if use_case in OF_HOLD else all_of_them.values
    known = known | special(all_of_them, use_case)
    if use_case == "watching.figures":
        known["mark"] = await all_of_them.app.watching.begin(actor)
    given: dict[str, Any] = {}
    for one in list(USE_CASES[use_case].parameters.values())[1:]:
        if one.name in ACTORS or (one.name == "owner_id" and use_case.startswith(("teaming", "rights"))):
            given[one.name] = actor
        elif one.annotation is Person:
            given[one.name] = Person(actor, "Max", "max", "en")
        elif one.name in known:
            given[one.name] = known[one.name]
        elif one.default is inspect.Parameter.empty:
            raise AssertionError(f"{use_case} wants a {one.name}: give it a value in everyone.py")
    answer = getattr(getattr(all_of_them.app, service), name)(**given)
    if isinstance(answer, AbstractAsyncContextManager):
        async with answer as found:
            return [line async for line in found] if isinstance(found, AsyncIterator) else found
    return await answer if inspect.isawaitable(answer) else answer


def special(all_of_them: Everyone, use_case: str) -> dict[str, Any]:
    values: dict[str, dict[str, Any]] = {
        "arranging.change": {"typed": "3"},
        "cancelling.cancel": {"typed": MARK},
        "costing.note": {"typed": "100 rent"},
        "editing.change": {"detail": EventDetail.TITLE, "typed": "Another"},
        "editing.understand_start": {"typed": "20.12.2026 19:00"},
        "growing.preview": {"typed": "Balcony 2×5 — 450"},
        "promotion.add": {"text": "NEW 10%"},
        "teaming.change": {"detail": TeamDetail.NAME, "typed": "Another"},
        "captchas.answer": {"number": 1, "choice": 1},
        "people.set_email": {"typed": "max@example.org"},
        "people.share_phone": {"number": "+380671234567", "owner_id": STRANGER},
        "attending.answer_with_contact": {"number": "+380671234567"},
        "seating.hold_best": {"wish": Wish(SectionId(1), 1)},
        "seating.hold_party": {"wish": QueueWish(Party(1))},
        "queueing.wish": {"wish": QueueWish(Party(1))},
        "waitlist.join": {"party": Party(1)},
        "discounting.apply": {"typed": MARK},
        "returning.find": {"typed": all_of_them.values["number"]},
        "checkin.is_for_the_door": {"typed": all_of_them.values["number"]},
        "checkin.scan": {"code": all_of_them.values["token"]},
    }
    return values.get(use_case, {})


async def assert_refused(all_of_them: Everyone, pool: Pool, use_cases: list[str], *actors: PersonId) -> None:
    before = await dump(pool)
    for use_case in use_cases:
        for actor in actors:
            with pytest.raises(NotAllowed):
                raise AssertionError(f"{actor} may {use_case}: {await ask(all_of_them, use_case, actor)!r}")
    assert await dump(pool) == before


async def assert_may(all_of_them: Everyone, use_cases: list[str], actor: PersonId) -> None:
    """Whatever else may be said to them: otherwise the refusals above would show nothing."""
    for use_case in use_cases:
        try:
            await ask(all_of_them, use_case, actor)
        except NotAllowed:
            pytest.fail(f"{use_case} is refused to {actor}")
        except Refusal:
            pass


async def test_what_organizers_do_is_refused_to_everybody_else(all_of_them: Everyone, pool: Pool) -> None:
    await assert_refused(all_of_them, pool, OF_ORGANIZERS, STRANGER, VERA, DOOR, RIVAL, RIVAL_DOOR)
    await assert_may(all_of_them, OF_ORGANIZERS, LEAD)


async def test_what_the_door_does_is_refused_to_strangers_and_to_other_teams(all_of_them: Everyone, pool: Pool) -> None:
    await assert_refused(all_of_them, pool, OF_THE_DOOR, STRANGER, VERA, RIVAL, RIVAL_DOOR)
    await assert_may(all_of_them, OF_THE_DOOR, DOOR)


async def test_what_owners_do_is_refused_to_organizers_too(all_of_them: Everyone, pool: Pool) -> None:
    await assert_refused(all_of_them, pool, OF_OWNERS, STRANGER, VERA, DOOR, LEAD, RIVAL, RIVAL_DOOR)
    await assert_may(all_of_them, OF_OWNERS, OWNER)


async def test_nobody_sees_anything_of_another_team(all_of_them: Everyone, pool: Pool) -> None:
    await assert_refused(all_of_them, pool, OF_ONES_OWN_TEAM, STRANGER, VERA, DOOR, RIVAL_DOOR)
    await assert_refused(all_of_them, pool, OF_ONES_OWN_POST, STRANGER, VERA)
    shown_to_lead = [await seen(all_of_them, use_case, LEAD) for use_case in OF_ONES_OWN_TEAM]
    assert sum(MARK in shown for shown in shown_to_lead) >= 4, "what is hidden from the others is there"
    for use_case in OF_ONES_OWN_TEAM:
        assert MARK not in await seen(all_of_them, use_case, RIVAL), use_case
    for use_case in OF_ONES_OWN_POST:
        assert MARK not in await seen(all_of_them, use_case, RIVAL_DOOR), use_case
        assert MARK not in await seen(all_of_them, use_case, RIVAL), use_case


async def seen(all_of_them: Everyone, use_case: str, actor: PersonId) -> str:
    try:
        return repr(await ask(all_of_them, use_case, actor))
    except Refusal as refusal:
        return repr(refusal)


async def test_an_order_and_a_ticket_are_nobody_elses(all_of_them: Everyone, pool: Pool) -> None:
    """By ids that were made up: neither another buyer nor the organizers act in the place of the buyer."""
    before = await dump(pool)
    for use_case in OF_THE_BUYER:
        for actor in (STRANGER, RIVAL, LEAD):
            with pytest.raises(Refusal):
                raise AssertionError(f"{actor} may {use_case}: {await ask(all_of_them, use_case, actor)!r}")
    assert await dump(pool) == before
    answers = [await seen(all_of_them, use_case, VERA) for use_case in OF_THE_BUYER]
    assert sum("NotFound" in answer for answer in answers) <= 4, answers


async def test_who_asks_for_oneself_gets_nothing_of_others(all_of_them: Everyone, pool: Pool) -> None:
    watched = ("tickets", "payments", "gifts", "answers", "members", "events", "promo_codes", "teams")
    before = [await rows_of(pool, table) for table in watched]
    hers = (f"Vera {MARK}", MARK.lower(), all_of_them.values["number"], all_of_them.values["secret"])
    for use_case in sorted(OF_ONESELF, key="people.forget".__eq__):
        shown = await seen(all_of_them, use_case, STRANGER)
        assert not any(secret in shown for secret in hers), use_case
    assert [await rows_of(pool, table) for table in watched] == before
