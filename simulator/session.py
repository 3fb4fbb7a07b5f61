"""An aiogram session without HTTP: calls go straight to a `Telegram` in the same process. For fast tests."""

from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiogram.types import InputFile

from simulator.errors import Dropped, NoAnswer
from simulator.parameters import Upload
from simulator.store import dump
from simulator.telegram import Telegram

KEPT: set[type[Response[Any]]] = set()
"""The types of answers: forgotten, each would be made anew for the next call, at more than the cost of the call."""


class DirectSession(BaseSession):
    """`Bot(telegram.token, session=DirectSession(telegram))`."""

    def __init__(self, telegram: Telegram, **kwargs: Any) -> None:
        super().__init__(api=TelegramAPIServer.from_base("http://simulator.invalid"), **kwargs)
        self.telegram = telegram

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,
    ) -> TelegramType:
        files: dict[str, InputFile] = {}
        values = {
            name: prepared
            for name, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot=bot, files=files))
        }
        uploads = {key: Upload(file.filename or key, await _read(file, bot)) for key, file in files.items()}
        try:
            status, envelope = await self.telegram.call(method.__api_method__, values, uploads)
        except (Dropped, NoAnswer) as fault:
            raise TelegramNetworkError(method=method, message=f"simulated: {type(fault).__name__}") from fault
        KEPT.add(Response[method.__returning__])  # type: ignore[name-defined]
        response = self.check_response(bot, method, status, dump(envelope))
        result: TelegramType = response.result  # type: ignore[assignment]
        return result

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        file_id = self.telegram.files.at_path(url.partition(f"/file/bot{self.telegram.token}/")[2])
        yield self.telegram.files.read(file_id or "")[1]

    async def close(self) -> None:
        pass


async def _read(file: InputFile, bot: Bot) -> bytes:
    return b"".join([chunk async for chunk in file.read(bot)])
