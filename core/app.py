"""The composition root: pool, clock and settings become services."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from core import logs
from core.domain.alarm import Limits
from core.domain.ids import PersonId
from core.domain.protection import Patience
from core.domain.rate import Action, Rate
from core.domain.refusal import Refusal
from core.domain.ticket_code import TicketKeys
from core.metrics import Metrics
from core.services.alarming import Alarming
from core.services.announcing import Announcing
from core.services.arranging import Arranging
from core.services.attending import Attending
from core.services.auditing import Auditing
from core.services.blocking import Blocking
from core.services.box_office import BoxOffice
from core.services.broadcasting import Broadcasting
from core.services.browsing import Browsing
from core.services.calling import Calling
from core.services.cancelling import Cancelling
from core.services.captchas import Captchas
from core.services.changing import Changing
from core.services.checkin import Checkin
from core.services.checkout import Checkout
from core.services.cloning import Cloning
from core.services.costing import Costing
from core.services.describing import Describing
from core.services.discounting import Discounting
from core.services.door_list import DoorList
from core.services.drafting import Drafting
from core.services.drawing import Drawing
from core.services.editing import Editing
from core.services.exporting import Exporting
from core.services.facts import Facts
from core.services.giving import Giving
from core.services.group_commit import Batches
from core.services.growing import Growing
from core.services.guessing import Guessing
from core.services.hold_rules import HoldRules
from core.services.holding import Holding
from core.services.limiting import Limiting
from core.services.managing import Managing
from core.services.messaging import Messaging
from core.services.monitoring import Monitoring
from core.services.organizing import Organizing
from core.services.people import People
from core.services.pictures import Pictures
from core.services.pricing import Pricing
from core.services.promotion import Promotion
from core.services.providers import Providers
from core.services.pulse import Pulse
from core.services.queueing import Queueing
from core.services.receiving import Receiving
from core.services.reconciling import Reconciling
from core.services.refunding import Refunding
from core.services.regulating import Regulating
from core.services.releasing import Releasing
from core.services.reminding import Reminding
from core.services.reporting import Reporting
from core.services.returning import Returning
from core.services.rights import Rights
from core.services.seating import Seating
from core.services.settling import Settling
from core.services.stocks import Stocks
from core.services.teaming import Teaming
from core.services.ticketing import Ticketing
from core.services.tidying import Keep, Tidying
from core.services.turnouts import Turnouts
from core.services.viewing import Viewing
from core.services.waitlist import Waitlist
from core.services.watching import Watching
from core.services.working import Working
from core.settings import Settings, SettingsError
from db.cache import Cache, LiveMarks, file_ids, open_redis
from db.paces import Paces
from db.pool import UNREACHABLE, CannotConnect, Pool, has_schema, open_pool
from db.queue_ranks import QueueRanks
from db.update_marks import UpdateMarks
from db.update_streams import UpdateStreams

AT_ONCE_IN_REDIS = 4
"""Questions of different kinds; each kind has one on its way at a time."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class App:
    """All that Kassa does, without a word of Telegram."""

    redis: Redis
    """For what the bot waits for in a chat."""
    browsing: Browsing
    announcing: Announcing
    seating: Seating
    captchas: Captchas
    waitlist: Waitlist
    changing: Changing
    discounting: Discounting
    checkout: Checkout
    attending: Attending
    settling: Settling
    box_office: BoxOffice
    blocking: Blocking
    cloning: Cloning
    describing: Describing
    arranging: Arranging
    growing: Growing
    refunding: Refunding
    returning: Returning
    reconciling: Reconciling
    auditing: Auditing
    ticketing: Ticketing
    giving: Giving
    reminding: Reminding
    checkin: Checkin
    door_list: DoorList
    people: People
    limiting: Limiting
    rights: Rights
    teaming: Teaming
    managing: Managing
    watching: Watching
    broadcasting: Broadcasting
    promotion: Promotion
    pricing: Pricing
    costing: Costing
    reporting: Reporting
    exporting: Exporting
    organizing: Organizing
    drafting: Drafting
    editing: Editing
    cancelling: Cancelling
    regulating: Regulating
    queueing: Queueing
    drawing: Drawing
    calling: Calling
    messaging: Messaging
    pictures: Pictures
    batches: Batches
    metrics: Metrics
    monitoring: Monitoring
    receiving: Receiving
    working: Working
    pulse: Pulse
    tidying: Tidying
    alarming: Alarming


def utc_now() -> datetime:
    return datetime.now(UTC)


