"""The door."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    AskGuest,
    ChooseDoorEvent,
    ChooseGate,
    ReportScan,
    SendDoorList,
    ShowDoor,
    ShowDoorCounts,
    ShowMenu,
    TakePost,
    UndoScan,
)
from bot.keyboards.layout import Row, button, in_columns, keyboard
from bot.texts import Texts
from core.domain.checkin import Direction, Post, Scan
from core.domain.event import Event
from core.domain.ticket import Ticket


def choose(events: Sequence[Event], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain("door-event-button", title=event.title, when=t.when_short(event.starts_at)),
                    TakePost(event_id=event.id),
                )
            ]
            for event in events
        ],
        [button(t.plain("home"), ShowMenu())],
    )


def choose_gate(post: Post, t: Texts) -> InlineKeyboardMarkup:
    gates = [button(gate.name, ChooseGate(event_id=post.event.id, gate_id=gate.id, out=0)) for gate in post.gates]
    return keyboard(
        *in_columns(gates, 2),
        [button(t.plain("door-any-gate"), ChooseGate(event_id=post.event.id, gate_id=0, out=0))],
        [button(t.plain("back"), ChooseDoorEvent())],
    )


def ready(post: Post, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        _turn(post, t),
        [button(t.plain("guests-button"), AskGuest()), button(t.plain("door-counts-button"), ShowDoorCounts())],
        [button(t.plain("door-list-button"), SendDoorList(event_id=post.event.id))],
        [button(t.plain("door-refresh"), ShowDoor()), button(t.plain("door-change"), ChooseDoorEvent())],
        [button(t.plain("home"), ShowMenu())],
    )


def counts(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("door-refresh"), ShowDoorCounts()), button(t.plain("back"), ShowDoor())])


def verdict(scan: Scan, t: Texts) -> InlineKeyboardMarkup | None:
    if scan.id is None:
        return None
    return keyboard([button(t.plain("door-undo"), UndoScan(event_id=scan.post.event.id, scan_id=scan.id))])


def scanned(ticket: Ticket, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("ticket-scan-report"), ReportScan(event_id=ticket.event.id, ticket_id=ticket.id))])


def _turn(post: Post, t: Texts) -> Row:
    """Where people may come back in, somebody must watch them go out."""
    if not post.allows_reentry:
        return []
    other = Direction.IN if post.direction is Direction.OUT else Direction.OUT
    turn = ChooseGate(event_id=post.event.id, gate_id=post.gate.id if post.gate else 0, out=int(other is Direction.OUT))
    return [button(t.plain("door-turn", direction=other), turn)]
