"""Updates in Redis: a stream for each partition, and a lease by which one worker at a time has it.

What is in a stream is not done: an update is removed when it has been handled. Where Redis is away,
every function raises `StreamsAway`.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError, RedisError

from core.domain.ids import PersonId
from core.domain.update import PARTITIONS, Lag, QueuedUpdate, RawUpdate, UpdateKind
from db.update_marks import REMEMBERED_SECONDS, known_by

P = ParamSpec("P")
T = TypeVar("T")


APPEND = """
if redis.call('GETBIT', KEYS[1], ARGV[1]) == 1 then return 0 end
redis.call('XADD', KEYS[2], '*', 'id', ARGV[3], 'person', ARGV[4], 'kind', ARGV[5], 'body', ARGV[6])
redis.call('SETBIT', KEYS[1], ARGV[1], 1)
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""
# Renews what this worker has, and adds free partitions up to its share of all; or, if it is leaving, adds none.
RENEW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local share = 0
if ARGV[3] == '1' then
    redis.call('ZREM', KEYS[1], ARGV[1])
else
    redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
    share = math.ceil((#KEYS - 1) / 2 / redis.call('ZCARD', KEYS[1]))
end
local mine, free = {}, {}
for place = 2, #KEYS, 2 do
    local holder = redis.call('GET', KEYS[place])
    if holder == ARGV[1] then
        redis.call('PEXPIRE', KEYS[place], ARGV[2])
        table.insert(mine, place / 2 - 1)
    elseif not holder then
        table.insert(free, place)
    end
end
for _, place in ipairs(free) do
    if #mine >= share then break end
    redis.call('SET', KEYS[place], ARGV[1], 'PX', ARGV[2])
    redis.pcall('XGROUP', 'CREATE', KEYS[place + 1], 'workers', '0', 'MKSTREAM')
    table.insert(mine, place / 2 - 1)
end
return {share, mine}
"""
LET_GO = """
for _, lease in ipairs(KEYS) do
    if redis.call('GET', lease) == ARGV[1] then redis.call('DEL', lease) end
end
"""
# Only the holder of the lease takes anything, at that very moment.
TAKE = """
local taken = {}
for place = 1, #KEYS, 2 do
    local lease, stream = KEYS[place], KEYS[place + 1]
    if redis.call('GET', lease) == ARGV[1] then
        local read = redis.call('XREADGROUP', 'GROUP', 'workers', 'all', 'COUNT', ARGV[2], 'STREAMS', stream, '>')
        if read then
            for _, entry in ipairs(read[1][2]) do table.insert(taken, entry) end
        end
    end
end
return {redis.call('TIME'), taken}
"""
TAKE_AGAIN = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return nil end
local read = redis.call('XREADGROUP', 'GROUP', 'workers', 'all', 'COUNT', 1, 'STREAMS', KEYS[2], '0')
if not read or #read[1][2] == 0 then return nil end
local entry = read[1][2][1]
local times = redis.call('XPENDING', KEYS[2], 'workers', entry[1], entry[1], 1)[1][4]
return {redis.call('TIME'), entry, times}
"""
LAG = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local depth, age = 0, 0
for _, stream in ipairs(KEYS) do
    local oldest = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
    if oldest then
        depth = depth + redis.call('XLEN', stream)
        age = math.max(age, now - tonumber(string.match(oldest[1], '%d+')))
    end
end
return {depth, age}
"""


class StreamsAway(Exception):
    """Redis does not answer, or has forgotten what it was told."""


class StreamsFull(StreamsAway):
    """It answers, and has no room: workers are far behind."""


def _or_away(ask: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    @wraps(ask)
    async def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await ask(*args, **kwargs)
        except OutOfMemoryError as error:
            raise StreamsFull(str(error)) from error
        except (RedisError, OSError) as error:
            raise StreamsAway(str(error)) from error

    return asked


@dataclass(frozen=True, slots=True)
class Leases:
    """The partitions that a worker has, and how many it should have, as there are others."""

    partitions: frozenset[int]
    share: int


class UpdateStreams:
    def __init__(self, redis: Redis, bot_id: int) -> None:
        self.redis = redis
        self.bot_id = bot_id
        self._append = redis.register_script(APPEND)
        self._renew = redis.register_script(RENEW)
        self._let_go = redis.register_script(LET_GO)
        self._take = redis.register_script(TAKE)
        self._take_again = redis.register_script(TAKE_AGAIN)
        self._lag = redis.register_script(LAG)

    @_or_away
    async def append(self, update: RawUpdate) -> bool:
        """False if it is there already, or was."""
        known, bit = known_by(self.bot_id, update.id)
        added = await self._append(
            keys=[known, self._stream(update.partition)],
            args=[bit, REMEMBERED_SECONDS, update.id, update.person_id, update.kind, update.body],
        )
        return bool(added)

    @_or_away
    async def renew(self, worker: str, ttl: timedelta, *, leaving: bool = False) -> Leases:
        """Says that this worker is there: for so long it keeps what it has, unless it says so again."""
        keys = [key for partition in range(PARTITIONS) for key in (self._lease(partition), self._stream(partition))]
        share, mine = await self._renew(
            keys=[f"kassa:{self.bot_id}:workers", *keys], args=[worker, ttl // timedelta(milliseconds=1), int(leaving)]
        )
        return Leases(frozenset(mine), share)

    @_or_away
    async def let_go(self, worker: str, partitions: Iterable[int]) -> None:
        """Others may have them at once."""
        await self._let_go(keys=[self._lease(partition) for partition in partitions], args=[worker])

    @_or_away
    async def take(self, worker: str, partitions: Iterable[int], most: int, now: datetime) -> list[QueuedUpdate]:
        """What nobody has taken yet, in order: of each partition that this worker has, at most so many."""
        keys = [key for partition in partitions for key in (self._lease(partition), self._stream(partition))]
        time, entries = await self._take(keys=keys, args=[worker, most])
        return [_queued(entry, time, now) for entry in entries]

    @_or_away
    async def take_again(self, worker: str, partition: int, now: datetime) -> QueuedUpdate | None:
        """The oldest update that somebody had taken and not done."""
        found = await self._take_again(keys=[self._lease(partition), self._stream(partition)], args=[worker])
        if found is None:
            return None
        time, entry, times_taken = found
        return _queued(entry, time, now, times_taken)

    @_or_away
    async def remove(self, done: QueuedUpdate) -> None:
        stream = self._stream(done.update.partition)
        async with self.redis.pipeline(transaction=True) as both:
            both.xack(stream, "workers", done.entry_id)
            both.xdel(stream, done.entry_id)
            await both.execute()

    @_or_away
    async def lag(self) -> Lag:
        depth, age = await self._lag(keys=[self._stream(partition) for partition in range(PARTITIONS)])
        return Lag(depth, timedelta(milliseconds=age))

    def _stream(self, partition: int) -> str:
        return f"kassa:{self.bot_id}:updates:{partition}"

    def _lease(self, partition: int) -> str:
        return f"kassa:{self.bot_id}:lease:{partition}"


def _queued(entry: Any, time: Any, now: datetime, times_taken: int = 1) -> QueuedUpdate:
    """What the streams know is the time of Redis; its clock and ours may differ."""
    entry_id, pairs = entry
    told = dict(zip(pairs[::2], pairs[1::2], strict=True))
    redis_now = int(time[0]) * 1000 + int(time[1]) // 1000
    age = timedelta(milliseconds=redis_now - int(entry_id.partition("-")[0]))
    update = RawUpdate(int(told["id"]), PersonId(int(told["person"])), UpdateKind(told["kind"]), told["body"])
    return QueuedUpdate(entry_id, now - age, update, times_taken)
