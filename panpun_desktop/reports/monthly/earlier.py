"""What a statement is compared with beside its facts: months typed by hand, and the month a year ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.be_calendar import be_year
from panpun_desktop.common.thai_date import SHORT_MONTHS
from panpun_desktop.reports.monthly.adjusted import counted_now, moves_of_edition
from panpun_desktop.reports.spans import Span, SpanKind
from panpun_desktop.rules.comparison import MOVED, Earlier, Figures, months_before
from panpun_desktop.rules.counted import Period, Table
from panpun_desktop.rules.earlier_figures import EarlierMonth
from panpun_desktop.services.closed_months import closed_edition
from panpun_desktop.services.earlier_figures import typed_months

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_YEAR = 12
Typed = Mapping[date, EarlierMonth]


def earlier_of(session: Session, asked: Asked, span: Span, period: Period) -> Earlier:
    """What was typed before the first statement, and for a month its like of last year."""
    typed = typed_months(session)
    if span.kind is not SpanKind.MONTH:
        return Earlier(typed)
    return Earlier(typed, _year_before(session, asked.centre.go_live_on, period.months_back(_YEAR), typed))


def _year_before(session: Session, since: date | None, month: Period, typed: Typed) -> Figures | None:
    """As it was reported: typed before the first statement, else closed; counted where it is still open."""
    if since is None or month.first < since.replace(day=1):
        one = typed.get(month.first)
        return None if one is None or since is None else {move: getattr(one, move) for move in MOVED}
    edition = closed_edition(session, month.first)
    if edition is not None:
        return moves_of_edition(edition)
    moves = [move for stay in counted_now(session, month) for move in stay.moves]
    return {move: moves.count(move) for move in MOVED}


def earlier_notes(earlier: Earlier, since: date | None, span: Span, period: Period) -> tuple[str, ...]:
    """Which figures of the comparison were typed, and what the year to date lacks (R-REP-8)."""
    if since is None:
        return ()
    year = months_before(period.fiscal_year_to_date(), since)
    compared = set(months_before(period.months_back(span.months), since))
    if span.kind is SpanKind.MONTH:
        compared |= set(months_before(period.months_back(_YEAR), since))
    typed = sorted(day for day in {*year, *compared} if day in earlier.typed)
    if not typed:
        return ()
    notes = [f"ตัวเลขก่อนใช้โปรแกรม (ตามรายงานเดิม): {_months(typed)}"]
    if any(day in earlier.typed for day in year):
        notes.append("คืนพักและผู้รับบริการไม่นับซ้ำของปีงบประมาณนับเฉพาะตั้งแต่เริ่มใช้โปรแกรม")
        lacking = [day for day in year if day not in earlier.typed]
        if lacking:
            notes.append(f"ยอดสะสมยังขาดตัวเลขของ {_months(lacking)}")
    return tuple(notes)


def sent_notes(sent: Figures | None, table: Table, span: Span) -> tuple[str, ...]:
    """Where the month before is counted otherwise by now than the paper that was sent said (R-REP-5)."""
    if sent is None or span.kind is not SpanKind.MONTH:
        return ()
    told = [
        f"{_MOVED[move]} {sent[move]:,}"
        for move in MOVED
        if sent.get(move) is not None and sent[move] != table.row(move).get("last_month")
    ]
    return (f"{SENT}{' '.join(told)}",) if told else ()


SENT = "เดือนก่อนนับตามทะเบียนที่แก้ไขหลังปิดงวด ฉบับที่ปิดงวดรายงาน"
_MOVED = {"admitted": "รับเข้า", "discharged": "จำหน่าย", "closing": "คงเหลือ"}


def _months(days: Iterable[date]) -> str:
    """ต.ค. – ธ.ค. 2568, ก.พ. 2569: months that follow each other as one."""
    return ", ".join(_run(first, last) for first, last in _runs(days))


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    first = last = None
    for day in days:
        if last is not None and Period(day, day).before().first == last:
            last = day
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = day
    if first is not None and last is not None:
        yield first, last


def _run(first: date, last: date) -> str:
    if first == last:
        return _named(first)
    begin = _named(first) if first.year != last.year else SHORT_MONTHS[first.month - 1]
    return f"{begin} – {_named(last)}"


def _named(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {be_year(day)}"
