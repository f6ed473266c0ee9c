"""Reading somebody else's attendance sheet: heads of every kind, months, halves, lines to pass over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.attendance_grid import Grid, read_grid
from panpun_desktop.rules.codes import Half

TODAY = date(2026, 11, 21)
NOVEMBER = [date(2026, 11, 2) + timedelta(days=days) for days in range(5)]


def read(*rows: list[str], month: date | None = None, plan: list[date] = NOVEMBER) -> Grid:
    return read_grid(rows, plan, TODAY, month)


def days(grid: Grid) -> list[date | None]:
    return [one.day for one in grid.days]


def test_the_usual_paper_with_a_title_numbers_and_totals() -> None:
    grid = read(
        ["ใบลงเวลา ตัดเย็บเสื้อผ้า รุ่น 57"],
        ["เดือน พฤศจิกายน 2569"],
        ["ลำดับ", "ชื่อ - สกุล", "2", "3", "4", "รวม"],
        ["1", "นางสาวกนกวรรณ สายใจ", "/", "/", "ป", "2"],
        ["2", "แก้วตา มณีโชติ", "/", "", "ข", "1"],
        ["", "รวม", "2", "1", "0", ""],
        ["", "ลงชื่อ ครูฝึก", "", "", "", ""],
        plan=[*NOVEMBER, date(2026, 12, 1)],
    )
    assert days(grid) == [date(2026, 11, day) for day in (2, 3, 4)]
    assert [(one.number, one.name) for one in grid.lines] == [
        (4, "นางสาวกนกวรรณ สายใจ"),
        (5, "แก้วตา มณีโชติ"),
    ]
    assert grid.lines[0].cells == ("/", "/", "ป")
    assert grid.header_line == 3


@pytest.mark.parametrize(
    "heads",
    [
        ["2/11/2569", "3/11/2569"],
        ["2026-11-02", "2026-11-03"],
        ["2569-11-02", "2569-11-03"],
        ["2 พ.ย. 69", "3 พ.ย. 69"],
        ["2 พ.ย.", "3 พ.ย."],
        ["2/11", "3/11"],
        ["จ.2", "อ.3"],
        ["2 จ.", "3 อ."],
        ["วันที่ 2", "วันที่ 3"],
        ["๒", "๓"],
        ["2.0", "3.0"],
    ],
)
def test_days_are_read_however_they_are_written(heads: list[str]) -> None:
    grid = read(["ชื่อ", *heads], ["กนกวรรณ สายใจ", "ม", "ข"])
    assert days(grid) == [date(2026, 11, 2), date(2026, 11, 3)]


def test_morning_and_afternoon_stand_below_the_day_or_with_it() -> None:
    below = read(["ชื่อ", "2", "2", "3"], ["", "เช้า", "บ่าย", "ช"], ["กนกวรรณ", "ม", "ข", "ม"])
    assert [one.half for one in below.days] == [Half.AM, Half.PM, Half.AM]
    assert [one.name for one in below.lines] == ["กนกวรรณ"]
    beside = read(["ชื่อ", "2 เช้า", "2 บ่าย"], ["กนกวรรณ", "ม", "ข"])
    assert [(one.day, one.half) for one in beside.days] == [
        (date(2026, 11, 2), Half.AM),
        (date(2026, 11, 2), Half.PM),
    ]


def test_bare_numbers_go_on_into_the_next_month() -> None:
    grid = read(["ชื่อ", "30", "31", "1", "2"], ["กนกวรรณ", "ม", "ม", "ม", "ม"], month=date(2026, 12, 9))
    assert days(grid)[1:3] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_a_day_that_the_month_does_not_have_is_told_and_not_guessed() -> None:
    grid = read(["ชื่อ", "30", "31"], ["กนกวรรณ", "ม", "ม"], month=date(2026, 11, 1))
    assert days(grid) == [date(2026, 11, 30), None]


def test_a_last_name_of_its_own_is_joined_to_the_name() -> None:
    grid = read(["ที่", "ชื่อ", "นามสกุล", "2", "3"], ["1", "กนกวรรณ", "สายใจ", "ม", "ม"])
    assert [one.name for one in grid.lines] == ["กนกวรรณ สายใจ"]


def test_without_a_head_the_names_are_where_the_letters_are() -> None:
    grid = read(["", "", "2", "3"], ["1", "กนกวรรณ สายใจ", "ม", "ม"])
    assert [one.name for one in grid.lines] == ["กนกวรรณ สายใจ"]


def test_names_that_begin_like_a_total_are_names() -> None:
    names = ["มานะ ใจดี", "ลาวัลย์ ศรีสุข", "รวมพร มีสุข", "สายใจ ดีเลิศ"]
    grid = read(["ชื่อ", "2", "3"], *([name, "ม", "ม"] for name in names), ["ร้อยละ 90", "", ""])
    assert [one.name for one in grid.lines] == names


def test_the_month_must_be_known_from_somewhere() -> None:
    with pytest.raises(RuleBroken, match=r"attendance_grid\.month_unknown"):
        read(["ชื่อ", "2", "3"], ["กนกวรรณ", "ม", "ม"], plan=[date(2026, 11, 2), date(2026, 12, 1)])


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([], "attendance_grid.no_days"),
        ([["ชื่อ", "โทร"], ["กนกวรรณ", "x"]], "attendance_grid.no_days"),
        ([["2", "3", "4"], ["ม", "ม", "ม"]], "attendance_grid.no_names"),
    ],
)
def test_what_is_no_sheet_is_refused(rows: list[list[str]], refused: str) -> None:
    with pytest.raises(RuleBroken) as error:
        read(*rows)
    assert error.value.id == refused
