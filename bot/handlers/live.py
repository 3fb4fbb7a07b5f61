"""The organizer watches a sale."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import ShowLive
from bot.live import LiveViews
from bot.screen import show
from bot.screens import live as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.managing import Managing


def build_router() -> Router:
    router = Router(name="live")
    router.callback_query.register(show_live, ShowLive.filter())
    return router


async def show_live(
    query: CallbackQuery, callback_data: ShowLive, person: Person, managing: Managing, live_views: LiveViews, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    screen = screens.live(await managing.live(person.id, event_id), t)
    shown = await show(query, screen)
    await live_views.watch(person.id, event_id, shown.message_id, screen.text, t)
