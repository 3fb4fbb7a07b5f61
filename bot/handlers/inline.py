"""Inline mode: `@bot words` in any chat shares the card of an event, whose button opens the bot at it."""

from aiogram import Bot, Router
from aiogram.types import InlineQuery, InlineQueryResultsButton

from bot.links import ALL_EVENTS
from bot.screens import inline
from bot.texts import Texts
from core.domain.finding import Finding
from core.services.browsing import Browsing

RESULTS_MAX = 10
CACHE_SECONDS = 30
"""Of Telegram, for each person: the words are in their language, and stock changes."""
OFFSET_MAX = 9_999


def build_router() -> Router:
    router = Router(name="inline")
    router.inline_query.register(share_events)
    return router


async def share_events(query: InlineQuery, browsing: Browsing, bot: Bot, t: Texts) -> None:
    wanted = min(int(query.offset), OFFSET_MAX) if query.offset.isdecimal() else 1
    page = await browsing.find(Finding(" ".join(query.query.split()), page=wanted), RESULTS_MAX)
    bot_username = (await bot.me()).username or ""
    all_events = InlineQueryResultsButton(text=t.plain("inline-nothing"), start_parameter=ALL_EVENTS)
    await query.answer(
        [inline.article(summary, bot_username, t) for summary in page.events if page.number == wanted],
        cache_time=CACHE_SECONDS,
        is_personal=True,
        next_offset=str(wanted + 1) if wanted < page.pages else "",
        button=None if page.events else all_events,
    )
