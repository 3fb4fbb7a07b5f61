"""The methods that say where updates go."""

import re

from simulator.acts import Acts
from simulator.errors import bad_request
from simulator.store import JSON
from simulator.updates import check_limit
from simulator.webhook import Webhook
from simulator.world import World

acts = Acts()


@acts("getMe")
async def get_me(world: World, p: JSON) -> JSON:
    cannot = ("can_join_groups", "can_read_all_group_messages", "can_connect_to_business", "has_main_web_app")
    return dict.fromkeys(cannot, False) | {"supports_inline_queries": True} | world.bot_user()


@acts("getUpdates")
async def get_updates(world: World, p: JSON) -> list[JSON]:
    limit = check_limit(p.get("limit"))
    return await world.updates.poll(p.get("offset", 0), limit, p.get("timeout", 0), p.get("allowed_updates"))


@acts("setWebhook")
async def set_webhook(world: World, p: JSON) -> bool:
    if not p["url"]:
        await world.updates.set_webhook(None, drop_pending=p.get("drop_pending_updates", False))
        world.store.drop("setting", "webhook")
        return True
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", p["url"]):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch("[A-Za-z0-9_-]{0,256}", p.get("secret_token", "")):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= p.get("max_connections", 40) <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    world.updates.allow(p.get("allowed_updates"))
    settings: JSON = {name: p[name] for name in ("url", "secret_token", "max_connections") if name in p}
    world.store.put("setting", "webhook", settings)
    await install_webhook(world, settings, drop_pending=p.get("drop_pending_updates", False))
    return True


async def install_webhook(world: World, settings: JSON, *, drop_pending: bool = False) -> None:
    """One that is already set goes on undisturbed, as the open server has it ("Webhook is already set")."""
    current = world.updates.webhook
    if current is not None and not drop_pending and current.is_set_to(settings):
        return
    webhook = Webhook(
        settings["url"],
        settings.get("secret_token", ""),
        settings.get("max_connections", 40),
        take=world.updates.take,
        confirm=world.updates.confirm,
        perform=world.call,
        clock=world.clock,
        pause=world.webhook_pause,
    )
    await world.updates.set_webhook(webhook, drop_pending=drop_pending)


@acts("deleteWebhook")
async def delete_webhook(world: World, p: JSON) -> bool:
    return bool(await set_webhook(world, {"url": "", **p}))


@acts("getWebhookInfo")
async def get_webhook_info(world: World, p: JSON) -> JSON:
    webhook, updates = world.updates.webhook, world.updates
    info: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
    if updates.allowed:
        info["allowed_updates"] = updates.allowed
    if webhook is not None:
        info |= {"url": webhook.url, "max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error:
            info["last_error_date"], info["last_error_message"] = webhook.last_error
    return info
