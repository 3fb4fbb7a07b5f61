"""A Bot API call from the parameters to the envelope."""

import logging
from collections.abc import Mapping
from typing import Any

from simulator import answering, editing, inline, presenting, receiving, sending
from simulator.errors import Dropped, NoAnswer, Refusal, unknown
from simulator.parameters import MODELS, Model, Upload, check
from simulator.store import JSON
from simulator.world import World

log = logging.getLogger(__name__)
ACTS = receiving.acts | sending.acts | editing.acts | answering.acts | inline.acts | presenting.acts

NOT_SIMULATED = {
    *("business_connection_id", "message_thread_id", "direct_messages_topic_id", "suggested_post_parameters"),
    *("ephemeral_message_parameters", "receiver_user_id", "rich_message", "subscription_period", "inline_message_id"),
}


async def answer(world: World, name: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> tuple[int, JSON]:
    """The HTTP status and the envelope; what happened is kept in the outbox."""
    name = name.lower()
    model = MODELS.get(name)
    if model is None:
        return envelope(Refusal(404, "method not found"))
    status, result = 0, None
    try:
        result = await _perform(world, name, model, raw, uploads)
        status, body = 200, {"ok": True, "result": result}
    except Refusal as refusal:
        status, body = envelope(refusal)
        result = body["description"]
    except (Dropped, NoAnswer) as fault:
        result = type(fault).__name__
        raise
    except Exception:
        log.exception("the simulator failed in %s", name)
        status, body = envelope(Refusal(500))
        result = body["description"]
    finally:
        if name != "getupdates":
            world.outbox.add(world.clock(), model.__api_method__, raw, uploads, status, result)
    return status, body


def envelope(refusal: Refusal) -> tuple[int, JSON]:
    body: JSON = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return refusal.code, body


async def _perform(world: World, name: str, model: Model, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Any:
    fault = world.faults.for_call(name, raw.get("chat_id")) if world.faults.switched_on else None
    if fault and fault.when == "before":
        fault.strike()
    is_paid = raw.get("allow_paid_broadcast") in (True, "true")
    world.limits.check(name, raw.get("chat_id"), is_paid=is_paid)
    parameters = check(model, raw, uploads)
    if name not in ACTS:
        raise unknown(f"the method {model.__api_method__}")
    if not NOT_SIMULATED.isdisjoint(parameters):
        raise unknown(f"the parameter {min(NOT_SIMULATED & parameters.keys())}")
    result = await ACTS[name](world, parameters)
    if fault:
        fault.strike()
    return result
