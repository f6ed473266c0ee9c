"""What is remembered of a report: for each user, without people, and today stays today."""

from __future__ import annotations

from datetime import date, timedelta

from panpun_desktop.models import AuditEntry, ReportRun
from panpun_desktop.services.report_runs import NoteRun, last_runs, note_run
from tests.builders import TODAY
from tests.centres import OpenCentre

OCTOBER = {"first_on": date(2026, 10, 1), "last_on": date(2026, 10, 31)}


def test_the_last_run_takes_the_place_of_the_one_before(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    note_run(work, desk, NoteRun("stays", {**OCTOBER, "nights": 5}))
    note_run(work, desk, NoteRun("stays", OCTOBER))
    note_run(work, desk, NoteRun("returns", {**OCTOBER, "nights": 90}))
    runs = last_runs(work, desk)
    assert runs["stays"].parameters == OCTOBER
    assert runs["returns"].parameters == {**OCTOBER, "nights": 90}
    assert runs["stays"].run_at == work.clock.now()
    with work.reading(desk, "report.run") as session:
        assert session.query(ReportRun).count() == 2


def test_each_user_has_runs_of_their_own(centre_session: OpenCentre) -> None:
    note_run(centre_session.work, centre_session.desk, NoteRun("stays", OCTOBER))
    assert last_runs(centre_session.work, centre_session.manager) == {}


def test_nobody_is_remembered(centre_session: OpenCentre) -> None:
    given = {"person_id": 7, "enrolment_id": 3, "agency_id": 2, "problems": "ข้อความ", "cohort_id": 1}
    note_run(centre_session.work, centre_session.desk, NoteRun("certificate", given))
    assert last_runs(centre_session.work, centre_session.desk)["certificate"].parameters == {"cohort_id": 1}


def test_today_of_the_last_time_is_today_again(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    first = TODAY.replace(day=1)
    note_run(work, desk, NoteRun("near_limits", {"day": TODAY}))
    note_run(work, desk, NoteRun("stays", {"first_on": first, "last_on": TODAY}))
    centre_session.clock.instant += timedelta(days=3)
    runs = last_runs(work, desk)
    assert runs["near_limits"].parameters == {"day": TODAY + timedelta(days=3)}
    assert runs["stays"].parameters == {"first_on": first, "last_on": TODAY + timedelta(days=3)}


def test_a_run_is_no_act_of_the_audit(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    with work.reading(desk, "report.run") as session:
        before = session.query(AuditEntry).count()
    note_run(work, desk, NoteRun("stays", OCTOBER))
    with work.reading(desk, "report.run") as session:
        assert session.query(AuditEntry).count() == before
