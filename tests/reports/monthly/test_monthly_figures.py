"""What a figure says when it is opened: of what it was made, and who is behind it."""

from __future__ import annotations

from dataclasses import replace

from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.figures import ShownFigure, every_figure
from tests.reports.monthly.test_monthly_workbook import with_training

IN_CLASS = {("training", "total", "opening"): (4, 5), ("training", "total", "joined"): (6,)}
PLACE = ("training", "total", "attendance_percent")


def mean(report: MonthlyReport) -> ShownFigure:
    return next(one for one in every_figure(report) if one.place == PLACE)


def test_the_mean_of_attendance_says_by_how_many_it_was_divided() -> None:
    found = mean(replace(with_training(), people_behind={**IN_CLASS, PLACE: (4, 6)}))
    assert found.person_ids == (4, 6)
    assert found.reckoned == "ผลรวมร้อยละเข้าเรียนรายคน ÷ ผู้มีวันเรียนในงวด 2 คน = 92.10"


def test_a_month_closed_before_they_were_kept_tells_who_was_in_training_from_its_frozen_figures() -> None:
    kept = replace(with_training(), people_behind=IN_CLASS)
    found = mean(kept)
    assert found.person_ids == (4, 5, 6)
    assert "ผู้อยู่ในรุ่น 15 คน (ยกมา 12 + เข้าใหม่ 3)" in found.reckoned
    assert "งวดนี้ปิดก่อน" in found.reckoned
    outside = mean(replace(kept, people_behind={}, is_external=True))
    assert (outside.person_ids, outside.reckoned) == ((), ""), "the edition for outside tells of nobody"
