"""Words typed at any time are looked for, unless a question or the door waited for them."""

from aiogram import F, Router
from aiogram.types import Message

from bot.screen import show
from bot.screens import finding as screens
from bot.texts import Texts
from core.domain.finding import Finding
from core.domain.person import Person
from core.services.browsing import Browsing


def build_router() -> Router:
    router = Router(name="search")
    router.message.register(search, F.text, ~F.text.startswith("/"), ~F.via_bot)
    return router


async def search(message: Message, person: Person, browsing: Browsing, t: Texts) -> None:
    """Begins anew: filters set days ago would hide what is looked for now."""
    typed = " ".join((message.text or "").split())
    await show(message, screens.page(await browsing.look(person.id, Finding(typed)), t))
