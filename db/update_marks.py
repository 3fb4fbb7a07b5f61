"""Which updates are done or in hand, in Redis: where Redis knows nothing, an update is handled once more."""

import logging
from datetime import timedelta

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.domain.update import Mark

logger = logging.getLogger(__name__)

REMEMBERED_SECONDS = 2 * 24 * 3600
"""Telegram brings no update again after a day."""
IDS_IN_KEY = 1 << 16
"""Ids of updates follow each other: a bit for each of them, 8 KB for so many."""
BEGIN = """
if redis.call('GETBIT', KEYS[1], ARGV[1]) == 1 then return 'done' end
if redis.call('SET', KEYS[2], 1, 'NX', 'PX', ARGV[2]) then return 'begun' end
return 'in hand'
"""
END = """
redis.call('SETBIT', KEYS[1], ARGV[1], 1)
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('DEL', KEYS[2])
"""


def known_by(bot_id: int, update_id: int) -> tuple[str, int]:
    """The key of an update's bit, and its place there. Every bot counts its updates for itself."""
    known, bit = divmod(update_id, IDS_IN_KEY)
    return f"kassa:{bot_id}:known:{known}", bit


class UpdateMarks:
    def __init__(self, redis: Redis, bot_id: int) -> None:
        self.redis = redis
        self.bot_id = bot_id
        self._begin = redis.register_script(BEGIN)
        self._end = redis.register_script(END)

    async def begin(self, update_id: int, ttl: timedelta) -> Mark:
        """`BEGUN` for one caller only, who has so long."""
        known, bit = known_by(self.bot_id, update_id)
        try:
            mark = await self._begin(
                keys=[known, self._in_hand(update_id)], args=[bit, ttl // timedelta(milliseconds=1)]
            )
            return Mark(mark)
        except (RedisError, OSError) as error:
            logger.warning("Redis is away: %s", error)
            return Mark.BEGUN

    async def end(self, update_id: int) -> None:
        """It is done, for good."""
        known, bit = known_by(self.bot_id, update_id)
        try:
            await self._end(keys=[known, self._in_hand(update_id)], args=[bit, REMEMBERED_SECONDS])
        except (RedisError, OSError) as error:
            logger.warning("Redis is away: %s", error)

    async def give_up(self, update_id: int) -> None:
        """It was not done: somebody else may begin at once."""
        try:
            await self.redis.delete(self._in_hand(update_id))
        except (RedisError, OSError) as error:
            logger.warning("Redis is away: %s", error)

    def _in_hand(self, update_id: int) -> str:
        return f"kassa:{self.bot_id}:in-hand:{update_id}"
