"""Results of a cohort: scores, assessment, what is proposed, what the manager confirms, what comes after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import (
    Cohort,
    Course,
    CourseModule,
    Enrolment,
    Episode,
    FollowUp,
    ModuleResult,
    Person,
)
from panpun_desktop.rules.attendance import shown_percent
from panpun_desktop.rules.codes import CourseNext, EnrolmentState, ServiceType
from panpun_desktop.rules.course import LEFT_RULE, after_course, require_score
from panpun_desktop.rules.override import ALL, ConcernLevel, require_answers
from panpun_desktop.rules.roles import may
from panpun_desktop.services.attendance import require_not_anothers, require_own_cohort, teaches
from panpun_desktop.services.attendance_sheet import name_order, trainee_names
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.follow_ups import days_of
from panpun_desktop.services.going_on import go_on
from panpun_desktop.services.module_scores import (
    NOT_ASSESSED,
    assessments,
    modules_of,
    scores_of,
)
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name
from panpun_desktop.services.result_rows import (
    Assess,
    ConfirmResults,
    PlanNext,
    ReopenResult,
    ResultRow,
    ResultSheet,
    SaveScores,
    ScoreCell,
    Settle,
)
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.training_progress import TraineeStanding, standings
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def read_results(work: UnitsOfWork, by: Actor, cohort_id: int) -> ResultSheet:
    """The results of a cohort as the role may see its people."""
    with work.reading(by, "course.read") as session:
        return results_within(session, by, cohort_id, today(work.clock))


def results_within(session: Session, by: Actor, cohort_id: int, day: date) -> ResultSheet:
    """``read_results`` inside a unit of work."""
    centre = read_centre(session)
    course = load(session, Course, load(session, Cohort, cohort_id).course_id)
    chosen = select(Enrolment).where(
        Enrolment.cohort_id == cohort_id, Enrolment.voided_at.is_(None), Enrolment.joined_on.is_not(None)
    )
    enrolments = list(session.scalars(chosen))
    ids = [one.id for one in enrolments]
    found = standings(session, ids, day, centre)
    scores, assessed = scores_of(session, ids), assessments(session, ids, centre)
    seen = veil(session, by)
    names = trainee_names(session, {one.person_id for one in enrolments})
    service = None if course.service_type is None else ServiceType(course.service_type)
    rows = [
        ResultRow(
            one.id,
            one.version,
            one.person_id,
            seen.name(one.person_id, *names[one.person_id]),
            one.state,
            scores[one.id],
            assessed.get(one.id, NOT_ASSESSED),
            found[one.id],
            one.ended_on,
            one.next_step,
            one.next_note,
            one.employer,
            json.loads(one.settled_figures),
            after_course(service),
            _last_day(session, one, day),
        )
        for one in enrolments
        if one.person_id not in seen.hidden
    ]
    order = name_order(session, {one.person_id for one in rows})
    return ResultSheet(
        cohort_id,
        cohort_title(session, cohort_id),
        course.has_assessment,
        modules_of(session, [course.id])[course.id],
        tuple(sorted(rows, key=lambda row: (order[row.person_id], row.enrolment_id))),
        may(by, "result.edit") and teaches(session, by, cohort_id),
    )


def save_scores(work: UnitsOfWork, by: Actor, request: SaveScores) -> Changes:
    """Write scores; all of them or, where one is impossible (``score.above_most``), none.

    NeedsConfirmation for somebody who left the class before its end.
    """
    with work.writing(by, "result.edit") as session:
        require_own_cohort(session, by, request.cohort_id)
        enrolments = _enrolments(session, {cell.enrolment_id for cell in request.cells}, request.cohort_id)
        modules = {cell.module_id: load(session, CourseModule, cell.module_id) for cell in request.cells}
        concerns = [_left_concern(session, by, one) for one in enrolments.values() if _has_left(one)]
        require_answers(concerns, request.reasons, read_centre(session).limits)
        kept = _kept(session, enrolments)
        for cell in request.cells:
            _write_score(session, cell, modules[cell.module_id], kept)
        return _changes(
            enrolments.values(),
            request.cohort_id,
            _("Scores of {cohort} saved").format(cohort=cohort_title(session, request.cohort_id)),
        )


def _has_left(row: Enrolment) -> bool:
    state = EnrolmentState(row.state)
    return not state.is_running and row.state not in {EnrolmentState.DONE, EnrolmentState.FAILED}


def _left_concern(session: Session, by: Actor, row: Enrolment) -> Concern:
    """The score of somebody who left changes no result; it stands on the transcript alone."""
    state = read_centre(session).label("enrolment_state", row.state)
    day = "–" if row.ended_on is None else format_date(row.ended_on)
    text = _(
        "{name} is no longer in this class ({state}, last day {day}); the score is kept for the transcript "
        "and changes no result. If the person is in class again, record coming back first."
    ).format(name=seen_name(session, by, session.get_one(Person, row.person_id)), state=state, day=day)
    return Concern(LEFT_RULE, ConcernLevel.WARN, str(row.id), text, state)


def _write_score(
    session: Session,
    cell: ScoreCell,
    module: CourseModule,
    kept: Mapping[tuple[int, int], ModuleResult],
) -> None:
    if cell.score is not None:
        if module.max_score is None:
            raise RuleBroken("score.not_marked", field="score", module=module.name)
        require_score(cell.score, module.max_score)
    if cell.hours is not None and module.hours is not None and not 0 <= cell.hours <= module.hours:
        raise RuleBroken("score.hours_above_most", field="hours", most=module.hours)
    row = kept.get((cell.enrolment_id, cell.module_id))
    if row is None:
        row = ModuleResult(enrolment_id=cell.enrolment_id, module_id=cell.module_id)
        session.add(row)
    row.score, row.hours, row.passed = cell.score, cell.hours, cell.passed


def _enrolments(session: Session, ids: Iterable[int], cohort_id: int) -> dict[int, Enrolment]:
    found = {id: load(session, Enrolment, id) for id in ids}
    if any(one.cohort_id != cohort_id or one.voided_at is not None for one in found.values()):
        raise RuleBroken("attendance.not_of_cohort")
    return found


def _kept(session: Session, ids: Iterable[int]) -> dict[tuple[int, int], ModuleResult]:
    rows = session.scalars(select(ModuleResult).where(ModuleResult.enrolment_id.in_(list(ids))))
    return {(row.enrolment_id, row.module_id): row for row in rows}


def assess(work: UnitsOfWork, by: Actor, request: Assess) -> Changes:
    """Say of trainees whether they passed the assessment."""
    with work.writing(by, "result.edit") as session:
        rows = [load(session, Enrolment, *one) for one in request.enrolments]
        for cohort_id in {row.cohort_id for row in rows}:
            require_own_cohort(session, by, cohort_id)
        if request.percent is not None:
            require_score(request.percent, Decimal(100), field="percent")
        for row in rows:
            row.assessment_passed, row.assessment_score = request.passed, request.percent
        return _changes(rows, rows[0].cohort_id, _("Assessment recorded for {n} people").format(n=len(rows)))


def confirm_results(work: UnitsOfWork, by: Actor, request: ConfirmResults) -> Changes:
    """Confirm results; one that goes against the conditions asks for a reason first (NeedsConfirmation).

    The figures are kept as they stood. A resident's stay goes on until something else is decided.
    """
    with work.writing(by, "completion.confirm") as session:
        centre, day = read_centre(session), today(work.clock)
        rows = [load(session, Enrolment, one.enrolment_id, one.seen_version) for one in request.results]
        found = standings(session, [row.id for row in rows], day, centre)
        concerns = tuple(
            concern
            for row, wanted in zip(rows, request.results, strict=True)
            for concern in _against(session, row, wanted, found[row.id])
        )
        require_answers(concerns, request.reasons, centre.limits)
        for row, wanted in zip(rows, request.results, strict=True):
            _settle(session, by, row, wanted, found[row.id], day)
            given = request.reasons.get(f"R-CRS-7:{row.id}") or request.reasons.get(ALL)
            row.end_reason = given.text.strip() if given else row.end_reason
        text = _("Result of {name} confirmed") if len(rows) == 1 else _("Results of {n} people confirmed")
        name = full_name(session.get_one(Person, rows[0].person_id))
        return _changes(rows, rows[0].cohort_id, text.format(name=name, n=len(rows)))


def _against(session: Session, row: Enrolment, wanted: Settle, found: TraineeStanding) -> Iterable[Concern]:
    """A result other than the conditions say: possible, with a reason."""
    missing = [one for one in found.completion.criteria if one.is_met is not True]
    if wanted.state == EnrolmentState.DONE and missing:
        message = _("{name} does not meet every condition of the course: day {days}, attendance {percent} %")
    elif wanted.state == EnrolmentState.FAILED and not missing:
        message = _("{name} meets every condition of the course: day {days}, attendance {percent} %")
    else:
        return
    name = full_name(session.get_one(Person, row.person_id))
    percent = shown_percent(found.standing.tally.percent)
    text = message.format(name=name, days=found.standing.progress.short, percent=percent)
    yield Concern("R-CRS-7", ConcernLevel.OVERRIDE, str(row.id), text, percent)


def _settle(
    session: Session, by: Actor, row: Enrolment, wanted: Settle, found: TraineeStanding, day: date
) -> None:
    state = EnrolmentState(wanted.state)
    if state not in {EnrolmentState.DONE, EnrolmentState.FAILED}:
        raise RuleBroken("result.done_or_failed", field="state")
    if not EnrolmentState(row.state).is_running or row.joined_on is None:
        raise RuleBroken("result.not_running", name=full_name(session.get_one(Person, row.person_id)))
    last = wanted.ended_on or _last_day(session, row, day)
    if last < row.joined_on or last > day:
        raise RuleBroken("result.day_impossible", field="ended_on", first=row.joined_on)
    row.state, row.ended_on, row.settled_by_id = state.value, last, by.user_id
    row.settled_figures = json.dumps(_figures(found), ensure_ascii=False, sort_keys=True)


def _last_day(session: Session, row: Enrolment, day: date) -> date:
    cohort = session.get_one(Cohort, row.cohort_id)
    episode = None if row.episode_id is None else session.get_one(Episode, row.episode_id)
    ends = [day, cohort.ends_on]
    if episode is not None and episode.ended_on is not None:
        ends.append(episode.ended_on)
    return max(row.joined_on or day, min(ends))


def _figures(found: TraineeStanding) -> dict[str, object]:
    """Days, sessions and per cent as they stood; a certificate and a transcript are printed from them."""
    progress, tally = found.standing.progress, found.standing.tally
    return {
        "days": progress.days,
        "floor": progress.floor,
        "scheduled": tally.scheduled,
        "attended": tally.attended,
        "percent": None if tally.percent is None else shown_percent(tally.percent, 2),
        "counts": {code.value: number for code, number in tally.counts.items()},
        "criteria": {one.kind.value: one.is_met for one in found.completion.criteria},
    }


def reopen_result(work: UnitsOfWork, by: Actor, request: ReopenResult) -> Changes:
    """Take a confirmed result back; papers that were issued stay and are corrected by new ones."""
    with work.writing(by, "completion.confirm") as session:
        row = load(session, Enrolment, request.enrolment_id, request.seen_version)
        if row.state not in {EnrolmentState.DONE, EnrolmentState.FAILED}:
            raise RuleBroken("result.not_settled")
        row.state, row.ended_on, row.settled_by_id = EnrolmentState.ACTIVE.value, None, None
        row.settled_figures = "{}"
        return _changes([row], row.cohort_id, _("The result was taken back"))


def plan_next(work: UnitsOfWork, by: Actor, request: PlanNext) -> Changes:
    """Note what comes after the course; with work, plan the days on which to ask how it goes."""
    with work.writing(by, "enrolment.edit") as session:
        row = load(session, Enrolment, request.enrolment_id, request.seen_version)
        require_not_anothers(session, by, row.cohort_id)
        is_higher = request.next_step == CourseNext.HIGHER and request.to_cohort_id is not None
        gone = go_on(session, work, by, request) if is_higher else None
        row.next_step = None if request.next_step is None else CourseNext(request.next_step).value
        row.next_note, row.employer = request.note.strip(), request.employer.strip()
        _forget_follow_ups(session, row)
        if row.next_step == CourseNext.JOB:
            _plan_follow_ups(session, row, read_centre(session), request.follow_up_days, today(work.clock))
        name = full_name(session.get_one(Person, row.person_id))
        noted = _changes([row], row.cohort_id, _("After the course: {name}").format(name=name))
        if gone is None:
            return noted
        rows, cohorts = noted.enrolments | gone.enrolments, noted.cohorts | gone.cohorts
        return replace(gone, enrolments=rows, cohorts=cohorts)


def _forget_follow_ups(session: Session, row: Enrolment) -> None:
    planned = select(FollowUp).where(
        FollowUp.enrolment_id == row.id, FollowUp.done_on.is_(None), FollowUp.voided_at.is_(None)
    )
    for one in session.scalars(planned):
        session.delete(one)


def _plan_follow_ups(
    session: Session, row: Enrolment, centre: Centre, days: tuple[int, ...] | None, day: date
) -> None:
    first = row.ended_on or day
    session.add_all(
        FollowUp(
            person_id=row.person_id,
            enrolment_id=row.id,
            due_on=first + timedelta(days=after),
            note=row.employer,
        )
        for after in (days_of(centre) if days is None else days)
    )


def _changes(rows: Iterable[Enrolment], cohort_id: int, summary: str) -> Changes:
    found = list(rows)
    return Changes(
        cohorts=frozenset({cohort_id}),
        enrolments=frozenset(row.id for row in found),
        people=frozenset(row.person_id for row in found),
        summary=summary,
    )
