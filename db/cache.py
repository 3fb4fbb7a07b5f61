"""Redis: speed, never the truth. Whatever is asked of it while it is away is answered as if it knew nothing."""

from datetime import timedelta

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from core.domain.ids import PersonId
from db.pipelining import PipeliningRedis
from db.presence import Presence


def open_redis(url: str) -> Redis:
    """A client that gives up at once: every caller knows how to do without."""
    return PipeliningRedis.from_url(
        url, decode_responses=True, socket_timeout=1.0, socket_connect_timeout=1.0, retry=Retry(NoBackoff(), 0)
    )


class Cache:
    """Texts by their keys, of one kind."""

    def __init__(self, redis: Redis, kind: str) -> None:
        self.redis = redis
        self.kind = kind
        self._presence = Presence(f"cache of the kind {kind}")

    async def get(self, key: str) -> str | None:
        found = await self._presence.ask(self.redis.get(f"kassa:{self.kind}:{key}"), None)
        return str(found) if found else None

    async def set(self, key: str, text: str, ttl: timedelta) -> None:
        await self._presence.ask(self.redis.set(f"kassa:{self.kind}:{key}", text, px=ttl), None)


def file_ids(redis: Redis) -> Cache:
    """Telegram's ids of pictures that were uploaded, by what the pictures show."""
    return Cache(redis, "file")


class LiveMarks:
    """Which of several live views in a chat is the one that goes on."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self._presence = Presence("mark of live views")

    async def put(self, person_id: PersonId, mark: str, ttl: timedelta) -> None:
        await self._presence.ask(self.redis.set(f"kassa:live:{person_id}", mark, px=ttl), None)

    async def has(self, person_id: PersonId, mark: str) -> bool:
        """True also while Redis is away."""
        return bool(await self._presence.ask(self.redis.get(f"kassa:live:{person_id}"), mark) == mark)

    async def remove(self, person_id: PersonId) -> None:
        await self._presence.ask(self.redis.delete(f"kassa:live:{person_id}"), None)
