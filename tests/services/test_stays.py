"""What happens inside a stay: conversions, absences, leaving, passing a limit; each taken back again."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.models import Absence, BedUse, Episode, Override, Stay
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.services.absences import EndAbsence, StartAbsence, end_absence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.bed_rows import MoveBed
from panpun_desktop.services.beds import move_bed
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import (
    Acknowledge,
    ChangeService,
    EndStay,
    ExtendStay,
    ReopenStays,
    acknowledge,
    change_service,
    end_stay,
    extend_stay,
    reopen_stays,
)
from panpun_desktop.services.undoing import TakeBack, last_entry, take_back
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.taking_back import take_back_newest

START = TODAY - timedelta(days=5)


@pytest.fixture
def stay_id(centre_session: OpenCentre) -> int:
    """Someone in bed ชาย 1-01 on the sixth day of a trial stay."""
    member = Member(facts=PersonFacts(first_name="เอก", sex="M"), bed_id=centre_session.bed("ชาย 1-01"))
    request = AdmitPeople((member,), "TRIAL", START, time(9, 0))
    return admit(centre_session.work, centre_session.desk, request).stay_ids[0]


def all_of(centre: OpenCentre, model: type) -> list:
    with centre.work.reading(centre.manager, "person.read") as session:
        return list(session.scalars(select(model).order_by(model.id)))


def version(centre: OpenCentre, stay_id: int) -> int:
    return next(stay.version for stay in all_of(centre, Stay) if stay.id == stay_id)


def undone(centre: OpenCentre) -> None:
    take_back_newest(centre.work, centre.desk)


def test_g4_trial_to_short_course_is_a_conversion_in_the_same_stay_and_bed(
    centre_session: OpenCentre, stay_id: int
) -> None:
    request = ChangeService(stay_id, version(centre_session, stay_id), "COURSE_S", TODAY)
    change_service(centre_session.work, centre_session.desk, request)
    trial, course = all_of(centre_session, Episode)
    assert (trial.ended_on, trial.closed_limit_on) == (TODAY, START + timedelta(days=9))
    assert (course.service_type, course.started_on, course.ended_on) == ("COURSE_S", TODAY, None)
    assert all_of(centre_session, Stay)[0].left_on is None
    assert all_of(centre_session, BedUse)[0].end_on is None
    undone(centre_session)
    trial, course = all_of(centre_session, Episode)
    assert trial.ended_on is None
    assert course.voided_at is not None


def test_r_crs_8_an_upgrade_before_completion_keeps_the_running_first_day(
    centre_session: OpenCentre, stay_id: int
) -> None:
    for service in ("COURSE_S", "COURSE_M"):
        request = ChangeService(stay_id, version(centre_session, stay_id), service, TODAY)
        change_service(centre_session.work, centre_session.desk, request)
    assert all_of(centre_session, Episode)[-1].counted_from_on == TODAY


def test_a_change_from_an_old_view_is_a_conflict(centre_session: OpenCentre, stay_id: int) -> None:
    seen = version(centre_session, stay_id)
    change_service(centre_session.work, centre_session.desk, ChangeService(stay_id, seen, "COURSE_S", TODAY))
    with pytest.raises(EditConflict):
        change_service(
            centre_session.work, centre_session.desk, ChangeService(stay_id, seen, "COURSE_M", TODAY)
        )


def test_leaving_ends_episode_bed_and_absence_and_can_be_taken_back(
    centre_session: OpenCentre, stay_id: int
) -> None:
    away = StartAbsence(stay_id, version(centre_session, stay_id), "HOSPITAL", TODAY - timedelta(days=1))
    start_absence(centre_session.work, centre_session.desk, away)
    request = EndStay(((stay_id, version(centre_session, stay_id)),), TODAY, "JOB", time(13, 5))
    end_stay(centre_session.work, centre_session.desk, request)
    (stay,) = all_of(centre_session, Stay)
    assert (stay.left_on, stay.outcome) == (TODAY, "JOB")
    for model in (Episode, BedUse, Absence):
        row = all_of(centre_session, model)[0]
        assert TODAY in {getattr(row, "ended_on", None), getattr(row, "end_on", None)}
    undone(centre_session)
    (stay,) = all_of(centre_session, Stay)
    assert (stay.left_on, stay.outcome) == (None, None)
    assert all_of(centre_session, BedUse)[0].end_on is None
    assert all_of(centre_session, Absence)[0].ended_on is None


def test_a_stay_opened_again_leaves_the_bed_to_who_has_it_now(
    centre_session: OpenCentre, stay_id: int
) -> None:
    request = EndStay(((stay_id, version(centre_session, stay_id)),), TODAY, "SELF", time(8, 0))
    end_stay(centre_session.work, centre_session.desk, request)
    left = last_entry(centre_session.work)
    assert left is not None
    next_one = Member(facts=PersonFacts(sex="M"), bed_id=centre_session.bed("ชาย 1-01"))
    admit(centre_session.work, centre_session.desk, AdmitPeople((next_one,), "TRIAL", TODAY, time(9, 0)))
    with pytest.raises(RuleBroken, match=r"bed\.taken"):
        take_back(centre_session.work, centre_session.desk, TakeBack(left))
    reopen_stays(centre_session.work, centre_session.desk, ReopenStays((stay_id,)))
    assert all_of(centre_session, Stay)[0].left_on is None
    first, second = all_of(centre_session, BedUse)
    assert (first.end_on, second.end_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"left_on": START - timedelta(days=1)}, "left_on"),
        ({"left_on": TODAY + timedelta(days=1)}, "left_on"),
        ({"outcome": "HOME"}, "province"),
        ({"outcome": "REF_GOV"}, "agency"),
        ({"outcome": "?"}, "outcome"),
    ],
)
def test_an_impossible_leaving_is_refused_beside_its_field(
    centre_session: OpenCentre, stay_id: int, changed: dict[str, object], field: str
) -> None:
    facts = {"left_on": TODAY, "outcome": "SELF", **changed}
    request = EndStay(((stay_id, version(centre_session, stay_id)),), **facts)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as refused:
        end_stay(centre_session.work, centre_session.desk, request)
    assert refused.value.field == field
    assert all_of(centre_session, Stay)[0].left_on is None


def test_r_tri_3_leave_keeps_the_bed_and_back_again(centre_session: OpenCentre, stay_id: int) -> None:
    request = StartAbsence(stay_id, version(centre_session, stay_id), "LEAVE", TODAY)
    start_absence(centre_session.work, centre_session.desk, request)
    assert all_of(centre_session, BedUse)[0].end_on is None
    absence_id = all_of(centre_session, Absence)[0].id
    too_early = EndAbsence(absence_id, TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken):
        end_absence(centre_session.work, centre_session.desk, too_early)
    end_absence(centre_session.work, centre_session.desk, EndAbsence(absence_id, TODAY + timedelta(days=1)))
    assert all_of(centre_session, Absence)[0].ended_on == TODAY + timedelta(days=1)


def test_leave_that_gives_up_the_bed_frees_it(centre_session: OpenCentre, stay_id: int) -> None:
    request = StartAbsence(stay_id, version(centre_session, stay_id), "HOSPITAL", TODAY, bed_kept=False)
    start_absence(centre_session.work, centre_session.desk, request)
    assert all_of(centre_session, BedUse)[0].end_on == TODAY


def test_g1_over_the_limit_the_desk_gives_a_reason_and_the_manager_sees_it(
    centre_session: OpenCentre, stay_id: int
) -> None:
    reason = GivenReason("AGENCY", "รอหน่วยงานปลายทางตอบรับ", TODAY + timedelta(days=9))
    with pytest.raises(RuleBroken):
        extend_stay(centre_session.work, centre_session.desk, ExtendStay(stay_id, reason))
    centre_session.clock.instant = FixedClock.at(START + timedelta(days=11)).instant  # day 12
    extend_stay(centre_session.work, centre_session.desk, ExtendStay(stay_id, reason))
    (row,) = all_of(centre_session, Override)
    assert (row.rule_id, row.found, row.allowed) == ("R-TRI-2", "12", "10")
    assert row.acknowledged_at is None
    with pytest.raises(NotAllowed):
        acknowledge(centre_session.work, centre_session.desk, Acknowledge((row.id,)))
    acknowledge(centre_session.work, centre_session.manager, Acknowledge((row.id,)))
    (row,) = all_of(centre_session, Override)
    assert row.acknowledged_by_id == centre_session.manager.user_id
    assert all_of(centre_session, Stay)[0].left_on is None  # nobody is put on the street


def test_r_tra_3_an_open_transit_limit_follows_the_holiday_table(centre_session: OpenCentre) -> None:
    """G6: in on Wednesday 29 April 2026; a cabinet day off on 5 May moves the limit to Thursday."""
    from panpun_desktop.services.holidays import SaveHoliday, save_holiday
    from panpun_desktop.services.people import person_panel

    entry = date(2026, 4, 29)
    centre_session.clock.instant = FixedClock.at(entry).instant
    member = Member(facts=PersonFacts(first_name="บุญมี", sex="M"))
    request = AdmitPeople((member,), "TRANSIT", entry, time(9, 0), client_of="GOV", awaiting="REFERRAL")
    done = admit(centre_session.work, centre_session.desk, request)

    def limit() -> date | None:
        return person_panel(centre_session.work, centre_session.desk, done.person_ids[0]).limit_on

    assert limit() == date(2026, 5, 6)
    save_holiday(
        centre_session.work, centre_session.manager, SaveHoliday(None, date(2026, 5, 5), "วันหยุดพิเศษ")
    )
    assert limit() == date(2026, 5, 7)


def test_a_leaving_ends_a_move_planned_for_tomorrow_and_its_undo_plans_it_again(
    centre_session: OpenCentre, stay_id: int
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    other = centre_session.bed("ชาย 2-04")
    plan = MoveBed(stay_id, version(centre_session, stay_id), other, tomorrow)
    move_bed(centre_session.work, centre_session.desk, plan)
    before = [(use.start_on, use.end_on) for use in all_of(centre_session, BedUse)]
    request = EndStay(((stay_id, version(centre_session, stay_id)),), TODAY, "SELF")
    end_stay(centre_session.work, centre_session.desk, request)
    assert all(use.end_on is not None for use in all_of(centre_session, BedUse))
    assert [one.id for one in check_centre(centre_session.work, centre_session.desk) if not one.ok] == []
    take_back_newest(centre_session.work, centre_session.desk)
    assert [(use.start_on, use.end_on) for use in all_of(centre_session, BedUse)] == before


def test_a_going_away_that_gave_up_the_bed_is_taken_back_with_the_bed(
    centre_session: OpenCentre, stay_id: int
) -> None:
    request = StartAbsence(stay_id, version(centre_session, stay_id), "HOSPITAL", TODAY, bed_kept=False)
    start_absence(centre_session.work, centre_session.desk, request)
    take_back_newest(centre_session.work, centre_session.desk)
    assert all_of(centre_session, BedUse)[0].end_on is None
    assert all_of(centre_session, Absence) == []


def test_a_return_is_recorded_once_and_can_be_taken_back(centre_session: OpenCentre, stay_id: int) -> None:
    request = StartAbsence(stay_id, version(centre_session, stay_id), "LEAVE", TODAY)
    start_absence(centre_session.work, centre_session.desk, request)
    back = EndAbsence(all_of(centre_session, Absence)[0].id, TODAY)
    end_absence(centre_session.work, centre_session.desk, back)
    with pytest.raises(RuleBroken) as refused:
        end_absence(centre_session.work, centre_session.desk, back)
    assert refused.value.id == "absence.back_already"
    take_back_newest(centre_session.work, centre_session.desk)
    assert all_of(centre_session, Absence)[0].ended_on is None
