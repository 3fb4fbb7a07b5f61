"""Who comes: asked before the money, answered by whom it concerns, and gone when they go."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from core.app import App
from core.domain.event_plan import QuestionPlan
from core.domain.ids import EventId, OrderId, PersonId, QuestionId, SeatId
from core.domain.order import Order
from core.domain.payment import Charge
from core.domain.person import Person
from core.domain.question import WHOLE_ORDER, Asked, QuestionKind, Scope
from core.domain.refusal import (
    AnswerMissing,
    DetailsClosed,
    DetailsMissing,
    ForeignContact,
    HoldGone,
    InvalidPhone,
    OrderNotFound,
    QuestionNotFound,
    Refusal,
    TicketNotFound,
)
from core.services.attending import FormView, Source
from db import answers, orders
from db.pool import Pool, transaction
from tests.books import assert_books_balance
from tests.core.services.test_changing import hold, tick
from tests.core.services.test_races import outcome, pay, until_it_waits_for_a_lock
from tests.plans import CLOCK_START, Clock, club_night, plan

ANN, BOB = Person(PersonId(1), "Ann", None, "en"), Person(PersonId(2), "Bob", None, "en")
NAME, PHONE, WISH = QuestionId(1), QuestionId(2), QuestionId(3)
QUESTIONS = (
    QuestionPlan(QuestionKind.NAME),
    QuestionPlan(QuestionKind.PHONE, Scope.ORDER),
    QuestionPlan(QuestionKind.TEXT, Scope.ORDER, is_required=False, label="Any wish?"),
)


@pytest.fixture
async def concert(app: App) -> EventId:
    for person in (ANN, BOB):
        await app.people.meet(person)
    until = CLOCK_START + timedelta(days=5)
    return await app.organizing.create_event(plan(questions=QUESTIONS, details_until=until))


def asked(order: Order, question_id: QuestionId, seat_id: int = WHOLE_ORDER) -> Asked:
    return Asked(order.event_id, order.id, question_id, SeatId(seat_id))


async def answered(app: App, order: Order, *names: str) -> FormView:
    """A name for each seat, and a number."""
    for seat_id, name in zip(order.seat_ids, names, strict=True):
        await app.attending.answer(asked(order, NAME, seat_id), order.buyer_id, name)
    return await app.attending.answer(asked(order, PHONE), order.buyer_id, "067 123 45 67")


def said(view: FormView) -> list[str | None]:
    return [entry.answer for entry in view.form.entries]


async def test_there_is_no_payment_before_the_details_and_the_hold_stays_as_it_is(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN.id, 7, 8)
    for missing in (3, 1):
        with pytest.raises(DetailsMissing) as refusal:
            await app.checkout.payable(concert, order.id, ANN.id)
        assert refusal.value.missing == missing
        with pytest.raises(DetailsMissing):
            await app.checkout.begin_payment(concert, order.id, ANN.id, order.total_minor, "UAH")
        for seat_id in (7, 8):
            await app.attending.answer(asked(order, NAME, seat_id), ANN.id, "Ann")
    view = await app.attending.answer(asked(order, PHONE), ANN.id, "067 123 45 67")
    assert said(view) == ["Ann", "Ann", "+380671234567", None]
    assert await orders.by_id(pool, concert, order.id) == order, "neither price nor deadline has moved"
    await pay(app, order, "charge")
    assert (await assert_books_balance(pool, concert, clock())).sold == 2
    [group] = await app.ticketing.mine(ANN.id)
    assert [ticket.name for ticket in group.tickets] == ["Ann", "Ann"]


async def test_what_costs_nothing_waits_for_the_details_as_well(app: App) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0, questions=QUESTIONS))
    order = await app.seating.hold_quantity(
        event_id, ANN.id, (await app.seating.view(event_id, ANN.id)).hall.sections[0].id, 1
    )
    with pytest.raises(DetailsMissing):
        await app.checkout.confirm_free(event_id, order.id, ANN.id)
    await answered(app, order, "Ann")
    await app.checkout.confirm_free(event_id, order.id, ANN.id)


async def test_only_what_is_optional_can_be_passed_over(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7)
    with pytest.raises(AnswerMissing):
        await app.attending.skip(asked(order, PHONE), ANN.id)
    view = await app.attending.skip(asked(order, WISH), ANN.id)
    assert (view.form.done, view.form.missing) == (1, 2)
    await app.attending.answer(asked(order, WISH), ANN.id, "A window")
    assert said(await app.attending.skip(asked(order, WISH), ANN.id))[-1] is None, "an answer can be taken away"


async def test_a_contact_is_ones_own(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7)
    for owner_id in (BOB.id, None):
        with pytest.raises(ForeignContact):
            await app.attending.answer_with_contact(asked(order, PHONE), ANN.id, "380671234567", owner_id)
    with pytest.raises(QuestionNotFound):
        await app.attending.answer_with_contact(asked(order, NAME, 7), ANN.id, "380671234567", ANN.id)
    view = await app.attending.answer_with_contact(asked(order, PHONE), ANN.id, "380671234567", ANN.id)
    assert said(view) == [None, "+380671234567", None]


async def test_a_number_without_a_plus_is_of_the_country_of_the_venue(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7)
    with pytest.raises(InvalidPhone):
        await app.attending.answer(asked(order, PHONE), ANN.id, "030 123456")  # Berlin
    assert said(await app.attending.answer(asked(order, PHONE), ANN.id, "044 123 45 67"))[1] == "+380441234567"


async def test_answers_of_seats_that_are_given_back_go(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7, 8)
    await answered(app, order, "Ann", "Zoe")
    await app.changing.begin(concert, order.id, ANN.id)
    await tick(app, concert, ANN.id, 7, 9)
    changed = await app.changing.change(concert, order.id, ANN.id)
    assert said(await app.attending.form(concert, changed.id, ANN.id)) == ["Zoe", None, "+380671234567", None]
    with pytest.raises(QuestionNotFound):
        await app.attending.answer(asked(order, NAME, 7), ANN.id, "Ann")
    await app.seating.release(concert, order.id, ANN.id)
    assert await pool.fetchval("SELECT count(*) FROM answers") == 0
    with pytest.raises(HoldGone):
        await app.attending.answer(asked(order, NAME, 8), ANN.id, "Ann")


async def test_a_hold_that_ends_leaves_nothing_behind(app: App, pool: Pool, clock: Clock, concert: EventId) -> None:
    await answered(app, await hold(app, concert, ANN.id, 7), "Ann")
    clock.go(minutes=11)
    await app.seating.release_due()
    assert await pool.fetchval("SELECT count(*) FROM answers") == 0


async def test_what_was_said_moves_along_to_other_seats(app: App, pool: Pool, clock: Clock, concert: EventId) -> None:
    """Paid too late: the seats are gone, and there are others as good."""
    order = await hold(app, concert, ANN.id, 1, 2)
    await answered(app, order, "Ann", "Zoe")
    await app.checkout.begin_payment(concert, order.id, ANN.id, order.total_minor, "UAH")
    clock.go(minutes=21)
    await app.seating.release_due()
    await hold(app, concert, BOB.id, 1)
    charge = Charge(concert, order.id, ANN.id, "late", "late", order.total_minor, "UAH")
    await app.settling.complete_payment(charge)
    [group] = await app.ticketing.mine(ANN.id)
    assert sorted(ticket.name for ticket in group.tickets) == ["Ann", "Zoe"]
    assert 1 not in [ticket.seat_id for ticket in group.tickets]


async def test_seats_that_trade_places_trade_what_was_said(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 1, 2, 3)
    await answered(app, order, "One", "Two", "Three")
    async with transaction(pool) as conn:
        await answers.move(conn, concert, order.id, list(order.seat_ids), [SeatId(2), SeatId(3), SeatId(4)])
    told = await answers.of_order(pool, concert, order.id)
    assert {seat: answer for (seat, question), answer in told.items() if question == NAME} == {
        2: "One",
        3: "Two",
        4: "Three",
    }
    assert told[WHOLE_ORDER, PHONE] == "+380671234567"


async def test_tickets_are_changed_until_the_time_that_the_event_sets(app: App, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7)
    await answered(app, order, "Ann")
    await pay(app, order, "charge")
    [group] = await app.ticketing.mine(ANN.id)
    await app.ticketing.remember_picture(group.tickets[0], "picture")
    await app.attending.answer(asked(order, NAME, 7), ANN.id, "Zoe")
    [renamed] = (await app.ticketing.mine(ANN.id))[0].tickets
    assert (renamed.name, renamed.picture_file_id) == ("Zoe", None), "the picture is drawn anew"
    await app.ticketing.remember_picture(group.tickets[0], "drawn before")
    [renamed] = (await app.ticketing.mine(ANN.id))[0].tickets
    assert renamed.picture_file_id is None
    clock.go(days=5)
    for act in (
        app.attending.answer(asked(order, NAME, 7), ANN.id, "Eve"),
        app.attending.skip(asked(order, WISH), ANN.id),
    ):
        with pytest.raises(DetailsClosed) as refusal:
            await act
        assert refusal.value.until == CLOCK_START + timedelta(days=5)


async def test_nobody_else_sees_or_answers(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7)
    acts: tuple[Callable[[], Awaitable[FormView]], ...] = (
        lambda: app.attending.form(concert, order.id, BOB.id),
        lambda: app.attending.answer(asked(order, NAME, 7), BOB.id, "Bob"),
        lambda: app.attending.skip(asked(order, WISH), BOB.id),
        lambda: app.attending.accept_offer(asked(order, NAME, 7), BOB, Source.PROFILE),
        lambda: app.attending.answer_with_contact(asked(order, PHONE), BOB.id, "380671234567", BOB.id),
        lambda: app.attending.form(concert, OrderId(99), ANN.id),
    )
    for act in acts:
        with pytest.raises(OrderNotFound):
            await act()
    await answered(app, order, "Ann")
    await pay(app, order, "charge")
    for act in acts:
        with pytest.raises(OrderNotFound):
            await act()


async def test_a_gift_takes_its_answers_away_and_asks_the_new_holder(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN.id, 7, 8)
    await answered(app, order, "Ann", "Zoe")
    await pay(app, order, "charge")
    [group] = await app.ticketing.mine(ANN.id)
    _, secret = await app.giving.offer(concert, group.tickets[0].id, ANN.id)
    clock.go(days=6)  # what is missing may still come, though nothing can be changed any more
    taken = await app.giving.take(concert, secret, BOB.id)
    assert (taken.name, taken.attendee_name) == ("Bob", None)
    [view] = await app.attending.forms(concert, BOB.id)
    assert [(entry.seat_id, entry.answer) for entry in view.form.entries] == [(7, None)], "and not of the giver's"
    await app.attending.answer(asked(order, NAME, 7), BOB.id, "Robert")
    assert (await app.ticketing.ticket(concert, taken.id)).name == "Robert"
    for question_id, seat_id in ((NAME, 8), (PHONE, WHOLE_ORDER)):
        with pytest.raises(QuestionNotFound):
            await app.attending.answer(asked(order, question_id, seat_id), BOB.id, "Robert")
    with pytest.raises(QuestionNotFound):
        await app.attending.answer(asked(order, NAME, 7), ANN.id, "Ann")
    assert await pool.fetchval("SELECT count(*) FROM answers WHERE answer = 'Ann'") == 0


async def test_an_answer_that_meets_a_gift_never_outlives_it(app: App, pool: Pool, concert: EventId) -> None:
    """Whichever is first: the friend does not get the giver's words."""
    order = await hold(app, concert, ANN.id, 7)
    await answered(app, order, "Ann")
    await pay(app, order, "charge")
    giver, taker = ANN, BOB
    for number in range(40):
        [group] = await app.ticketing.mine(giver.id)
        _, secret = await app.giving.offer(concert, group.tickets[0].id, giver.id)
        name = f"{giver.name} {number}"
        got = await asyncio.gather(
            outcome(app.attending.answer(asked(order, NAME, 7), giver.id, name)),
            outcome(app.giving.take(concert, secret, taker.id)),
        )
        assert not isinstance(got[1], Refusal)
        assert (await app.ticketing.ticket(concert, group.tickets[0].id)).attendee_name is None
        giver, taker = taker, giver


