"""The methods that send."""

from simulator import entities, keyboards
from simulator.acts import Acts, reachable
from simulator.chats import Chat, public
from simulator.errors import bad_request, unknown
from simulator.parameters import Upload
from simulator.payments import check_invoice, price_tag
from simulator.store import JSON
from simulator.world import World

acts = Acts()
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


@acts("sendMessage")
async def send_message(world: World, p: JSON) -> JSON:
    return send(world, reachable(world, p), p, text_content(p))


@acts("sendPhoto")
async def send_photo(world: World, p: JSON) -> JSON:
    chat, caption = reachable(world, p), caption_content(p)
    return send(world, chat, p, {"photo": await world.files.photo(_file(p["photo"])), **caption})


@acts("sendDocument")
async def send_document(world: World, p: JSON) -> JSON:
    chat, caption = reachable(world, p), caption_content(p)
    return send(world, chat, p, {"document": await world.files.document(_file(p["document"])), **caption})


@acts("sendMediaGroup")
async def send_media_group(world: World, p: JSON) -> list[JSON]:
    chat, media = reachable(world, p), p["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("media group must include 2-10 items")
    if len({item["type"] for item in media}) > 1:
        raise bad_request("documents can't be mixed with other media types")
    contents = [await media_content(world, item) for item in media]
    group = {"media_group_id": str(chat.last_id + 1)}
    return [send(world, chat, p, group | content) for content in contents]


@acts("sendVenue")
async def send_venue(world: World, p: JSON) -> JSON:
    chat = reachable(world, p)
    if not (-90 <= p["latitude"] <= 90 and -180 <= p["longitude"] <= 180):
        raise bad_request("wrong location specified")
    location = {"latitude": p["latitude"], "longitude": p["longitude"]}
    names = ("title", "address", "foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue = {"location": location} | {name: p[name] for name in names if name in p}
    return send(world, chat, p, {"venue": venue, "location": location})


@acts("sendContact")
async def send_contact(world: World, p: JSON) -> JSON:
    names = ("phone_number", "first_name", "last_name", "vcard")
    return send(world, reachable(world, p), p, {"contact": {name: p[name] for name in names if name in p}})


@acts("sendChatAction")
async def send_chat_action(world: World, p: JSON) -> bool:
    chat = reachable(world, p)
    if p["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.tell("action", {"action": p["action"]})
    return True


@acts("sendInvoice")
async def send_invoice(world: World, p: JSON) -> JSON:
    chat, invoice = reachable(world, p), check_invoice(p)
    shown = {"title": p["title"], "description": p["description"], "start_parameter": p.get("start_parameter", "")}
    shown |= {"currency": p["currency"], "total_amount": invoice["total"]}
    markup = keyboards.check(p.get("reply_markup"), invoice=True) or {
        "inline_keyboard": [[{"text": f"Pay {price_tag(p['currency'], invoice['total'])}", "pay": True}]]
    }
    message = send(world, chat, p | {"reply_markup": markup}, {"invoice": shown}, invoice=True)
    chat.bill(message["message_id"], invoice)
    return message


def send(world: World, chat: Chat, p: JSON, content: JSON, *, invoice: bool = False) -> JSON:
    """What all sending methods share."""
    content = dict(content)
    markup = keyboards.check(p.get("reply_markup"), invoice=invoice)
    if p.get("protect_content"):
        content["has_protected_content"] = True
    if "message_effect_id" in p:
        content["effect_id"] = p["message_effect_id"]
    reply = p.get("reply_parameters") or {
        "message_id": p.get("reply_to_message_id", 0),
        "allow_sending_without_reply": p.get("allow_sending_without_reply") or "reply_to_message_id" not in p,
    }
    if replied := _replied(chat, reply):
        content["reply_to_message"] = replied
    return public(world.post(chat, world.bot_user(), content, markup))


def _replied(chat: Chat, reply: JSON) -> JSON | None:
    message = chat.messages.get(reply.get("message_id", 0))
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {name: value for name, value in public(message).items() if name != "reply_to_message"} if message else None


def text_content(p: JSON) -> JSON:
    text, marked = entities.parse(p["text"], p.get("parse_mode"), p.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > 4096:
        raise bad_request("message is too long")
    content: JSON = {"text": text, "entities": marked} if marked else {"text": text}
    if p.get("link_preview_options"):
        content["link_preview_options"] = p["link_preview_options"]
    return content


def caption_content(p: JSON) -> JSON:
    text, marked = entities.parse(p.get("caption", ""), p.get("parse_mode"), p.get("caption_entities"))
    if len(text) > 1024:
        raise bad_request("message caption is too long")
    content: JSON = {"caption": text} if text else {}
    if marked:
        content["caption_entities"] = marked
    for name in ("show_caption_above_media", "has_spoiler"):
        if p.get(name):
            content["has_media_spoiler" if name == "has_spoiler" else name] = True
    return content


async def media_content(world: World, item: JSON) -> JSON:
    caption = caption_content(item)
    match item["type"]:
        case "photo":
            return {"photo": await world.files.photo(_file(item["media"])), **caption}
        case "document":
            return {"document": await world.files.document(_file(item["media"])), **caption}
    raise unknown(f"media of type {item['type']}")


def _file(source: Upload | str) -> Upload | str:
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        raise unknown("how to fetch files from the Internet")
    return source
