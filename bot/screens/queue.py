"""The queue of an event as a buyer sees it, and as its organizer does."""

from bot.callbacks import WishIn
from bot.keyboards import queue as keyboards
from bot.keyboards.waitlist import TIER_NAME_MAX
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.draw import Proof, entry_of
from core.domain.event import Event
from core.domain.hall import Hall, SectionKind
from core.domain.queue import Queue, QueueFigures, QueueView, QueueWish, Room

HOURS_FROM = 100
"""Minutes that are said in hours."""
CODE_SHOWN = 12


def queue(view: QueueView, hall: Hall, t: Texts) -> Screen:
    """Where the person stands, or how to join."""
    if view.has_turn:
        return turn(view, t)
    if not view.is_waiting or view.entry is None:
        return _invite(view, t)
    wish = Html(f"\n{t('queue-wished', wish=_wish(view.entry.wish, view, hall, t))}") if view.entry.wish else Html("")
    if view.room is not None and view.awaits_draw:
        return _room(view, view.room, wish, t)
    text = t(
        "queue-place",
        number=(view.ahead or 0) + 1,
        title=view.event.title,
        when=t.when(view.event.starts_at),
        wish=wish,
        wait=_wait(view, t),
        free=view.figures.free,
        minutes=view.queue.rules.turn_minutes,
    )
    return Screen(text, keyboards.place(view, t))


def where(view: QueueView, t: Texts) -> str:
    """As an alert: nothing but the place."""
    if view.has_turn:
        return t.plain("queue-where-turn", until=_until(view, t))
    if not view.is_waiting:
        return t.plain("queue-where-none")
    if view.room and view.room.list_hash and view.awaits_draw:
        return t.plain("queue-where-frozen", waiting=view.room.entries, code=view.room.list_hash[:CODE_SHOWN])
    if view.awaits_draw:
        opens = t.when_short(view.event.sale_starts_at)
        return t.plain("queue-where-room", waiting=_in_draw(view), opens=opens)
    return t.plain(
        "queue-where-waiting",
        number=(view.ahead or 0) + 1,
        waiting=max(view.figures.waiting, (view.ahead or 0) + 1),
        wait=_wait(view, t),
        free=view.figures.free,
    )


def turn(view: QueueView, t: Texts, *, missed: bool = False) -> Screen:
    """`missed`: there was nothing that fits the wish."""
    text = t(
        "queue-turn",
        until=_until(view, t),
        title=view.event.title,
        when=t.when(view.event.starts_at),
        missed=Html(f"\n\n{t('queue-turn-missed')}") if missed else Html(""),
    )
    return Screen(text, keyboards.turn(view.event.id, t))


def passed(event: Event, t: Texts) -> Screen:
    return Screen(t("queue-passed", title=event.title), keyboards.invite(event.id, t))


def ended(event: Event, because: str, t: Texts) -> Screen:
    return Screen(t("queue-ended", title=event.title, because=because), keyboards.ended(event.id, t))


def ask_size(view: QueueView, t: Texts) -> Screen:
    return Screen(_asked(view, t("queue-wish-ask-size"), t), keyboards.sizes(view, t))


def ask_place(view: QueueView, hall: Hall, size: int, t: Texts) -> Screen:
    text = _asked(view, t("waitlist-ask-tier", count=size), t)
    return Screen(text, keyboards.places_to_wish(view, hall, size, t))


def ask_together(view: QueueView, asked: WishIn, t: Texts) -> Screen:
    text = _asked(view, t("waitlist-ask-together", count=asked.party_size), t)
    return Screen(text, keyboards.togetherness(asked, t))


def proof(event: Event, of: Proof, t: Texts) -> Screen:
    text = t(
        "queue-proof",
        title=event.title,
        position=of.position,
        entries=of.entries,
        seal=of.seal,
        seed=of.seed,
        hash=of.list_hash,
        entry=of.entry,
    )
    return Screen(text, keyboards.proof(event.id, t))


