"""What a bot may send, change and delete."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
    TelegramObject,
)

from simulator.chats import Person
from simulator.telegram import Telegram

BUTTON = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]])


def same(one: TelegramObject | None, other: TelegramObject) -> bool:
    return one is not None and one.model_dump() == other.model_dump()


def refused(sentence: str):
    return pytest.raises(TelegramBadRequest, match=f"^Telegram server says - Bad Request: {sentence}")


async def test_message_ids_count_up_in_every_chat_by_itself(bot: Bot, telegram: Telegram, olena: Person) -> None:
    max_ = await telegram.add_person(1002, "Max")
    await telegram.say(max_.id, "/start")

    assert [(await bot.send_message(olena.id, "a")).message_id for _ in range(2)] == [2, 3]
    assert (await bot.send_message(max_.id, "a")).message_id == 2


async def test_a_sent_message_is_in_the_chat_and_comes_back(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_message(
        olena.id, "<b>Hi</b>", parse_mode="HTML", reply_markup=BUTTON, protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )  # fmt: skip

    assert sent.html_text == "<b>Hi</b>"
    assert sent.chat.id == olena.id
    assert sent.from_user is not None
    assert sent.from_user.id == bot.id
    assert same(sent.reply_markup, BUTTON)
    assert sent.has_protected_content
    assert telegram.messages(olena.id)[-1]["text"] == "Hi"


async def test_nobody_is_in_a_chat_that_does_not_exist(bot: Bot) -> None:
    with refused("chat not found"):
        await bot.send_message(5, "a")


async def test_the_bot_cannot_write_first(bot: Bot, stranger: Person) -> None:
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "a")


@pytest.mark.parametrize("text", [" ", "\n", "<b> </b>"])
async def test_a_text_of_nothing_is_refused(bot: Bot, olena: Person, text: str) -> None:
    with refused("message text is empty"):
        await bot.send_message(olena.id, text, parse_mode="HTML")


async def test_the_length_of_a_text_counts_after_entities(bot: Bot, olena: Person) -> None:
    await bot.send_message(olena.id, f"<b>{'a' * 4096}</b>", parse_mode="HTML")

    with refused("message is too long"):
        await bot.send_message(olena.id, "a" * 4097)


async def test_the_length_of_a_caption_counts_after_entities(bot: Bot, olena: Person) -> None:
    document = BufferedInputFile(b"1", "a.txt")
    await bot.send_document(olena.id, document, caption=f"<b>{'a' * 1024}</b>", parse_mode="HTML")

    with refused("message caption is too long"):
        await bot.send_document(olena.id, document, caption="a" * 1025)


async def test_a_reply_shows_what_it_answers(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "a", reply_parameters=ReplyParameters(message_id=1))

    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"
    with refused("message to be replied not found"):
        await bot.send_message(olena.id, "a", reply_parameters=ReplyParameters(message_id=99))
    with refused("message to be replied not found"):
        await bot.send_message(olena.id, "a", reply_to_message_id=99)
    missing = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    assert (await bot.send_message(olena.id, "a", reply_parameters=missing)).reply_to_message is None


async def test_a_venue_has_a_place(bot: Bot, olena: Person) -> None:
    sent = await bot.send_venue(olena.id, 50.45, 30.52, "Palace", "Khreshchatyk 1")

    assert sent.venue is not None
    assert sent.venue.location.latitude == 50.45


async def test_a_contact_is_sent(bot: Bot, olena: Person) -> None:
    sent = await bot.send_contact(olena.id, "+3801", "Box office")

    assert sent.contact is not None
    assert sent.contact.first_name == "Box office"


async def test_typing_is_shown_and_nonsense_is_not(bot: Bot, telegram: Telegram, olena: Person) -> None:
    with telegram.listen(olena.id) as events:
        await bot.send_chat_action(olena.id, "typing")

        assert [events.get_nowait()[0], events.get_nowait()] == ["snapshot", ("action", {"action": "typing"})]
    with refused("wrong parameter action in request"):
        await bot.send_chat_action(olena.id, "dancing")


async def test_an_album_has_two_to_ten_photos(bot: Bot, olena: Person, picture) -> None:
    photo = InputMediaPhoto(media=BufferedInputFile(picture(), "a.png"), caption="<i>one</i>", parse_mode="HTML")

    album = await bot.send_media_group(olena.id, [photo, photo])

    assert len({message.media_group_id for message in album}) == 1
    assert [message.html_text for message in album] == ["<i>one</i>", "<i>one</i>"]
    with refused("media group must include 2-10 items"):
        await bot.send_media_group(olena.id, [photo])
    with refused("documents can't be mixed with other media types"):
        document = InputMediaDocument(media=BufferedInputFile(b"1", "a.txt"))
        await bot.send_media_group(olena.id, [photo, document])


async def test_a_photo_with_another_caption_stays_in_its_album(bot: Bot, olena: Person, picture) -> None:
    photo = InputMediaPhoto(media=BufferedInputFile(picture(), "a.png"), caption="one")
    first, second = await bot.send_media_group(olena.id, [photo, photo])

    edited = await bot.edit_message_caption(chat_id=olena.id, message_id=first.message_id, caption="two")

    assert isinstance(edited, Message)
    assert (edited.caption, edited.media_group_id) == ("two", second.media_group_id)


async def test_an_edit_replaces_text_and_keyboard(bot: Bot, telegram: Telegram, olena: Person, clock) -> None:
    sent = await bot.send_message(olena.id, "a", reply_markup=BUTTON)
    clock.forward(5)

    edited = await bot.edit_message_text("b", chat_id=olena.id, message_id=sent.message_id)

    assert isinstance(edited, type(sent))
    assert (edited.text, edited.reply_markup, edited.edit_date) == ("b", None, int(clock()))
    assert len(telegram.messages(olena.id)) == 2


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "a", reply_markup=BUTTON)
    sentence = (
        "message is not modified: specified new message content and reply markup are exactly the same as a current"
        " content and reply markup of the message"
    )

    with refused(f"{sentence}$"):
        await bot.edit_message_text("a", chat_id=olena.id, message_id=sent.message_id, reply_markup=BUTTON)
    with refused(sentence):
        await bot.edit_message_reply_markup(chat_id=olena.id, message_id=sent.message_id, reply_markup=BUTTON)
    await bot.edit_message_text("a", chat_id=olena.id, message_id=sent.message_id)
    with refused(sentence):
        await bot.edit_message_text("a", chat_id=olena.id, message_id=sent.message_id)


async def test_what_is_not_there_cannot_be_edited(bot: Bot, olena: Person) -> None:
    with refused("message to edit not found"):
        await bot.edit_message_text("b", chat_id=olena.id, message_id=99)


async def test_what_a_person_wrote_cannot_be_edited(bot: Bot, olena: Person) -> None:
    with refused("message can't be edited"):
        await bot.edit_message_text("b", chat_id=olena.id, message_id=1)


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(bot: Bot, telegram: Telegram, olena: Person) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Yes")]])
    sent = await bot.send_message(olena.id, "a", reply_markup=keyboard)

    assert sent.reply_markup is None
    assert telegram.messages(olena.id)[-1]["reply_markup"]["keyboard"][0][0]["text"] == "Yes"
    with refused("message can't be edited"):
        await bot.edit_message_text("b", chat_id=olena.id, message_id=sent.message_id)


async def test_a_photo_has_no_text_to_edit_but_a_caption(bot: Bot, olena: Person, picture) -> None:
    photo = await bot.send_photo(olena.id, BufferedInputFile(picture(), "a.png"), caption="a")
    text = await bot.send_message(olena.id, "a")

    with refused("there is no text in the message to edit"):
        await bot.edit_message_text("b", chat_id=olena.id, message_id=photo.message_id)
    with refused("there is no caption in the message to edit"):
        await bot.edit_message_caption(chat_id=olena.id, message_id=text.message_id, caption="b")
    edited = await bot.edit_message_caption(chat_id=olena.id, message_id=photo.message_id, caption="b")
    assert not isinstance(edited, bool)
    assert (edited.caption, edited.photo) == ("b", photo.photo)


async def test_a_text_can_become_a_photo_and_then_another(bot: Bot, olena: Person, picture) -> None:
    sent = await bot.send_message(olena.id, "a")
    for caption in ("one", "two"):
        media = InputMediaPhoto(media=BufferedInputFile(picture(), "a.png"), caption=caption)
        edited = await bot.edit_message_media(media, chat_id=olena.id, message_id=sent.message_id, reply_markup=BUTTON)

        assert not isinstance(edited, bool)
        assert edited.photo
        assert (edited.text, edited.caption) == (None, caption)
        assert same(edited.reply_markup, BUTTON)


async def test_the_same_photo_again_changes_nothing(bot: Bot, olena: Person, picture) -> None:
    sent = await bot.send_photo(olena.id, BufferedInputFile(picture(), "a.png"))
    assert sent.photo

    with refused("message is not modified"):
        media = InputMediaPhoto(media=sent.photo[-1].file_id)
        await bot.edit_message_media(media, chat_id=olena.id, message_id=sent.message_id)


async def test_a_deleted_message_is_gone(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "a")

    await bot.delete_message(olena.id, sent.message_id)

    assert [message["message_id"] for message in telegram.messages(olena.id)] == [1]
    with refused("message to delete not found"):
        await bot.delete_message(olena.id, sent.message_id)
    assert (await bot.send_message(olena.id, "b")).message_id == sent.message_id + 1


async def test_many_messages_are_deleted_and_the_missing_skipped(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "a")

    await bot.delete_messages(olena.id, [1, sent.message_id, 99])

    assert telegram.messages(olena.id) == []


async def test_after_two_days_a_message_stays(bot: Bot, olena: Person, clock) -> None:
    sent = await bot.send_message(olena.id, "a")
    clock.forward(172_801)

    with refused("message can't be deleted for everyone"):
        await bot.delete_message(olena.id, sent.message_id)
