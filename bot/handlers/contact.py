"""The own number: it is asked for instead of what a tap would have done, and then the buyer goes on."""

from aiogram import Bot, F, Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Contact, ErrorEvent, Message

from bot import contact_key
from bot.again import source_of, tap_after
from bot.asking import forget_question
from bot.screen import show
from bot.screens import contact as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, PersonId
from core.domain.person import Person
from core.domain.refusal import ContactNeeded, NotOwnContact
from core.services.people import People


def build_router() -> Router:
    router = Router(name="contact")
    router.error.register(ask, ExceptionTypeFilter(ContactNeeded))
    router.message.register(take_contact, Typing.contact, F.contact.as_("contact"))
    router.message.register(refuse_typed, Typing.contact, F.text)
    return router


async def ask(event: ErrorEvent, person: Person, state: FSMContext, bot: Bot, t: Texts) -> None:
    needed = event.exception
    assert isinstance(needed, ContactNeeded), "the filter lets nothing else through"
    event_id, next_tap = needed.event_id, await tap_after(needed, event.update, state)
    await show(source_of(event.update), screens.ask(event_id, t, while_waiting=needed.while_waiting))
    key_id = await contact_key.offer(bot, person.id, t)
    await state.set_state(Typing.contact)
    await state.set_data({"event_id": event_id, "next_tap": next_tap, "key_id": key_id})


async def take_contact(
    message: Message, contact: Contact, person: Person, people: People, state: FSMContext, bot: Bot, t: Texts
) -> None:
    owner_id = PersonId(contact.user_id) if contact.user_id else None
    await people.share_phone(person.id, contact.phone_number, owner_id)
    known = await state.get_data()
    await forget_question(state, bot, t)
    await show(message, screens.taken(EventId(known["event_id"]), known["next_tap"], t))


async def refuse_typed(message: Message) -> None:
    """Anybody can type any number: only Telegram says whose it is."""
    raise NotOwnContact
