"""The timeline of beds: bars to the actual leaving, expected ends, promises, closings, offers."""

from __future__ import annotations

from datetime import date, timedelta

from panpun_desktop.models import Absence, Episode, Restriction
from panpun_desktop.services import beds
from panpun_desktop.services.bed_timeline import bed_timeline
from panpun_desktop.services.bed_timeline_rows import (
    CLOSED,
    OFFERED,
    RESERVED,
    STAY,
    TimelineBar,
    TimelineBed,
)
from panpun_desktop.services.beds import BlockBed, MoveBed
from panpun_desktop.services.reserving import ReserveBed, reserve_bed
from tests.builders import DESK, TODAY, TRAINER
from tests.services.house import House

FIRST = TODAY - timedelta(days=8)
DAY = timedelta(days=1)


def _line(house: House, label: str, nights: int = 31, by: object = DESK) -> TimelineBed:
    shown = bed_timeline(house.work, by, FIRST, nights)  # type: ignore[arg-type]
    return next(one for one in shown.beds if one.label == label)


def _bar(house: House, label: str, kind: str = STAY) -> TimelineBar:
    return next(bar for bar in _line(house, label).bars if bar.kind == kind)


def test_a_stay_that_ended_is_drawn_to_the_actual_leaving(house: House) -> None:
    left = TODAY - 2 * DAY
    person = house.person("สมปอง", sex="M")
    house.stay(person, "ชาย 1-04", arrived_on=FIRST, left_on=left, outcome="JOB", expected_leave_on=TODAY)
    bar = _bar(house, "ชาย 1-04")
    assert (bar.start_on, bar.end_on, bar.text) == (FIRST, left, "สมปอง")
    assert _line(house, "ชาย 1-04").bar_on(left) is None
    assert _line(house, "ชาย 1-04").bar_on(left - DAY) == bar


def test_an_open_stay_reaches_to_its_expected_end_but_never_before_tonight(house: House) -> None:
    expected = TODAY + 5 * DAY
    house.staying("เอก", "ชาย 1-01", days=3, expected_leave_on=expected)
    house.staying("โท", "ชาย 1-02", days=3, expected_leave_on=TODAY - DAY)
    house.staying("ตรี", "ชาย 1-03", days=2)
    one, two, three = (_bar(house, f"ชาย 1-0{number}") for number in (1, 2, 3))
    assert (one.end_on, one.known_until, one.text) == (expected, TODAY + DAY, "เอก · 3/10")
    assert two.end_on == TODAY + DAY
    # nothing said: to the last day of the limit (trial day 10)
    assert three.end_on == TODAY + 9 * DAY


def test_a_change_of_service_changes_the_colour_on_its_day(house: House) -> None:
    stay = house.staying("แก้วตา", "หญิง 1-02", days=6, sex="F")
    with house.writing() as session:
        session.query(Episode).filter_by(stay_id=stay.id).one().ended_on = TODAY
        session.flush()
        session.add(Episode(stay_id=stay.id, service_type="COURSE_S", started_on=TODAY))
    bars = [bar for bar in _line(house, "หญิง 1-02").bars if bar.kind == STAY]
    assert [(bar.service_type, bar.start_on) for bar in bars] == [
        ("TRIAL", TODAY - 5 * DAY),
        ("COURSE_S", TODAY),
    ]
    assert [bar.is_last for bar in bars] == [False, True]


def test_a_move_continues_in_the_other_bed(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    beds.move_bed(house.work, DESK, MoveBed(stay.id, stay.version, house.beds["ชาย 2-02"], TODAY + 2 * DAY))
    assert _bar(house, "ชาย 1-01").end_on == TODAY + 2 * DAY
    moved = _bar(house, "ชาย 2-02")
    assert (moved.start_on, moved.is_planned) == (TODAY + 2 * DAY, True)


def test_nights_away_lie_over_the_bar(house: House) -> None:
    stay = house.staying("เพชร", "ชาย 1-04", days=20)
    with house.writing() as session:
        away = Absence(stay_id=stay.id, kind="LEAVE", started_on=TODAY - DAY, expected_back_on=TODAY + DAY)
        session.add(away)
    line = _line(house, "ชาย 1-04")
    assert [line.away_on(TODAY + number * DAY) for number in (-2, -1, 0, 1)] == ["", "LEAVE", "LEAVE", ""]


def test_promises_and_closings_have_bars_of_their_own(house: House) -> None:
    reserve_bed(
        house.work,
        DESK,
        ReserveBed(house.beds["ชาย 1-04"], TODAY + 3 * DAY, TODAY + 9 * DAY, for_whom="นายคำแก้ว"),
    )
    beds.block_bed(
        house.work, DESK, BlockBed(house.beds["ชาย 2-01"], TODAY, TODAY + 2 * DAY, "เปลี่ยนฟูก", "REPAIR")
    )
    held, closed = _bar(house, "ชาย 1-04", RESERVED), _bar(house, "ชาย 2-01", CLOSED)
    assert (held.start_on, held.end_on, held.text) == (TODAY + 3 * DAY, TODAY + 9 * DAY, "นายคำแก้ว")
    assert (closed.start_on, closed.end_on) == (TODAY, TODAY + 2 * DAY)
    assert "เปลี่ยนฟูก" in closed.text


def test_someone_without_a_bed_is_offered_one_tonight(house: House) -> None:
    stay = house.staying("คำแก้ว", sex="M")
    offered = [bar for bar in _all(house) if bar.kind == OFFERED]
    assert [(bar.stay_id, bar.start_on) for bar in offered] == [(stay.id, TODAY)]
    assert offered[0].detail == "ไม่มีข้อขัดข้องกับเตียงนี้"


def _all(house: House) -> list[TimelineBar]:
    return [bar for line in bed_timeline(house.work, DESK, FIRST, 31).beds for bar in line.bars]


def test_an_infant_stands_beside_the_name_of_whose_bed_it_shares(house: House) -> None:
    mother, child = house.staying("สุดา", "ครอบครัว 1-01", sex="F"), house.staying("ใบตอง", sex="F")
    beds.move_bed(
        house.work, DESK, MoveBed(child.id, child.version, None, TODAY, shares_with_stay_id=mother.id)
    )
    assert _bar(house, "ครอบครัว 1-01").text.startswith("สุดา + ใบตอง")


def test_it_says_on_which_night_most_beds_are_free(house: House) -> None:
    house.staying("เอก", "ชาย 1-01", days=3, expected_leave_on=TODAY + 2 * DAY)
    assert bed_timeline(house.work, DESK, FIRST, 31).free_together == (20, TODAY + 2 * DAY)


def test_r_saf_1_a_hidden_person_is_only_somebody(house: House) -> None:
    stay = house.staying("สายสมร", "หญิง 1-01", sex="F", nickname="สาย")
    with house.writing() as session:
        session.add(Restriction(person_id=stay.person_id, reason_code="VIOLENCE", since_on=date(2026, 1, 1)))
    bar = next(iter(_line(house, "หญิง 1-01", by=TRAINER).bars))
    assert (bar.text, bar.name, bar.person_id, bar.service_type) == ("มีผู้พัก", "มีผู้พัก", None, "")
    masked = _bar(house, "หญิง 1-01")
    assert masked.text.startswith("ผู้รับบริการ (ปกปิด)")
    assert "สาย" not in masked.name
