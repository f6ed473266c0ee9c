"""กศน./สกร. learners through the services: registering, results, graduation, and who sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from panpun_desktop.common.errors import EditConflict, NeedsConfirmation, RuleBroken
from panpun_desktop.models import Cohort, CohortMeeting, Course, Enrolment
from panpun_desktop.rules.education_terms import Term
from panpun_desktop.services.education import (
    cancel_learner,
    edit_learner,
    enrol_learner,
    record_assessments,
    set_learner_status,
)
from panpun_desktop.services.education_lists import learners_of_person, list_learners, score_sheet
from panpun_desktop.services.education_requests import (
    CancelLearner,
    CancelTerm,
    EditLearner,
    EditTerm,
    EnrolLearner,
    RecordAssessments,
    RegisterTerm,
    RemoveSubject,
    SaveActivity,
    SaveScores,
    ScoreLine,
    SetLearnerStatus,
    TransferredSubject,
    TransferSubjects,
)
from panpun_desktop.services.education_results import (
    remove_subject,
    save_activity,
    save_scores,
    transfer_subjects,
)
from panpun_desktop.services.education_rows import LearnerFacts, LearnerFilter
from panpun_desktop.services.education_terms import cancel_term, edit_term, register_term
from panpun_desktop.services.merge_moves import move
from panpun_desktop.services.merge_pairs import join_pairs
from panpun_desktop.services.people import create_person, person_panel
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.services.undoing import TakeBack, take_back
from tests.centres import OpenCentre
from tests.services.learners import (
    ANYWAY,
    a_learner,
    a_person_named,
    an_elective,
    grade,
    level_id,
    page,
    person_of,
    register,
    subject,
)

CORE = ("ทร21001", "พท21001", "พค21001")
DAY = date(2026, 11, 20)


def _ids(centre: OpenCentre, *codes: str) -> tuple[int, ...]:
    return tuple(subject(centre, code) for code in codes)


def test_a_person_is_a_learner_of_a_level_once(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    person, facts = person_of(centre_session, learner), LearnerFacts(level_id(centre_session))
    with pytest.raises(RuleBroken) as refused:
        enrol_learner(centre_session.work, centre_session.desk, EnrolLearner(person, facts))
    assert refused.value.id == "education.learner_there"
    upper = LearnerFacts(level_id(centre_session, "M2"))
    enrol_learner(centre_session.work, centre_session.desk, EnrolLearner(person, upper))
    assert list_learners(centre_session.work, centre_session.trainer).total == 2


def test_what_is_written_about_a_learner_is_kept(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    seen = page(centre_session, learner)
    facts = LearnerFacts(
        level_id(centre_session), "6812-00123-4", "G1234567890123", None, "สกร.ระดับอำเภอรัตภูมิ",
        "ครูสมใจ", "กลุ่มรัตภูมิ 2", "P", "ใบสุทธิ ป.6", (6,), time(9), time(15), date(2026, 5, 1), "",
    )  # fmt: skip
    edit_learner(centre_session.work, centre_session.trainer, EditLearner(learner, seen.version, facts))
    assert page(centre_session, learner).facts == facts
    with pytest.raises(EditConflict):
        edit_learner(centre_session.work, centre_session.desk, EditLearner(learner, seen.version, facts))


def test_meetings_that_end_before_they_begin_are_refused(centre_session: OpenCentre) -> None:
    facts = LearnerFacts(level_id(centre_session), meets_from=time(15), meets_until=time(9))
    request = EnrolLearner(a_person_named(centre_session), facts)
    with pytest.raises(RuleBroken) as refused:
        enrol_learner(centre_session.work, centre_session.desk, request)
    assert refused.value.field == "meets_until"


def test_a_term_is_registered_with_its_subjects(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", *CORE, anyway=False)
    seen = page(centre_session, learner)
    assert [one.code for one in seen.lines] == ["ทร21001", "พท21001", "พค21001"]
    assert (seen.terms[0].term.label, seen.terms[0].credits) == ("2/2569", 13)
    assert (seen.progress.credits, seen.progress.studying) == (0, 13)
    assert seen.now == Term(2569, 2)


def test_over_the_cap_it_asks_and_keeps_the_reason(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    five = (*CORE, "พว21001", "พต21001")
    with pytest.raises(NeedsConfirmation) as asked:
        register(centre_session, learner, "2/2569", *five, anyway=False)
    assert [(one.rule_id, one.value, one.limit) for one in asked.value.concerns] == [
        ("R-NFE-CAP", "21", "16")
    ]
    assert page(centre_session, learner).terms == ()
    register(centre_session, learner, "2/2569", *five)
    assert page(centre_session, learner).terms[0].credits == 21


def test_a_subject_passed_already_is_told(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "1/2569", "ทร21001")
    grade(centre_session, learner, "1/2569", "2")
    with pytest.raises(NeedsConfirmation) as asked:
        register(centre_session, learner, "2/2569", "ทร21001", anyway=False)
    assert [one.rule_id for one in asked.value.concerns] == ["R-NFE-PASSED"]
    register(centre_session, learner, "2/2569", "ทร21001")
    grade(centre_session, learner, "2/2569", "4")
    found = page(centre_session, learner)
    assert (found.progress.credits, found.progress.average) == (5, Decimal(4))
    assert [one.counts for one in found.lines] == [False, True]


def test_one_subject_twice_in_a_term_is_refused(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    one = subject(centre_session, "ทร21001")
    request = RegisterTerm(learner, page(centre_session, learner).version, Term(2569, 2), (one, one), DAY)
    with pytest.raises(RuleBroken) as refused:
        register_term(centre_session.work, centre_session.desk, request)
    assert refused.value.id == "education.subject_twice"


def test_a_subject_of_another_level_is_refused(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    other = subject(centre_session, "ทร31001", "M2")
    request = RegisterTerm(learner, page(centre_session, learner).version, Term(2569, 2), (other,), DAY)
    with pytest.raises(RuleBroken) as refused:
        register_term(centre_session.work, centre_session.desk, request)
    assert refused.value.id == "education.subject_of_other_level"


def test_a_subject_left_out_goes_from_the_term_unless_it_has_a_result(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", *CORE)
    register(centre_session, learner, "2/2569", "ทร21001", "พท21001")
    assert len(page(centre_session, learner).lines) == 2
    grade(centre_session, learner, "2/2569", "3")
    with pytest.raises(RuleBroken) as refused:
        register(centre_session, learner, "2/2569", "ทร21001")
    assert refused.value.id == "education.graded_stays"


def test_both_scores_give_the_grade_and_the_exam_was_sat(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", *CORE)
    first, second, third = page(centre_session, learner).lines
    lines = (
        ScoreLine(first.id, first.version, Decimal(50), Decimal("29.5")),
        ScoreLine(second.id, second.version, Decimal(40)),
        ScoreLine(third.id, third.version, is_absent=True),
    )
    save_scores(centre_session.work, centre_session.trainer, SaveScores(lines))
    found = page(centre_session, learner)
    assert [one.grade for one in found.lines] == [Decimal("3.5"), None, None]
    assert [one.study_state for one in found.lines] == ["GRADED", "STUDYING", "ABSENT"]
    assert found.terms[0].sat_exam is True


@pytest.mark.parametrize(("scores", "field"), [((61, None), "in_term"), ((60, 41), "final")])
def test_a_score_above_its_most_changes_nothing(
    centre_session: OpenCentre, scores: tuple[int, int | None], field: str
) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทร21001", "พท21001")
    good, bad = page(centre_session, learner).lines
    in_term, final = (None if one is None else Decimal(one) for one in scores)
    lines = (ScoreLine(good.id, good.version, Decimal(60)), ScoreLine(bad.id, bad.version, in_term, final))
    with pytest.raises(RuleBroken) as refused:
        save_scores(centre_session.work, centre_session.trainer, SaveScores(lines))
    assert (refused.value.id, refused.value.field) == ("education.score_out_of_range", field)
    assert [one.in_term_score for one in page(centre_session, learner).lines] == [None, None]


def test_a_grade_the_curriculum_does_not_know_is_refused(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทร21001")
    with pytest.raises(RuleBroken) as refused:
        grade(centre_session, learner, "2/2569", "3.7")
    assert refused.value.id == "education.grade_unknown"


def test_a_transfer_gives_credits_once_and_stays_out_of_the_average(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    request = TransferSubjects(
        learner, 1, DAY, "โรงเรียนบ้านตัวอย่าง", (TransferredSubject(subject(centre_session, "ทช21001")),)
    )
    transfer_subjects(centre_session.work, centre_session.trainer, request)
    found = page(centre_session, learner)
    assert (found.progress.credits, found.progress.average) == (1, None)
    with pytest.raises(RuleBroken) as refused:
        transfer_subjects(
            centre_session.work, centre_session.trainer, replace(request, seen_version=found.version)
        )
    assert refused.value.id == "education.transferred_already"


def test_a_transfer_of_a_subject_being_studied_asks_and_then_stands_once(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทช21001", "พท21001")
    wanted = (TransferredSubject(subject(centre_session, "ทช21001")),)
    request = TransferSubjects(learner, page(centre_session, learner).version, DAY, "โรงเรียนบ้านไร่", wanted)
    with pytest.raises(NeedsConfirmation) as asked:
        transfer_subjects(centre_session.work, centre_session.trainer, request)
    (concern,) = asked.value.concerns
    assert concern.rule_id == "R-NFE-OPEN"
    assert "2/2569" in concern.message
    transfer_subjects(centre_session.work, centre_session.trainer, replace(request, reasons=ANYWAY))
    found = page(centre_session, learner)
    assert [(one.code, one.transferred_from) for one in found.lines if one.code == "ทช21001"] == [
        ("ทช21001", "โรงเรียนบ้านไร่")
    ]
    assert any(one.startswith("พท21001") and one.endswith("(กำลังเรียน)") for one in found.missing_names)


def test_learners_stand_by_their_first_names(centre_session: OpenCentre) -> None:
    for title, name in (("นาย", "มานะ"), ("เด็กชาย", "วิชัย"), ("นางสาว", "กานดา")):
        known = PersonFacts(title=title, first_name=name)
        (person,) = create_person(centre_session.work, centre_session.desk, known).people
        facts = LearnerFacts(level_id(centre_session))
        enrol_learner(centre_session.work, centre_session.desk, EnrolLearner(person, facts))
    rows = list_learners(centre_session.work, centre_session.trainer).rows
    assert [row.name for row in rows] == ["นางสาวกานดา", "นายมานะ", "เด็กชายวิชัย"]


def test_a_subject_given_up_earns_nothing_and_one_written_by_mistake_goes(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทร21001", "พท21001")
    one, other = page(centre_session, learner).lines
    remove_subject(centre_session.work, centre_session.desk, RemoveSubject(one.id, one.version, True))
    remove_subject(centre_session.work, centre_session.desk, RemoveSubject(other.id, other.version))
    found = page(centre_session, learner)
    assert [(line.code, line.study_state) for line in found.lines] == [("ทร21001", "WITHDRAWN")]
    assert found.progress.studying == 0


def test_a_term_says_whether_the_exam_was_sat_and_can_be_cancelled(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทร21001")
    term = page(centre_session, learner).terms[0]
    request = EditTerm(term.id, term.version, DAY, True, DAY, 70)
    edit_term(centre_session.work, centre_session.trainer, request)
    term = page(centre_session, learner).terms[0]
    assert (term.sat_exam, term.exam_on, term.attendance) == (True, DAY, 70)
    cancel_term(centre_session.work, centre_session.trainer, CancelTerm(term.id, term.version))
    assert (page(centre_session, learner).terms, page(centre_session, learner).lines) == ((), ())


def test_graduating_with_something_missing_asks(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    request = SetLearnerStatus(learner, 1, "GRADUATED", DAY)
    with pytest.raises(NeedsConfirmation) as asked:
        set_learner_status(centre_session.work, centre_session.desk, request)
    assert "200" in asked.value.concerns[0].message
    set_learner_status(centre_session.work, centre_session.desk, replace(request, reasons=ANYWAY))
    found = page(centre_session, learner)
    assert (found.status, found.graduated_on, found.is_open) == ("GRADUATED", DAY, False)


def test_a_learner_over_four_terms_to_graduation(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    for code, credits in (("อช02001", 4), ("อช02002", 4), ("อช02003", 4), ("อช02004", 4)):
        an_elective(centre_session, code, credits)
    terms = {
        "2/2567": ("ทร21001", "พท21001", "อช21001", "อช02001"),
        "1/2568": ("พค21001", "พว21001", "อช21002", "อช02002"),
        "2/2568": ("พต21001", "อช21003", "ทช21001", "ทช21002", "ทช21003", "อช02003"),
        "1/2569": ("สค21001", "สค21002", "สค21003", "อช02004"),
    }
    for term, codes in terms.items():
        register(centre_session, learner, term, *codes, anyway=False)
        grade(centre_session, learner, term, "3")
    found = page(centre_session, learner)
    assert (found.progress.credits, found.progress.missing_subjects, found.finish) == (56, (), None)
    assert found.progress.missing == ("activity", "moral", "nnet")
    for month in range(1, 6):
        save_activity(
            centre_session.work,
            centre_session.trainer,
            SaveActivity(learner, date(2026, month, 10), "จิตอาสาพัฒนาชุมชน", Decimal(40)),
        )
    done = RecordAssessments(learner, page(centre_session, learner).version, "PASSED", DAY, "SAT", DAY)
    record_assessments(centre_session.work, centre_session.trainer, done)
    found = page(centre_session, learner)
    assert found.progress.may_graduate
    status = SetLearnerStatus(learner, found.version, "GRADUATED", DAY)
    set_learner_status(centre_session.work, centre_session.desk, status)
    assert page(centre_session, learner).graduated_on == DAY


def test_a_learner_with_results_is_not_cancelled(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทร21001")
    grade(centre_session, learner, "2/2569", "2")
    request = CancelLearner(learner, page(centre_session, learner).version)
    with pytest.raises(RuleBroken) as refused:
        cancel_learner(centre_session.work, centre_session.desk, request)
    assert refused.value.id == "education.has_results"
    other = a_learner(centre_session, "บุญมี")
    cancel_learner(centre_session.work, centre_session.desk, CancelLearner(other, 1))
    assert [row.id for row in list_learners(centre_session.work, centre_session.desk).rows] == [learner]


def test_the_list_is_filtered_by_level_term_status_and_what_is_missing(centre_session: OpenCentre) -> None:
    one = a_learner(centre_session, "อารีย์", student_no="6812-00123-4")
    other = a_learner(centre_session, "บุญมี", "M2")
    register(centre_session, one, "2/2569", *CORE)
    record_assessments(centre_session.work, centre_session.desk, RecordAssessments(other, 1, "PASSED", DAY))

    def found(**chosen: object) -> list[int]:
        wanted = LearnerFilter(**chosen)  # type: ignore[arg-type]
        return [row.id for row in list_learners(centre_session.work, centre_session.trainer, wanted).rows]

    assert found() == [other, one]
    assert found(level_ids=(level_id(centre_session, "M2"),)) == [other]
    assert found(term=Term(2569, 2)) == [one]
    assert found(statuses=("GRADUATED",)) == []
    assert found(missing="moral") == [one]
    assert found(text="00123") == [one]


def test_the_score_sheet_shows_a_term_by_subject(centre_session: OpenCentre) -> None:
    one, other = a_learner(centre_session, "อารีย์"), a_learner(centre_session, "บุญมี")
    register(centre_session, one, "2/2569", *CORE)
    register(centre_session, other, "2/2569", "ทร21001")
    sheet = score_sheet(centre_session.work, centre_session.trainer)
    assert (sheet.term.label, len(sheet.rows), len(sheet.subjects)) == ("2/2569", 4, 3)
    assert [row.name for row in sheet.rows if row.code == "ทร21001"] == ["นางสาวบุญมี", "นางสาวอารีย์"]
    assert len(score_sheet(centre_session.work, centre_session.trainer, learner_id=other).rows) == 1


def test_a_restricted_learner_is_counted_and_not_shown(centre_session: OpenCentre) -> None:
    hidden = a_learner(centre_session, "อารีย์")
    register(centre_session, hidden, "2/2569", "ทร21001")
    person = person_of(centre_session, hidden)
    restrict_people(centre_session.work, centre_session.manager, RestrictPeople((person,), "VIOLENCE"))
    found = list_learners(centre_session.work, centre_session.trainer)
    assert (found.rows, found.total) == ((), 1)
    assert score_sheet(centre_session.work, centre_session.trainer).rows == ()
    with pytest.raises(RuleBroken):
        page(centre_session, hidden)


def test_every_act_can_be_taken_back(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", *CORE)
    before = page(centre_session, learner)
    grade(centre_session, learner, "2/2569", "4")
    entry = centre_session.work.last_done()
    assert entry is not None
    take_back(centre_session.work, centre_session.trainer, TakeBack(entry.entry_id))
    after = page(centre_session, learner)
    assert [line.grade for line in after.lines] == [None, None, None]
    assert after.progress == before.progress


def test_the_story_of_the_person_tells_of_terms_and_graduation(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", *CORE)
    seen = page(centre_session, learner)
    status = SetLearnerStatus(learner, seen.version, "GRADUATED", DAY, ANYWAY)
    set_learner_status(centre_session.work, centre_session.desk, status)
    panel = person_panel(centre_session.work, centre_session.desk, seen.person_id)
    told = [row.text for row in panel.timeline if row.kind == "education"]
    assert told == ["สกร. ม.ต้น: ลงทะเบียนภาคเรียน 2/2569", "สกร. ม.ต้น: จบหลักสูตร"]
    (row,) = learners_of_person(centre_session.work, centre_session.trainer, seen.person_id)
    assert (row.id, row.status) == (learner, "GRADUATED")


def test_the_craft_learnt_beside_the_school_says_whether_they_meet(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session, meets_on=(6,), meets_from=time(9), meets_until=time(15))
    person = person_of(centre_session, learner)
    with centre_session.work.writing(centre_session.manager, "course.edit") as session:
        course = Course(name="ตัดเย็บเสื้อผ้า")
        session.add(course)
        session.flush()
        for number, weekday in ((57, 1), (58, 7)):
            cohort = Cohort(
                course_id=course.id, number=number, be_year=2569, starts_on=DAY, ends_on=date(2026, 12, 31)
            )
            session.add(cohort)
            session.flush()
            session.add(CohortMeeting(cohort_id=cohort.id, weekday=weekday))
            session.add(
                Enrolment(
                    cohort_id=cohort.id, person_id=person, state="ACTIVE", applied_on=DAY, joined_on=DAY
                )
            )
    found = [(one.cohort, one.clashes) for one in page(centre_session, learner).together]
    name = "ตัดเย็บเสื้อผ้า รุ่นที่ {} ปี 2569"
    assert found == [(name.format(57), False), (name.format(58), True)]


def test_joined_records_bring_their_schooling_and_keep_one_of_each_level(centre_session: OpenCentre) -> None:
    kept, other = a_learner(centre_session, "อารีย์"), a_learner(centre_session, "อารี")
    upper = LearnerFacts(level_id(centre_session, "M2"))
    enrol = EnrolLearner(person_of(centre_session, other), upper)
    enrol_learner(centre_session.work, centre_session.desk, enrol)
    person = person_of(centre_session, kept)
    gone = person_of(centre_session, other)
    with centre_session.work.writing(centre_session.desk, "person.merge") as session:
        join_pairs(session, gone, person, centre_session.work.clock.now())
        move(session, gone, person)
    rows = learners_of_person(centre_session.work, centre_session.trainer, person)
    assert sorted(row.level for row in rows) == ["ม.ต้น", "ม.ปลาย"]
