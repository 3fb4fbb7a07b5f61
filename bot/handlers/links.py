"""Deep links: `/start` with a payload opens an event, or a ticket."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.handlers.door import give_verdict
from bot.keyboards import menu as keyboards
from bot.links import EVENT_PAYLOAD, TICKET_PAYLOAD, event_in
from bot.notifier import Notifier
from bot.screen import Screen, show
from bot.screens import events
from bot.texts import Texts
from core.domain.person import Person
from core.services.browsing import Browsing
from core.services.checkin import Checkin
from core.services.pictures import Pictures
from core.services.rights import Rights
from core.services.ticketing import Ticketing


def build_router() -> Router:
    router = Router(name="links")
    router.message.register(
        open_ticket, CommandStart(deep_link=True, magic=F.args.regexp(TICKET_PAYLOAD, mode="fullmatch"))
    )
    router.message.register(
        open_event, CommandStart(deep_link=True, magic=F.args.regexp(EVENT_PAYLOAD, mode="fullmatch"))
    )
    return router


async def open_event(
    message: Message, command: CommandObject, person: Person, browsing: Browsing, pictures: Pictures, t: Texts
) -> None:
    card = await browsing.card(event_in(command.args or ""), person.id)
    await show(message, events.card(card, pictures, t))


async def open_ticket(
    message: Message,
    command: CommandObject,
    person: Person,
    rights: Rights,
    checkin: Checkin,
    ticketing: Ticketing,
    notifier: Notifier,
    t: Texts,
) -> None:
    """A camera opened the QR of a ticket: staff get a verdict, the holder the ticket, anybody else nothing."""
    token = command.args or ""
    is_staff = (await rights.role(person.id)).may_scan
    if is_staff and not await checkin.is_off_duty(person.id):
        await give_verdict(message, token, person, checkin, t)
    elif ticket := await ticketing.mine_by_token(token, person.id):
        await notifier.send_ticket(ticket, t)
    elif is_staff:
        await give_verdict(message, token, person, checkin, t)
    else:
        await show(message, Screen(t("foreign-ticket"), keyboards.home(t)))
