"""The night census: prefilled from the beds, exceptions, visitors, confirmed and corrected."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import Restriction
from panpun_desktop.services import night_counts
from panpun_desktop.services.absences import StartAbsence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.night_rows import (
    AddVisitor,
    ConfirmNight,
    MarkNight,
    NightCount,
    NightRow,
    RemoveVisitor,
    ReopenNight,
)
from panpun_desktop.services.people_rows import PersonFacts
from tests.builders import TODAY
from tests.centres import OpenCentre

LAST_NIGHT = TODAY - timedelta(days=1)


def admitted(centre: OpenCentre, name: str, bed: str = "", sex: str = "M") -> int:
    bed_id = centre.bed(bed) if bed else None
    member = Member(facts=PersonFacts(first_name=name, sex=sex), bed_id=bed_id)
    request = AdmitPeople((member,), "TRIAL", TODAY - timedelta(days=3), time(9, 0))
    return admit(centre.work, centre.desk, request).stay_ids[0]


@pytest.fixture
def stays(centre_session: OpenCentre) -> dict[str, int]:
    """Three men in beds of one room and a woman without a bed."""
    return {
        "เอก": admitted(centre_session, "เอก", "ชาย 1-01"),
        "โท": admitted(centre_session, "โท", "ชาย 1-02"),
        "ตรี": admitted(centre_session, "ตรี", "ชาย 1-03"),
        "แก้ว": admitted(centre_session, "แก้ว", sex="F"),
    }


def count(centre: OpenCentre) -> NightCount:
    return night_counts.night_count(centre.work, centre.desk, LAST_NIGHT)


def row(centre: OpenCentre, stay_id: int) -> NightRow:
    return next(one for one in count(centre).rows if one.stay_id == stay_id)


def mark(centre: OpenCentre, stay_id: int, state: str, **more: object) -> None:
    request = MarkNight(LAST_NIGHT, stay_id, state, **more)  # type: ignore[arg-type]
    night_counts.mark_night(centre.work, centre.desk, request)


def test_before_noon_the_night_just_past_is_proposed(centre_session: OpenCentre) -> None:
    centre_session.work.clock = FixedClock.at(TODAY, 7, 40)
    assert night_counts.proposed_night(centre_session.work, centre_session.desk) == LAST_NIGHT
    centre_session.work.clock = FixedClock.at(TODAY, 21)
    assert night_counts.proposed_night(centre_session.work, centre_session.desk) == TODAY


def test_everybody_is_prefilled_in_the_order_of_the_rooms(
    centre_session: OpenCentre, stays: dict[str, int]
) -> None:
    found = count(centre_session)
    men = [one for one in found.rows if one.bed.startswith("ชาย 1-")]
    assert [(one.bed, one.name, one.state) for one in men[:4]] == [
        ("ชาย 1-01", "เอก", "present"),
        ("ชาย 1-02", "โท", "present"),
        ("ชาย 1-03", "ตรี", "present"),
        ("ชาย 1-04", "", "free"),
    ]
    assert found.rows[-1].name == "แก้ว"
    assert [one.kind for one in found.differences] == ["without_bed"]
    assert (found.ways.census["M"], found.ways.census["F"]) == (3, 1)
    assert found.version is None


def test_only_exceptions_are_kept_and_the_expected_state_takes_them_away(
    centre_session: OpenCentre, stays: dict[str, int]
) -> None:
    mark(centre_session, stays["เอก"], "not_here", note="แจ้งว่ากลับดึก")
    assert (row(centre_session, stays["เอก"]).state, row(centre_session, stays["เอก"]).note) == (
        "not_here",
        "แจ้งว่ากลับดึก",
    )
    assert count(centre_session).ways.census["M"] == 2
    mark(centre_session, stays["เอก"], "present")
    assert not row(centre_session, stays["เอก"]).is_marked
    mark(centre_session, stays["เอก"], "late", back_at=time(23, 30))
    assert "23:30" in row(centre_session, stays["เอก"]).note
    assert count(centre_session).ways.census["M"] == 3


def test_a_night_with_three_exceptions_names_the_people(
    centre_session: OpenCentre, stays: dict[str, int]
) -> None:
    mark(centre_session, stays["เอก"], "not_here")
    mark(centre_session, stays["โท"], "other_bed", bed_id=centre_session.bed("ชาย 2-01"))
    mark(centre_session, stays["ตรี"], "hospital")
    named = {one.name: (one.kind, one.settled_by) for one in count(centre_session).differences}
    assert named["เอก"] == ("not_found", ("leave", "late", "left"))
    assert named["โท"] == ("in_other_bed", ("move_bed",))
    assert named["ตรี"] == ("hospital_unrecorded", ("hospital",))
    moved = next(one for one in count(centre_session).differences if one.name == "โท")
    assert "ชาย 2-01" in moved.text


def test_recording_the_leave_settles_the_difference(
    centre_session: OpenCentre, stays: dict[str, int]
) -> None:
    mark(centre_session, stays["เอก"], "leave")
    start_absence(
        centre_session.work, centre_session.desk, StartAbsence(stays["เอก"], 1, "LEAVE", LAST_NIGHT)
    )
    found = count(centre_session)
    assert "เอก" not in [one.name for one in found.differences]
    assert row(centre_session, stays["เอก"]).expected == "leave"
    mark(centre_session, stays["เอก"], "present")
    assert [one.kind for one in count(centre_session).differences if one.name == "เอก"] == ["back_unrecorded"]


def test_a_visitor_is_told_but_never_among_the_figures(
    centre_session: OpenCentre, stays: dict[str, int]
) -> None:
    request = AddVisitor(LAST_NIGHT, "ญาติของเอก", centre_session.bed("ชาย 1-04"))
    night_counts.add_visitor(centre_session.work, centre_session.desk, request)
    found = count(centre_session)
    line = found.rows[-1]
    assert (line.name, line.bed, found.visitors) == ("ญาติของเอก", "ชาย 1-04", 1)
    assert found.ways.census["M"] == 3
    assert line.line_id is not None
    night_counts.remove_visitor(
        centre_session.work, centre_session.desk, RemoveVisitor(line.line_id, line.line_version or 0)
    )
    assert count(centre_session).visitors == 0


def test_a_confirmed_count_says_by_whom_and_holds_until_it_is_opened_again(
    centre_session: OpenCentre, stays: dict[str, int]
) -> None:
    confirm = ConfirmNight(LAST_NIGHT, "พี่เลี้ยงเวรดึก")
    night_counts.confirm_night(centre_session.work, centre_session.desk, confirm)
    found = count(centre_session)
    assert (found.confirmed_by, found.counted_by) == (centre_session.desk.name, "พี่เลี้ยงเวรดึก")
    assert found.confirmed_at == centre_session.work.clock.now()
    with pytest.raises(RuleBroken, match=r"census\.confirmed"):
        mark(centre_session, stays["เอก"], "not_here")
    assert found.version is not None
    night_counts.reopen_night(
        centre_session.work, centre_session.desk, ReopenNight(LAST_NIGHT, found.version)
    )
    mark(centre_session, stays["เอก"], "not_here")
    assert count(centre_session).confirmed_at is None


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (MarkNight(TODAY + timedelta(days=1), 1, "present"), "census.night_to_come"),
        (MarkNight(LAST_NIGHT, 1, "asleep"), "census.state"),
        (MarkNight(LAST_NIGHT, 1, "visitor"), "census.state"),
        (MarkNight(LAST_NIGHT, 1, "other_bed"), "census.bed_missing"),
        (MarkNight(LAST_NIGHT - timedelta(days=30), 1, "not_here"), "census.not_expected"),
    ],
)
def test_the_impossible_is_refused(
    centre_session: OpenCentre, stays: dict[str, int], request_: MarkNight, error: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        night_counts.mark_night(centre_session.work, centre_session.desk, request_)
    assert refused.value.id == error


def test_a_visitor_needs_a_name_and_an_unconfirmed_count_needs_no_opening(
    centre_session: OpenCentre,
) -> None:
    with pytest.raises(RuleBroken, match=r"census\.visitor_missing"):
        night_counts.add_visitor(centre_session.work, centre_session.desk, AddVisitor(LAST_NIGHT, "  "))
    with pytest.raises(RuleBroken, match=r"census\.not_confirmed"):
        night_counts.reopen_night(centre_session.work, centre_session.desk, ReopenNight(LAST_NIGHT, 1))


def test_a_trainer_does_not_count_the_night(centre_session: OpenCentre) -> None:
    with pytest.raises(NotAllowed):
        night_counts.night_count(centre_session.work, centre_session.trainer, LAST_NIGHT)


def test_a_masked_person_is_counted_without_a_name(centre_session: OpenCentre, stays: dict[str, int]) -> None:
    person_id = row(centre_session, stays["เอก"]).person_id
    with centre_session.work.writing(centre_session.manager, "person.restrict") as session:
        session.add(Restriction(person_id=person_id, reason_code="VIOLENCE", since_on=TODAY))
    mark(centre_session, stays["เอก"], "not_here")
    found = count(centre_session)
    line = next(one for one in found.rows if one.stay_id == stays["เอก"])
    assert (line.name, line.may_be_opened, line.bed) == ("ผู้รับบริการ (ปกปิด)", False, "ชาย 1-01")
    assert "เอก" not in [one.name for one in found.differences]
    assert found.ways.movements["M"] == 3