async def test_an_answer_waits_for_a_gift_that_is_being_taken(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7)
    await answered(app, order, "Ann")
    await pay(app, order, "charge")
    async with pool.acquire() as other:
        taking = other.transaction()
        await taking.start()
        await other.execute("UPDATE tickets SET holder_id = $1", BOB.id)
        answer = asyncio.create_task(outcome(app.attending.answer(asked(order, NAME, 7), ANN.id, "Eve")))
        await until_it_waits_for_a_lock(answer, pool)
        await taking.commit()
    assert isinstance(await answer, TicketNotFound)
    assert (await answers.of_order(pool, concert, order.id))[SeatId(7), NAME] == "Ann", "it is undone"


async def test_answers_are_offered_that_need_no_typing(app: App, concert: EventId) -> None:
    async def offers(order: Order, question_id: QuestionId, seat_id: int = WHOLE_ORDER) -> dict[Source, str]:
        view = await app.attending.form(concert, order.id, ANN.id)
        entry = view.form.entry(question_id, SeatId(seat_id))
        assert entry
        return await app.attending.offers(view, entry, ANN)

    first = await hold(app, concert, ANN.id, 1, 2)
    assert await offers(first, NAME, 1) == {Source.PROFILE: "Ann"}
    assert await offers(first, PHONE) == {}
    await app.attending.answer(asked(first, NAME, 1), ANN.id, "Zoe")
    assert await offers(first, NAME, 2) == {Source.PROFILE: "Ann", Source.PREVIOUS: "Zoe"}
    await app.attending.accept_offer(asked(first, NAME, 2), ANN, Source.PREVIOUS)
    view = await app.attending.answer(asked(first, PHONE), ANN.id, "+380671234567")
    assert said(view)[:3] == ["Zoe", "Zoe", "+380671234567"]
    await pay(app, first, "charge")
    second = await hold(app, concert, ANN.id, 3)
    assert await offers(second, NAME, 3) == {Source.PROFILE: "Ann", Source.EARLIER: "Zoe"}
    assert await offers(second, PHONE) == {Source.EARLIER: "+380671234567"}


async def test_who_is_forgotten_leaves_no_answers_not_even_of_others(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN.id, 7, 8)
    await answered(app, order, "Ann", "Zoe")
    await pay(app, order, "charge")
    [group] = await app.ticketing.mine(ANN.id)
    _, secret = await app.giving.offer(concert, group.tickets[0].id, ANN.id)
    await app.giving.take(concert, secret, BOB.id)
    await app.attending.answer(asked(order, NAME, 7), BOB.id, "Robert")
    await app.people.forget(ANN.id)
    assert [row["answer"] for row in await pool.fetch("SELECT answer FROM answers")] == ["Robert"], "his own"
