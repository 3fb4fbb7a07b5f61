"""What a statement must see of a ticket for itself, as in test_last_looks.py: others scan it, or open its link."""

from datetime import timedelta

import pytest

from core.app import App
from core.domain.checkin import Verdict
from core.domain.ids import EventId, GateId, PersonId, TeamId, TicketId
from core.domain.refusal import NotReturnable
from core.domain.return_policy import ReturnPolicy
from core.domain.team import HOUSE
from core.domain.ticket_code import TicketSecret
from db import admissions, gifts, return_policies, tickets
from db.admissions import Passage
from db.pool import Conn, Pool
from tests.core.services.test_doors import get_tickets
from tests.plans import Clock, club_night

ANN, BOB, CAT, TARAS = PersonId(1), PersonId(2), PersonId(3), PersonId(51)
OWNER = PersonId(2001)


async def test_a_ticket_changes_hands_only_while_it_is_its_givers_and_can_be_used(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    used, returned, given = await get_tickets(app, event_id, ANN, 3)
    await pool.execute("UPDATE tickets SET admitted_at = $1 WHERE id = $2", clock(), used.id)
    await pool.execute("UPDATE tickets SET status = 'refunded' WHERE id = $1", returned.id)
    async with pool.acquire() as conn:
        await tickets.set_pictures(conn, event_id, [(given, "picture")])
        for ticket in (used, returned):
            assert not await tickets.hand_over(conn, event_id, ticket.id, ANN, BOB)
        assert not await tickets.hand_over(conn, event_id, given.id, CAT, BOB)
        assert await tickets.hand_over(conn, event_id, given.id, ANN, BOB)
        assert not await tickets.hand_over(conn, event_id, given.id, ANN, CAT)
    assert [ticket.id for ticket in await tickets.of_holder(pool, ANN)] == [used.id]
    [ticket] = await tickets.of_holder(pool, BOB)
    assert ticket.id == given.id and ticket.picture_file_id is None, "it shows the old code"
    assert ticket.number != given.number and ticket.secret != given.secret


async def test_who_has_just_taken_a_ticket_does_not_lose_it_to_the_giver(
    app: App, pool: Pool, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by a return that has read the ticket before, and not by the old code at the door."""
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    [ticket] = await get_tickets(app, event_id, ANN, 1)
    _, secret = await app.giving.offer(event_id, ticket.id, ANN)

    async def policy_while_bob_takes_it(conn: Conn, of: EventId) -> ReturnPolicy:
        await app.giving.take(of, secret, BOB)
        return ReturnPolicy()

    monkeypatch.setattr(return_policies, "of_event", policy_while_bob_takes_it)
    with pytest.raises(NotReturnable):
        await app.returning.give_back(event_id, ticket.id, ANN, 0)
    post = await app.checkin.take_post(OWNER, event_id)
    scan = await app.checkin.decide(post, OWNER, ticket)
    assert (scan.verdict, scan.ticket) == (Verdict.UNKNOWN, None)
    [taken] = await tickets.of_holder(pool, BOB)
    assert (await app.checkin.decide(post, OWNER, taken)).verdict is Verdict.ADMITTED


async def test_a_link_that_was_made_while_the_ticket_changed_hands_gives_way(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    [ticket] = await get_tickets(app, event_id, ANN, 1)
    async with pool.acquire() as conn:
        await tickets.hand_over(conn, event_id, ticket.id, ANN, BOB)
        await gifts.offer(conn, event_id, ticket.id, "too late", ANN, clock())
    offered, again = [await app.giving.offer(event_id, ticket.id, BOB) for _ in range(2)]
    assert offered == again
    secret = offered[1]
    await app.giving.take(event_id, secret, CAT)
    assert [one.id for one in await tickets.of_holder(pool, CAT)] == [ticket.id]


async def test_a_link_is_good_until_it_is_taken_or_taken_back_by_the_giver(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    first, second = [ticket.id for ticket in await get_tickets(app, event_id, ANN, 2)]
    async with pool.acquire() as conn:
        for ticket_id, secret in ((first, "one"), (second, "two"), (first, "three")):
            shown = await gifts.offer(conn, event_id, ticket_id, secret, ANN, clock())
        assert shown == "one", "the link that is open"
        assert not await gifts.revoke(conn, event_id, first, BOB, clock())
        assert (await gifts.offered(conn, event_id, ANN), await gifts.offered(conn, event_id, BOB)) == (
            {first, second},
            set(),
        )
        taken = await gifts.take(conn, event_id, "one", BOB, clock())
        assert taken and taken.ticket_id == first
        assert await gifts.still_open(conn, event_id, "one") is None
        assert not await gifts.revoke(conn, event_id, first, ANN, clock())
        assert await gifts.offered(conn, event_id, ANN) == {second}
        assert await gifts.revoke(conn, event_id, second, ANN, clock())
        assert not await gifts.revoke(conn, event_id, second, ANN, clock())
        assert await gifts.offered(conn, event_id, ANN) == set()
        for secret in ("one", "two", "three"):
            assert await gifts.still_open(conn, event_id, secret) is None
            assert await gifts.take(conn, event_id, secret, CAT, clock()) is None


async def test_a_scan_is_taken_back_only_while_nothing_has_happened_since(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    bought = await get_tickets(app, event_id, ANN, 3)
    inside, outside, ended = [ticket.id for ticket in bought]
    came, went = clock(), clock() + timedelta(minutes=1)

    def passage(ticket_id: TicketId) -> Passage:
        [secret] = [ticket.secret for ticket in bought if ticket.id == ticket_id]
        return Passage(ticket_id, secret, TARAS, GateId(1))

    async def let_out(*ticket_ids: TicketId) -> set[TicketId]:
        return await admissions.let_out(conn, event_id, [passage(one) for one in ticket_ids], went)

    async with pool.acquire() as conn:
        assert await let_out(inside) == set(), "who never came"
        await admissions.admit(conn, event_id, [passage(one) for one in (inside, outside, ended)], came)
        await conn.execute("UPDATE tickets SET status = 'void' WHERE id = $1", ended)
        assert await let_out(outside, ended) == {outside}
        assert await let_out(outside) == set()
        for ticket_id, at in ((inside, went), (outside, came), (ended, came)):
            assert not await admissions.undo_admission(conn, event_id, ticket_id, at)
            assert not await admissions.undo_return(conn, event_id, ticket_id, at, went)
        await conn.execute("UPDATE tickets SET left_at = $1 WHERE id = $2", went, ended)
        for ticket_id, at in ((outside, came), (ended, went)):
            assert not await admissions.undo_leaving(conn, event_id, ticket_id, at)
        assert await admissions.undo_leaving(conn, event_id, outside, went)
        assert await admissions.undo_return(conn, event_id, outside, came, went)
        assert await admissions.undo_admission(conn, event_id, inside, came)
    row = await pool.fetchrow("SELECT admitted_at, admitted_by, admitted_gate_id FROM tickets WHERE id = $1", inside)
    assert row is not None and tuple(row) == (None, None, None), "as if they had never come"


async def test_a_valid_ticket_is_answered_for_by_its_holder(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    kept, given, returned = await get_tickets(app, event_id, ANN, 3)
    order_id = kept.order_id
    await pool.execute("UPDATE tickets SET status = 'refunded' WHERE id = $1", returned.id)
    async with pool.acquire() as conn:
        await tickets.hand_over(conn, event_id, given.id, ANN, BOB)
        assert await tickets.lock_held(conn, event_id, order_id, kept.seat_id, ANN) == kept.id
        for ticket, holder_id in ((given, ANN), (returned, ANN), (kept, BOB)):
            assert await tickets.lock_held(conn, event_id, order_id, ticket.seat_id, holder_id) is None
        assert await tickets.seats_held(conn, event_id, order_id, ANN) == [kept.seat_id]
        assert await tickets.seats_held(conn, event_id, order_id, BOB) == [given.seat_id]
        assert await tickets.orders_held(conn, event_id, BOB) == [order_id]
        assert await tickets.orders_held(conn, event_id, CAT) == []
        await conn.execute("UPDATE tickets SET status = 'refunded' WHERE id = $1", given.id)
        assert await tickets.orders_held(conn, event_id, BOB) == []


async def test_a_number_and_a_code_are_of_one_event(app: App, pool: Pool, clock: Clock) -> None:
    event_ids = []
    for person in (ANN, BOB):
        event_ids.append(await app.organizing.create_event(club_night(price_minor=0)))
        await get_tickets(app, event_ids[-1], person, 1)
        clock.go(minutes=1)
    await pool.execute("UPDATE tickets SET number = '1234', secret = 'secret'")
    for event_id in event_ids:
        by_number = await tickets.by_number(pool, event_id, "1234")
        by_secret = await tickets.by_secret(pool, TicketSecret(event_id, b"secret"))
        assert by_number and by_secret and by_number.event.id == by_secret.event.id == event_id
    await pool.execute("INSERT INTO teams (name, created_at) VALUES ('Jazz', $1)", clock())
    for team_ids, found in (([HOUSE], event_ids[1]), (None, event_ids[1]), ([TeamId(2)], None)):
        got = await tickets.of_any_event(pool, "1234", team_ids)
        assert (got and got[0]) == found


async def test_a_picture_that_was_drawn_before_a_change_is_not_kept(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(price_minor=0))
    [drawn] = await get_tickets(app, event_id, ANN, 1)
    async with pool.acquire() as conn:
        for becomes_untrue in (
            tickets.forget_picture(conn, event_id, drawn.id),
            tickets.forget_pictures_of_event(conn, event_id),
            tickets.forget_pictures_of(conn, ANN),
            tickets.hand_over(conn, event_id, drawn.id, ANN, ANN),
        ):
            await becomes_untrue
            await tickets.set_pictures(conn, event_id, [(drawn, "as it was")])
            [now] = await tickets.of_holder(pool, ANN)
            assert now.picture_file_id is None
            await tickets.set_pictures(conn, event_id, [(now, "as it is")])
            [drawn] = await tickets.of_holder(pool, ANN)
            assert drawn.picture_file_id == "as it is"
