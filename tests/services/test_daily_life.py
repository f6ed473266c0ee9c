"""Belongings, incidents, after-care and meals: what the desk keeps beside the stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Restriction
from panpun_desktop.rules.meals import Eater, Meal, meal_of
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import belongings, follow_ups, incidents, meals
from panpun_desktop.services.absences import StartAbsence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.belongings import Item, ReceiveBelongings, ReturnBelongings
from panpun_desktop.services.follow_ups import DoFollowUp
from panpun_desktop.services.incidents import (
    EditIncident,
    IncidentFacts,
    IncidentFilter,
    Part,
    SettleIncident,
    VoidIncident,
)
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, ReopenStays, end_stay, reopen_stays
from panpun_desktop.services.today import today as today_page
from tests.builders import TODAY
from tests.centres import OpenCentre

ALL = IncidentFilter()


def admitted(centre: OpenCentre, name: str, **facts: object) -> tuple[int, int]:
    """The stay and the person of someone in since three days."""
    known = PersonFacts(first_name=name, **{"sex": "M", **facts})  # type: ignore[arg-type]
    request = AdmitPeople((Member(facts=known),), "TRIAL", TODAY - timedelta(days=3), time(9, 0))
    made = admit(centre.work, centre.desk, request)
    return made.stay_ids[0], made.person_ids[0]


@pytest.fixture
def ek(centre_session: OpenCentre) -> tuple[int, int]:
    return admitted(centre_session, "เอก")


def restrict(centre: OpenCentre, person_id: int) -> None:
    with centre.work.writing(centre.manager, "person.restrict") as session:
        session.add(Restriction(person_id=person_id, reason_code="VIOLENCE", since_on=TODAY))


def leave(centre: OpenCentre, stay_id: int, outcome: str = "SELF") -> None:
    request = EndStay(((stay_id, 1),), TODAY, outcome, time(10, 0))
    end_stay(centre.work, centre.desk, request)


def test_things_are_kept_listed_and_given_back(centre_session: OpenCentre, ek: tuple[int, int]) -> None:
    work, desk = centre_session.work, centre_session.desk
    items = (Item("กระเป๋าเดินทาง", "1 ใบ", "ตู้ 3"), Item("  "), Item("เงินสด", "1,200 บาท", "ตู้เซฟ"))
    belongings.receive_belongings(work, desk, ReceiveBelongings(ek[1], items, TODAY))
    kept = belongings.belongings(work, desk)
    assert [(one.item, one.kept_at, one.is_present) for one in kept] == [
        ("กระเป๋าเดินทาง", "ตู้ 3", True),
        ("เงินสด", "ตู้เซฟ", True),
    ]
    back = ReturnBelongings(((kept[0].id, kept[0].version),), TODAY, "พี่สาว")
    belongings.return_belongings(work, desk, back)
    assert [one.item for one in belongings.belongings(work, desk, ek[1])] == ["เงินสด"]
    with pytest.raises(RuleBroken, match=r"belonging\.returned_already"):
        belongings.return_belongings(work, desk, replace(back, belongings=((kept[0].id, 2),)))
    with pytest.raises(RuleBroken, match=r"belonging\.item_missing"):
        belongings.receive_belongings(work, desk, ReceiveBelongings(ek[1], (Item(" "),), TODAY))


def test_leaving_plans_three_days_to_ask_and_a_wrong_leaving_takes_them_away(
    centre_session: OpenCentre, ek: tuple[int, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    leave(centre_session, ek[0])
    planned = follow_ups.follow_ups(work, desk)
    assert [(one.due_on - TODAY).days for one in planned] == [7, 30, 90]
    reopen_stays(work, desk, ReopenStays((ek[0],)))
    assert follow_ups.follow_ups(work, desk) == ()


def test_nobody_is_asked_after_a_death(centre_session: OpenCentre, ek: tuple[int, int]) -> None:
    leave(centre_session, ek[0], "DEATH")
    assert follow_ups.follow_ups(centre_session.work, centre_session.desk) == ()


def test_what_was_heard_is_kept_and_a_further_day_planned(
    centre_session: OpenCentre, ek: tuple[int, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    leave(centre_session, ek[0])
    first = follow_ups.follow_ups(work, desk)[0]
    with pytest.raises(RuleBroken, match=r"follow_up\.result_missing"):
        follow_ups.do_follow_up(work, desk, DoFollowUp(first.id, first.version, TODAY, "PHONE", ""))
    heard = DoFollowUp(first.id, first.version, TODAY, "PHONE", "NEEDS_HELP", "ขอชุดนักเรียน", TODAY)
    follow_ups.do_follow_up(work, desk, heard)
    assert len(follow_ups.follow_ups(work, desk, due_until=TODAY)) == 1
    of_person = follow_ups.follow_ups(work, desk, ek[1])
    assert [one.result for one in of_person if one.done_on] == ["NEEDS_HELP"]
    with pytest.raises(RuleBroken, match=r"follow_up\.done_already"):
        follow_ups.do_follow_up(work, desk, replace(heard, seen_version=2))


def test_an_incident_is_written_corrected_settled_and_cancelled(
    centre_session: OpenCentre, ek: tuple[int, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    facts = IncidentFacts(
        TODAY, "ปวดท้องรุนแรง", time(22, 30), "ILLNESS", "SERIOUS", "ชาย 1", "โทร. 1669", people=(Part(ek[1]),)
    )
    incidents.write_incident(work, desk, facts)
    row = incidents.incidents(work, desk, replace(ALL, open_only=True))[0]
    assert (row.what, row.people[0][1], row.written_by) == ("ปวดท้องรุนแรง", "เอก", desk.name)
    incidents.edit_incident(
        work, desk, EditIncident(row.id, row.version, replace(facts, done="ส่งโรงพยาบาล", people=()))
    )
    row = incidents.incidents(work, desk, ALL)[0]
    assert (row.done, row.people) == ("ส่งโรงพยาบาล", ())
    incidents.settle_incident(work, desk, SettleIncident(row.id, row.version, "แพทย์ให้กลับ"))
    row = incidents.incidents(work, desk, ALL)[0]
    assert row.done == "ส่งโรงพยาบาล\nแพทย์ให้กลับ"
    assert incidents.incidents(work, desk, replace(ALL, open_only=True)) == ()
    with pytest.raises(RuleBroken, match=r"incident\.void_reason_missing"):
        incidents.void_incident(work, desk, VoidIncident(row.id, row.version, " "))
    incidents.void_incident(work, desk, VoidIncident(row.id, row.version, "บันทึกซ้ำ"))
    assert incidents.incidents(work, desk, ALL) == ()


def test_an_incident_is_restricted_like_its_people(centre_session: OpenCentre, ek: tuple[int, int]) -> None:
    work, manager = centre_session.work, centre_session.manager
    facts = IncidentFacts(TODAY, "สามีมาตามหาที่ประตู", kind="INTRUDER", people=(Part(ek[1], "HARMED"),))
    incidents.write_incident(work, manager, facts)
    restrict(centre_session, ek[1])
    masked = incidents.incidents(work, centre_session.desk, ALL)[0]
    assert (masked.what, masked.people[0][1], masked.is_masked) == ("", "ผู้รับบริการ (ปกปิด)", True)
    assert incidents.incidents(work, manager, ALL)[0].what == "สามีมาตามหาที่ประตู"
    with pytest.raises(RuleBroken, match=r"incident\.not_open"):
        incidents.edit_incident(work, centre_session.desk, EditIncident(masked.id, masked.version, facts))


def test_the_words_of_violence_are_for_those_on_the_case_and_who_wrote_them(
    centre_session: OpenCentre,
) -> None:
    work = centre_session.work
    house = Actor(centre_session.desk.user_id, "house", "พี่เลี้ยง", Role.HOUSE)
    nurse = Actor(99, "nurse", "พยาบาล", Role.NURSE)
    incidents.write_incident(work, centre_session.manager, IncidentFacts(TODAY, "ถูกตี", kind="VIOLENCE"))
    assert incidents.incidents(work, house, ALL)[0].what == ""
    assert incidents.incidents(work, nurse, ALL)[0].what == "ถูกตี"


@pytest.mark.parametrize(
    ("diet", "age", "meal"),
    [
        (None, 30, Meal.USUAL),
        (None, None, Meal.USUAL),
        (None, 5, Meal.CHILD),
        (None, 6, Meal.USUAL),
        ("HALAL", 5, Meal.HALAL),
        ("SOFT", 40, Meal.SICK),
        ("DIABETIC", 40, Meal.SICK),
        ("VEGETARIAN", 40, Meal.OTHER),
        ("SOMETHING", 40, Meal.OTHER),
    ],
)
def test_everyone_is_in_one_group_of_the_kitchen(diet: str | None, age: int | None, meal: Meal) -> None:
    assert meal_of(Eater(diet, age), 6) is meal


def test_a_return_before_going_away_is_refused(centre_session: OpenCentre) -> None:
    away, _person = admitted(centre_session, "เอก")
    leave = StartAbsence(away, 1, "LEAVE", TODAY, expected_back_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken) as refused:
        start_absence(centre_session.work, centre_session.desk, leave)
    assert (refused.value.id, refused.value.field) == ("absence.back_before_start", "expected_back_on")


def test_meals_count_who_is_in_and_not_who_is_away(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    away, _person = admitted(centre_session, "เอก")
    admitted(centre_session, "ฟาติมะ", sex="F", diet="HALAL")
    start_absence(work, desk, StartAbsence(away, 1, "HOSPITAL", TODAY))
    count = meals.meal_count(work, desk, TODAY)
    assert (sum(count.morning.values()), sum(count.noon_and_evening.values())) == (2, 1)
    assert count.noon_and_evening[Meal.HALAL] == 1
    assert [(one.name, one.diet) for one in count.particular] == [("ฟาติมะ", "อาหารฮาลาล")]
    volunteer = Actor(98, "vol", "อาสาสมัคร", Role.VOL)
    assert meals.meal_count(work, volunteer, TODAY).particular == ()


def test_today_asks_for_what_the_daily_work_left_open(
    centre_session: OpenCentre, ek: tuple[int, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    incidents.write_incident(work, desk, IncidentFacts(TODAY, "ไฟดับ", needs_follow_up=True))
    belongings.receive_belongings(work, desk, ReceiveBelongings(ek[1], (Item("ร่ม"),), TODAY))
    leave(centre_session, ek[0])
    centre_session.work.clock.instant += timedelta(days=8)  # type: ignore[attr-defined]
    found = {task.act: task for task in today_page(work, desk).tasks}
    assert found["incident_log"].incident_id is not None
    assert found["follow_up"].tone == "warn"
    assert found["belonging_return"].detail == "ร่ม"
