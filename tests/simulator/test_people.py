"""What people do, and what they see of the bot."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    MenuButtonCommands,
    MenuButtonDefault,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from simulator.chats import Person
from simulator.errors import CannotDo
from simulator.telegram import Telegram


async def last_message(bot: Bot):
    return (await bot.get_updates())[-1].message


async def test_a_deep_link_is_a_start_with_its_payload(bot: Bot, telegram: Telegram, stranger: Person) -> None:
    await telegram.open_link(stranger.id, "event_7-x")

    message = await last_message(bot)
    assert message.text == "/start event_7-x"
    assert [(entity.type, entity.length) for entity in message.entities] == [("bot_command", 6)]
    assert await bot.send_message(stranger.id, "now I may")


@pytest.mark.parametrize("payload", ["a" * 65, "a b", "я"])
async def test_a_start_payload_has_few_letters(telegram: Telegram, olena: Person, payload: str) -> None:
    with pytest.raises(CannotDo, match="a start payload has 1 to 64 characters"):
        await telegram.open_link(olena.id, payload)


@pytest.mark.parametrize("text", ["", "  ", "a" * 4097])
async def test_a_person_writes_neither_nothing_nor_a_novel(telegram: Telegram, olena: Person, text: str) -> None:
    with pytest.raises(CannotDo, match="a text has 1 to 4096 characters"):
        await telegram.say(olena.id, text)


async def test_a_block_stops_the_bot_until_the_next_start(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await telegram.block(olena.id)
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(olena.id, "a")
    with pytest.raises(CannotDo, match="the bot is blocked"):
        await telegram.say(olena.id, "hello")

    await telegram.say(olena.id, "/start")

    assert await bot.send_message(olena.id, "a")
    updates = await bot.get_updates()
    assert [update.event_type for update in updates] == ["message", "my_chat_member", "my_chat_member", "message"]
    changes = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
    assert changes == ["kicked", "member"]


async def test_a_contact_is_shared(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await telegram.share_contact(olena.id)

    assert (await last_message(bot)).contact.user_id == olena.id

    await telegram.share_contact(olena.id, of=(await telegram.add_person(1010, "Max")).id)
    contact = (await last_message(bot)).contact
    assert (contact.user_id, contact.first_name, contact.phone_number) == (1010, "Max", "380670001010")


async def test_a_key_asks_for_the_own_contact_as_long_as_the_keyboard_is_there(
    bot: Bot, telegram: Telegram, olena: Person
) -> None:
    with pytest.raises(CannotDo, match="there is no key"):
        await telegram.press_key(olena.id, "My number")
    keys = [[KeyboardButton(text="My number", request_contact=True), KeyboardButton(text="No")]]
    keyboard = ReplyKeyboardMarkup(keyboard=keys, one_time_keyboard=True)
    await bot.send_message(olena.id, "a", reply_markup=keyboard)
    await bot.send_message(olena.id, "b")

    await telegram.press_key(olena.id, "My number")
    assert (await last_message(bot)).contact.user_id == olena.id
    await telegram.press_key(olena.id, "No")
    assert (await last_message(bot)).text == "No"

    await bot.send_message(olena.id, "c", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(CannotDo, match="there is no key"):
        await telegram.press_key(olena.id, "My number")


async def test_a_keyboard_goes_with_the_message_that_gave_it(bot: Bot, telegram: Telegram, olena: Person) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="My number", request_contact=True)]])
    sent = await bot.send_message(olena.id, "a", reply_markup=keyboard)
    await bot.delete_message(olena.id, sent.message_id)
    with pytest.raises(CannotDo, match="there is no key"):
        await telegram.press_key(olena.id, "My number")


async def test_a_sticker_and_a_document_arrive(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await telegram.send_sticker(olena.id)
    assert (await last_message(bot)).sticker.emoji == "👍"

    await telegram.send_document(olena.id, b"1", "#list", filename="guests.csv")
    message = await last_message(bot)
    assert (message.document.file_name, message.caption_entities[0].type) == ("guests.csv", "hashtag")


async def test_users_are_shared_as_the_button_asks(bot: Bot, telegram: Telegram, olena: Person, stranger) -> None:
    wanted = KeyboardButtonRequestUsers(request_id=7, max_quantity=2, request_name=True)
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Choose", request_users=wanted)]])
    sent = await bot.send_message(olena.id, "Who?", reply_markup=keyboard)

    await telegram.share_users(olena.id, sent.message_id, [stranger.id, olena.id])

    shared = (await last_message(bot)).users_shared
    assert shared.request_id == 7
    assert [(user.user_id, user.first_name) for user in shared.users] == [(1009, "Never"), (1001, "Олена")]
    with pytest.raises(CannotDo, match="choose 1 to 2 users"):
        await telegram.share_users(olena.id, sent.message_id, [])
    with pytest.raises(CannotDo, match="this message asks for no users"):
        await telegram.share_users(olena.id, 1, [1009])


async def test_several_people_have_chats_of_their_own(bot: Bot, telegram: Telegram, olena: Person) -> None:
    max_ = await telegram.add_person(first_name="Max", username="max", last_name="Müller")
    await telegram.say(max_.id, "hi")

    assert max_.id == 1002
    assert len(telegram.messages(olena.id)) == len(telegram.messages(max_.id)) == 1
    chat = await bot.get_chat(max_.id)
    assert (chat.type, chat.full_name, chat.username) == ("private", "Max Müller", "max")
    with pytest.raises(CannotDo, match="there is a person 1002 already"):
        await telegram.add_person(1002)
    with pytest.raises(CannotDo, match="there is no person 5"):
        await telegram.say(5, "a")


async def test_the_menu_is_the_most_particular_one(bot: Bot, telegram: Telegram, olena: Person, stranger) -> None:
    def menu(person: Person) -> list[str]:
        return [command["command"] for command in telegram.profile.menu_for(person.id, person.language_code)]

    private, own = BotCommandScopeAllPrivateChats(), BotCommandScopeChat(chat_id=olena.id)
    assert menu(olena) == []
    for name, scope, language, olenas, strangers in (
        ("plain", None, None, "plain", "plain"),
        ("plain_uk", None, "uk", "plain_uk", "plain"),
        ("private", private, None, "private", "private"),
        ("private_uk", private, "uk", "private_uk", "private"),
        ("own", own, None, "own", "private"),
        ("own_uk", own, "uk", "own_uk", "private"),
    ):
        await bot.set_my_commands([BotCommand(command=name, description=name)], scope=scope, language_code=language)
        assert (menu(olena), menu(stranger)) == ([olenas], [strangers])

    assert (await bot.get_my_commands(own, "uk"))[0].command == "own_uk"
    await bot.delete_my_commands(own, "uk")
    assert await bot.get_my_commands(own, "uk") == []
    assert menu(olena) == ["own"]


async def test_a_language_of_a_region_has_the_menu_of_the_language(bot: Bot, telegram: Telegram) -> None:
    await bot.set_my_commands([BotCommand(command="eventos", description="Eventos")], language_code="pt")
    person = await telegram.add_person(first_name="João", language_code="pt-br")
    assert [command["command"] for command in telegram.snapshot(telegram.chat(person.id))["commands"]] == ["eventos"]


async def test_a_change_of_commands_is_seen_at_once(bot: Bot, telegram: Telegram, olena: Person) -> None:
    with telegram.listen(olena.id) as events:
        await bot.set_my_commands([BotCommand(command="events", description="What is on")])

        events.get_nowait()
        assert events.get_nowait() == ("commands", [{"command": "events", "description": "What is on"}])


@pytest.mark.parametrize(("command", "description"), [("Start", "a"), ("a b", "a"), ("a" * 33, "a"), ("a", "a" * 257)])
async def test_commands_have_a_form(bot: Bot, command: str, description: str) -> None:
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_"):
        await bot.set_my_commands([BotCommand(command=command, description=description)])


async def test_a_scope_must_exist_and_commands_have_a_limit(bot: Bot) -> None:
    command = BotCommand(command="a", description="a")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.set_my_commands([command], scope=BotCommandScopeChat(chat_id=5))
    with pytest.raises(TelegramBadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        await bot.set_my_commands([command] * 101)


async def test_the_bot_has_a_name_and_descriptions_by_language(bot: Bot) -> None:
    await bot.set_my_name("Kassa")
    await bot.set_my_name("Каса", language_code="uk")
    await bot.set_my_description("Tickets")
    await bot.set_my_short_description("Seats")

    assert (await bot.get_me()).first_name == "Kassa"
    assert [(await bot.get_my_name(code)).name for code in ("uk", "de", None)] == ["Каса", "Kassa", "Kassa"]
    assert (await bot.get_my_description()).description == "Tickets"
    assert (await bot.get_my_short_description()).short_description == "Seats"
    with pytest.raises(TelegramBadRequest, match="name is too long"):
        await bot.set_my_name("a" * 65)
    with pytest.raises(TelegramBadRequest, match="invalid language code specified"):
        await bot.set_my_name("a", language_code="english")


async def test_a_chat_has_its_menu_button(bot: Bot, olena: Person) -> None:
    await bot.set_chat_menu_button(chat_id=olena.id, menu_button=MenuButtonDefault())

    assert (await bot.get_chat_menu_button(chat_id=olena.id)).type == "default"
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
