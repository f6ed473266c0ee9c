"""Acts of training, each prepared in a centre of its own: what taking back and doing again is tried on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from panpun_desktop.services.cohort_sessions import (
    add_session,
    cancel_sessions,
    edit_session,
    remove_sessions,
    sessions,
)
from panpun_desktop.services.cohorts import close_cohort, edit_cohort, open_cohort, void_cohort
from panpun_desktop.services.course_rows import (
    AddSession,
    CancelSessions,
    CloseCohort,
    CourseFacts,
    DeleteCourse,
    EditCohort,
    EditSession,
    ModuleFacts,
    OfferCourse,
    OpenCohort,
    RemoveSessions,
    SaveCourse,
    SessionFacts,
    Trainer,
    VoidCohort,
)
from panpun_desktop.services.courses import delete_course, list_courses, offer_course, save_course
from panpun_desktop.services.enrolment_acts import (
    come_back,
    drop,
    remove_enrolment,
    resume,
    suspend,
    transfer,
    upgrade,
)
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
    START,
    WEEKDAYS,
    YES,
    a_cohort,
    a_course,
    a_resident,
    an_outsider,
    enrolled,
    enrolment_of,
    stay_of,
)

Act = tuple[Callable[..., Any], Any]
EARLIER = TODAY - timedelta(days=4)
PARTS = (ModuleFacts("ภาคทฤษฎี"), ModuleFacts("ภาคปฏิบัติ"))


def a_new_course(centre: OpenCentre) -> Act:
    return save_course, SaveCourse(None, None, CourseFacts("นวดแผนไทย", "MASSAGE"), PARTS)


def other_modules(centre: OpenCentre) -> Act:
    request = a_new_course(centre)[1]
    save_course(centre.work, centre.manager, request)
    (row,) = list_courses(centre.work, centre.manager)
    parts = (row.modules[1], ModuleFacts("ฝึกงาน"))
    return save_course, SaveCourse(row.id, row.version, row.facts, parts)


def a_course_taken_away(centre: OpenCentre) -> Act:
    save_course(centre.work, centre.manager, a_new_course(centre)[1])
    (row,) = list_courses(centre.work, centre.manager)
    return delete_course, DeleteCourse(row.id, row.version)


def a_course_not_offered(centre: OpenCentre) -> Act:
    return offer_course, OfferCourse(a_course(centre), 1, is_active=False)


def a_new_cohort(centre: OpenCentre) -> Act:
    trainers = (Trainer(centre.trainer.user_id), Trainer(guest_name="ป้าแดง"))
    return open_cohort, OpenCohort(
        a_course(centre), START, WEEKDAYS, days=30, room="ห้อง 1", trainers=trainers
    )


def an_edited_cohort(centre: OpenCentre) -> Act:
    id = a_cohort(centre, trainers=(Trainer(guest_name="ป้าแดง"),))
    return edit_cohort, EditCohort(id, 1, 12, 2570, 5, "ห้อง 9", (Trainer(centre.trainer.user_id),))


def a_voided_cohort(centre: OpenCentre) -> Act:
    id = a_cohort(centre)
    enrolled(centre, id, an_outsider(centre), a_resident(centre))
    return void_cohort, VoidCohort(id, 1, "เปิดผิด")


def a_settled_cohort(centre: OpenCentre) -> Act:
    return close_cohort, CloseCohort(a_cohort(centre), 1, TODAY)


def a_session_more(centre: OpenCentre) -> Act:
    return add_session, AddSession(a_cohort(centre), date(2027, 1, 9), reasons=YES)


def a_session_moved(centre: OpenCentre) -> Act:
    row = sessions(centre.work, centre.manager, a_cohort(centre))[3]
    return edit_session, EditSession(row.id, row.version, date(2026, 11, 7), SessionFacts("AM"), YES)


def sessions_not_held(centre: OpenCentre) -> Act:
    rows = sessions(centre.work, centre.manager, a_cohort(centre))[:3]
    return cancel_sessions, CancelSessions(tuple((row.id, row.version) for row in rows), "น้ำท่วม")


def sessions_taken_out(centre: OpenCentre) -> Act:
    rows = sessions(centre.work, centre.manager, a_cohort(centre))[:3]
    return remove_sessions, RemoveSessions(tuple((row.id, row.version) for row in rows))


def many_into_a_class(centre: OpenCentre) -> Act:
    """A resident of another service, someone from outside, and a newcomer."""
    new = Candidate(facts=PersonFacts(first_name="มาใหม่", sex="F"))
    people = (Candidate(a_resident(centre)), Candidate(an_outsider(centre)), new)
    return enrol, Enrol(a_cohort(centre), people, TODAY, reasons=YES)


def an_applicant_taken_in(centre: OpenCentre) -> Act:
    row = enrolled(centre, a_cohort(centre), a_resident(centre), on=None)
    return take_in, TakeIn(((row.id, row.version),), TODAY)


def a_suspension(centre: OpenCentre) -> Act:
    row = enrolled(centre, a_cohort(centre), a_resident(centre), on=EARLIER)
    return suspend, Suspend(row.id, row.version, TODAY, "ดูแลบุตร")


def a_return_from_suspension(centre: OpenCentre) -> Act:
    function, request = a_suspension(centre)
    function(centre.work, centre.manager, request)
    return resume, Resume(request.enrolment_id, request.seen_version + 1, TODAY)


def dropping_out(centre: OpenCentre) -> Act:
    row = enrolled(centre, a_cohort(centre), a_resident(centre), on=EARLIER)
    return drop, Drop(row.id, row.version, TODAY - timedelta(days=1), "ไม่เรียนต่อ", "TRIAL", reasons=YES)


def coming_back_into_class(centre: OpenCentre) -> Act:
    cohort, person = a_cohort(centre), a_resident(centre)
    row = enrolled(centre, cohort, person, on=EARLIER)
    gone = Drop(row.id, row.version, TODAY - timedelta(days=2), "ไม่เรียนต่อ", "TRIAL", reasons=YES)
    drop(centre.work, centre.manager, gone)
    row = enrolment_of(centre, person, cohort)
    return come_back, ComeBack(row.id, row.version, TODAY, reasons=YES)


def an_upgrade(centre: OpenCentre) -> Act:
    higher = a_cohort(centre, a_course(centre, "ระยะยาว", service_type="COURSE_L"))
    row = enrolled(centre, a_cohort(centre), a_resident(centre), on=EARLIER)
    return upgrade, Upgrade(row.id, row.version, higher, TODAY, YES)


def a_transfer(centre: OpenCentre) -> Act:
    course = a_course(centre)
    row = enrolled(centre, a_cohort(centre, course), a_resident(centre), on=EARLIER)
    return transfer, Transfer(row.id, row.version, a_cohort(centre, course), TODAY, reasons=YES)


def an_enrolment_removed(centre: OpenCentre) -> Act:
    row = enrolled(centre, a_cohort(centre), an_outsider(centre))
    return remove_enrolment, RemoveEnrolment(row.id, row.version, "เลือกผิดคน")


def a_service_with_its_cohort(centre: OpenCentre) -> Act:
    cohort, stay = a_cohort(centre), stay_of(centre, a_resident(centre))
    return change_service, ChangeService(
        stay.id, stay.version, "COURSE_S", TODAY, reasons=YES, cohort_id=cohort
    )


def leaving_a_class(centre: OpenCentre) -> Act:
    person = a_resident(centre)
    row = enrolled(centre, a_cohort(centre), person, on=EARLIER)
    suspend(centre.work, centre.manager, Suspend(row.id, row.version, TODAY, "ป่วย"))
    stay = stay_of(centre, person)
    return end_stay, EndStay(((stay.id, stay.version),), TODAY, "SELF")


def leaving_a_class_taken_back(centre: OpenCentre) -> Act:
    function, request = leaving_a_class(centre)
    function(centre.work, centre.manager, request)
    return reopen_stays, ReopenStays((request.stays[0][0],), "บันทึกผิดคน")


def an_admission_with_a_class(centre: OpenCentre) -> Act:
    person = a_resident(centre)
    enrolled(centre, a_cohort(centre), person, on=EARLIER)
    return void_admission, VoidAdmission((stay_of(centre, person).id,), (), "บันทึกผิดคน")


TRAINING_ACTS = (
    a_new_course,
    other_modules,
    a_course_taken_away,
    a_course_not_offered,
    a_new_cohort,
    an_edited_cohort,
    a_voided_cohort,
    a_settled_cohort,
    a_session_more,
    a_session_moved,
    sessions_not_held,
    sessions_taken_out,
    many_into_a_class,
    an_applicant_taken_in,
    a_suspension,
    a_return_from_suspension,
    dropping_out,
    coming_back_into_class,
    an_upgrade,
    a_transfer,
    an_enrolment_removed,
    a_service_with_its_cohort,
    leaving_a_class,
    leaving_a_class_taken_back,
    an_admission_with_a_class,
)
