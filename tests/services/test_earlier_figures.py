"""Months before the program: typed, read from a file, compared with, and said to be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.reports import runner
from panpun_desktop.rules.earlier_figures import EarlierMonth, doubts, placed, read_line
from panpun_desktop.services.earlier_figures import (
    SaveEarlierFigures,
    earlier_figures,
    save_earlier_figures,
)
from panpun_desktop.services.earlier_import import ImportEarlier, doubt_words, import_earlier
from tests.builders import TODAY
from tests.centres import OpenCentre

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)
JANUARY = date(2026, 1, 1)
TYPED = (
    EarlierMonth(OCTOBER, 60, 20, 12, 8, 24, 32, "รายงาน พมจ."),
    EarlierMonth(NOVEMBER, 60, 24, 10, 9, 26, 34),
    EarlierMonth(DECEMBER, 60, 25, 6, 4, 27, 31),
)


def test_a_table_of_months_is_read_with_headings_or_by_the_order_of_its_columns() -> None:
    headed = placed(
        [
            ["รายงานปี 2568"],
            ["เดือน", "รับเข้า", "จำหน่าย", "ยอดยกมา", "คงเหลือ", "สะสม"],
            ["ต.ค. 68", "๑๒", "8", "20", "24", "-"],
            ["", "", "", "", "", ""],
            ["รวม", "12", "8", "", "", ""],
        ]
    )
    (line,) = headed
    assert read_line(line, TODAY).month == EarlierMonth(OCTOBER, None, 20, 12, 8, 24)
    (bare,) = placed([["10/2568", "1,020", "12", "8", "1,024", "จากแฟ้มเดิม"]])
    assert read_line(bare, TODAY).month == EarlierMonth(OCTOBER, None, 1020, 12, 8, 1024, source="จากแฟ้มเดิม")
    (bad,) = placed([["ตุลาคม", "20 คน", "12", "8", "24"]])
    assert [(one.column, one.text) for one in read_line(bad, TODAY).unread][-1] == ("opening", "20 คน")


def test_what_does_not_agree_is_said_and_kept_as_it_was_typed() -> None:
    told = [(one.month_on, one.what, one.typed, one.computed) for one in doubts(TYPED)]
    assert told == [(NOVEMBER, "balance", 26, 25), (DECEMBER, "carried_over", 25, 26)]
    assert doubt_words(doubts(TYPED)[0]) == "พฤศจิกายน พ.ศ. 2568: คงเหลือตามรายงานเดิม 26 แต่คำนวณได้ 25"


def test_earlier_months_are_kept_changed_taken_out_and_taken_back(centre_session: OpenCentre) -> None:
    work, by = centre_session.work, centre_session.desk
    save_earlier_figures(work, by, SaveEarlierFigures(TYPED))
    found = earlier_figures(work, by)
    assert (found.months, found.counted_from) == (TYPED, JANUARY)
    changed = replace(TYPED[0], closing=25)
    save_earlier_figures(work, by, SaveEarlierFigures((changed,), (DECEMBER,), found.versions))
    assert earlier_figures(work, by).months == (changed, TYPED[1])
    with pytest.raises(EditConflict):
        save_earlier_figures(work, by, SaveEarlierFigures((), (OCTOBER,), found.versions))
    with pytest.raises(NotAllowed):
        save_earlier_figures(work, centre_session.trainer, SaveEarlierFigures(TYPED))
    for months, wrong in (
        ((TYPED[0], TYPED[0]), "earlier.month_twice"),
        ((EarlierMonth(date(2027, 1, 1), opening=1),), "earlier.month_to_come"),
        ((EarlierMonth(date(2025, 9, 1)),), "earlier.month_empty"),
        ((EarlierMonth(JANUARY, opening=1),), "earlier.month_counted"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            save_earlier_figures(work, by, SaveEarlierFigures(months))
        assert refusal.value.id == wrong
    why = SaveEarlierFigures((EarlierMonth(JANUARY, opening=1),), reason="ส่งกระทรวงก่อนเปิดใช้โปรแกรม")
    save_earlier_figures(work, by, why)
    assert len(earlier_figures(work, by).months) == 3


def test_a_file_of_months_is_looked_through_and_then_kept(centre_session: OpenCentre, tmp_path: Path) -> None:
    work, by = centre_session.work, centre_session.manager
    file = tmp_path / "เดิม.csv"
    file.write_text("เดือน,ยอดยกมา,รับเข้า,จำหน่าย,คงเหลือ\nต.ค. 2568,20,12,8,24\nพ.ย. 2568,24,10,9,26\n", "utf-8")
    look = import_earlier(work, by, ImportEarlier(file, dry_run=True))
    assert (len(look.months), [one.what for one in look.doubts]) == (2, ["balance"])
    assert earlier_figures(work, by).months == ()
    import_earlier(work, by, ImportEarlier(file))
    assert [one.closing for one in earlier_figures(work, by).months] == [24, 26]
    file.write_text("เดือน,ยอดยกมา,รับเข้า\nต.ค. 2568,ยี่สิบ,12\n", "utf-8")
    with pytest.raises(RuleBroken) as refusal:
        import_earlier(work, by, ImportEarlier(file))
    assert refusal.value.facts["cells"] == "1 ยอดยกมา “ยี่สิบ”"


def test_r_rep_8_the_first_statement_is_compared_with_what_was_typed(centre_session: OpenCentre) -> None:
    work, by = centre_session.work, centre_session.manager
    before = runner.facts(work, by, "monthly", {"month": JANUARY})
    save_earlier_figures(work, by, SaveEarlierFigures((*TYPED, EarlierMonth(date(2025, 1, 1), closing=19))))
    found = runner.facts(work, by, "monthly", {"month": JANUARY})

    def row(report: dict[str, Any], key: str) -> dict[str, Any]:
        tables = {one["id"]: one for one in report["tables"]}
        rows: dict[str, dict[str, Any]] = {}
        rows |= {one["key"]: one["values"] for one in tables["comparison"]["rows"]}
        return rows[key]

    assert row(before, "closing")["last_month"] is None
    assert "same_month_last_year" not in row(before, "closing")
    closing, admitted = row(found, "closing"), row(found, "admitted")
    assert (closing["last_month"], closing["change"], closing["same_month_last_year"]) == (27, -27, 19)
    assert (admitted["last_month"], admitted["fiscal_year_to_date"]) == (6, 28)
    assert row(found, "person_nights")["last_month"] is None
    notes = runner.read(work, by, "monthly", {"month": JANUARY}).earlier_notes
    assert notes[0] == "ตัวเลขก่อนใช้โปรแกรม (ตามรายงานเดิม): ม.ค. 2568, ต.ค. – ธ.ค. 2568"
