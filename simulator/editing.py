"""The methods that change and delete what was sent."""

from simulator import keyboards
from simulator.acts import Acts, known
from simulator.chats import Chat, frame
from simulator.errors import bad_request
from simulator.sending import caption_content, media_content, text_content
from simulator.store import JSON
from simulator.world import World

acts = Acts()
TWO_DAYS = 172_800
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)


@acts("editMessageText")
async def edit_message_text(world: World, p: JSON) -> JSON:
    chat, message = editable(world, p)
    if "text" not in p:
        raise bad_request("message text is empty")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return replace(world, chat, message, frame(message) | text_content(p), p)


@acts("editMessageCaption")
async def edit_message_caption(world: World, p: JSON) -> JSON:
    chat, message = editable(world, p)
    media = {name: message[name] for name in ("photo", "document") if name in message}
    if not media:
        raise bad_request("there is no caption in the message to edit")
    return replace(world, chat, message, frame(message) | media | caption_content(p), p)


@acts("editMessageMedia")
async def edit_message_media(world: World, p: JSON) -> JSON:
    chat, message = editable(world, p)
    if not message.keys() & {"text", "photo", "document"} or "media_group_id" in message:
        raise bad_request("message can't be edited")
    content = await media_content(world, p["media"])
    if chat.messages.get(message["message_id"]) is not message:
        chat, message = editable(world, p)
    return replace(world, chat, message, frame(message) | content, p)


@acts("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, p: JSON) -> JSON:
    chat, message = editable(world, p)
    content = {name: value for name, value in message.items() if name != "reply_markup"}
    return replace(world, chat, message, content, p)


def editable(world: World, p: JSON) -> tuple[Chat, JSON]:
    for name, sentence in (("chat_id", "chat_id is empty"), ("message_id", "message identifier is not specified")):
        if name not in p:
            raise bad_request(sentence)
    chat = known(world, p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    markup = message.get("reply_markup")
    if not message["from"]["is_bot"] or (markup and not keyboards.is_inline(markup)):
        raise bad_request("message can't be edited")
    return chat, message


def replace(world: World, chat: Chat, old: JSON, content: JSON, p: JSON) -> JSON:
    markup = keyboards.check(p.get("reply_markup"), invoice="invoice" in old)
    if markup:
        content["reply_markup"] = markup
    if {**content, "edit_date": 0} == {**old, "edit_date": 0}:
        raise bad_request(NOT_MODIFIED)
    content["edit_date"] = int(world.clock())
    chat.keep(content)
    return content


@acts("deleteMessage")
async def delete_message(world: World, p: JSON) -> bool:
    chat = known(world, p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if world.clock() - message["date"] > TWO_DAYS:
        raise bad_request("message can't be deleted for everyone")
    chat.remove(p["message_id"])
    return True


@acts("deleteMessages")
async def delete_messages(world: World, p: JSON) -> bool:
    chat, ids = known(world, p["chat_id"]), p["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("there must be from 1 to 100 message identifiers")
    for message_id in dict.fromkeys(ids):
        if message_id in chat.messages:
            chat.remove(message_id)
    return True