def desk(event: Event, of: Queue, figures: QueueFigures, t: Texts) -> Screen:
    text = t(
        "queue-desk",
        title=event.title,
        mode=of.rules.mode,
        open="yes" if of.is_open else "emptying" if figures.waiting else "no",
        rush=of.rules.rush_per_minute,
        paused="yes" if of.is_paused else "no",
        waiting=figures.waiting,
        inside=figures.inside,
        called=figures.last_minute,
        rate=of.rules.per_minute,
        room=of.rules.inside_max,
        turn=of.rules.turn_minutes,
    )
    return Screen(text, keyboards.desk(of, t))


def live(of: Queue, figures: QueueFigures, t: Texts) -> Html:
    """A line of the live view."""
    return t(
        "live-queue",
        waiting=figures.waiting,
        inside=figures.inside,
        called=figures.last_minute,
        rate=of.rules.per_minute,
        paused="yes" if of.is_paused else "no",
    )


def _invite(view: QueueView, t: Texts) -> Screen:
    about = {"title": view.event.title, "when": t.when(view.event.starts_at)}
    if view.is_before_sale:
        text = t("queue-invite-before", opens=t.when(view.event.sale_starts_at), **about)
    else:
        minutes = view.queue.rules.turn_minutes
        text = t("queue-invite", minutes=minutes, waiting=view.figures.waiting, **about)
    return Screen(text, keyboards.invite(view.event.id, t))


def _room(view: QueueView, room: Room, wish: Html, t: Texts) -> Screen:
    assert view.entry is not None, "only who waits is in the room"
    mine = entry_of(view.event.id, view.entry.person_id, view.entry.nonce).hex()
    fixed = [t("queue-fixed-seal", code=room.seal), t("queue-fixed-entry", code=mine)]
    if room.list_hash:
        fixed.append(t("queue-fixed-list", code=room.list_hash))
    text = t(
        "queue-room",
        title=view.event.title,
        when=t.when(view.event.starts_at),
        wish=wish,
        frozen="yes" if room.list_hash else "no",
        waiting=room.entries if room.list_hash else _in_draw(view),
        opens=t.when(view.event.sale_starts_at),
        fixed=Html("\n".join(fixed)),
    )
    return Screen(text, keyboards.place(view, t))


def _in_draw(view: QueueView) -> int:
    """The figures are a second old, and this person may be the first."""
    return max(view.figures.waiting, 1)


def _wait(view: QueueView, t: Texts) -> str:
    estimate = view.figures.estimate(view.ahead or 0)
    shortest, longest = (_duration(minutes, t) for minutes in estimate or (0, 0))
    known = "paused" if view.queue.is_paused else "yes" if estimate else "no"
    return t.plain("queue-wait", known=known, shortest=shortest, longest=longest)


def _duration(minutes: int, t: Texts) -> str:
    if minutes < HOURS_FROM:
        return t.plain("queue-minutes", count=minutes)
    return t.plain("queue-hours", count=round(minutes / 60))


def _until(view: QueueView, t: Texts) -> str:
    assert view.entry and view.entry.turn_until, "a turn has an end"
    return t.time(view.entry.turn_until.astimezone(view.event.venue.time_zone))


def _wish(wish: QueueWish, view: QueueView, hall: Hall, t: Texts) -> Html:
    """`2 tickets · Front · up to 900 each · together`"""
    said = [t("waitlist-wish", count=wish.party.size)]
    if wish.party.tier_id is not None and (tier := hall.tier_by_id.get(wish.party.tier_id)):
        said.append(t("waitlist-wish-tier", tier=cut(tier.name, TIER_NAME_MAX)))
    if wish.price_max_minor is not None:
        said.append(t("queue-wish-at-most", price=t.price(wish.price_max_minor, view.event.currency)))
    if wish.party.size > 1 and any(section.kind is SectionKind.SEATED for section in hall.sections):
        said.append(t("waitlist-wish-together" if wish.party.together else "waitlist-wish-apart"))
    return Html(" · ".join(said))


def _asked(view: QueueView, question: Html, t: Texts) -> Html:
    return t("queue-wish-ask", title=view.event.title, when=t.when(view.event.starts_at), question=question)
