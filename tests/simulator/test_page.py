"""The chat page's own API and control, over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot

from simulator import page_api
from simulator.chats import Person
from simulator.server import serve
from simulator.telegram import Telegram


class Page:
    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = url, http

    async def get(self, path: str) -> Any:
        async with self.http.get(f"{self.url}/sim/{path}") as response:
            assert response.status == 200
            return await response.json()

    async def post(self, path: str, **body: Any) -> tuple[int, Any]:
        async with self.http.post(f"{self.url}/sim/{path}", json=body) as response:
            return response.status, await response.json()


@pytest.fixture
def page(url: str, http: aiohttp.ClientSession) -> Page:
    return Page(url, http)


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    async for line in response.content:
        if line.startswith(b"event: "):
            name = line.decode().removeprefix("event: ").strip()
        elif line.startswith(b"data: "):
            yield name, json.loads(line.decode().removeprefix("data: "))


async def test_the_page_sees_the_people_and_adds_one(page: Page, olena: Person) -> None:
    status, added = await page.post("people", first_name="Max", language_code="en", role="Buyer")

    assert (status, added["id"], added["role"]) == (200, 1002, "Buyer")
    seen = await page.get("people")
    assert seen["bot"]["username"] == "kassa_demo_bot"
    assert [person["first_name"] for person in seen["people"]] == ["Олена", "Max"]


async def test_the_stream_tells_everything_in_order(page: Page, bot: Bot, telegram: Telegram, olena: Person) -> None:
    async with page.http.get(f"{page.url}/sim/people/{olena.id}/stream") as response:
        stream = events(response)
        name, data = await anext(stream)
        assert (name, [message["text"] for message in data["messages"]]) == ("snapshot", ["/start"])

        sent = await bot.send_message(olena.id, "a")
        assert (await anext(stream))[1]["text"] == "a"
        await bot.edit_message_text("b", chat_id=olena.id, message_id=sent.message_id)
        assert (await anext(stream))[1]["text"] == "b"
        await bot.delete_message(olena.id, sent.message_id)
        assert await anext(stream) == ("deleted", {"message_id": sent.message_id})
        await page.post("reset")
        assert (await anext(stream))[0] == "snapshot"
    async with asyncio.timeout(5):
        while telegram.chat(olena.id).listeners:
            await asyncio.sleep(0)


async def test_everything_a_person_does_goes_over_http(page: Page, bot: Bot, olena: Person, picture) -> None:
    me = f"people/{olena.id}"
    sent = await bot.send_message(olena.id, "a")
    assert (await page.post(f"{me}/text", text="hello"))[1]["text"] == "hello"
    assert (await page.post(f"{me}/start", payload="x"))[1]["text"] == "/start x"
    assert "sticker" in (await page.post(f"{me}/sticker"))[1]
    assert "contact" in (await page.post(f"{me}/contact"))[1]
    assert "callback_query_id" in (await page.post(f"{me}/tap", message_id=sent.message_id, data="x"))[1]
    assert await page.post(f"{me}/blocked", blocked=True) == (200, {"blocked": True})
    assert await page.post(f"{me}/text", text="a") == (400, {"error": "the bot is blocked; /start lifts it"})
    assert await page.post(f"{me}/blocked", blocked=False) == (200, {"blocked": False})

    form = aiohttp.FormData({"caption": "my ticket"})
    form.add_field("photo", picture(), filename="a.png")
    async with page.http.post(f"{page.url}/sim/{me}/file", data=form) as response:
        photo = await response.json()
    async with page.http.get(f"{page.url}/sim/files/{photo['photo'][-1]['file_id']}") as response:
        assert (photo["caption"], response.content_type) == ("my ticket", "image/jpeg")
    assert len(await page.get(f"{me}/messages")) == 7


async def test_a_payment_over_http_returns_when_it_is_decided(page: Page, telegram: Telegram, olena: Person) -> None:
    telegram.payments.timeout = 0.01
    _, body = await telegram.call(
        "sendInvoice",
        {"chat_id": olena.id, "title": "a", "description": "a", "payload": "a", "currency": "XTR",
         "prices": [{"label": "a", "amount": 1}]},
    )  # fmt: skip

    status, result = await page.post(f"people/{olena.id}/pay", message_id=body["result"]["message_id"], outcome="pay")

    assert (status, result["status"], result["error"]) == (200, "timeout", "The bot did not answer in time.")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people/5/text", {"text": "a"}, 404),
        ("people/1001/text", {}, 400),
        ("people/1001/tap", {"message_id": 99, "data": "x"}, 400),
        ("people/1001/tap", {"message_id": 1, "data": "x", "more": 1}, 400),
        ("people/1001/file", {}, 400),
        ("faults", {"kind": "earthquake"}, 400),
    ],
)
async def test_what_cannot_be_done_is_said(page: Page, olena: Person, path: str, body: dict, status: int) -> None:
    answered, answer = await page.post(path, **body)

    assert (answered, list(answer)) == (status, ["error"])


async def test_control_over_http(page: Page, bot: Bot, telegram: Telegram, olena: Person, call) -> None:
    await page.post("faults", method="sendMessage", code=403)
    assert (await call("sendMessage", chat_id=olena.id, text="a"))[0] == 403
    await page.post("faults", method="sendMessage", count=None, code=502)
    async with page.http.delete(f"{page.url}/sim/faults") as response:
        assert response.status == 200
    await page.post("limits", per_second=1, per_chat=None)
    assert (await call("sendMessage", chat_id=olena.id, text="a"))[0] == 200
    assert (await call("sendMessage", chat_id=olena.id, text="b"))[0] == 429

    calls = await page.get(f"calls?method=sendMessage&chat_id={olena.id}&since=1")
    assert [(one["status"], one["parameters"]["text"]) for one in calls] == [(200, "a"), (429, "b")]


async def test_the_page_is_served_and_nothing_around_it(page: Page, url: str, http, monkeypatch, tmp_path) -> None:
    (tmp_path / "index.html").write_text("<title>Chat</title>")
    (tmp_path / "chat.js").write_text("1")
    monkeypatch.setattr(page_api, "PAGE", tmp_path)

    for path, status, kind in (
        ("/", 200, "text/html"),
        ("/page/chat.js", 200, "javascript"),
        ("/page/none.js", 404, "text/plain"),
        ("/page/..%2fserver.py", 404, "text/plain"),
    ):
        async with http.get(url + path) as response:
            assert (response.status, kind in response.content_type) == (status, True)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "example.org", ""])
async def test_it_binds_to_loopback_only(telegram: Telegram, host: str) -> None:
    with pytest.raises(ValueError, match="the simulator binds to loopback only"):
        async with serve(telegram, host):
            pass
