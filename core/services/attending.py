"""Attending: who comes, as far as the event asks. The buyer answers for a hold, each holder for a ticket."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from babel.core import get_global

from core.domain.contact import shared_number
from core.domain.event import Event
from core.domain.form import Entry, Form, Questionnaire
from core.domain.hall import Hall
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import Order, OrderStatus
from core.domain.person import Person
from core.domain.question import WHOLE_ORDER, Asked, QuestionKind
from core.domain.refusal import (
    AnswerMissing,
    DetailsClosed,
    ForeignContact,
    OrderNotFound,
    QuestionNotFound,
    Refusal,
    TicketNotFound,
)
from core.domain.ticket import Ticket
from db import answers, events, halls, orders, questions, tickets
from db.pool import Conn, Executor, Pool, transaction


@dataclass(frozen=True, slots=True)
class FormView:
    """What one person is asked for an order; `hall` has its seats only."""

    order: Order
    event: Event
    hall: Hall
    form: Form
    is_hold: bool  # there are no tickets yet
    changeable: tuple[Entry, ...]  # now: of a hold, all of them
    closes_at: datetime

    @property
    def next(self) -> Entry | None:
        """The first question that waits for an answer."""
        return next((entry for entry in self.changeable if not entry.is_done), None)


class Source(IntEnum):
    """Where an answer that need not be typed comes from."""

    PROFILE = 0  # the own name, or the address under /email
    PREVIOUS = 1  # what was said for the ticket before
    EARLIER = 2  # what was said in another order


class Attending:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def form(self, event_id: EventId, order_id: OrderId, person_id: PersonId) -> FormView:
        """The questions that are this person's to answer, with the answers. Refused if there are none."""
        order = await orders.by_id(self.pool, event_id, order_id)
        event, questionnaire = await events.by_id(self.pool, event_id), await questions.of_event(self.pool, event_id)
        if order is None or event is None or questionnaire is None:
            raise OrderNotFound
        form = await self._form(self.pool, order, questionnaire, person_id)
        hall = await halls.of_seats(self.pool, event_id, order.seat_ids, self.clock())
        is_hold, now = order.status is not OrderStatus.PAID, self.clock()
        changeable = tuple(one for one in form.entries if is_hold or questionnaire.is_changeable(one, now))
        return FormView(order, event, hall, form, is_hold, changeable, questionnaire.closes_at)

    async def question(self, asked: Asked, person_id: PersonId) -> tuple[FormView, Entry]:
        """One question. Refused if it is not this person's, or too late to answer."""
        view = await self.form(asked.event_id, asked.order_id, person_id)
        entry = view.form.entry(asked.question_id, asked.seat_id)
        if entry is None:
            raise QuestionNotFound
        if entry not in view.changeable:
            raise DetailsClosed(view.closes_at)
        return view, entry

    async def forms(self, event_id: EventId, holder_id: PersonId) -> list[FormView]:
        """Those for somebody's tickets of an event: one for each order that they come from."""
        if await questions.of_event(self.pool, event_id) is None:
            return []
        order_ids = await tickets.orders_held(self.pool, event_id, holder_id)
        views = [await self.form(event_id, order_id, holder_id) for order_id in order_ids]
        return [view for view in views if view.form.entries]

    async def asks_of(self, ticket: Ticket) -> bool:
        """Is there something that its holder has not answered yet?"""
        views = await self.forms(ticket.event.id, ticket.holder_id)
        return any(view.next for view in views if view.order.id == ticket.order_id)

    async def offers(self, view: FormView, entry: Entry, person: Person) -> dict[Source, str]:
        """Answers for one tap, none of them twice, nor the one that stands."""
        kind = entry.question.kind
        found: dict[Source, str | None] = {
            Source.PROFILE: {QuestionKind.NAME: person.name, QuestionKind.EMAIL: person.email}.get(kind),
            Source.PREVIOUS: view.form.previous_answer(entry),
            Source.EARLIER: None
            if kind is QuestionKind.TEXT
            else await answers.latest(self.pool, kind, person.id, but_for=view.order.id),
        }
        offers: dict[Source, str] = {}
        for source, value in found.items():
            answer = _accepted(entry, value)
            if answer and answer != entry.answer and answer not in offers.values():
                offers[source] = answer
        return offers

    async def answer(self, asked: Asked, person_id: PersonId, typed: str) -> FormView:
        """What was typed is the answer, in its normal form."""

        def accept(entry: Entry, event: Event) -> str:
            return entry.question.accept(typed, _country(event))

        return await self._write(asked, person_id, accept)

    async def answer_with_contact(
        self, asked: Asked, person_id: PersonId, number: str, owner_id: PersonId | None
    ) -> FormView:
        """The number that Telegram has of this person, and of nobody else."""

        def accept(entry: Entry, event: Event) -> str:
            if entry.question.kind is not QuestionKind.PHONE:
                raise QuestionNotFound
            if owner_id != person_id:
                raise ForeignContact
            return shared_number(number)

        return await self._write(asked, person_id, accept)

    async def accept_offer(self, asked: Asked, person: Person, source: Source) -> FormView:
        """As it is now: it may have changed since it was shown."""
        view, entry = await self.question(asked, person.id)
        offered = (await self.offers(view, entry, person)).get(source)
        return await self.answer(asked, person.id, offered) if offered else view

    async def skip(self, asked: Asked, person_id: PersonId) -> FormView:
        """Passes over a question, or takes its answer away."""

        def accept(entry: Entry, event: Event) -> None:
            if entry.question.is_required:
                raise AnswerMissing

        return await self._write(asked, person_id, accept)

    async def _write(self, asked: Asked, person_id: PersonId, accept: Callable[[Entry, Event], str | None]) -> FormView:
        """Under the lock of the order, and of the ticket if there is one: it may be on its way to somebody else."""
        event_id, now = asked.event_id, self.clock()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, asked.order_id)
            event, questionnaire = await events.by_id(conn, event_id), await questions.of_event(conn, event_id)
            if order is None or event is None or questionnaire is None:
                raise OrderNotFound
            form = await self._form(conn, order, questionnaire, person_id)
            entry = form.entry(asked.question_id, asked.seat_id)
            if entry is None:
                raise QuestionNotFound
            if order.status is OrderStatus.PAID:
                questionnaire.ensure_changeable(entry, now)
                await _renew_ticket(conn, asked, person_id)
            await answers.put(conn, asked, accept(entry, event), person_id, now)
        return await self.form(event_id, asked.order_id, person_id)

    async def _form(self, conn: Executor, order: Order, questionnaire: Questionnaire, person_id: PersonId) -> Form:
        """Of a hold all is the buyer's; of tickets each is its holder's, and the rest the buyer's."""
        is_buyer, seat_ids = order.buyer_id == person_id, list(order.seat_ids)
        if order.status is OrderStatus.PAID:
            seat_ids = await tickets.seats_held(conn, order.event_id, order.id, person_id)
            if not seat_ids and not is_buyer:
                raise OrderNotFound
        elif is_buyer:
            order.ensure_payable(self.clock())
        else:
            raise OrderNotFound
        said = await answers.of_order(conn, order.event_id, order.id)
        return questionnaire.form(seat_ids, said, with_order=is_buyer)


async def _renew_ticket(conn: Conn, asked: Asked, holder_id: PersonId) -> None:
    """Its picture shows who comes."""
    if asked.seat_id == WHOLE_ORDER:
        return
    ticket_id = await tickets.lock_held(conn, asked.event_id, asked.order_id, asked.seat_id, holder_id)
    if ticket_id is None:
        raise TicketNotFound
    await tickets.forget_picture(conn, asked.event_id, ticket_id)


def _accepted(entry: Entry, value: str | None) -> str | None:
    """A name of signs, say, is no answer to offer."""
    try:
        return entry.question.accept(value) if value else None
    except Refusal:
        return None


def _country(event: Event) -> str | None:
    """That of the venue, by its time zone. What it makes of a number is shown to who typed it."""
    country: str | None = get_global("zone_territories").get(event.venue.time_zone.key)
    return country