def build_app(
    pool: Pool, redis: Redis, settings: Settings, clock: Clock = utc_now, metrics: Metrics | None = None
) -> App:
    """With `metrics` where several of them are one process."""
    keys = TicketKeys.parse(settings.ticket_keys.get_secret_value())
    owner_ids = frozenset(PersonId(owner) for owner in settings.owner_ids)
    readings = Batches(at_once=max(1, pool.get_max_size() // 4), common=(Refusal, *UNREACHABLE))
    rights = Rights(pool, owner_ids, readings)
    facts = Facts(pool, clock, readings)
    viewing = Viewing(pool, clock, rights, Cache(redis, "hall"))
    metrics = metrics or Metrics()
    in_redis = Batches(at_once=AT_ONCE_IN_REDIS)
    batches = Batches(at_once=max(1, pool.get_max_size() // 2), common=(Refusal, *UNREACHABLE))
    paces = Paces(redis)
    guessing = Guessing(paces, settings.guesses_per_hour, clock)
    checkin = Checkin(pool, clock, keys, rights, Turnouts(pool), batches, guessing)
    rules = HoldRules(rights, Patience(settings.unpaid_holds_max, timedelta(minutes=settings.hold_pause_minutes)))
    waitlist = Waitlist(pool, clock, viewing, rules)
    holding = Holding(pool, clock, viewing, rules, batches)
    seating = Seating(pool, clock, viewing, holding, Releasing(pool, clock, waitlist, batches), metrics)
    settling = Settling(pool, clock, rights, batches, metrics)
    refunding = Refunding(pool, clock, rights)
    reporting = Reporting(pool, clock, rights)
    browsing = Browsing(pool, clock, rights, Stocks(pool, clock, Cache(redis, "stock"), readings), facts, readings)
    organizing = Organizing(pool, clock, rights)
    editing = Editing(pool, clock, rights)
    managing = Managing(pool, clock, rights, browsing, viewing)
    returning = Returning(pool, clock, rights, waitlist)
    ranks, drawing = QueueRanks(redis), Drawing(pool, clock)
    streams = UpdateStreams(redis, settings.bot_id)
    working = Working(streams, clock)
    return App(
        redis=redis,
        browsing=browsing,
        announcing=Announcing(pool, clock),
        seating=seating,
        captchas=Captchas(pool, clock),
        waitlist=waitlist,
        changing=Changing(pool, clock, viewing, waitlist),
        discounting=Discounting(pool, clock, guessing),
        checkout=Checkout(pool, clock, Providers(settings.provider_tokens()), rights, facts, batches, readings),
        attending=Attending(pool, clock),
        settling=settling,
        box_office=BoxOffice(pool, clock, rights),
        blocking=Blocking(pool, clock, rights, waitlist),
        cloning=Cloning(pool, clock, rights),
        describing=Describing(pool, rights),
        arranging=Arranging(pool, clock, editing),
        growing=Growing(pool, clock, editing, waitlist),
        refunding=refunding,
        returning=returning,
        reconciling=Reconciling(pool, clock, settling, refunding, rights),
        auditing=Auditing(pool, clock, owner_ids),
        ticketing=Ticketing(pool, clock, keys, facts, guessing, batches),
        giving=Giving(pool, clock, guessing),
        reminding=Reminding(pool, clock),
        checkin=checkin,
        door_list=DoorList(checkin, keys),
        people=People(pool, clock, readings, ranks),
        limiting=Limiting(paces, _rates(settings), rights, clock, in_redis),
        rights=rights,
        teaming=Teaming(pool, clock, rights, guessing),
        managing=managing,
        watching=Watching(managing, LiveMarks(redis)),
        broadcasting=Broadcasting(pool, clock, rights),
        promotion=Promotion(pool, clock, rights),
        pricing=Pricing(pool, clock, rights),
        costing=Costing(pool, clock, rights),
        reporting=reporting,
        exporting=Exporting(reporting),
        organizing=organizing,
        cancelling=Cancelling(pool, clock, rights, returning),
        editing=editing,
        drafting=Drafting(pool, clock, rights, organizing),
        regulating=Regulating(pool, clock, rights),
        queueing=Queueing(pool, clock, ranks, drawing, rules),
        drawing=drawing,
        calling=Calling(pool, clock, ranks, drawing, seating),
        messaging=Messaging(pool, clock, batches),
        pictures=Pictures(file_ids(redis)),
        batches=batches,
        metrics=metrics,
        monitoring=Monitoring(pool, clock, working, metrics),
        receiving=Receiving(UpdateMarks(redis, settings.bot_id), streams, in_redis),
        working=working,
        pulse=Pulse(pool, clock),
        tidying=Tidying(pool, clock, _keep(settings)),
        alarming=Alarming(pool, clock, working, owner_ids, _limits(settings)),
    )


def _keep(settings: Settings) -> Keep:
    return Keep(
        messages=settings.keep_messages_days,
        unpaid_orders=settings.keep_unpaid_orders_days,
        scans=settings.keep_scans_days,
        guards=settings.keep_guards_days,
        queues=settings.keep_queues_days,
        drafts=settings.keep_drafts_days,
        findings=settings.keep_findings_days,
    )


def _limits(settings: Settings) -> Limits:
    hours = settings.backup_hours_max
    return Limits(settings.disk_free_percent_min, timedelta(hours=hours) if hours else None)


def _rates(settings: Settings) -> dict[Action, Rate]:
    return {
        Action.BUYING: Rate(settings.actions_per_minute),
        Action.SEARCHING: Rate(settings.actions_per_minute),
        Action.SCANNING: Rate(settings.scans_per_minute),
        Action.ORGANIZING: Rate(settings.organizer_actions_per_minute),
    }


async def connect(settings: Settings) -> Pool:
    """Raises `SettingsError` where the database does not take us."""
    try:
        return await open_pool(settings.database_url, is_pooled=settings.database_pooled)
    except CannotConnect as error:
        raise SettingsError(f"DATABASE_URL cannot be connected to: {error}.") from error


@asynccontextmanager
async def open_app(settings: Settings, clock: Clock = utc_now, metrics: Metrics | None = None) -> AsyncIterator[App]:
    logs.use(settings.log_format)
    logs.conceal(settings.secrets())
    async with await connect(settings) as pool, open_redis(settings.redis_url) as redis:
        if not await has_schema(pool):
            raise SettingsError("DATABASE_URL leads to a database without our schema: run `kassa migrate` first.")
        app = build_app(pool, redis, settings, clock, metrics)
        try:
            yield app
        finally:
            await app.batches.drain()
