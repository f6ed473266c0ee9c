"""Writes resources/seed/holidays.csv from the ``holidays`` library: ``python -m tests.rules.holiday_seed``.

Thailand's PUBLIC and GOVERNMENT days together, without Labour Day, its substitutes and Children's Day
(domain.md R-HOL-2): no day off for state offices.
"""

from __future__ import annotations

import csv
import io

import holidays

from panpun_desktop.common.resources import resource

YEARS = range(2019, 2028)
NO_DAY_OFF = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
SUBSTITUTE = "ชดเชย"
SPECIAL = "วันหยุดพิเศษ (เพิ่มเติม)"
COLUMNS = ("day", "name", "kind", "applies_to", "note")
LAST_ANNOUNCED = 2026
"""Days after this year are reckoned, not yet announced."""


def rows() -> list[tuple[str, str, str, str, str]]:
    found = holidays.country_holidays("TH", years=YEARS, categories=("public", "government"), language="th")
    kept = []
    for day, names in sorted(found.items()):
        name = " / ".join(
            part for part in names.split("; ") if part.removeprefix(SUBSTITUTE) not in NO_DAY_OFF
        )
        if name:
            note = "ประมาณการ รอประกาศ" if day.year > LAST_ANNOUNCED else ""
            kept.append((day.isoformat(), name, kind(name), "state", note))
    return kept


def kind(name: str) -> str:
    if name.startswith(SUBSTITUTE):
        return "substitute"
    return "special" if name == SPECIAL else "annual"


def csv_text() -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    return text.getvalue()


if __name__ == "__main__":
    resource("seed/holidays.csv").write_text(csv_text(), encoding="utf-8", newline="\n")
