"""What something later depends on is not taken back: the refusal names that later act, its time and user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import (
    BedReservation,
    Belonging,
    FollowUp,
    Incident,
    KeepApart,
    NightCensus,
    NightCensusLine,
    PersonMerge,
    Restriction,
    Stay,
    WaitingEntry,
)
from panpun_desktop.rules.night_count import Seen
from panpun_desktop.services import belongings as things
from panpun_desktop.services import incidents as log
from panpun_desktop.services import night_counts as nights
from panpun_desktop.services import restrictions
from panpun_desktop.services.absences import StartAbsence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.bed_rows import MoveBed
from panpun_desktop.services.beds import move_bed
from panpun_desktop.services.follow_ups import DoFollowUp, do_follow_up
from panpun_desktop.services.holidays import SaveHoliday, list_holidays, save_holiday
from panpun_desktop.services.keeping_apart import (
    KeepPeopleApart,
    LetTogether,
    keep_people_apart,
    let_together,
)
from panpun_desktop.services.merging import UnmergePeople, unmerge_people
from panpun_desktop.services.people import EditPerson, create_person, edit_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.reserving import CancelReservation, ReserveBed, cancel_reservation, reserve_bed
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.services.undoing import TakeBack, redo, take_back
from panpun_desktop.services.voiding import VoidAdmission, void_admission
from panpun_desktop.services.waiting import SaveWaiting, save_waiting
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services import test_undoing_desk as desk_acts
from tests.services.states import differences, state
from tests.taking_back import Act, do, one_of

Later = Callable[[OpenCentre], Act]
TOMORROW = TODAY + timedelta(days=1)


def moved(centre: OpenCentre) -> Act:
    stay = one_of(centre, Stay)
    return move_bed, MoveBed(stay.id, stay.version, centre.bed("ชาย 1-03"), TODAY)


def released(centre: OpenCentre) -> Act:
    row = one_of(centre, BedReservation)
    return cancel_reservation, CancelReservation(row.id, row.version)


def promised_to_another(centre: OpenCentre) -> Act:
    return reserve_bed, ReserveBed(centre.bed("ชาย 1-01"), TODAY, for_whom="คนใหม่")


def slept_in(centre: OpenCentre) -> Act:
    member = Member(facts=PersonFacts(first_name="มาใหม่", sex="M"), bed_id=centre.bed("ชาย 1-01"))
    return admit, AdmitPeople((member,), "TRIAL", TODAY)


def held_for_the_entry(centre: OpenCentre) -> Act:
    row = one_of(centre, WaitingEntry)
    return reserve_bed, ReserveBed(centre.bed("ชาย 1-02"), TODAY, waiting_id=row.id)


def entry_changed(centre: OpenCentre) -> Act:
    row = one_of(centre, WaitingEntry)
    return save_waiting, SaveWaiting(row.id, row.name, urgency="LOW", seen_version=row.version)


def night_confirmed(_centre: OpenCentre) -> Act:
    return nights.confirm_night, nights.ConfirmNight(TODAY)


def night_opened(centre: OpenCentre) -> Act:
    return nights.reopen_night, nights.ReopenNight(TODAY, one_of(centre, NightCensus).version)


def confirmed_again(centre: OpenCentre) -> Act:
    return nights.confirm_night, nights.ConfirmNight(TODAY, "คนที่สอง")


def given_back(centre: OpenCentre) -> Act:
    row = one_of(centre, Belonging)
    return things.return_belongings, things.ReturnBelongings(((row.id, row.version),), TODAY)


def settled(centre: OpenCentre) -> Act:
    row = one_of(centre, Incident)
    return log.settle_incident, log.SettleIncident(row.id, row.version)


def cancelled(centre: OpenCentre) -> Act:
    row = one_of(centre, Incident)
    return log.void_incident, log.VoidIncident(row.id, row.version, "บันทึกซ้ำ")


def corrected(centre: OpenCentre) -> Act:
    row = one_of(centre, Incident)
    parts = (log.Part(1, "WITNESS"), log.Part(2))
    return log.edit_incident, log.EditIncident(
        row.id, row.version, log.IncidentFacts(TODAY, "ใหม่", people=parts)
    )


def asked_again(centre: OpenCentre) -> Act:
    row = one_of(centre, FollowUp)
    return do_follow_up, DoFollowUp(row.id, row.version, TODAY, "PHONE", "WELL")


def let_go(centre: OpenCentre) -> Act:
    row = one_of(centre, KeepApart)
    return let_together, LetTogether(row.id, row.version)


def kept_apart_anew(centre: OpenCentre) -> Act:
    row = one_of(centre, KeepApart)
    return keep_people_apart, KeepPeopleApart(row.other_person_id, row.person_id)


def restricted_otherwise(centre: OpenCentre) -> Act:
    row = one_of(centre, Restriction)
    request = restrictions.RestrictPeople((row.person_id,), "WITNESS", "คดี", seen_version=row.version)
    return restrictions.restrict_people, request


def restricted_anew(centre: OpenCentre) -> Act:
    row = one_of(centre, Restriction)
    return restrictions.restrict_people, restrictions.RestrictPeople((row.person_id,), "WITNESS", "คดี")


def taken_apart(centre: OpenCentre) -> Act:
    row = one_of(centre, PersonMerge)
    return unmerge_people, UnmergePeople(row.id, row.version)


def things_of_the_other(centre: OpenCentre) -> Act:
    """The record that came back gets something of its own."""
    row = one_of(centre, PersonMerge)
    request = things.ReceiveBelongings(row.merged_id, (things.Item("ร่ม"),), TODAY)
    return things.receive_belongings, request


def left(centre: OpenCentre) -> Act:
    stay = one_of(centre, Stay)
    return end_stay, EndStay(((stay.id, stay.version),), TODAY, "SELF")


def imported_person_edited(centre: OpenCentre) -> Act:
    facts = PersonFacts(first_name="แก้แล้ว", sex="M")
    return edit_person, EditPerson(1, 1, facts)


CASES: tuple[tuple[Later, Later, str], ...] = (
    (desk_acts.swapping, moved, "ย้ายเตียง"),
    (desk_acts.reserving_for_a_family, released, "จองเตียง"),
    (desk_acts.releasing, promised_to_another, "จองเตียง"),
    (desk_acts.releasing, slept_in, "รับเข้า"),
    (desk_acts.waiting, held_for_the_entry, "จองเตียง"),
    (desk_acts.waiting, entry_changed, "บัญชีรอเตียง"),
    (desk_acts.waiting_changed, entry_changed, "บัญชีรอเตียง"),
    (desk_acts.waiting_ended, promised_to_another, "จองเตียง"),
    (desk_acts.admission_from_the_waiting_list, moved, "ย้ายเตียง"),
    (desk_acts.admission_from_the_waiting_list, left, "ออกจากศูนย์"),
    (desk_acts.exception_of_a_night, night_confirmed, "ยืนยันยอดคืน"),
    (desk_acts.exception_taken_away, night_confirmed, "ยืนยันยอดคืน"),
    (desk_acts.visitor, night_confirmed, "ยืนยันยอดคืน"),
    (desk_acts.night_confirmed, night_opened, "ยืนยันยอดคืน"),
    (desk_acts.counted_night_confirmed, night_opened, "ยืนยันยอดคืน"),
    (desk_acts.night_opened_again, confirmed_again, "ยืนยันยอดคืน"),
    (desk_acts.receiving, given_back, "ของรับฝาก"),
    (desk_acts.belonging_corrected, given_back, ""),
    (desk_acts.incident, settled, "เหตุการณ์"),
    (desk_acts.incident, corrected, "เหตุการณ์"),
    (desk_acts.incident_corrected, corrected, "เหตุการณ์"),
    (desk_acts.incident_settled, cancelled, "เหตุการณ์"),
    (desk_acts.follow_up_done, asked_again, "ติดตาม"),
    (desk_acts.keeping_apart, let_go, "แยก"),
    (desk_acts.letting_together, kept_apart_anew, "แยก"),
    (desk_acts.restricting, restricted_otherwise, "ปกปิด"),
    (desk_acts.lifting, restricted_anew, "ปกปิด"),
    (desk_acts.merging, taken_apart, "รวม"),
    (desk_acts.unmerging, things_of_the_other, "ของรับฝาก"),
    (desk_acts.register_import, imported_person_edited, "แก้ไข"),
)


@pytest.mark.parametrize(
    ("prepare", "later", "words"), CASES, ids=[f"{a.__name__}-{b.__name__}" for a, b, _w in CASES]
)
def test_what_a_later_act_depends_on_is_refused_with_its_name(
    centre_session: OpenCentre, prepare: Later, later: Later, words: str
) -> None:
    centre = centre_session
    entry = do(centre, *prepare(centre))
    second = do(centre, *later(centre))
    before = state(centre.work)
    if not words:  # nothing of it depends on the earlier one
        take_back(centre.work, centre.manager, TakeBack(entry))
        return
    with pytest.raises(RuleBroken) as refused:
        take_back(centre.work, centre.manager, TakeBack(entry))
    assert refused.value.facts.get("entry") == second, refused.value
    said = message_of(refused.value)
    assert words in said
    assert "21 พ.ย. 2569 10:00" in said
    assert "นายจำลอง ข้อมูลทดสอบ" in said
    assert differences(state(centre.work), before) == {}
    take_back(centre.work, centre.manager, TakeBack(second))
    take_back(centre.work, centre.manager, TakeBack(entry))


@pytest.mark.parametrize("earlier", ["leaving", "move", "absence"])
def test_what_belongs_to_a_cancelled_admission_stays_as_it_is(
    centre_session: OpenCentre, earlier: str
) -> None:
    """Of one day, so that the cancelling finds no night to take away."""
    centre = centre_session
    do(centre, *slept_in(centre))
    stay = one_of(centre, Stay)
    acts: dict[str, Act] = {
        "leaving": (end_stay, EndStay(((stay.id, stay.version),), TODAY, "SELF")),
        "move": moved(centre),
        "absence": (start_absence, StartAbsence(stay.id, stay.version, "LEAVE", TODAY, bed_kept=False)),
    }
    entry = do(centre, *acts[earlier])
    void = VoidAdmission((stay.id,), (stay.person_id,), "บันทึกผิดคน")
    cancelled = do(centre, void_admission, void)
    with pytest.raises(RuleBroken) as refused:
        take_back(centre.work, centre.manager, TakeBack(entry))
    assert refused.value.facts["entry"] == cancelled
    take_back(centre.work, centre.manager, TakeBack(cancelled))
    take_back(centre.work, centre.manager, TakeBack(entry))


# done again ---------------------------------------------------------------------------------------


def test_a_promise_is_not_made_again_over_the_one_that_followed(centre_session: OpenCentre) -> None:
    centre = centre_session
    first = do(centre, *promised_to_another(centre))
    take_back(centre.work, centre.manager, TakeBack(first))
    second = do(centre, *promised_to_another(centre))
    with pytest.raises(RuleBroken) as refused:
        redo(centre.work, centre.manager, TakeBack(first))
    assert refused.value.facts["entry"] == second


def test_a_planned_move_is_not_done_again_for_somebody_who_left_meanwhile(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    do(centre, *slept_in(centre))
    stay = one_of(centre, Stay)
    do(centre, move_bed, MoveBed(stay.id, stay.version, None, TOMORROW))
    stay = one_of(centre, Stay)
    planned = do(centre, move_bed, MoveBed(stay.id, stay.version, centre.bed("ชาย 1-03"), TOMORROW))
    take_back(centre.work, centre.manager, TakeBack(planned))
    stay = one_of(centre, Stay)
    left = do(centre, end_stay, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    with pytest.raises(RuleBroken) as refused:
        redo(centre.work, centre.manager, TakeBack(planned))
    assert refused.value.facts["entry"] == left
    take_back(centre.work, centre.manager, TakeBack(left))
    redo(centre.work, centre.manager, TakeBack(planned))


def test_a_confirmation_is_not_done_again_over_a_later_mark(centre_session: OpenCentre) -> None:
    centre = centre_session
    function, request = desk_acts.exception_of_a_night(centre)
    marked = do(centre, function, request)
    confirmed = do(centre, *night_confirmed(centre))
    take_back(centre.work, centre.manager, TakeBack(confirmed))
    again = do(centre, function, nights.MarkNight(TODAY, request.stay_id, Seen.LATE))
    with pytest.raises(RuleBroken) as refused:
        redo(centre.work, centre.manager, TakeBack(confirmed))
    assert refused.value.facts["entry"] == again
    take_back(centre.work, centre.manager, TakeBack(again))
    take_back(centre.work, centre.manager, TakeBack(marked))
    with pytest.raises(RuleBroken, match=r"undo\.needs_redo_first") as refused:
        redo(centre.work, centre.manager, TakeBack(confirmed))
    assert "นับยอดคืน" in message_of(refused.value)
    redo(centre.work, centre.manager, TakeBack(marked))
    redo(centre.work, centre.manager, TakeBack(confirmed))


def test_the_first_mark_of_a_night_is_taken_back_though_others_followed(centre_session: OpenCentre) -> None:
    centre = centre_session
    first = do(centre, *desk_acts.exception_of_a_night(centre))
    second = do(centre, *desk_acts.visitor(centre))
    take_back(centre.work, centre.manager, TakeBack(first))
    assert one_of(centre, NightCensusLine).visitor
    redo(centre.work, centre.manager, TakeBack(first))
    take_back(centre.work, centre.manager, TakeBack(second))
    assert one_of(centre, NightCensusLine).state == Seen.NOT_HERE


def test_records_are_not_joined_again_once_the_one_that_came_back_is_used(centre_session: OpenCentre) -> None:
    centre = centre_session
    merged = do(centre, *desk_acts.merging(centre))
    gone = one_of(centre, PersonMerge).merged_id
    take_back(centre.work, centre.manager, TakeBack(merged))
    request = things.ReceiveBelongings(gone, (things.Item("ร่ม"),), TODAY)
    received = do(centre, things.receive_belongings, request)
    with pytest.raises(RuleBroken) as refused:
        redo(centre.work, centre.manager, TakeBack(merged))
    assert refused.value.facts["entry"] == received


def test_somebody_waits_once_whatever_is_taken_back(centre_session: OpenCentre) -> None:
    centre = centre_session
    create_person(centre.work, centre.desk, PersonFacts(first_name="รอ"))
    first = do(centre, save_waiting, SaveWaiting(None, person_id=1))
    take_back(centre.work, centre.manager, TakeBack(first))
    second = do(centre, save_waiting, SaveWaiting(None, person_id=1))
    with pytest.raises(RuleBroken) as refused:
        redo(centre.work, centre.manager, TakeBack(first))
    assert refused.value.facts["entry"] == second


def test_a_stay_of_both_records_at_a_time_hinders_joining_them_again(centre_session: OpenCentre) -> None:
    centre = centre_session
    function, request = desk_acts.unmerging(centre)
    merge = one_of(centre, PersonMerge)
    apart = do(centre, function, request)
    came = do(centre, admit, AdmitPeople((Member(person_id=merge.kept_id),), "COURSE_S", TODAY))
    with pytest.raises(RuleBroken) as refused:
        take_back(centre.work, centre.manager, TakeBack(apart))
    assert refused.value.facts["entry"] == came


def test_a_name_given_to_another_record_since_is_a_refusal_in_words(centre_session: OpenCentre) -> None:
    centre = centre_session
    row = list_holidays(centre.work, centre.manager, TODAY.year)[0]
    gone = do(centre, save_holiday, SaveHoliday(row.id, row.day, row.name, remove=True))
    do(centre, save_holiday, SaveHoliday(None, row.day, row.name))
    with pytest.raises(RuleBroken, match=r"record\.same_name"):
        take_back(centre.work, centre.manager, TakeBack(gone))
