"""What is to be mended in the records of those who stayed in a period, in three severities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListRow, ListTable
from panpun_desktop.reports.lists.reading import NAME, REGNO, of_period, period_of
from panpun_desktop.rules.data_quality import SEVERITIES
from panpun_desktop.services.data_quality import FindingRow, read_quality
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    ListColumn("finding", "รายการ", share=3),
    REGNO,
    NAME,
    ListColumn("arrived_on", "รับเข้า", "day"),
    ListColumn("accepted", "ยอมรับตามนี้เพราะ", share=2),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """A table for each severity; what is taken as it is stands there with its reason and is not counted."""
    period = period_of(asked)
    found = read_quality(session, period, asked.today, veil_of(session).on_paper)
    remarks = [f"ไม่แสดงรายการของผู้รับบริการที่ปกปิด {found.unseen:,} รายการ"] if found.unseen else []
    tables = [
        _table(severity.value, _(label), [one for one in found.rows if one.severity == severity])
        for severity, label in SEVERITIES.items()
    ]
    return of_period(asked, "data_quality", period, tables, remarks)


def _table(id: str, title: str, rows: list[FindingRow]) -> ListTable:
    open_ones = sum(not one.accepted for one in rows)
    lines = tuple(
        ListRow((one.sentence, one.regno, one.name, one.arrived_on, one.accepted), one.person_id)
        for one in rows
    )
    counted = f"{title} {open_ones:,} รายการ"
    if open_ones < len(rows):
        counted += f" · ยอมรับตามนี้ {len(rows) - open_ones:,} รายการ"
    return ListTable(id, title, _COLUMNS, lines, counted, "ไม่พบรายการ", grouped_by="finding")
