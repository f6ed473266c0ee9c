"""The daily list of residents from stays in a real database (domain.md §4.3, interfaces.md §2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import BedBlock, Setting
from panpun_desktop.reports import runner
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DESK, MANAGER, TODAY, TRAINER
from tests.reports.histories import writing
from tests.reports.kit.reading import STRANGE, all_readings, poppler
from tests.reports.reading import checks, column, rows

Census = Callable[..., dict[str, Any]]


@pytest.fixture
def census(work: UnitsOfWork) -> Census:
    """The JSON of the census of a day, as the manager reads it."""

    def read(day: date = TODAY) -> dict[str, Any]:
        return runner.facts(work, MANAGER, "census", {"day": day})

    return read


@pytest.fixture
def evening(work: UnitsOfWork) -> None:
    """Two houses, a family, someone on leave, someone in hospital, someone without a bed, one who left."""
    with writing(work) as house:
        house.code_list("absence_kind")
        house.code_list("service_type")
        men, women = house.building("อาคารชาย", 4), house.building("อาคารหญิง", 3)
        early = TODAY - timedelta(days=4)
        house.use(house.stay(early), men[0])
        away = house.stay(early)
        house.use(away, men[1])
        house.away(away, "LEAVE", TODAY)
        ill = house.stay(early, service="COURSE_S")
        house.use(ill, men[2])
        house.away(ill, "HOSPITAL", TODAY - timedelta(days=1))
        mother = house.stay(TODAY, sex="F", service="TRANSIT")
        house.use(mother, women[0])
        house.share(house.stay(TODAY, age_band="0-5", service="TRANSIT", accompanying=True), mother)
        house.stay(TODAY, sex="U")
        house.use(house.stay(early, TODAY, sex="F"), women[1])
        house.session.add(BedBlock(bed_id=women[2].id, start_on=early, end_on=None))


@pytest.mark.usefixtures("evening")
class TestEvening:
    def test_beds_of_each_building(self, census: Census) -> None:
        found = rows(census(), "by_building")
        assert [list(values.values()) for values in found.values()] == [
            [4, 3, 1, 0],
            [3, 1, 1, 1],
            [7, 4, 2, 1],
        ]

    def test_movement_of_the_day(self, census: Census) -> None:
        assert column(census(), "movement", "total") == {
            "opening": 4,
            "adjusted": 0,
            "admitted": 3,
            "discharged": 1,
            "closing": 6,
        }

    def test_everyone_is_somewhere_once(self, census: Census) -> None:
        assert column(census(), "present", "count") == {
            "present": 3,
            "leave": 1,
            "hospital": 1,
            "unassigned": 1,
            "unaccounted": 0,
            "total": 6,
        }

    def test_list_runs_by_bed_and_says_what_is_special(self, census: Census) -> None:
        people = census()["people"]
        assert [one["bed"] for one in people] == ["1-01", "1-02", "1-03", "1-01", "1-01", ""]
        assert [one["note"] for one in people] == [
            "",
            "ลาค้างคืน",
            "โรงพยาบาล",
            "",
            "นอนร่วมเตียง · ตามครอบครัว",
            "ไม่มีเตียง",
        ]
        assert set(people[0]) == {"bed", "regno", "name", "service", "day", "note"}
        assert [one["service"] for one in people[:3]] == ["ทดลองอยู่", "ทดลองอยู่", "ระยะสั้น"]
        assert people[0]["day"] == 5

    def test_checks_are_met(self, census: Census) -> None:
        assert checks(census()) == {"three_ways": True}

    def test_the_day_before_is_another_night(self, census: Census) -> None:
        yesterday = census(TODAY - timedelta(days=1))
        assert yesterday["date"] == "2026-11-20"
        assert column(yesterday, "movement", "total")["closing"] == 4
        assert column(yesterday, "present", "count")["leave"] == 0

    def test_paper_has_the_list_and_the_signature(self, work: UnitsOfWork) -> None:
        paper = runner.render(work, DESK, "census", {"day": TODAY})
        text = "\n".join(" ".join(line.split()) for line in poppler(paper.pdf, "-layout").splitlines())
        for expected in (
            "บัญชียอดผู้พักประจำวัน",
            "ประจำวันที่ 21 พฤศจิกายน 2569",
            "เตียง เลขทะเบียน ชื่อ ประเภทบริการ วันที่ หมายเหตุ",
            "เวรผู้ตรวจนับ",
            "ตรวจนับเวลา",
            "ในจำนวนนี้เด็ก",
            "หน้า 1 จาก",
        ):
            assert expected in text
        for reader, found in all_readings(paper.pdf).items():
            assert not STRANGE.findall(found), reader


def test_empty_house_prints(work: UnitsOfWork, census: Census) -> None:
    assert column(census(), "present", "count")["total"] == 0
    assert "ไม่มีผู้พักในคืนนี้" in poppler(runner.render(work, DESK, "census", {"day": TODAY}).pdf)


def test_full_house_prints_on_several_pages(work: UnitsOfWork) -> None:
    with writing(work) as house:
        for bed in house.building("อาคาร 1", 120):
            house.use(house.stay(TODAY), bed)
    text = poppler(runner.render(work, DESK, "census", {"day": TODAY, "thai_digits": True}).pdf)
    assert "๑-๑๒๐" in text
    assert text.count("เลขทะเบียน") == text.count("หมายเหตุ") > 2


def test_bed_held_by_someone_who_is_not_here_is_named(work: UnitsOfWork, census: Census) -> None:
    with writing(work) as house:
        gone = house.stay(TODAY - timedelta(days=9), TODAY - timedelta(days=1))
        house.use(gone, house.building("อาคาร 1", 1)[0], end_on=TODAY + timedelta(days=1))
    found = census()["checks"][0]
    assert found["ok"] is False
    assert "P69-0001" in found["detail"]


def test_day_to_come_is_refused(census: Census) -> None:
    with pytest.raises(RuleBroken) as refused:
        census(TODAY + timedelta(days=1))
    assert refused.value.id == "report.in_future"


def test_day_before_the_month_of_go_live_is_refused(work: UnitsOfWork, census: Census) -> None:
    with work.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="centre.go_live_on", value='"2026-11-10"'))
    assert census(date(2026, 11, 1))["date"] == "2026-11-01"
    with pytest.raises(RuleBroken) as refused:
        census(date(2026, 10, 31))
    assert refused.value.id == "report.before_go_live"


def test_trainer_reads_no_census(work: UnitsOfWork) -> None:
    with pytest.raises(NotAllowed):
        runner.facts(work, TRAINER, "census", {"day": TODAY})
