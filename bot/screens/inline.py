"""An event as it is shared in another chat."""

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)

from bot.links import event_link
from bot.screens.finding import stock
from bot.texts import Texts, cut
from core.domain.event import EventSummary

DESCRIPTION_MAX = 300


def article(summary: EventSummary, bot_username: str, t: Texts) -> InlineQueryResultArticle:
    event = summary.event
    when, left = t.when(event.starts_at), stock(summary, t)
    text = t(
        "inline-card",
        title=event.title,
        when=when,
        venue=event.venue.name,
        city=event.venue.city,
        description=cut(event.description, DESCRIPTION_MAX),
        stock=left,
    )
    link = InlineKeyboardButton(text=t.plain("inline-open"), url=event_link(bot_username, event.id))
    return InlineQueryResultArticle(
        id=f"e{event.id}",
        title=event.title,
        description=f"{t.when_short(event.starts_at)} · {event.venue.city}\n{left}",
        input_message_content=InputTextMessageContent(message_text=text),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[link]]),
    )
