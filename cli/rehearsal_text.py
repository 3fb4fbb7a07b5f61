"""The report of a rehearsal in words, for a terminal."""

from collections.abc import Iterator

from core.app import utc_now
from rehearsal.figures import NOTHING_FREE
from rehearsal.report import Report
from rehearsal.sale import Sale

LABEL = 16


def progress(sale: Sale) -> str:
    queueing = sum(buyer.is_queueing for buyer in sale.buyers.values())
    gone = sum(sale.figures.outcomes.values())
    return (
        f"{_clock((utc_now() - sale.started_at).total_seconds())}  sold {_number(sale.figures.sold)} of "
        f"{_number(sale.stage.for_sale)}  queueing {_number(queueing)}  gone {_number(gone)} of "
        f"{_number(len(sale.buyers))}"
    )


def text_of(report: Report) -> str:
    lines = [*_head(report), "", *_steps(report), "", *_refusals(report), "", *_books(report), "", *_tail(report)]
    return "\n".join(lines)


def _head(report: Report) -> Iterator[str]:
    beside = [f"{_number(report.taken)} taken now"] * bool(report.taken)
    beside += [f"{_number(report.on_request)} accessible, on request only"] * bool(report.on_request)
    yield f"Rehearsal of {report.event_id} {report.title}"
    yield _line("for sale", f"{_number(report.seats)} seats" + (f" (beside {', '.join(beside)})" if beside else ""))
    yield _line("buyers", f"{_number(report.buyers)}, {_number(report.at_once)} in the same instant at most")
    yield _line("sold", f"{_number(report.tickets)} tickets in {_number(report.orders)} orders, {_end(report)}")
    if report.nothing_free_after is not None:
        yield _line("nothing free", f"after {_clock(report.nothing_free_after)} for the first time")
    a_second = report.orders / report.seconds if report.seconds else 0
    yield _line("bookings/s", f"{a_second:.1f} on average, {_number(report.busiest_second)} in the busiest second")
    yield _line("what became of", ", ".join(f"{_number(many)} {one}" for one, many in report.outcomes.items()))
    own = f" (of the event: {_clock(report.own_hold_seconds)})" if report.own_hold_seconds > report.hold_seconds else ""
    yield _line("holds", f"last {_clock(report.hold_seconds)}{own}; {report.unpaid_percent} % of people never pay")


def _end(report: Report) -> str:
    if not report.left:
        return f"sold out after {_clock(report.seconds)}"
    ended = "the time limit came" if report.is_out_of_time else "everybody was gone"
    return f"{_number(report.left)} left when {ended} after {_clock(report.seconds)}"


def _steps(report: Report) -> Iterator[str]:
    yield f"{'step':<{LABEL}}{'times':>9}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}"
    for step, times in report.steps.items():
        cells = "".join(f"{milliseconds:>10.1f}" for milliseconds in (times.p50, times.p95, times.p99))
        yield f"{step:<{LABEL}}{_number(times.count):>9}{cells}"


def _refusals(report: Report) -> Iterator[str]:
    codes = [f"{code} {_number(many)}" for code, many in report.refusals.items() if code != NOTHING_FREE]
    yield _line("refusals", ", ".join(codes) or "none")
    yield _line("found it full", f"{_number(report.refusals.get(NOTHING_FREE, 0))} times, and tried again later")
    yield _verdict(report.wrongly_refused, "refused while seats that fitted were free")
    yield _verdict(report.lost_holds, "holds lost before their deadline")
    yield _verdict(report.unended_holds, "seats still held after their deadline")
    yield _verdict(report.unsold, "seats paid for and not sold")
    yield _verdict(sum(report.errors.values()), "errors", ", ".join(f"{one} {n}" for one, n in report.errors.items()))


def _books(report: Report) -> Iterator[str]:
    audit = report.audit
    yield (
        f"{'✗' if report.findings else '✓'} audit of the copy: {_number(audit.capacity)} seats = "
        f"{_number(audit.free)} free + {_number(audit.held)} held or taken before + {_number(audit.sold)} sold"
    )
    for finding in report.findings:
        yield f"  ✗ {finding}"


def _tail(report: Report) -> Iterator[str]:
    waiting = report.messages_waiting
    more = f", {_clock(waiting / report.messages_per_second)} more" if waiting else ""
    yield _line(
        "messages",
        f"{_number(report.messages_sent)} sent to nobody at {report.messages_per_second:g} a second, "
        f"{_number(waiting)} waiting{more}",
    )
    late = f", {_number(report.late_sweeps)} left out because they were late" if report.late_sweeps else ""
    yield _line("sweeps", f"{_number(report.sweeps)}{late}")
    yield _line("machine", f"load {report.load:.1f} on {report.cores} cores")
    yield _line(
        "left out", "Telegram and the chat, thinking, the draw, promo codes, the waiting list; captcha, own number and"
    )
    yield _line("", "questions, where the event has them, were answered by a program through the real services")


def _line(label: str, text: str) -> str:
    return f"{label:<{LABEL}}{text}"


def _verdict(wrong: int, what: str, which: str = "") -> str:
    return f"{'✗' if wrong else '✓'} {_number(wrong)} {what}" + (f": {which}" if which else "")


def _number(many: int) -> str:
    return f"{many:,}".replace(",", " ")


def _clock(seconds: float) -> str:
    """`0:07`, `12:30`"""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
