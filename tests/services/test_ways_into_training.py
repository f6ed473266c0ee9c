"""The ways into a class: from the person, with the admission, from a task; and whose class it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import NeedsConfirmation, RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import Enrolment, Episode
from panpun_desktop.reports.class_papers import issue_class
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit, check_admission
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.class_finding import find_classes
from panpun_desktop.services.class_now import class_of_today
from panpun_desktop.services.course_rows import Trainer
from panpun_desktop.services.enrolment_acts import suspend
from panpun_desktop.services.enrolment_choices import enrol_choices
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.enrolment_rows import Candidate, Enrol, Suspend
from panpun_desktop.services.enrolments import enrol
from panpun_desktop.services.going_on import after_choices
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.result_rows import PlanNext
from panpun_desktop.services.results import plan_next
from panpun_desktop.services.stays import ChangeService, change_service
from panpun_desktop.services.today import today
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.taking_back import take_back_newest
from tests.training import (
    YES,
    a_cohort,
    a_course,
    a_resident,
    an_outsider,
    enrolled,
    enrolment_of,
    episode_of,
    stay_of,
)

MOTHER = Member(facts=PersonFacts(first_name="แม่", sex="F"))
CHILD = Member(facts=PersonFacts(first_name="ลูก", sex="F"), relation="CHILD", accompanying=True)


def admission(cohort: int | None, *members: Member, service: str = "COURSE_S") -> AdmitPeople:
    return AdmitPeople(members or (MOTHER,), service, TODAY, cohort_id=cohort, reasons=YES)


# what is offered ----------------------------------------------------------------------------------


def test_the_cohorts_of_the_own_service_come_first(centre_session: OpenCentre) -> None:
    centre = centre_session
    short = a_cohort(centre, room="ห้อง 1", capacity=5)
    longer = a_cohort(centre, a_course(centre, "ช่างไฟฟ้า", service_type="COURSE_L"))
    coming = a_cohort(centre, a_course(centre, "นวด"), starts_on=TODAY + timedelta(days=9))
    a_cohort(centre, a_course(centre, "เก่า"), ends_on=TODAY - timedelta(days=2))
    person = a_resident(centre, service="COURSE_L")
    found = enrol_choices(centre.work, centre.desk, person)
    assert (found.service_type, [one.id for one in found.cohorts]) == ("COURSE_L", [longer, short, coming])
    assert [(one.room, one.free) for one in found.cohorts[1:]] == [("ห้อง 1", 5), ("", None)]


def test_who_is_in_a_cohort_is_offered_the_others(centre_session: OpenCentre) -> None:
    centre = centre_session
    one, other = a_cohort(centre), a_cohort(centre, a_course(centre, "นวด"))
    person = an_outsider(centre)
    enrolled(centre, one, person)
    assert [row.id for row in enrol_choices(centre.work, centre.desk, person).cohorts] == [other]


def test_a_trainer_is_offered_the_own_cohorts(centre_session: OpenCentre) -> None:
    centre = centre_session
    a_cohort(centre)
    own = a_cohort(centre, a_course(centre, "นวด"), trainers=(Trainer(centre.trainer.user_id),))
    person = an_outsider(centre)
    assert [row.id for row in enrol_choices(centre.work, centre.trainer, person).cohorts] == [own]


def test_who_accompanies_the_family_is_offered_no_residential_course(centre_session: OpenCentre) -> None:
    """R-FAM-4."""
    centre = centre_session
    a_cohort(centre)
    rights = a_cohort(centre, a_course(centre, "สิทธิของเรา", service_type=None))
    done = admit(centre.work, centre.desk, admission(None, MOTHER, CHILD))
    found = enrol_choices(centre.work, centre.desk, done.person_ids[1])
    assert (found.accompanies, [one.id for one in found.cohorts]) == (True, [rights])


# with the admission -------------------------------------------------------------------------------


def test_an_admission_puts_into_the_cohort_and_taking_it_back_takes_both(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre)
    done = admit(centre.work, centre.desk, admission(cohort))
    row = enrolment_of(centre, done.person_ids[0], cohort)
    assert (row.state, row.joined_on) == ("ACTIVE", TODAY)
    assert row.episode_id == episode_of(centre, done.person_ids[0]).id
    assert cohort in done.changes.cohorts
    take_back_newest(centre.work, centre.desk)
    assert roster(centre.work, centre.manager, cohort) == ()


def test_a_cohort_need_not_be_known_at_admission(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre)
    admit(centre.work, centre.desk, admission(None))
    assert roster(centre.work, centre.manager, cohort) == ()


def test_of_a_family_only_who_came_for_the_course_is_in_the_class(centre_session: OpenCentre) -> None:
    """R-FAM-4; one with another service neither."""
    centre = centre_session
    cohort = a_cohort(centre)
    aunt = Member(facts=PersonFacts(first_name="ป้า", sex="F"), relation="OTHER", service_type="TRIAL")
    admit(centre.work, centre.desk, admission(cohort, MOTHER, CHILD, aunt))
    assert [one.name for one in roster(centre.work, centre.manager, cohort)] == ["แม่"]


def test_a_cohort_that_has_not_begun_takes_the_newcomer_down_as_applicant(centre_session: OpenCentre) -> None:
    """And nobody is told any more that the person has no cohort."""
    centre = centre_session
    cohort = a_cohort(centre, starts_on=TODAY + timedelta(days=9))
    admit(centre.work, centre.desk, admission(None))
    waiting = [one for one in today(centre.work, centre.manager).tasks if one.key.startswith("no_cohort")]
    assert [(one.act, one.button) for one in waiting] == [("enrol", "เลือกรุ่น")]
    (person,) = (one.person_id for one in waiting)
    enrolled(centre, cohort, person, on=None)
    other = Member(facts=PersonFacts(first_name="น้า", sex="F"))
    done = admit(centre.work, centre.desk, admission(cohort, other))
    assert enrolment_of(centre, done.person_ids[0], cohort).state == "APPLIED"
    assert not [one for one in today(centre.work, centre.manager).tasks if one.key.startswith("no_cohort")]


def test_a_full_cohort_is_asked_about_at_admission_and_at_a_change(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre, capacity=1)
    enrolled(centre, cohort, an_outsider(centre))
    asked = AdmitPeople((MOTHER,), "COURSE_S", TODAY, cohort_id=cohort)
    (concern,) = check_admission(centre.work, centre.desk, asked)
    assert (concern.rule_id, concern.level) == ("course.capacity", "warn")
    with pytest.raises(NeedsConfirmation):
        admit(centre.work, centre.desk, asked)
    admit(centre.work, centre.desk, admission(cohort))
    stay = stay_of(centre, a_resident(centre))
    change = ChangeService(stay.id, stay.version, "COURSE_S", TODAY, cohort_id=cohort)
    with pytest.raises(NeedsConfirmation):
        change_service(centre.work, centre.desk, change)


def test_a_cohort_of_another_service_is_refused_at_admission(centre_session: OpenCentre) -> None:
    centre = centre_session
    with pytest.raises(RuleBroken, match=r"enrolment\.other_service"):
        admit(centre.work, centre.desk, admission(a_cohort(centre), service="COURSE_L"))
    with centre.work.reading(centre.manager, "check.run") as session:
        assert session.query(Episode).count() == 0


# whose class it is --------------------------------------------------------------------------------


def test_a_trainer_edits_enrolments_of_the_own_cohorts_only(centre_session: OpenCentre) -> None:
    centre = centre_session
    others, person = a_cohort(centre), an_outsider(centre)
    row = enrolled(centre, others, an_outsider(centre, "ตรี"))
    acts = (
        (enrol, Enrol(others, (Candidate(person),), TODAY)),
        (suspend, Suspend(row.id, row.version, TODAY, "ป่วย")),
        (plan_next, PlanNext(row.id, row.version, "HOME")),
    )
    for act, request in acts:
        with pytest.raises(RuleBroken) as refused:
            act(centre.work, centre.trainer, request)
        assert refused.value.id == "enrolment.not_own_cohort"
        said = message_of(refused.value)
        assert "ตัดเย็บเสื้อผ้า" in said
        assert "เจ้าหน้าที่รับเข้า" in said
    for act, request in acts[:2]:
        act(centre.work, centre.desk, request)
    own = a_cohort(
        centre, a_course(centre, "นวด", service_type=None), trainers=(Trainer(centre.trainer.user_id),)
    )
    enrol(centre.work, centre.trainer, Enrol(own, (Candidate(person),), TODAY, reasons=YES))
    assert enrolment_of(centre, person, own).state == "ACTIVE"


def test_a_trainer_issues_certificates_of_the_own_cohorts_only(centre_session: OpenCentre) -> None:
    centre = centre_session
    own = (Trainer(centre.trainer.user_id),)
    for number, (trainers, may) in enumerate(((own, True), ((), False)), 1):
        cohort = a_cohort(centre, a_course(centre, f"หลักสูตร {number}", service_type=None), trainers=trainers)
        row = enrolled(centre, cohort, an_outsider(centre, f"คนที่{number}"))
        with centre.work.writing(centre.manager, "completion.confirm") as session:
            kept = session.get_one(Enrolment, row.id)
            kept.state, kept.ended_on = "DONE", date(2026, 11, 21)
        if not may:
            with pytest.raises(RuleBroken, match=r"enrolment\.not_own_cohort"):
                issue_class(centre.work, centre.trainer, "certificate", cohort)
        by = centre.trainer if may else centre.desk
        assert issue_class(centre.work, by, "certificate", cohort).changes is not None


# found by what it is called -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ตัดเย็บ 57", ["ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569"]),
        ("ตัดเย็บ รุ่นที่ ๕๗", ["ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569"]),
        ("57/2569", ["ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569"]),
        ("9yfgpH[ 57", ["ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569"]),
        (
            "ตัดเย็บ",
            ["ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569", "ตัดเย็บเสื้อผ้า รุ่นที่ 56 ปี 2569", "ตัดเย็บเสื้อผ้า"],
        ),
        ("ตัดเย็บ 99", []),
        ("ต", []),
        ("รุ่นที่", []),
        ("", []),
    ],
)
def test_a_class_is_found_by_course_number_and_year(
    centre_session: OpenCentre, typed: str, names: list[str]
) -> None:
    """Running ones before past ones, the course itself last; in the other keyboard layout too."""
    centre = centre_session
    course = a_course(centre)
    a_cohort(centre, course, number=57)
    a_cohort(centre, course, number=56, ends_on=TODAY - timedelta(days=2))
    a_cohort(centre, a_course(centre, "นวดแผนไทย"), number=3)
    assert [one.name for one in find_classes(centre.work, centre.desk, typed)] == names


def test_the_class_of_today_is_the_own_one_else_the_only_one(centre_session: OpenCentre) -> None:
    centre = centre_session
    centre.clock.instant -= timedelta(days=1)  # a Friday
    assert class_of_today(centre.work, centre.manager) == {"part": "cohorts"}
    own = a_cohort(centre, trainers=(Trainer(centre.trainer.user_id),))
    sheet = {"cohort_id": own, "tab": "sheet"}
    assert class_of_today(centre.work, centre.manager) == sheet
    a_cohort(centre, a_course(centre, "นวด"))
    assert class_of_today(centre.work, centre.manager) == {"part": "cohorts"}
    centre.clock.instant -= timedelta(hours=4)
    assert class_of_today(centre.work, centre.trainer) == sheet


# after a course -----------------------------------------------------------------------------------


def passed(centre: OpenCentre, person: int, cohort: int, on: date = TODAY - timedelta(days=1)) -> Enrolment:
    """Somebody of a class whose result is confirmed."""
    row = enrolled(centre, cohort, person, on=TODAY - timedelta(days=4))
    with centre.work.writing(centre.manager, "completion.confirm") as session:
        kept = session.get_one(Enrolment, row.id)
        kept.state, kept.ended_on = "DONE", on
    return enrolment_of(centre, person, cohort)


def test_r_crs_3_after_a_result_the_higher_cohort_is_entered_in_one_act(centre_session: OpenCentre) -> None:
    centre = centre_session
    higher = a_cohort(centre, a_course(centre, "ช่างไฟฟ้า", service_type="COURSE_L"))
    person = a_resident(centre)
    row = passed(centre, person, a_cohort(centre))
    found = after_choices(centre.work, centre.desk, row.id)
    assert (found.lives_here, [one.id for one in found.cohorts]) == (True, [higher])
    plan_next(
        centre.work, centre.desk, PlanNext(row.id, row.version, "HIGHER", to_cohort_id=higher, on=TODAY)
    )
    then = enrolment_of(centre, person, higher)
    episode = episode_of(centre, person)
    assert (then.state, then.joined_on, then.episode_id) == ("ACTIVE", TODAY, episode.id)
    assert (episode.service_type, episode.started_on) == ("COURSE_L", TODAY)
    assert [one for one in check_centre(centre.work, centre.manager) if not one.ok] == []
    assert after_choices(centre.work, centre.desk, row.id).cohorts == ()
    take_back_newest(centre.work, centre.desk)
    assert roster(centre.work, centre.manager, higher) == ()
    assert episode_of(centre, person).voided_at is not None, "the short course runs on"


def test_r_crs_8_from_a_course_that_still_runs_it_is_an_upgrade(centre_session: OpenCentre) -> None:
    centre = centre_session
    higher = a_cohort(centre, a_course(centre, "ช่างไฟฟ้า", service_type="COURSE_M"))
    lower, person = a_cohort(centre), a_resident(centre)
    row = enrolled(centre, lower, person, on=TODAY - timedelta(days=4))
    plan_next(
        centre.work, centre.desk, PlanNext(row.id, row.version, "HIGHER", to_cohort_id=higher, on=TODAY)
    )
    was = enrolment_of(centre, person, lower)
    assert (was.state, was.next_step, was.ended_on) == ("UPGRADED", "HIGHER", TODAY - timedelta(days=1))
    assert episode_of(centre, person).counted_from_on == TODAY - timedelta(days=4)


def test_a_higher_cohort_to_come_takes_an_application_and_a_lower_one_is_refused(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    course = a_course(centre, "ช่างไฟฟ้า", service_type="COURSE_M")
    higher = a_cohort(centre, course, starts_on=TODAY + timedelta(days=3))
    person, lower = a_resident(centre), a_cohort(centre)
    row = passed(centre, person, lower)
    other = a_cohort(centre, a_course(centre, "นวด"))
    with pytest.raises(RuleBroken, match=r"enrolment\.not_higher"):
        plan_next(centre.work, centre.desk, PlanNext(row.id, row.version, "HIGHER", to_cohort_id=other))
    plan_next(centre.work, centre.desk, PlanNext(row.id, row.version, "HIGHER", to_cohort_id=higher))
    assert enrolment_of(centre, person, higher).state == "APPLIED"
    assert enrolment_of(centre, person, lower).next_step == "HIGHER"


def test_who_changes_the_course_is_not_warned_of_the_class_that_is_left(centre_session: OpenCentre) -> None:
    centre = centre_session
    lower, person = a_cohort(centre), a_resident(centre)
    enrolled(centre, lower, person, on=TODAY - timedelta(days=2))
    higher = a_cohort(centre, a_course(centre, "ช่างไฟฟ้า", service_type="COURSE_L"))
    enrol(centre.work, centre.desk, Enrol(higher, (Candidate(person),), TODAY))
    assert enrolment_of(centre, person, lower).state == "UPGRADED"
