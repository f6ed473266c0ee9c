"""The sheet of a class on paper: blank and filled, months and weeks, halves, many people, nobody named."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest

from panpun_desktop.models import AttendanceMark, CourseSession, Restriction
from panpun_desktop.reports.timesheet.data import Timesheet, Trainee
from tests.builders import TODAY, TRAINER
from tests.reports.kit.reading import all_readings, joined, page_image, poppler
from tests.reports.training.conftest import Draw
from tests.services.classroom import FIRST, Classroom, classroom
from tests.services.house import House

NOVEMBER = date(2026, 11, 1)
LONG = "ศิริรัตนมหาวชิราลงกรณ์เทพรัตนราชสุดา"


def signs(trainee: Trainee, half: int = 0) -> list[str]:
    """The signs of the days on which there is one."""
    return [one.sign for one in trainee.lines[half] if one.sign]


def sheet(draw: Draw, **given: object) -> Timesheet:
    found = draw("timesheet", **given).values
    assert isinstance(found, Timesheet)
    return found


def test_a_filled_month_shows_each_sign_the_totals_and_the_share(room: Classroom, draw: Draw) -> None:
    person = room.house.person("เอก", last_name="หนึ่ง")
    room.write(room.enrol(person), "PLSBAOPPPPPPPPP")
    found = sheet(draw, month=NOVEMBER)
    (one,) = found.trainees
    assert signs(one)[:6] == ["✓", "ส", "ป", "ก", "ข", "ร"]
    assert one.counts == (10, 1, 1, 1, 1, 1)
    assert one.percent == "80.0"
    days = dict(zip(range(1, 31), one.lines[0], strict=True))
    assert days[7].is_shaded, "a Saturday"
    assert not days[23].is_shaded
    assert found.present[0][1] == 1
    assert found.present[0][20] is None


def test_a_lesson_that_was_not_held_and_days_outside_the_class_are_shaded(
    house: House, room: Classroom, draw: Draw
) -> None:
    room.write(room.enrol(house.person("เอก")), "PPPP")
    late = room.enrol(house.person("โท"), FIRST + timedelta(days=7))
    room.write(late, "P", FIRST + timedelta(days=7))
    with house.writing() as session:
        row = session.get_one(CourseSession, room.lesson(FIRST + timedelta(days=1)))
        row.is_held, row.not_held_reason = False, "ประชุม"
    second, first = sheet(draw, month=NOVEMBER).trainees
    assert (first.lines[0][2].sign, first.lines[0][2].is_shaded) == ("ย", True)
    assert [cell.is_shaded for cell in second.lines[0][1:9]] == [True] * 7 + [False]
    assert second.percent == "100.0"


def test_a_blank_sheet_has_names_and_days_and_no_marks(room: Classroom, draw: Draw) -> None:
    room.write(room.enrol(room.house.person("เอก", last_name="หนึ่ง")), "PPPP")
    paper = draw("timesheet", month=NOVEMBER, blank=True)
    (one,) = paper.values.trainees
    assert (signs(one), one.counts, one.percent, paper.values.present) == ([], (), None, ())
    text = joined(poppler(paper.pdf))
    assert "เอกหนึ่ง" in text
    assert "ครูฝึกลงนาม" in text
    assert "85.7" not in text


def test_a_week_is_monday_to_sunday_whatever_day_is_named(room: Classroom, draw: Draw) -> None:
    room.enrol(room.house.person("เอก"))
    found = sheet(draw, week=TODAY)
    assert (found.first.weekday(), found.last - found.first) == (0, timedelta(days=6))
    assert found.first <= TODAY <= found.last
    assert len(found.trainees[0].lines[0]) == 7


def test_half_days_have_two_lines_and_share_their_totals(house: House, draw: Draw) -> None:
    halves = classroom(house, ("AM", "PM"), name="ช่างไม้")
    who = halves.enrol(house.person("เอก"))
    with house.writing() as session:
        for half, code in (("AM", "P"), ("PM", "A")):
            session.add(AttendanceMark(session_id=halves.lesson(FIRST, half), enrolment_id=who.id, code=code))
    paper = draw("timesheet", cohort_id=halves.cohort_id, month=NOVEMBER)
    (one,) = paper.values.trainees
    assert (signs(one, 0), signs(one, 1)) == (["✓"], ["ข"])
    assert one.percent == "50.0"
    assert {"เช้า", "บ่าย"} <= set(poppler(paper.pdf).split())


@pytest.mark.parametrize(("half", "word", "other"), [("PM", "บ่าย", "เช้า"), ("AM", "เช้า", "บ่าย")])
def test_a_class_of_one_half_has_its_own_lines_only(
    house: House, draw: Draw, half: str, word: str, other: str
) -> None:
    halves = classroom(house, (half,), name="ช่างไม้")
    who = halves.enrol(house.person("เอก"))
    with house.writing() as session:
        session.add(AttendanceMark(session_id=halves.lesson(FIRST, half), enrolment_id=who.id, code="P"))
    paper = draw("timesheet", cohort_id=halves.cohort_id, month=NOVEMBER)
    (one,) = paper.values.trainees
    assert (len(one.lines), signs(one), one.percent) == (1, ["✓"], "100.0")
    assert [row[1] for row in paper.values.present] == [1]
    for blank in (False, True):
        text = poppler(draw("timesheet", cohort_id=halves.cohort_id, month=NOVEMBER, blank=blank).pdf)
        assert f"คาบ{word}" in text
        assert other not in text


def test_long_names_stand_whole_on_two_lines_parted_before_the_family_name(
    room: Classroom, draw: Draw
) -> None:
    for _each in range(15):
        room.enrol(room.house.person("ศิริรัตนมหาวชิราลงกรณ์", last_name="ณ พัทลุงนครศรีอยุธยา"))
    paper = draw("timesheet", month=NOVEMBER, blank=True)
    assert len(pypdf.PdfReader(BytesIO(paper.pdf)).pages) == 1
    lines = [line.strip() for line in poppler(paper.pdf).splitlines()]
    assert sum("ณ พัทลุงนครศรีอยุธยา" in line for line in lines) == 15


def test_sixty_people_fill_pages_with_a_repeated_head_and_whole_names(room: Classroom, draw: Draw) -> None:
    for number in range(59):
        room.enrol(room.house.person(f"คนที่{number:02d}", last_name="ตัวอย่าง"))
    room.enrol(room.house.person(LONG, last_name=LONG))
    paper = draw("timesheet", month=NOVEMBER)
    pages = pypdf.PdfReader(BytesIO(paper.pdf)).pages
    assert len(pages) == 3
    assert all("ร้อยละ" in joined(page.extract_text()) for page in pages)
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    for reader, text in all_readings(paper.pdf).items():
        assert LONG in joined(text), reader
        assert all(f"คนที่{number:02d}" in joined(text) for number in range(59)), reader


@pytest.mark.parametrize("by", ["manager", "trainer"])
def test_nobody_restricted_is_named_and_the_line_stays(room: Classroom, draw: Draw, by: str) -> None:
    hidden = room.house.person("ลับแล", last_name="ปกปิด")
    room.write(room.enrol(hidden), "PPP")
    room.enrol(room.house.person("เอก"))
    with room.house.writing() as session:
        session.add(Restriction(person_id=hidden.id, reason_code="VIOLENCE", since_on=TODAY))
    paper = draw("timesheet", **({"by": TRAINER} if by == "trainer" else {}), month=NOVEMBER)
    for text in (poppler(paper.pdf), str(paper.data), paper.title):
        assert "ลับแล" not in text
    assert [signs(one) for one in paper.values.trainees if "ปกปิด" in one.name] == [["✓"] * 3]


def test_the_sheet_looks_as_it_should(room: Classroom, draw: Draw) -> None:
    """Shaded weekends, marks that are drawn: the filled page is darker than the blank one."""
    for name in ("เอก", "โท", "ตรี"):
        room.write(room.enrol(room.house.person(name)), "PPPPPPPPPPPPPPP")
    filled, blank = (page_image(draw("timesheet", month=NOVEMBER, blank=one).pdf) for one in (False, True))
    assert filled.size == blank.size
    ink = [sum(image.histogram()[:100]) for image in (filled, blank)]
    assert ink[0] > ink[1] * 1.05


def test_thai_figures_are_used_when_asked_for(room: Classroom, draw: Draw) -> None:
    room.write(room.enrol(room.house.person("เอก")), "PPPPP")
    text = joined(poppler(draw("timesheet", month=NOVEMBER, thai_digits=True).pdf))
    assert "๑๐๐.๐" in text
    assert not set("0123456789") & set(text)
