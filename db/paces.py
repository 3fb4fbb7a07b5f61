"""How fast people act, in Redis: one count for all processes, one atomic call; in the process while it is away."""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.domain.ids import PersonId
from core.domain.rate import Action, Pace, Rate

logger = logging.getLogger(__name__)

REMEMBERED_MAX = 20_000
"""Paces in the process: some megabytes."""

AWAY_SECONDS = 5.0
"""For so long nobody waits for a Redis that did not answer."""

TAKE = """
local now = tonumber(ARGV[1])
local function take(key, interval, burst, pause)
    local pace = redis.call('HMGET', key, 'busy_until', 'shut_until')
    local was_busy_until, shut_until = tonumber(pace[1]) or 0, tonumber(pace[2]) or 0
    if now < shut_until then
        return -1
    end
    local busy_until = math.max(now, was_busy_until) + interval
    if busy_until > now + burst * interval then
        shut_until = was_busy_until - (burst - pause) * interval
        redis.call('HSET', key, 'shut_until', shut_until)
        return shut_until - now
    end
    redis.call('HSET', key, 'busy_until', busy_until)
    redis.call('PEXPIRE', key, busy_until - now)
    return 0
end
local waits = {}
for place, key in ipairs(KEYS) do
    local rate = 3 * place - 1
    waits[place] = take(key, tonumber(ARGV[rate]), tonumber(ARGV[rate + 1]), tonumber(ARGV[rate + 2]))
end
return waits
"""
"""`Rate.take` for each key. Nothing is written for who was told already; a key lives as long as its person is busy."""

Asked = tuple[PersonId, Action, Rate]
"""Who wants to do what, and how often it may be done."""

FORGIVE = """
if redis.call('HEXISTS', KEYS[1], 'busy_until') == 1 then
    redis.call('HINCRBY', KEYS[1], 'busy_until', -ARGV[1])
end
"""


class Paces:
    def __init__(self, redis: Redis) -> None:
        self._take = redis.register_script(TAKE)
        self._forgive = redis.register_script(FORGIVE)
        self._meanwhile: OrderedDict[tuple[PersonId, Action], Pace] = OrderedDict()
        self._is_away, self._ask_again_at = False, 0.0

    async def take(self, asked: Sequence[Asked], now_ms: int) -> list[int]:
        """As `Rate.take` answers, for each. A Redis that comes back begins anew: at worst somebody has a burst more."""
        if monotonic() < self._ask_again_at:
            return self._take_meanwhile(asked, now_ms)
        keys = [_key(person_id, action) for person_id, action, _ in asked]
        rates = [number for _, _, rate in asked for number in (rate.interval_ms, rate.burst, rate.pause)]
        try:
            waits_ms = [int(wait_ms) for wait_ms in await self._take(keys, [now_ms, *rates])]
        except (RedisError, OSError) as error:
            if not self._is_away:
                logger.warning("Redis is away, this process limits by itself: %s", error)
            self._is_away, self._ask_again_at = True, monotonic() + AWAY_SECONDS
            return self._take_meanwhile(asked, now_ms)
        if self._is_away:
            logger.info("Redis is back")
            self._is_away = False
            self._meanwhile.clear()
        return waits_ms

    async def forgive(self, person_id: PersonId, action: Action, rate: Rate) -> None:
        """The last action does not count; while Redis is away it does, unless it was counted here."""
        if pace := self._meanwhile.get((person_id, action)):
            self._meanwhile[person_id, action] = rate.forgive(pace)
        if monotonic() >= self._ask_again_at:
            with suppress(RedisError, OSError):
                await self._forgive([_key(person_id, action)], [rate.interval_ms])

    def _take_meanwhile(self, asked: Sequence[Asked], now_ms: int) -> list[int]:
        return [self._take_one_meanwhile(*one, now_ms) for one in asked]

    def _take_one_meanwhile(self, person_id: PersonId, action: Action, rate: Rate, now_ms: int) -> int:
        """Who has done nothing for longest is forgotten first."""
        pace, wait_ms = rate.take(self._meanwhile.pop((person_id, action), Pace()), now_ms)
        self._meanwhile[person_id, action] = pace
        if len(self._meanwhile) > REMEMBERED_MAX:
            self._meanwhile.popitem(last=False)
        return wait_ms


def _key(person_id: PersonId, action: Action) -> str:
    return f"kassa:pace:{action}:{person_id}"
