"""A messy attendance sheet: looked at, written in one act, taken back as a whole."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Absence, AttendanceMark, AuditEntry, CohortTrainer, Stay
from panpun_desktop.services.attendance_import_rows import AttendanceLook, LookAtAttendance
from panpun_desktop.services.attendance_imports import import_attendance, look_at_attendance
from panpun_desktop.services.cohort_finding import cohort_named
from panpun_desktop.services.import_history import list_imports
from panpun_desktop.services.undoing import TakeBack, take_back
from panpun_desktop.views.courses.attendance_import_words import cell_words, verdict_words
from tests.builders import DESK, MANAGER, TRAINER
from tests.services.classroom import Classroom, classroom
from tests.services.house import House

NOVEMBER = date(2026, 11, 1)
MESSY = (
    ["ใบลงเวลา ตัดเย็บเสื้อผ้า รุ่น 57", "", "", "", "", "", ""],
    ["ที่", "ชื่อ - สกุล", "16", "17", "18", "21", "25"],
    ["1", "นางสาวกนกวรรณ  สายใจ", "/", "✓", "x", "", "มา"],
    ["2", "น.ส.แก้วตา มณีโชติ", "ป", "ลา", "1", "", ""],
    ["3", "ประยูร แก้วใสส", "/", "??", "/", "", ""],
    ["4", "สมหมาย ไม่มีในรุ่น", "/", "/", "/", "", ""],
    ["5", "ชูใจ", "/", "/", "/", "", ""],
    ["", "รวม", "4", "4", "4", "", ""],
)


@pytest.fixture
def lessons(house: House) -> Classroom:
    room = classroom(house)
    for first, last in (("กนกวรรณ", "สายใจ"), ("แก้วตา", "มณีโชติ"), ("ประยูร", "แก้วใส"), ("ชูใจ", "เลิศล้ำ")):
        room.enrol(house.person(first, last_name=last))
    return room


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "พ.ย.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(MESSY)
    return path


def look(lessons: Classroom, sheet: Path, **more: object) -> AttendanceLook:
    request = LookAtAttendance(sheet, lessons.cohort_id, NOVEMBER, **more)  # type: ignore[arg-type]
    return look_at_attendance(lessons.house.work, TRAINER, request)


def test_every_line_has_its_verdict_and_the_reason(lessons: Classroom, sheet: Path) -> None:
    found = look(lessons, sheet)
    assert [(line.verdict, line.name) for line in found.lines] == [
        ("ok", "กนกวรรณ สายใจ"),
        ("ok", "แก้วตา มณีโชติ"),
        ("look", "ประยูร แก้วใส"),
        ("refused", ""),
        ("read_as", "ชูใจ เลิศล้ำ"),
    ]
    assert (found.outside, found.missing) == (("21",), ())


def test_cells_are_read_and_those_nobody_can_read_or_earn_stay_out(lessons: Classroom, sheet: Path) -> None:
    first, second, third, *_rest = look(lessons, sheet).lines
    assert [cell.code for cell in first.cells] == ["P", "P", "A", None, None]
    assert first.cells[4].verdict == "refused"  # มา on a day to come
    assert [(cell.code, cell.verdict) for cell in second.cells[:2]] == [("S", "ok"), ("B", "read_as")]
    assert third.cells[1].verdict == "refused"


def test_the_import_writes_all_in_one_act_and_is_taken_back_whole(lessons: Classroom, sheet: Path) -> None:
    request = LookAtAttendance(sheet, lessons.cohort_id, NOVEMBER)
    done = import_attendance(lessons.house.work, TRAINER, request)
    assert done.look is not None
    marks = sum(1 for _one in done.look.marks)
    assert marks == 3 + 3 + 2 + 3
    assert str(marks) in done.summary
    assert [row.kind for row in list_imports(lessons.house.work, MANAGER)] == ["attendance"]
    take_back(lessons.house.work, MANAGER, TakeBack(_last_entry(lessons)))
    assert sum(1 for _one in look(lessons, sheet).marks) == marks


def test_the_same_file_again_has_nothing_new(lessons: Classroom, sheet: Path) -> None:
    request = LookAtAttendance(sheet, lessons.cohort_id, NOVEMBER)
    import_attendance(lessons.house.work, TRAINER, request)
    with pytest.raises(RuleBroken, match=r"attendance_import\.nothing"):
        import_attendance(lessons.house.work, TRAINER, request)


def test_a_dry_run_keeps_nothing(lessons: Classroom, sheet: Path) -> None:
    request = LookAtAttendance(sheet, lessons.cohort_id, NOVEMBER)
    done = import_attendance(lessons.house.work, TRAINER, request, dry_run=True)
    assert done.look is not None
    assert done.look.as_json()["marks"] == 11
    assert list_imports(lessons.house.work, MANAGER) == ()


def test_a_mark_from_before_is_written_over_and_said(lessons: Classroom, sheet: Path) -> None:
    line = look(lessons, sheet).lines[0]
    assert line.enrolment_id is not None
    one = next(iter(line.cells))
    with lessons.house.writing() as session:
        session.add(AttendanceMark(session_id=one.session_id, enrolment_id=line.enrolment_id, code="A"))
    replaced = look(lessons, sheet).lines[0].cells[0]
    assert (replaced.verdict, replaced.before, replaced.code) == ("look", "A", "P")
    assert cell_words(replaced) == "ข→ม"


def test_a_mark_of_coming_on_a_day_of_leave_is_worth_a_look_and_comes_in(
    lessons: Classroom, sheet: Path
) -> None:
    one = lessons.resident("วาสนา")
    with lessons.house.writing() as session:
        stay = session.scalars(select(Stay)).one()
        assert stay.person_id == one.person_id
        left, back = date(2026, 11, 16), date(2026, 11, 20)
        session.add(Absence(stay_id=stay.id, kind="LEAVE", started_on=left, ended_on=back))
    sheet.write_text("ที่,ชื่อ,17,18\n1,วาสนา,✓,ลา\n", encoding="utf-8")
    request = LookAtAttendance(sheet, lessons.cohort_id, NOVEMBER)
    done = import_attendance(lessons.house.work, TRAINER, request)
    assert done.look is not None
    line = done.look.lines[0]
    assert [(cell.code, cell.verdict) for cell in line.cells] == [("P", "look"), ("B", "read_as")]
    assert "ลาค้างคืน" in line.cells[0].reason
    assert "ควรดูก่อน 1 ช่อง" in verdict_words(line)
    assert sum(1 for _one in done.look.marks) == 2


def test_a_line_can_be_given_to_someone_by_hand_or_left_out(lessons: Classroom, sheet: Path) -> None:
    found = look(lessons, sheet)
    someone = found.lines[4].enrolment_id
    chosen = look(lessons, sheet, chosen={6: someone, 7: None})
    assert [line.verdict for line in chosen.lines[3:]] == ["read_as", "refused"]


def test_only_who_teaches_the_cohort_brings_its_sheet_in(lessons: Classroom, sheet: Path) -> None:
    with lessons.house.writing() as session:
        for row in session.query(CohortTrainer):
            row.user_id, row.guest_name = None, "วิทยากร"
    with pytest.raises(RuleBroken, match=r"attendance\.not_own_cohort"):
        look(lessons, sheet)


def _last_entry(lessons: Classroom) -> int:
    with lessons.house.writing() as session:
        return session.scalars(select(func.max(AuditEntry.id))).one()


@pytest.mark.parametrize("called", ["ตัดเย็บเสื้อผ้า รุ่นที่ 57", "ตัดเย็บเสื้อผ้า 57", "ตัดเย็บเสื้อผ้า/๕๗"])
def test_a_cohort_is_found_by_what_people_call_it(lessons: Classroom, called: str) -> None:
    assert cohort_named(lessons.house.work, DESK, called).id == lessons.cohort_id


def test_an_unknown_cohort_names_the_nearest(lessons: Classroom) -> None:
    with pytest.raises(RuleBroken) as refused:
        cohort_named(lessons.house.work, DESK, "ตัดเย็บ 58")
    assert "57" in str(refused.value.facts["known"])
