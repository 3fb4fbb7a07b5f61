"""Who comes: one question, and all the answers."""

from collections.abc import Mapping

from bot.keyboards import details as keyboards
from bot.keyboards.layout import Page
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.contact import readable_number
from core.domain.form import Entry
from core.domain.ids import SeatId
from core.domain.question import WHOLE_ORDER, Question, QuestionKind
from core.services.attending import FormView, Source

ENTRIES_ON_PAGE, SUMMARY_ANSWER_MAX = 10, 120


def question(view: FormView, entry: Entry, offers: Mapping[Source, str], t: Texts, problem: str = "") -> Screen:
    kind = entry.question.kind
    hints = [t(f"detail-hint-{kind}")]
    if not entry.question.is_required:
        hints.append(t("detail-optional"))
    head = t(
        "detail-ask",
        label=label(entry.question, t),
        number=view.form.entries.index(entry) + 1,
        total=len(view.form.entries),
        place=place(view, entry.seat_id, t),
    )
    parts = [
        t("detail-problem", problem=problem) if problem else "",
        head,
        t("detail-now", answer=shown(entry, t)) if entry.answer else "",
        " ".join(hints),
        _until(view, t),
    ]
    return Screen(
        "\n\n".join(part for part in parts if part), keyboards.question(view, entry, _readable(entry, offers), t)
    )


def summary(view: FormView, t: Texts, number: int = 0) -> Screen:
    page = Page.of(view.form.entries, number, ENTRIES_ON_PAGE)
    blocks: dict[SeatId, list[Html]] = {}
    for entry in page.things:
        asked = label(entry.question, t).rstrip(" :.?")
        line = t("details-line", label=asked, answer=cut(shown(entry, t), SUMMARY_ANSWER_MAX))
        blocks.setdefault(entry.seat_id, []).append(line)
    answers = [Html("\n".join([f"<b>{place(view, seat_id, t)}</b>", *lines])) for seat_id, lines in blocks.items()]
    text = t("details-summary", title=view.event.title, answers=Html("\n\n".join(answers)), until=_until(view, t))
    buttons = [(entry, _button_words(view, entry, t)) for entry in page.things if entry in view.changeable]
    return Screen(text, keyboards.summary(view, buttons, page, t))


def place(view: FormView, seat_id: SeatId, t: Texts) -> Html:
    if seat_id == WHOLE_ORDER:
        return t("detail-place-order")
    seat = view.hall.seat_by_id[seat_id]
    section = view.hall.section_by_id[seat.section_id].name
    if seat.row:
        return t("order-place", section=section, row=seat.row, seat=seat.number)
    return t("detail-place-general", section=section, number=_number(view, seat_id))


def label(question: Question, t: Texts) -> str:
    return question.label if question.kind is QuestionKind.TEXT else t.plain(f"detail-{question.kind}")


def shown(entry: Entry, t: Texts) -> str:
    if entry.answer is None:
        return t.plain("detail-none")
    return readable_number(entry.answer) if entry.question.kind is QuestionKind.PHONE else entry.answer


def _button_words(view: FormView, entry: Entry, t: Texts) -> str:
    words = label(entry.question, t)
    if entry.seat_id == WHOLE_ORDER:
        return words
    seat = view.hall.seat_by_id[entry.seat_id]
    return f"{seat.label if seat.row else _number(view, entry.seat_id)} · {words}"


def _number(view: FormView, seat_id: SeatId) -> int:
    """Which ticket of the order it is: places of general admission have no names."""
    return view.order.seat_ids.index(seat_id) + 1


def _readable(entry: Entry, offers: Mapping[Source, str]) -> dict[Source, str]:
    is_phone = entry.question.kind is QuestionKind.PHONE
    return {source: readable_number(answer) if is_phone else answer for source, answer in offers.items()}


def _until(view: FormView, t: Texts) -> Html:
    if view.is_hold:
        until = view.order.expires_at.astimezone(view.event.venue.time_zone)
        return t("details-held-until", until=t.time(until))
    if view.changeable:
        return t("details-until", until=t.when_short(view.closes_at))
    return t("details-closed")
