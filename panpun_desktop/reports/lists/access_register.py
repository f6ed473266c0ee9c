"""ทะเบียนการเข้าถึงข้อมูล: who looked at, printed, exported or found whose record (R-PD-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.moments import moment
from panpun_desktop.reports.lists.audit_trail import MOST
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListRow
from panpun_desktop.reports.lists.reading import NAME, REGNO, Lines, of_period, period_of
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.access import AccessFilter, AccessRow, access_in, kind_words, place_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    ListColumn("at", "วันเวลา", width=2.9, of_masked=True),
    ListColumn("user", "ผู้ใช้", "name", share=2.2, of_masked=True),
    ListColumn("kind", "การกระทำ", width=1.8, of_masked=True),
    ListColumn("place", "ส่วนของโปรแกรม", share=2.6, of_masked=True),
    REGNO,
    NAME,
    ListColumn("reason", "เหตุผล", share=1.3, of_masked=True),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """The entries of the period, newest first."""
    period = period_of(asked)
    kind = asked.parameters.get("kind")
    chosen = AccessFilter(
        period.first,
        period.last,
        asked.parameters.get("user_id"),
        asked.parameters.get("person_id"),
        (kind,) if kind else (),
    )
    lines = Lines.of(session, *_COLUMNS)
    found, count = access_in(session, chosen, lines.seen, MOST)
    rows = [_line(lines, row) for row in found]
    table = lines.table("entries", "", rows, counted=f"{count:,} รายการ", empty="ไม่มีการเข้าถึงในช่วงนี้")
    left = f"แสดง {len(found):,} รายการล่าสุดจาก {count:,} รายการ โปรดพิมพ์ทีละช่วงสั้นลง"
    return of_period(asked, "access_register", period, (table,), [left] if count > len(found) else [])


def _line(lines: Lines, row: AccessRow) -> ListRow | None:
    if lines.seen.sight(row.person_id) is Sight.NONE:
        return None
    values = {
        "at": moment(row.at),
        "user": row.user,
        "kind": kind_words(row.kind),
        "place": part_words(row.place),
        "regno": row.regno,
        "name": row.name,
        "reason": row.reason,
    }
    return ListRow(tuple(values[one.key] for one in _COLUMNS), row.person_id)


def part_words(place: str) -> str:
    """The part of the program or the paper an entry is about."""
    from panpun_desktop.reports.registry import reports

    paper = reports().get(place)
    return paper.label if paper is not None else place_words(place) or "อื่น ๆ"
