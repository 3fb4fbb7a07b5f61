"""Calls and answers on the wire."""

import io
import json

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramServerError, TelegramUnauthorizedError

from simulator import sending
from simulator.chats import Person
from simulator.methods import ACTS
from simulator.parameters import MODELS
from simulator.telegram import Telegram


async def test_the_bot_is_who_its_token_says(bot: Bot) -> None:
    me = await bot.get_me()

    assert (me.id, me.is_bot, me.username) == (4242, True, "kassa_demo_bot")


async def test_another_token_is_unauthorized(bot: Bot) -> None:
    other = Bot("77:other", session=bot.session)

    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await other.get_me()


async def test_a_method_that_does_not_exist_is_not_found(call) -> None:
    status, body = await call("sendTelepathy")

    assert (status, body) == (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"})


async def test_the_name_of_a_method_may_be_written_in_any_case(call) -> None:
    assert (await call("GETME"))[0] == 200


async def test_a_method_that_is_not_simulated_says_so(bot: Bot, olena: Person) -> None:
    with pytest.raises(TelegramServerError, match="the simulator does not know the method sendDice"):
        await bot.send_dice(olena.id)
    with pytest.raises(TelegramServerError, match="the simulator does not know the parameter message_thread_id"):
        await bot.send_message(olena.id, "a", message_thread_id=5)


async def test_an_unknown_parameter_is_refused(call, olena: Person) -> None:
    status, body = await call("sendMessage", chat_id=olena.id, text="a", txt="b")

    assert status == 400
    assert body["description"] == 'Bad Request: the method sendMessage has no parameter "txt"'


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1001}, "message text is empty"),
        (
            "sendVenue",
            {"chat_id": 1001, "latitude": 1, "longitude": 1, "title": "a"},
            'parameter "address" is required',
        ),
        ("sendVenue", {"chat_id": 1001, "latitude": "north"}, "parameter \"latitude\" must be a Float, not 'north'"),
        ("getUpdates", {"timeout": "soon"}, "parameter \"timeout\" must be an Integer, not 'soon'"),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "a", "reply_markup": "{"},
            "can't parse reply keyboard markup JSON object",
        ),
        ("sendMessage", {"chat_id": 1001, "text": "a", "reply_parameters": "[]"}, "can't parse reply_parameters: "),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "a", "protect_content": "maybe"},
            'parameter "protect_content" must be',
        ),
    ],
)
async def test_wrong_and_missing_parameters_are_refused(call, olena: Person, method, parameters, description) -> None:
    status, body = await call(method, **parameters)

    assert (status, body["error_code"]) == (400, 400)
    assert body["description"].startswith(f"Bad Request: {description}")


async def test_parameters_come_in_every_form(
    url: str, telegram: Telegram, olena: Person, http: aiohttp.ClientSession
) -> None:
    address = f"{url}/bot{telegram.token}/sendMessage"
    entities = [{"type": "bold", "offset": 0, "length": 1}]
    plain = {"chat_id": str(olena.id), "text": "a", "entities": json.dumps(entities)}
    form = aiohttp.FormData(plain)
    form.add_field("unused", b"bytes", filename="unused.bin")

    for request in (
        http.get(address, params=plain),
        http.post(address, params=plain),
        http.post(address, data=plain),
        http.post(address, data=form),
        http.post(address, json={"chat_id": olena.id, "text": "a", "entities": entities}),
    ):
        async with request as response:
            body = await response.json()
            assert (response.status, body["result"]["entities"]) == (200, entities)


@pytest.mark.parametrize("body", ["{", "[]", '"text"'])
async def test_a_body_that_cannot_be_read_is_refused(url: str, telegram: Telegram, http, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{url}/bot{telegram.token}/getMe", data=body, headers=headers) as response:
        assert response.status == 400
        assert not (await response.json())["ok"]


async def test_a_body_that_is_too_large_is_refused(url: str, telegram: Telegram, olena: Person, http) -> None:
    form = aiohttp.FormData({"chat_id": str(olena.id)})
    form.add_field("document", io.BytesIO(bytes(52 * 2**20)), filename="large.bin")
    async with http.post(f"{url}/bot{telegram.token}/sendDocument", data=form) as response:
        assert response.status == 413
        assert (await response.json())["description"] == "Request Entity Too Large"


async def test_a_mistake_in_the_simulator_is_an_answer_too(call, bot: Bot, olena: Person, monkeypatch, caplog) -> None:
    monkeypatch.setattr(sending, "text_content", lambda p: 1 / 0)

    status, body = await call("sendMessage", chat_id=olena.id, text="a")

    assert (status, body["description"]) == (500, "Internal Server Error")
    assert "ZeroDivisionError" in caplog.text
    assert await bot.get_me()


def test_every_simulated_method_is_a_method_of_the_bot_api() -> None:
    assert ACTS.keys() <= MODELS.keys()
