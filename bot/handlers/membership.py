"""Somebody stopped the bot, or came back."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from bot.notifier import Notifier
from core.domain.person import Person
from core.services.messaging import Messaging


def build_router() -> Router:
    router = Router(name="membership")
    router.my_chat_member.register(pause_or_resume)
    return router


async def pause_or_resume(change: ChatMemberUpdated, person: Person, messaging: Messaging, notifier: Notifier) -> None:
    if change.new_chat_member.status == ChatMemberStatus.KICKED:
        await messaging.pause(person.id)
    else:
        await messaging.resume(person.id)
        notifier.wake()
