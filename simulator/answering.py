"""The methods that answer a tap or a payment, and what concerns money."""

from simulator.acts import Acts
from simulator.errors import bad_request
from simulator.payments import check_invoice
from simulator.store import JSON
from simulator.updates import check_limit
from simulator.world import World

acts = Acts()


@acts("answerCallbackQuery")
async def answer_callback_query(world: World, p: JSON) -> bool:
    text, url = p.get("text", ""), p.get("url")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    own_links = f"https://t.me/{world.username}?start=", f"tg://resolve?domain={world.username}"
    if url and not url.startswith(own_links):
        raise bad_request("URL_INVALID")
    query = world.queries.answer(p["callback_query_id"], text, p.get("show_alert", False), url)
    if query.answer is not None:
        world.chat(query.person_id).tell("answer", query.answer.card())
    return True


@acts("answerPreCheckoutQuery")
async def answer_pre_checkout_query(world: World, p: JSON) -> bool:
    world.payments.answer(p["pre_checkout_query_id"], p["ok"], p.get("error_message"))
    return True


@acts("createInvoiceLink")
async def create_invoice_link(world: World, p: JSON) -> str:
    return world.payments.link(check_invoice(p))


@acts("refundStarPayment")
async def refund_star_payment(world: World, p: JSON) -> bool:
    chat = world.find_chat(p["user_id"])
    if chat is None:
        raise bad_request("user not found")
    refunded = world.payments.refund(chat, p["telegram_payment_charge_id"])
    message = world.post(chat, chat.person.user(), {"refunded_payment": refunded})
    world.updates.deliver_later("message", message, lane=chat.lane)
    return True


@acts("getStarTransactions")
async def get_star_transactions(world: World, p: JSON) -> JSON:
    offset, limit = p.get("offset", 0), check_limit(p.get("limit"))
    return {"transactions": world.payments.transactions[offset : offset + limit]}
