"""Results of a cohort: scores, the conditions of R-CRS-7, what the manager confirms, what comes after."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import NeedsConfirmation, NotAllowed, RuleBroken
from panpun_desktop.models import CourseModule, Enrolment, Episode, FollowUp
from panpun_desktop.rules.codes import CourseNext
from panpun_desktop.rules.override import ALL, GivenReason
from panpun_desktop.services.result_rows import (
    Assess,
    ConfirmResults,
    PlanNext,
    ReopenResult,
    ResultRow,
    SaveScores,
    ScoreCell,
    Settle,
)
from panpun_desktop.services.results import (
    assess,
    confirm_results,
    plan_next,
    read_results,
    reopen_result,
    save_scores,
)
from tests.builders import DESK, MANAGER, TODAY, TRAINER
from tests.services.classroom import FIRST, Classroom, classroom
from tests.services.house import House

WHY = GivenReason("OTHER", "ฝึกงานนอกสถานที่แทนวันที่ขาด")


@pytest.fixture
def lessons(house: House) -> Classroom:
    """A course with an assessment of two modules, ten and forty points, and one without scores."""
    room = classroom(house, has_assessment=True, floor_days=20, pass_score=Decimal(60))
    with house.writing() as session:
        for place, (name, most) in enumerate((("จักร", 10), ("เสื้อ", 40), ("มารยาท", None)), 1):
            module = CourseModule(
                course_id=room.course_id, position=place, name=name, hours=Decimal(6), max_score=most
            )
            session.add(module)
    return room


def row_of(lessons: Classroom, enrolment: Enrolment) -> ResultRow:
    rows = read_results(lessons.house.work, MANAGER, lessons.cohort_id).rows
    return next(row for row in rows if row.enrolment_id == enrolment.id)


def save(lessons: Classroom, enrolment: Enrolment, *scores: str | None) -> None:
    modules = read_results(lessons.house.work, TRAINER, lessons.cohort_id).modules
    cells = [
        ScoreCell(enrolment.id, module.id, None if score is None else Decimal(score))
        for module, score in zip(modules, scores, strict=False)
    ]
    save_scores(lessons.house.work, TRAINER, SaveScores(lessons.cohort_id, tuple(cells)))


def settle(lessons: Classroom, enrolment: Enrolment, state: str = "DONE", **more: object) -> None:
    wanted = Settle(enrolment.id, row_of(lessons, enrolment).version, state)
    confirm_results(lessons.house.work, MANAGER, ConfirmResults((wanted,), **more))  # type: ignore[arg-type]


def test_the_assessment_is_judged_once_every_marked_module_has_its_score(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    save(lessons, one, "7")
    assert (row_of(lessons, one).assessment.percent, row_of(lessons, one).assessment.passed) == (70, None)
    save(lessons, one, "7", "23")
    assert (row_of(lessons, one).assessment.percent, row_of(lessons, one).assessment.passed) == (60, True)
    save(lessons, one, "7", "22.5")
    assert row_of(lessons, one).assessment.passed is False


def test_a_score_of_somebody_who_left_the_class_is_asked_about(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    assert row_of(lessons, one).last_on == TODAY
    with lessons.house.writing() as session:
        row = session.get_one(Enrolment, one.id)
        row.state, row.ended_on = "DROPPED", TODAY - timedelta(days=2)
    with pytest.raises(NeedsConfirmation) as asked:
        save(lessons, one, "7")
    (concern,) = asked.value.concerns
    assert concern.rule_id == "R-CRS-LEFT"
    assert "กนกวรรณ" in concern.message
    module = read_results(lessons.house.work, TRAINER, lessons.cohort_id).modules[0]
    cells = (ScoreCell(one.id, module.id, Decimal(7)),)
    save_scores(lessons.house.work, TRAINER, SaveScores(lessons.cohort_id, cells, {ALL: WHY}))
    assert row_of(lessons, one).scores[module.id].score == 7


@pytest.mark.parametrize(
    ("scores", "refused"),
    [
        (("10.5",), "score.above_most"),
        (("-1",), "score.below_nought"),
        ((None, None, "3"), "score.not_marked"),
    ],
)
def test_an_impossible_score_is_refused_and_none_is_written(
    lessons: Classroom, scores: tuple[str | None, ...], refused: str
) -> None:
    one = lessons.resident("กนกวรรณ")
    with pytest.raises(RuleBroken) as error:
        save(lessons, one, *scores)
    assert error.value.id == refused
    assert row_of(lessons, one).scores == {}


def test_what_the_trainer_says_of_the_assessment_wins(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    save(lessons, one, "1", "1")
    assess(lessons.house.work, TRAINER, Assess(((one.id, one.version),), True))
    assert row_of(lessons, one).assessment.passed is True


def test_a_result_that_meets_the_conditions_is_confirmed_with_its_figures(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    lessons.write(one, ["P"] * 13 + ["S", "O"])
    save(lessons, one, "10", "30")
    settle(lessons, one)
    row = row_of(lessons, one)
    assert (row.state, row.ended_on) == ("DONE", TODAY)
    assert (row.settled_figures["percent"], row.settled_figures["days"]) == ("93.33", 20)


def test_a_result_against_the_conditions_asks_for_a_reason_and_keeps_it(lessons: Classroom) -> None:
    one = lessons.resident("ประยูร")
    lessons.write(one, ["P"] * 10 + ["A"] * 5)
    with pytest.raises(NeedsConfirmation) as asked:
        settle(lessons, one)
    assert "66.7" in asked.value.concerns[0].message
    settle(lessons, one, reasons={ALL: WHY})
    with lessons.house.writing() as session:
        assert session.get_one(Enrolment, one.id).end_reason == WHY.text


def test_only_the_manager_confirms(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    request = ConfirmResults((Settle(one.id, one.version, "DONE"),))
    with pytest.raises(NotAllowed):
        confirm_results(lessons.house.work, TRAINER, request)


def test_a_resident_stays_under_the_course_until_something_else_is_decided(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    settle(lessons, one, reasons={ALL: WHY})
    with lessons.house.writing() as session:
        assert session.get_one(Episode, one.episode_id).ended_on is None


def test_a_confirmed_result_can_be_taken_back(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    settle(lessons, one, "FAILED")
    reopen_result(lessons.house.work, MANAGER, ReopenResult(one.id, row_of(lessons, one).version))
    assert (row_of(lessons, one).state, row_of(lessons, one).ended_on) == ("ACTIVE", None)


def test_who_is_not_in_class_has_no_new_result(lessons: Classroom) -> None:
    gone = lessons.enrol(lessons.house.person("ลำดวน"), state="DROPPED", ended_on=FIRST)
    with pytest.raises(RuleBroken, match=r"result\.not_running"):
        settle(lessons, gone, reasons={ALL: WHY})


def test_work_after_the_course_is_asked_about_on_the_days_of_the_setting(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    settle(lessons, one, reasons={ALL: WHY})
    asked = PlanNext(one.id, row_of(lessons, one).version, "JOB", employer="ร้านเย็บผ้าป้าแดง")
    plan_next(lessons.house.work, DESK, asked)
    assert _follow_ups(lessons) == [TODAY + timedelta(days=days) for days in (7, 30, 90)]
    home = PlanNext(one.id, row_of(lessons, one).version, "HOME")
    plan_next(lessons.house.work, DESK, home)
    assert _follow_ups(lessons) == []


def test_after_the_middle_course_a_higher_one_is_among_the_choices(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    assert row_of(lessons, one).choices == (CourseNext.HIGHER, CourseNext.HOME, CourseNext.JOB)


def _follow_ups(lessons: Classroom) -> list[object]:
    with lessons.house.writing() as session:
        return list(session.scalars(select(FollowUp.due_on).order_by(FollowUp.due_on)))
