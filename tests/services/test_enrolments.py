"""Into a class, out of it and up: the stay of a resident goes with every step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import NeedsConfirmation, RuleBroken
from panpun_desktop.models import AttendanceMark, CourseSession, EnrolmentPause, Episode, Person
from panpun_desktop.rules.codes import Half
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.cohort_lists import cohort_choices, list_cohorts
from panpun_desktop.services.course_rows import Meeting, Trainer
from panpun_desktop.services.enrolment_acts import (
    come_back,
    drop,
    remove_enrolment,
    resume,
    suspend,
    transfer,
    upgrade,
)
from panpun_desktop.services.enrolment_lists import person_enrolments, roster
from panpun_desktop.services.enrolment_rows import (
    Candidate,
    ComeBack,
    Drop,
    Enrol,
    RemoveEnrolment,
    Resume,
    Suspend,
    TakeIn,
    Transfer,
    Upgrade,
)
from panpun_desktop.services.enrolments import enrol, take_in
from panpun_desktop.services.leaving_classes import Becomes, classes_left
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import (
    ChangeService,
    EndStay,
    ReopenStays,
    change_service,
    end_stay,
    reopen_stays,
)
from panpun_desktop.services.voiding import VoidAdmission, void_admission
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.training import (
    YES,
    a_cohort,
    a_course,
    a_resident,
    an_outsider,
    enrolled,
    enrolment_of,
    episode_of,
    one_of,
    stay_of,
)

YESTERDAY = TODAY - timedelta(days=1)


def marked(centre: OpenCentre, enrolment_id: int, cohort_id: int, on: date, code: str = "P") -> None:
    """A mark of a day, written as the sheet writes it."""
    session_id = one_of(centre, CourseSession, cohort_id=cohort_id, on_day=on).id
    with centre.work.writing(centre.manager, "attendance.mark") as session:
        session.add(AttendanceMark(session_id=session_id, enrolment_id=enrolment_id, code=code))


def checks_hold(centre: OpenCentre) -> None:
    """The books are right."""
    assert [one for one in check_centre(centre.work, centre.manager) if not one.ok] == []


# coming in ----------------------------------------------------------------------------------------


def test_a_resident_who_is_enrolled_is_converted_in_the_same_act(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = a_resident(centre)
    row = enrolled(centre, a_cohort(centre), person, on=YESTERDAY)
    episode = episode_of(centre, person)
    assert (episode.service_type, episode.started_on) == ("COURSE_S", YESTERDAY)
    assert (row.state, row.joined_on, row.episode_id) == ("ACTIVE", YESTERDAY, episode.id)
    checks_hold(centre)


def test_a_resident_of_that_service_hangs_on_the_running_part(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = a_resident(centre, service="COURSE_S", on=TODAY - timedelta(days=9))
    before = episode_of(centre, person).id
    assert enrolled(centre, a_cohort(centre), person).episode_id == before
    assert episode_of(centre, person).id == before


def test_someone_from_outside_has_no_part_of_a_stay(centre_session: OpenCentre) -> None:
    centre = centre_session
    row = enrolled(centre, a_cohort(centre), an_outsider(centre))
    assert (row.state, row.episode_id) == ("ACTIVE", None)


def test_a_lesson_beside_another_service_leaves_the_stay_alone(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = a_resident(centre)
    cohort = a_cohort(centre, a_course(centre, "สิทธิของเรา", service_type=None))
    assert enrolled(centre, cohort, person).episode_id is None
    assert episode_of(centre, person).service_type == "TRIAL"


def test_a_newcomer_comes_into_the_register_with_the_enrolment(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre)
    facts = PersonFacts(first_name="มาใหม่", sex="F")
    enrol(centre.work, centre.desk, Enrol(cohort, (Candidate(facts=facts),), TODAY))
    person = one_of(centre, Person, first_name="มาใหม่")
    assert enrolment_of(centre, person.id, cohort).state == "ACTIVE"
    assert person.regno


def test_one_of_the_list_refused_puts_nobody_in(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort, one, other = a_cohort(centre), an_outsider(centre), a_resident(centre, "ตรี")
    enrolled(centre, cohort, other)
    with pytest.raises(RuleBroken) as refused:
        enrol(centre.work, centre.desk, Enrol(cohort, (Candidate(one), Candidate(other)), TODAY, reasons=YES))
    assert (refused.value.id, refused.value.facts["name"]) == ("enrolment.already_in", "ตรี")
    assert [row.person_id for row in roster(centre.work, centre.manager, cohort)] == [other]


def test_who_accompanies_the_family_has_no_enrolment(centre_session: OpenCentre) -> None:
    """R-FAM-4."""
    centre = centre_session
    head = Member(facts=PersonFacts(first_name="แม่", sex="F"))
    child = Member(facts=PersonFacts(first_name="ลูก", sex="F"), relation="CHILD", accompanying=True)
    done = admit(centre.work, centre.desk, AdmitPeople((head, child), "COURSE_S", TODAY, reasons=YES))
    cohort = a_cohort(centre)
    with pytest.raises(RuleBroken, match=r"enrolment\.accompanies"):
        enrolled(centre, cohort, done.person_ids[1])
    assert enrolled(centre, cohort, done.person_ids[0]).episode_id is not None


def test_a_day_to_come_is_for_applicants_who_are_taken_in_later(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = a_resident(centre)
    cohort = a_cohort(centre, starts_on=TODAY + timedelta(days=2))
    with pytest.raises(RuleBroken, match=r"enrolment\.day_to_come"):
        enrolled(centre, cohort, person, on=TODAY + timedelta(days=2))
    with pytest.raises(RuleBroken, match=r"enrolment\.before_plan"):
        enrolled(centre, cohort, person, on=TODAY)
    row = enrolled(centre, cohort, person, on=None)
    assert (row.state, row.episode_id) == ("APPLIED", None)
    centre.clock.instant += timedelta(days=2)
    request = TakeIn(((row.id, row.version),), TODAY + timedelta(days=2))
    take_in(centre.work, centre.desk, request)
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.episode_id) == ("ACTIVE", episode_of(centre, person).id)
    assert episode_of(centre, person).service_type == "COURSE_S"


def test_joining_after_the_last_day_is_refused(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre, ends_on=TODAY - timedelta(days=3))
    with pytest.raises(RuleBroken, match=r"enrolment\.after_cohort"):
        enrolled(centre, cohort, an_outsider(centre))


def test_a_full_cohort_asks_and_takes_one_more(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre, capacity=1)
    enrolled(centre, cohort, an_outsider(centre))
    more = Enrol(cohort, (Candidate(an_outsider(centre, "สาม")),), TODAY)
    with pytest.raises(NeedsConfirmation) as asked:
        enrol(centre.work, centre.desk, more)
    assert [one.rule_id for one in asked.value.concerns] == ["course.capacity"]
    enrolled(centre, cohort, an_outsider(centre, "สี่"))
    assert len(roster(centre.work, centre.manager, cohort)) == 2


def test_two_cohorts_at_one_hour_are_asked_about(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = an_outsider(centre)
    enrolled(centre, a_cohort(centre), person)
    at_night = a_course(centre, "ภาคค่ำ", service_type=None)
    afternoon = a_cohort(centre, at_night, meetings=(Meeting(1, Half.PM.value),))
    with pytest.raises(NeedsConfirmation) as asked:
        enrol(centre.work, centre.desk, Enrol(afternoon, (Candidate(person),), TODAY))
    (concern,) = asked.value.concerns
    assert (concern.rule_id, concern.subject) == ("course.person_clash", str(person))
    saturday = a_cohort(centre, at_night, meetings=(Meeting(6),))
    enrol(centre.work, centre.desk, Enrol(saturday, (Candidate(person),), TODAY))


def test_a_trainer_takes_down_applicants_and_the_desk_takes_residents_in(centre_session: OpenCentre) -> None:
    centre = centre_session
    teaching = (Trainer(centre.trainer.user_id),)
    cohort, person = a_cohort(centre, trainers=teaching), a_resident(centre)
    with pytest.raises(RuleBroken, match=r"enrolment\.needs_desk"):
        enrol(centre.work, centre.trainer, Enrol(cohort, (Candidate(person),), TODAY))
    enrol(centre.work, centre.trainer, Enrol(cohort, (Candidate(person),)))
    assert enrolment_of(centre, person, cohort).state == "APPLIED"


# in class -----------------------------------------------------------------------------------------


def test_a_suspension_lasts_until_someone_resumes(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort, person = a_cohort(centre), a_resident(centre)
    row = enrolled(centre, cohort, person, on=YESTERDAY)
    suspend(centre.work, centre.manager, Suspend(row.id, row.version, YESTERDAY, "คลอดบุตร"))
    (line,) = roster(centre.work, centre.manager, cohort)
    assert (line.state, line.paused_since_on) == ("SUSPENDED", YESTERDAY)
    resume(centre.work, centre.manager, Resume(row.id, line.version, TODAY))
    (line,) = roster(centre.work, centre.manager, cohort)
    assert (line.state, line.paused_since_on) == ("ACTIVE", None)
    pause = one_of(centre, EnrolmentPause)
    assert (pause.started_on, pause.ended_on) == (YESTERDAY, TODAY)


def test_dropping_out_may_change_the_service_of_the_stay(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort, person = a_cohort(centre), a_resident(centre)
    row = enrolled(centre, cohort, person, on=TODAY - timedelta(days=3))
    with pytest.raises(RuleBroken, match=r"enrolment\.reason_missing"):
        drop(centre.work, centre.desk, Drop(row.id, row.version, YESTERDAY, " "))
    gone = Drop(row.id, row.version, YESTERDAY, "ไม่ประสงค์เรียนต่อ", "TRIAL", reasons=YES)
    drop(centre.work, centre.desk, gone)
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.ended_on) == ("DROPPED", YESTERDAY)
    assert (episode_of(centre, person).service_type, episode_of(centre, person).started_on) == (
        "TRIAL",
        TODAY,
    )
    checks_hold(centre)


def test_a_last_day_before_a_marked_day_is_refused(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre)
    row = enrolled(centre, cohort, an_outsider(centre), on=date(2026, 11, 9))
    marked(centre, row.id, cohort, date(2026, 11, 19))
    with pytest.raises(RuleBroken, match=r"enrolment\.marks_after"):
        drop(centre.work, centre.desk, Drop(row.id, row.version, date(2026, 11, 18), "ย้ายบ้าน"))


def test_a_mistake_goes_and_a_marked_enrolment_stays(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre)
    one, other = an_outsider(centre), an_outsider(centre, "สาม")
    first, second = enrolled(centre, cohort, one, on=YESTERDAY), enrolled(centre, cohort, other, on=YESTERDAY)
    marked(centre, second.id, cohort, YESTERDAY)
    remove_enrolment(centre.work, centre.manager, RemoveEnrolment(first.id, first.version, "เลือกผิดคน"))
    with pytest.raises(RuleBroken, match=r"enrolment\.has_marks"):
        remove_enrolment(centre.work, centre.manager, RemoveEnrolment(second.id, second.version, "ผิด"))
    assert [row.person_id for row in roster(centre.work, centre.manager, cohort)] == [other]


def test_coming_back_into_the_class_takes_the_row_up_again(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort, person = a_cohort(centre), an_outsider(centre)
    row = enrolled(centre, cohort, person, on=date(2026, 11, 9))
    drop(centre.work, centre.desk, Drop(row.id, row.version, date(2026, 11, 12), "ไปต่างจังหวัด"))
    with pytest.raises(RuleBroken, match=r"enrolment\.was_in"):
        enrolled(centre, cohort, person)
    row = enrolment_of(centre, person, cohort)
    come_back(centre.work, centre.desk, ComeBack(row.id, row.version, date(2026, 11, 19)))
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.joined_on, row.ended_on) == ("ACTIVE", date(2026, 11, 9), None)
    pause = one_of(centre, EnrolmentPause)
    assert (pause.started_on, pause.ended_on) == (date(2026, 11, 13), date(2026, 11, 19))


# up and over --------------------------------------------------------------------------------------


def test_an_upgrade_before_completion_keeps_the_running_first_day(centre_session: OpenCentre) -> None:
    """R-CRS-8 of a resident: the stay and both enrolments tell the same."""
    centre = centre_session
    first = date(2026, 11, 3)
    person = a_resident(centre, on=first)
    short, medium = a_cohort(centre), a_cohort(centre, a_course(centre, "ระยะกลาง", service_type="COURSE_M"))
    row = enrolled(centre, short, person, on=first)
    upgrade(centre.work, centre.desk, Upgrade(row.id, row.version, medium, TODAY, YES))
    old, new, episode = (
        enrolment_of(centre, person, short),
        enrolment_of(centre, person, medium),
        episode_of(centre, person),
    )
    assert (old.state, old.ended_on) == ("UPGRADED", YESTERDAY)
    assert (new.state, new.joined_on, new.episode_id) == ("ACTIVE", TODAY, episode.id)
    assert (episode.service_type, episode.counted_from_on) == ("COURSE_M", first)
    checks_hold(centre)


def test_someone_from_outside_keeps_the_first_day_too(centre_session: OpenCentre) -> None:
    """R-CRS-8 without a stay."""
    centre = centre_session
    first = date(2026, 11, 3)
    person = an_outsider(centre)
    short, medium = a_cohort(centre), a_cohort(centre, a_course(centre, "ระยะกลาง", service_type="COURSE_M"))
    row = enrolled(centre, short, person, on=first)
    upgrade(centre.work, centre.desk, Upgrade(row.id, row.version, medium, TODAY, YES))
    new = enrolment_of(centre, person, medium)
    assert (enrolment_of(centre, person, short).state, new.counted_from_on) == ("UPGRADED", first)


def test_after_completion_the_higher_course_begins_at_day_one(centre_session: OpenCentre) -> None:
    """R-CRS-8: the floor is reached, so the short course awaits its result and the medium one is new."""
    centre = centre_session
    first = TODAY - timedelta(days=30)
    person = a_resident(centre, on=first)
    short = a_cohort(centre, starts_on=first)
    medium = a_cohort(centre, a_course(centre, "ระยะกลาง", service_type="COURSE_M"))
    row = enrolled(centre, short, person, on=first)
    upgrade(centre.work, centre.desk, Upgrade(row.id, row.version, medium, TODAY, YES))
    assert enrolment_of(centre, person, short).state == "ACTIVE"
    (line,) = roster(centre.work, centre.manager, short)
    assert line.awaits_result
    assert episode_of(centre, person).counted_from_on is None
    checks_hold(centre)


def test_only_a_higher_course_is_an_upgrade(centre_session: OpenCentre) -> None:
    centre = centre_session
    medium = a_cohort(centre, a_course(centre, "ระยะกลาง", service_type="COURSE_M"))
    row = enrolled(centre, medium, an_outsider(centre), on=YESTERDAY)
    with pytest.raises(RuleBroken, match=r"enrolment\.not_higher"):
        upgrade(centre.work, centre.desk, Upgrade(row.id, row.version, a_cohort(centre), TODAY, YES))


def test_moving_to_another_cohort_counts_on(centre_session: OpenCentre) -> None:
    centre = centre_session
    course, person = a_course(centre), a_resident(centre, on=date(2026, 11, 9))
    one, other = a_cohort(centre, course), a_cohort(centre, course)
    row = enrolled(centre, one, person, on=date(2026, 11, 9))
    marked(centre, row.id, one, date(2026, 11, 10))
    transfer(centre.work, centre.desk, Transfer(row.id, row.version, other, TODAY, "เปลี่ยนเวลา", YES))
    old, new = enrolment_of(centre, person, one), enrolment_of(centre, person, other)
    assert (old.state, old.ended_on) == ("MOVED", YESTERDAY)
    assert (new.state, new.episode_id) == ("ACTIVE", old.episode_id)
    assert episode_of(centre, person).id == new.episode_id
    assert [one.state for one in person_enrolments(centre.work, centre.desk, person)] == ["ACTIVE", "MOVED"]
    checks_hold(centre)


# the stay leads -----------------------------------------------------------------------------------


def change_to(centre: OpenCentre, person: int, service: str, on: date = TODAY, **more: object) -> None:
    stay = stay_of(centre, person)
    request = ChangeService(stay.id, stay.version, service, on, "OWN", "HOME", reasons=YES, **more)  # type: ignore[arg-type]
    change_service(centre.work, centre.desk, request)


def test_a_change_of_service_names_the_cohort(centre_session: OpenCentre) -> None:
    centre = centre_session
    person, cohort = a_resident(centre), a_cohort(centre)
    change_to(centre, person, "COURSE_S", cohort_id=cohort)
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.joined_on, row.episode_id) == ("ACTIVE", TODAY, episode_of(centre, person).id)


def test_a_change_of_service_may_apply_for_a_cohort_to_come(centre_session: OpenCentre) -> None:
    centre = centre_session
    person, cohort = a_resident(centre), a_cohort(centre, starts_on=TODAY + timedelta(days=9))
    change_to(centre, person, "COURSE_S", cohort_id=cohort)
    assert enrolment_of(centre, person, cohort).state == "APPLIED"


def test_a_change_of_service_refuses_a_cohort_of_another_kind(centre_session: OpenCentre) -> None:
    centre = centre_session
    person, cohort = a_resident(centre), a_cohort(centre)
    with pytest.raises(RuleBroken, match=r"enrolment\.other_service"):
        change_to(centre, person, "COURSE_M", cohort_id=cohort)


@pytest.mark.parametrize(("service", "state"), [("TRIAL", "DROPPED"), ("COURSE_L", "UPGRADED")])
def test_another_service_before_the_floor_ends_the_enrolment(
    centre_session: OpenCentre, service: str, state: str
) -> None:
    centre = centre_session
    person, cohort = a_resident(centre), a_cohort(centre)
    enrolled(centre, cohort, person, on=TODAY - timedelta(days=3))
    change_to(centre, person, service)
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.ended_on) == (state, YESTERDAY)
    checks_hold(centre)


def test_leaving_before_the_floor_breaks_the_course_off_and_taking_it_back_restores(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    person, cohort = a_resident(centre), a_cohort(centre)
    row = enrolled(centre, cohort, person, on=TODAY - timedelta(days=3))
    suspend(centre.work, centre.manager, Suspend(row.id, row.version, YESTERDAY, "ป่วย"))
    stay = stay_of(centre, person)
    (told,) = classes_left(centre.work, centre.desk, (stay.id,), TODAY)
    assert (told.becomes, told.days < told.floor) == (Becomes.DROPPED, True)
    end_stay(centre.work, centre.desk, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    assert classes_left(centre.work, centre.desk, (stay.id,), TODAY) == ()
    gone = enrolment_of(centre, person, cohort)
    assert (gone.state, gone.ended_on, gone.end_reason) == ("DROPPED", TODAY, "ออกจากศูนย์")
    reopen_stays(centre.work, centre.desk, ReopenStays((stay.id,), "บันทึกผิดคน"))
    back = enrolment_of(centre, person, cohort)
    assert (back.state, back.ended_on, back.end_reason) == ("SUSPENDED", None, "")
    assert one_of(centre, EnrolmentPause).ended_on is None
    checks_hold(centre)


def test_coming_back_within_hours_is_in_class_again(centre_session: OpenCentre) -> None:
    """R-TRI-4 for a trainee: the stay goes on, and the enrolment with it."""
    centre = centre_session
    person, cohort = a_resident(centre), a_cohort(centre)
    enrolled(centre, cohort, person, on=TODAY - timedelta(days=3))
    stay = stay_of(centre, person)
    end_stay(centre.work, centre.desk, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    admit(centre.work, centre.desk, AdmitPeople((Member(person_id=person),), "COURSE_S", TODAY, reasons=YES))
    assert enrolment_of(centre, person, cohort).state == "ACTIVE"
    checks_hold(centre)


def test_leaving_with_the_floor_reached_awaits_the_result(centre_session: OpenCentre) -> None:
    centre = centre_session
    first = TODAY - timedelta(days=29)  # the thirtieth day is today
    person, cohort = a_resident(centre, on=first), a_cohort(centre, starts_on=first, capacity=1)
    enrolled(centre, cohort, person, on=first)
    assert cohort_choices(centre.work, centre.desk)[0].free == 0
    stay = stay_of(centre, person)
    (told,) = classes_left(centre.work, centre.desk, (stay.id,), TODAY)
    assert (told.becomes, told.days, told.floor) == (Becomes.AWAITS_RESULT, 30, 30)
    end_stay(centre.work, centre.desk, EndStay(((stay.id, stay.version),), TODAY, "HOME", province="สงขลา"))
    (line,) = roster(centre.work, centre.manager, cohort)
    assert (line.state, line.ended_on, line.awaits_result) == ("ACTIVE", None, True)
    (row,) = list_cohorts(centre.work, centre.desk)
    assert (row.people, row.awaiting) == (0, 1)
    assert cohort_choices(centre.work, centre.desk)[0].free == 1
    enrol(centre.work, centre.desk, Enrol(cohort, (Candidate(an_outsider(centre)),), TODAY))  # is not warned
    checks_hold(centre)


def test_the_floor_of_the_course_itself_decides(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = a_resident(centre)
    cohort = a_cohort(centre, a_course(centre, "สั้นมาก", floor_days=3))
    enrolled(centre, cohort, person, on=TODAY - timedelta(days=3))
    change_to(centre, person, "TRIAL")
    assert enrolment_of(centre, person, cohort).state == "ACTIVE"
    checks_hold(centre)


def test_an_admission_that_never_was_takes_its_enrolment_along(centre_session: OpenCentre) -> None:
    centre = centre_session
    person, other, cohort = a_resident(centre), a_resident(centre, "มีเช็กชื่อ"), a_cohort(centre)
    enrolled(centre, cohort, person, other, on=YESTERDAY)
    kept = enrolment_of(centre, other, cohort)
    marked(centre, kept.id, cohort, YESTERDAY)
    stays = tuple(stay_of(centre, one).id for one in (person, other))
    void_admission(centre.work, centre.manager, VoidAdmission(stays, (person,), "บันทึกผิดคน"))
    assert enrolment_of(centre, person, cohort).voided_at is not None
    kept = enrolment_of(centre, other, cohort)
    assert (kept.voided_at, kept.episode_id) == (None, None)
    checks_hold(centre)


def test_a_course_of_a_stay_without_a_cohort_goes_on_as_before(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = a_resident(centre)
    change_to(centre, person, "COURSE_S")
    assert one_of(centre, Episode, ended_on=None).service_type == "COURSE_S"
    assert person_enrolments(centre.work, centre.desk, person) == ()


def test_a_change_of_service_into_a_class_at_the_hour_of_another_is_asked_about(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    person = a_resident(centre)
    at_night = a_course(centre, "ภาคค่ำ", service_type=None)
    afternoon = a_cohort(centre, at_night, meetings=(Meeting(1, Half.PM.value),))
    enrolled(centre, afternoon, person)
    stay = stay_of(centre, person)
    request = ChangeService(stay.id, stay.version, "COURSE_S", TODAY, cohort_id=a_cohort(centre))
    with pytest.raises(NeedsConfirmation) as asked:
        change_service(centre.work, centre.desk, request)
    assert [one.rule_id for one in asked.value.concerns] == ["course.person_clash"]


def test_an_admission_into_a_class_at_the_hour_of_another_is_asked_about(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = an_outsider(centre)
    at_night = a_course(centre, "ภาคค่ำ", service_type=None)
    enrolled(centre, a_cohort(centre, at_night, meetings=(Meeting(1, Half.PM.value),)), person)
    members = (
        Member(facts=PersonFacts(first_name="ใหม่", sex="M")),
        Member(person_id=person, relation="SPOUSE"),
    )
    request = AdmitPeople(members, "COURSE_S", TODAY, cohort_id=a_cohort(centre))
    with pytest.raises(NeedsConfirmation) as asked:
        admit(centre.work, centre.desk, request)
    clashes = [one for one in asked.value.concerns if one.rule_id == "course.person_clash"]
    assert [one.subject for one in clashes] == ["1"], "it is told of the second of the two"
