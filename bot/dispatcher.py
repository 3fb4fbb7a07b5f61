"""Joins routers, middlewares and services."""

from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.base import BaseStorage

from bot.again import Again
from bot.asking import Asking
from bot.budget import SendBudget
from bot.dialogue import Dialogue
from bot.handlers import (
    arranging,
    blocking,
    box_office,
    broadcasts,
    cancelling,
    captcha,
    contact,
    costs,
    details,
    door,
    door_list,
    drafting,
    editing,
    email,
    errors,
    event_files,
    events,
    fallback,
    finding,
    gifts,
    giving_back,
    growing,
    guests,
    holding,
    inline,
    links,
    live,
    managing,
    membership,
    payment,
    payments,
    pricing,
    privacy,
    promo_codes,
    promotion,
    queue,
    queue_desk,
    refunds,
    reminders,
    report_events,
    reports,
    returns,
    search,
    seats,
    start,
    teams,
    tickets,
    visitors,
    waitlist,
)
from bot.live import LiveViews
from bot.middlewares.measuring import LogAbout
from bot.middlewares.pace import PaceMiddleware
from bot.middlewares.person import PersonMiddleware
from bot.middlewares.typing import OneAtATime, TypedAnswers, TypingMiddleware
from bot.notices import Notices
from bot.notifier import Notifier
from bot.switchboard import StraightTo, Switchboard
from core.app import App
from core.settings import Settings

PARTS = (
    *(payment, queue, seats, holding, details, events, finding, inline, links, gifts, teams, start, tickets, waitlist),
    *(captcha, contact, promo_codes, giving_back, email, reminders, privacy),
    *(editing, arranging, growing, cancelling, drafting, managing, live, queue_desk, event_files),
    *(promotion, pricing, broadcasts, costs, reports, report_events, visitors),
    *(box_office, blocking, refunds, returns, payments, guests, door_list, door, membership),
    *(search, fallback, errors),
)
"""The handlers in the order of their heat; those that take any text last."""


def build_notifier(bot: Bot, app: App, settings: Settings) -> Notifier:
    budget = SendBudget(settings.sends_per_second, settings.sends_per_chat)
    notices = Notices(app.checkout, app.ticketing, app.returning, app.people, app.broadcasting, app.queueing)
    language = settings.default_language
    return Notifier(
        bot, notices, app.messaging, app.checkout, app.ticketing, app.people, app.pictures, budget, language
    )


def build_switchboard() -> Switchboard:
    """All handlers. They keep nothing."""
    switchboard = Switchboard()
    for part in PARTS:
        switchboard.include_router(part.build_router())
    return switchboard


def build_dispatcher(
    app: App, notifier: Notifier, storage: BaseStorage, settings: Settings, switchboard: Switchboard | None = None
) -> Dispatcher:
    """Handlers get the services by name."""
    dispatcher = Dispatcher(
        storage=storage,
        disable_fsm=True,  # ours is below
        notifier=notifier,
        asking=Asking(notifier.bot, app.attending, app.checkout),
        support_contact=settings.support_contact,
        default_language=settings.default_language,
        sends_email=settings.smtp_url is not None,
        browsing=app.browsing,
        announcing=app.announcing,
        seating=app.seating,
        captchas=app.captchas,
        waitlist=app.waitlist,
        changing=app.changing,
        discounting=app.discounting,
        checkout=app.checkout,
        attending=app.attending,
        settling=app.settling,
        box_office=app.box_office,
        blocking=app.blocking,
        cloning=app.cloning,
        describing=app.describing,
        arranging=app.arranging,
        growing=app.growing,
        refunding=app.refunding,
        returning=app.returning,
        reconciling=app.reconciling,
        ticketing=app.ticketing,
        giving=app.giving,
        reminding=app.reminding,
        checkin=app.checkin,
        door_list=app.door_list,
        people=app.people,
        rights=app.rights,
        teaming=app.teaming,
        managing=app.managing,
        live_views=LiveViews(notifier.bot, app.watching),
        broadcasting=app.broadcasting,
        promotion=app.promotion,
        pricing=app.pricing,
        sends_per_second=settings.sends_per_second,
        costing=app.costing,
        reporting=app.reporting,
        exporting=app.exporting,
        organizing=app.organizing,
        drafting=app.drafting,
        editing=app.editing,
        cancelling=app.cancelling,
        dialogue=Dialogue(notifier.bot, app.drafting, app.pictures),
        queueing=app.queueing,
        drawing=app.drawing,
        regulating=app.regulating,
        messaging=app.messaging,
        pictures=app.pictures,
        metrics=app.metrics,
    )
    dispatcher["again"] = Again(dispatcher)
    dispatcher.update.outer_middleware(LogAbout())
    dispatcher.update.outer_middleware(PaceMiddleware(app.limiting, app.people, settings.default_language))
    dispatcher.update.outer_middleware(TypedAnswers(storage, OneAtATime()))
    dispatcher.update.outer_middleware(PersonMiddleware(app.people, app.messaging, settings.default_language))
    dispatcher.update.outer_middleware(TypingMiddleware())
    switchboard = switchboard or build_switchboard()
    dispatcher.include_router(switchboard)
    dispatcher.update.outer_middleware(StraightTo(switchboard))
    return dispatcher
