"""The class list and the summary of attendance on paper and as JSON."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Restriction
from panpun_desktop.services.attendance_sheet import read_sheet
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.training_story import person_training
from panpun_desktop.views.courses.sheet_words import leave_beside, standing_lines
from tests.builders import MANAGER, TODAY, TRAINER
from tests.reports.kit.reading import all_readings, joined, poppler
from tests.reports.training.conftest import Draw
from tests.services.classroom import FIRST, Classroom

NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)


def restricted(room: Classroom, name: str = "ลับแล") -> None:
    hidden = room.house.person(name, last_name="ปกปิด", sex="F")
    room.write(room.enrol(hidden), "PP")
    with room.house.writing() as session:
        session.add(Restriction(person_id=hidden.id, reason_code="VIOLENCE", since_on=TODAY))


def test_a_class_list_says_who_lives_here_and_who_comes_and_goes(room: Classroom, draw: Draw) -> None:
    room.resident("เอก")
    room.enrol(room.house.person("โท", sex="F"))
    paper = draw("class_list")
    assert [(one.name[-3:], one.lives) for one in paper.values.lines] == [("โท", "ไป-กลับ"), ("เอก", "ประจำ")]
    for reader, text in all_readings(paper.pdf).items():
        assert "ลายมือชื่อ" in joined(text), reader
        assert "ประจำ1คน" in joined(text), reader
        assert "ไป-กลับ1คน" in joined(text), reader


def test_those_who_left_the_class_are_listed_only_when_asked_for(room: Classroom, draw: Draw) -> None:
    room.enrol(room.house.person("เอก"))
    room.enrol(room.house.person("โท"), state="DROPPED", ended_on=TODAY)
    assert len(draw("class_list").values.lines) == 1
    assert [one.state for one in draw("class_list", all=True).values.lines] == ["ออกกลางคัน", ""]


@pytest.mark.parametrize("key", ["class_list", "attendance_summary"])
def test_nobody_restricted_is_named(room: Classroom, draw: Draw, key: str) -> None:
    restricted(room)
    room.enrol(room.house.person("เอก"))
    for given in ({}, {"by": TRAINER}):
        paper = draw(key, **given)
        text = f"{poppler(paper.pdf)} {paper.data} {paper.title}"
        assert "ลับแล" not in text
        assert "ปกปิด" in text


def test_an_empty_class_gives_a_list_that_says_so(room: Classroom, draw: Draw) -> None:
    assert "ยังไม่มีผู้เข้าอบรม" in joined(poppler(draw("class_list").pdf))
    assert "ยังไม่มีผู้เข้าอบรม" in joined(poppler(draw("attendance_summary").pdf))


def test_the_summary_has_sessions_share_days_continuity_and_forecast(room: Classroom, draw: Draw) -> None:
    room.write(room.enrol(room.house.person("เอก")), "PLSBAOPPPPPPPPP")
    paper = draw("attendance_summary")
    (line,) = paper.data["trainees"]
    assert {name: line[name] for name in ("scheduled", "present", "late", "sick", "personal", "absent")} == {
        "scheduled": 15, "present": 10, "late": 1, "sick": 1, "personal": 1, "absent": 1
    }  # fmt: skip
    assert (line["official"], line["percent"]) == (1, "80.00")
    assert (line["days"], line["continuous"]) == (20, True)
    assert line["forecast_day"] == (FIRST + timedelta(days=44)).isoformat()
    assert "80.0" in poppler(paper.pdf)


def test_r_crs_7_leave_lowers_the_per_cent_and_screen_and_papers_say_so(room: Classroom, draw: Draw) -> None:
    """12 of 15 lessons with two of leave: 80.0 on the sheet, the class list, the person's page and paper."""
    row = room.enrol(room.house.person("เอก"))
    room.write(row, "PLSBAOPPPPPPPPP")
    work = room.house.work
    (listed,) = roster(work, TRAINER, room.cohort_id)
    (shown,) = read_sheet(work, TRAINER, room.cohort_id).rows
    (told,) = person_training(work, MANAGER, row.person_id)
    said = "ลา 2 คาบ นับเป็นไม่มาในร้อยละ: มาเรียน 12 ÷ คาบที่จัด 15 (R-CRS-7)"
    assert (listed.percent, listed.percent_why) == ("80.0", said)
    assert said in standing_lines(shown, may_decide=False)
    assert leave_beside(shown) == "เอก ร้อยละ 80.0 นับลา 2 คาบเป็นไม่มา"
    assert (told.percent, told.leave) == ("80.0", 2)
    for key, given in (("attendance_summary", {}), ("timesheet", {"month": NOVEMBER})):
        text = joined(poppler(draw(key, **given).pdf))
        assert "ลาป่วยและลากิจนับเป็นไม่มา" in text, key
        assert "80.0" in text, key
    heads = [joined(poppler(draw("attendance_summary", **one).pdf)) for one in ({}, {"month": NOVEMBER})]
    assert ["เดือนนี้" in one for one in heads] == [False, True], "the head says of what the per cent is"


def test_three_days_of_absence_are_a_break_in_the_summary(room: Classroom, draw: Draw) -> None:
    room.write(room.enrol(room.house.person("เอก")), "PPAAAPP")
    paper = draw("attendance_summary")
    assert paper.data["trainees"][0]["continuous"] is False
    assert "ขาดช่วง" in poppler(paper.pdf)


def test_a_month_counts_its_own_sessions_and_one_without_any_has_no_share(
    room: Classroom, draw: Draw
) -> None:
    room.write(room.enrol(room.house.person("เอก")), "PPPPPPPPPPPPPPP")
    november, december = (draw("attendance_summary", month=one).data for one in (NOVEMBER, DECEMBER))
    assert (november["month"], november["be_month"]) == ("2026-11", "2569-11")
    assert november["trainees"][0]["percent"] == "100.00"
    assert (december["trainees"][0]["scheduled"], december["trainees"][0]["percent"]) == (0, None)


def test_the_share_of_the_paper_is_that_of_the_sheet(room: Classroom, draw: Draw) -> None:
    """A late joiner: per cent from the joining day on; lessons that nobody marked count as held."""
    room.write(room.enrol(room.house.person("เอก")), "PPPPPPPPPPPPPPP")
    room.write(
        room.enrol(room.house.person("โท"), FIRST + timedelta(days=14)), "PPA", FIRST + timedelta(days=14)
    )
    late = draw("attendance_summary").data["trainees"][0]
    assert (late["scheduled"], late["percent"]) == (5, "40.00")


def test_a_class_that_is_not_there_is_refused(draw: Draw) -> None:
    for key in ("timesheet", "class_list", "attendance_summary"):
        with pytest.raises(RuleBroken, match=r"record\.missing"):
            draw(key, cohort_id=999)
