"""Calls of the Bot API at the least cost: as JSON, and without making objects of what nobody reads in the answers.

A form of many parts costs more to write than the call itself, and a keyboard that comes back in an answer costs more to
read than all the rest, though the bot has made it. Files go as a form, as ever.
"""

import json
import ssl
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

import certifi
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import FormData
from pydantic import TypeAdapter
from pydantic_core import to_json

from bot.connections import JSON, Connections

EDITS = (EditMessageText, EditMessageCaption, EditMessageMedia, EditMessageReplyMarkup)
"""Answered with the message as it is now, or with `true`: the bot knows what it has put there, less a new file's id."""


KEYBOARD = {"reply_markup"}


class LeanSession(AiohttpSession):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(json_loads=without_keyboards, **kwargs)
        self._should_reset_connector = False  # to open the one for downloads, it would close all
        tls = ssl.create_default_context(cafile=certifi.where())
        self._lines = Connections(self.api.api_url(token="", method=""), tls)

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        files: dict[str, InputFile] = {}
        values = {
            name: plain
            for name, value in method.model_dump(warnings=False, exclude_none=True, exclude=KEYBOARD).items()
            if (plain := self.prepare_value(value, bot=bot, files=files, _dumps_json=False)) is not None
        }
        url, patience = self.api.api_url(token=bot.token, method=method.__api_method__), timeout or self.timeout
        try:
            kind, body = await _form(bot, method, values, files) if files else (JSON, _written(method, values))
            status, answer = await self._lines.post(urlsplit(url).path, body, patience, kind)
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except OSError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        if status == HTTPStatus.OK:
            with suppress(ValueError, KeyError, TypeError):  # what is no answer is told of below
                if isinstance(method, EDITS) and not files and answer.startswith(b'{"ok":true'):
                    return cast(TelegramType, True)
                return _read(bot, method, answer)
        try:
            return cast(TelegramType, self.check_response(bot, method, status, answer.decode(errors="replace")).result)
        except ClientDecodeError as error:
            if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            page = f"{status} without an answer of the Bot API"  # from what stands before it, while that is away
            raise TelegramServerError(method=method, message=page) from error

    async def close(self) -> None:
        self._lines.close()
        await super().close()


def _read(bot: Bot, method: TelegramMethod[TelegramType], content: bytes) -> TelegramType:
    result = without_keyboards(content)["result"]
    return cast(TelegramType, _reader(method.__returning__).validate_python(result, context={"bot": bot}))


def _written(method: TelegramMethod[Any], values: dict[str, Any]) -> bytes:
    """A keyboard, most of what many calls say, has nothing in it to prepare."""
    written = to_json(values)
    keyboard = getattr(method, "reply_markup", None)
    if keyboard is None:
        return written
    own = b'"reply_markup":' + to_json(keyboard, exclude_none=True)
    return written[:-1] + (b"," if values else b"") + own + b"}"


async def _form(
    bot: Bot, method: TelegramMethod[Any], values: dict[str, Any], files: dict[str, InputFile]
) -> tuple[str, bytes]:
    """The type and the content of a form with files, as RFC 7578 has it."""
    form = FormData(quote_fields=False, default_to_multipart=True)
    for name, value in values.items():
        form.add_field(name, value if isinstance(value, str) else to_json(value).decode())
    if keyboard := getattr(method, "reply_markup", None):
        form.add_field("reply_markup", to_json(keyboard, exclude_none=True).decode())
    for name, file in files.items():
        content = b"".join([chunk async for chunk in file.read(bot)])
        form.add_field(name, content, filename=file.filename or name)
    payload = form()
    return payload.headers["Content-Type"], await payload.as_bytes()


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    """aiogram makes the type of an answer anew for each call, which costs as much as all the rest of it."""
    return TypeAdapter(kind)


def without_keyboards(content: str | bytes) -> Any:
    """An answer of the Bot API as plain values, less the buttons of messages in it."""
    body = json.loads(content)
    for message in _messages(body.get("result")) if isinstance(body, dict) else ():
        message.pop("reply_markup", None)
    return body


def _messages(result: Any) -> Iterator[dict[str, Any]]:
    """The one that was sent, or those whose buttons were tapped."""
    if isinstance(result, dict):
        yield result
    elif isinstance(result, list):
        for one in result:
            if isinstance(one, dict) and isinstance(message := (one.get("callback_query") or {}).get("message"), dict):
                yield message
