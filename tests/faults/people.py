"""People who buy through real processes: they act in the simulated Telegram and wait for what they see there."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeVar

from core.domain.ids import EventId
from simulator.payments import PaymentResult
from simulator.queries import CallbackAnswer, CallbackQuery
from simulator.telegram import Telegram

T = TypeVar("T")
JSON = dict[str, Any]
PATIENCE = 25.0
"""Seconds until somebody who waits for the bot is told by the test that it does not come."""


@dataclass
class Buyer:
    """One person's side of the chat. A payment can be taken step by step: asked for, charged, told of."""

    telegram: Telegram
    id: int
    patience: float = PATIENCE

    async def starts(self) -> int:
        """The id of the menu that was sent: what follows is in it, or newer."""
        before = max((message["message_id"] for message in self.messages), default=0)
        await self.telegram.say(self.id, "/start")
        return await self.until(lambda: self._greeting(before), "the menu")

    async def holds(self, event_id: EventId, quantity: int = 2) -> None:
        """Places of general admission."""
        menu = await self.starts()
        await self.taps(f"holdn1:{event_id}:1:{quantity}")
        await self.until(lambda: self.button(f"pay1:{event_id}:", since=menu), "the button that pays")

    async def gets_an_invoice(self, event_id: EventId) -> int:
        """For what they hold; the id of its message."""
        before = set(self.invoices)
        data = self.button(f"pay1:{event_id}:")
        assert data, f"nothing to pay for: {self.chat}"
        await self.taps(data)
        return await self.until(lambda: max(set(self.invoices) - before, default=0), "an invoice")

    async def wants(self, event_id: EventId, quantity: int = 2) -> int:
        """From the start to an invoice."""
        await self.holds(event_id, quantity)
        return await self.gets_an_invoice(event_id)

    async def picks(self, hall: EventId, row: int, *seats: int) -> int:
        """Numbered seats of one row, as many as are free; the invoice for them."""
        menu = await self.starts()
        for seat in seats:
            await self.taps(f"seat1:{hall}:1:{row}:{seat}")
        await self.taps(f"hold1:{hall}")
        await self.until(lambda: self.button(f"pay1:{hall}:", since=menu), "the button that pays")
        return await self.gets_an_invoice(hall)

    async def pays(self, invoice: int) -> PaymentResult:
        return await self.telegram.pay(self.id, invoice)

    async def is_allowed_to_pay(self, invoice: int) -> JSON:
        """The pre-checkout alone; the bill to be charged."""
        bill = self.bill(invoice)
        answer = await self.telegram.payments.ask(self.telegram.chat(self.id), bill, 0)
        assert answer.status == "approved", answer
        return bill

    def bill(self, invoice: int) -> JSON:
        """What it is for: it can be charged even if the invoice is deleted."""
        assert invoice in self.invoices, "the invoice went"
        return self.telegram.chat(self.id).invoices[invoice]

    def is_charged(self, bill: JSON) -> JSON:
        """The money is taken. What says so stands in the chat, and the bot does not know it yet."""
        chat = self.telegram.chat(self.id)
        paid = self.telegram.payments.charge(chat, bill, 0)
        return self.telegram.post(chat, chat.person.user(), {"successful_payment": paid})

    async def telegram_tells_of(self, charge: JSON) -> None:
        """The bot is sent the update."""
        await self.telegram.updates.deliver("message", charge, lane=self.telegram.chat(self.id).lane)

    async def is_charged_unheard(self, event_id: EventId, quantity: int = 2) -> JSON:
        """All of a purchase but its last update, which is returned."""
        return self.is_charged(await self.is_allowed_to_pay(await self.wants(event_id, quantity)))

    async def taps(self, data: str) -> CallbackQuery:
        """In the newest message with words, or in the newest that there is."""
        said = [message for message in self.messages if message["from"]["is_bot"]]
        assert said, f"nothing to tap {data} in"
        newest = next((message for message in reversed(said) if "text" in message), said[-1])
        return await self.telegram.press(self.id, newest["message_id"], data)

    async def is_answered(self, data: str) -> CallbackAnswer:
        """Taps, and waits until the button has done turning."""
        query = await self.taps(data)
        return await self.until(lambda: query.answer, f"the answer to {data}")

    async def sees(self, text: str) -> None:
        await self.until(lambda: self.shows(text), repr(text))

    async def until(self, it_is_so: Callable[[], T | None], what: str) -> T:
        """Looks again at whatever happens in the chat."""
        with self.telegram.listen(self.id) as happenings:
            try:
                async with asyncio.timeout(self.patience):
                    while not (found := it_is_so()):
                        await happenings.get()
                    return found
            except TimeoutError:
                raise AssertionError(f"{what} did not come to {self.id}: {self.chat}") from None

    def shows(self, text: str) -> int:
        """In how many messages of the bot these words stand."""
        return sum(text in said for said in self.chat)

    def was_told(self, text: str) -> int:
        """As `shows`, with messages that a later tap has turned into something else: answers to taps are such, too."""
        said = [*self.telegram.calls("sendMessage", self.id), *self.telegram.calls("editMessageText", self.id)]
        ever = sum(call.status == 200 and text in str(call.parameters.get("text")) for call in said)
        return max(ever, self.shows(text))

    def button(self, data: str, since: int = 0) -> str | None:
        """The whole data of the newest button whose data begin so, in this message or a newer one."""
        return next((button for button in reversed(self._buttons(since)) if button.startswith(data)), None)

    @property
    def messages(self) -> list[JSON]:
        return self.telegram.messages(self.id)

    @property
    def chat(self) -> list[str]:
        """What the bot has said, as it stands now."""
        said = (message for message in self.messages if message["from"]["is_bot"])
        return [unescape(message.get("text") or message.get("caption") or "") for message in said]

    @property
    def invoices(self) -> list[int]:
        """The invoices that can be paid, oldest first."""
        return list(self.telegram.chat(self.id).invoices)

    def _greeting(self, before: int) -> int:
        """The id of a menu after this message."""
        newer = (message for message in self.messages if message["message_id"] > before and message["from"]["is_bot"])
        return next((message["message_id"] for message in newer if "Hello, " in message.get("text", "")), 0)

    def _buttons(self, since: int) -> list[str]:
        messages = (message for message in self.messages if message["message_id"] >= since)
        keyboards = (message.get("reply_markup", {}).get("inline_keyboard", []) for message in messages)
        return [
            button["callback_data"] for rows in keyboards for row in rows for button in row if "callback_data" in button
        ]
