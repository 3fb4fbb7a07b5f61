"""Which updates are done or in hand, in Redis: where Redis knows nothing, an update is handled once more."""

from collections.abc import Sequence
from datetime import timedelta

from redis.asyncio import Redis

from core.domain.update import Mark
from db.presence import Presence

REMEMBERED_SECONDS = 2 * 24 * 3600
"""Telegram brings no update again after a day."""
IDS_IN_KEY = 1 << 16
"""Ids of updates follow each other: a bit for each of them, 8 KB for so many."""
BEGIN = """
local marks = {}
for place = 1, #KEYS / 2 do
    local known, in_hand = KEYS[2 * place - 1], KEYS[2 * place]
    if redis.call('GETBIT', known, ARGV[place + 1]) == 1 then
        marks[place] = 'done'
    elseif redis.call('SET', in_hand, 1, 'NX', 'PX', ARGV[1]) then
        marks[place] = 'begun'
    else
        marks[place] = 'in hand'
    end
end
return marks
"""
END = """
for place = 1, #KEYS / 2 do
    local known, in_hand = KEYS[2 * place - 1], KEYS[2 * place]
    redis.call('SETBIT', known, ARGV[place + 1], 1)
    redis.call('EXPIRE', known, ARGV[1])
    redis.call('DEL', in_hand)
end
"""
"""Both for many updates at once."""


def known_by(bot_id: int, update_id: int) -> tuple[str, int]:
    """The key of an update's bit, and its place there. Every bot counts its updates for itself."""
    known, bit = divmod(update_id, IDS_IN_KEY)
    return f"kassa:{bot_id}:known:{known}", bit


class UpdateMarks:
    def __init__(self, redis: Redis, bot_id: int) -> None:
        self.redis = redis
        self.bot_id = bot_id
        self._presence = Presence("mark of updates")
        self._begin = redis.register_script(BEGIN)
        self._end = redis.register_script(END)

    async def begin(self, update_ids: Sequence[int], ttl: timedelta) -> list[Mark]:
        """For each of them; `BEGUN` for one caller only, who has so long."""
        keys, bits = self._places(update_ids)
        begun = self._begin(keys, [ttl // timedelta(milliseconds=1), *bits])
        return [Mark(mark) for mark in await self._presence.ask(begun, [Mark.BEGUN] * len(update_ids))]

    async def end(self, update_ids: Sequence[int]) -> None:
        """They are done, for good."""
        keys, bits = self._places(update_ids)
        await self._presence.ask(self._end(keys, [REMEMBERED_SECONDS, *bits]), None)

    async def give_up(self, update_id: int) -> None:
        """It was not done: somebody else may begin at once."""
        await self._presence.ask(self.redis.delete(self._in_hand(update_id)), None)

    def _places(self, update_ids: Sequence[int]) -> tuple[list[str], list[int]]:
        """Two keys of each update, and its bit in the first."""
        keys, bits = list[str](), list[int]()
        for update_id in update_ids:
            known, bit = known_by(self.bot_id, update_id)
            keys += [known, self._in_hand(update_id)]
            bits.append(bit)
        return keys, bits

    def _in_hand(self, update_id: int) -> str:
        return f"kassa:{self.bot_id}:in-hand:{update_id}"
