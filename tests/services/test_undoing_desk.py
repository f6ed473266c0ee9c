"""The acts of the desk's day taken back after a restart, done again, and refused when more came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

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
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.follow_ups import DoFollowUp, do_follow_up
from panpun_desktop.services.import_header import find_table
from panpun_desktop.services.import_judging import Table
from panpun_desktop.services.import_reading import open_file
from panpun_desktop.services.import_register_profile import RegisterProfile
from panpun_desktop.services.keeping_apart import (
    KeepPeopleApart,
    LetTogether,
    keep_people_apart,
    let_together,
)
from panpun_desktop.services.merging import (
    MergePeople,
    UnmergePeople,
    compare_people,
    merge_people,
    unmerge_people,
)
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.register_imports import ImportRegister, import_register
from panpun_desktop.services.reserving import CancelReservation, ReserveBed, cancel_reservation, reserve_bed
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.services.swapping import SwapBeds, swap_beds
from panpun_desktop.services.turn_aways import turn_away
from panpun_desktop.services.waiting import SaveWaiting, WithdrawWaiting, save_waiting, withdraw_waiting
from panpun_desktop.services.waiting_rows import TurnAwayPeople
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.registers import messy_rows, titled, write_csv
from tests.taking_back import REASON, Act, admitted, one_of, play_back_and_forth

TOMORROW = TODAY + timedelta(days=1)


# beds and the waiting list ---------------------------------------------------------------------------


def swapping(centre: OpenCentre) -> Act:
    one, other = admitted(centre, "เอก", "ชาย 1-01"), admitted(centre, "โท", "ชาย 1-02")
    return swap_beds, SwapBeds(one.id, one.version, other.id, other.version, TODAY)


def reserving_for_a_family(centre: OpenCentre) -> Act:
    more = (centre.bed("ครอบครัว 1-02"),)
    bed = centre.bed("ครอบครัว 1-01")
    return reserve_bed, ReserveBed(bed, TODAY, also_bed_ids=more, for_whom="ครอบครัวแสงทอง")


def releasing(centre: OpenCentre) -> Act:
    reserve_bed(centre.work, centre.desk, ReserveBed(centre.bed("ชาย 1-01"), TODAY, for_whom="คนหนึ่ง"))
    row = one_of(centre, BedReservation)
    return cancel_reservation, CancelReservation(row.id, row.version)


def waits(centre: OpenCentre, **facts: object) -> WaitingEntry:
    known = {"name": "นายรอ ทดสอบ", "came_on": TODAY - timedelta(days=3), **facts}
    save_waiting(centre.work, centre.desk, SaveWaiting(None, **known))  # type: ignore[arg-type]
    row: WaitingEntry = one_of(centre, WaitingEntry)
    return row


def waiting(_centre: OpenCentre) -> Act:
    return save_waiting, SaveWaiting(None, "นายรอ ทดสอบ", people=2, children=1, urgency="HIGH")


def waiting_changed(centre: OpenCentre) -> Act:
    row = waits(centre)
    changed = SaveWaiting(row.id, row.name, urgency="EMERGENCY", need="ล้อเข็น", seen_version=row.version)
    return save_waiting, changed


def held_for(centre: OpenCentre, row: WaitingEntry, bed: str) -> None:
    reserve_bed(centre.work, centre.desk, ReserveBed(centre.bed(bed), TODAY, waiting_id=row.id))


def waiting_ended(centre: OpenCentre) -> Act:
    row = waits(centre)
    held_for(centre, row, "ชาย 1-01")
    return withdraw_waiting, WithdrawWaiting(row.id, row.version, "ไปอยู่กับญาติ")


def admission_from_the_waiting_list(centre: OpenCentre) -> Act:
    row = waits(centre)
    held_for(centre, row, "ชาย 1-01")
    member = Member(facts=PersonFacts(first_name="รอ", sex="M"), bed_id=centre.bed("ชาย 1-01"))
    return admit, AdmitPeople((member,), "TRIAL", TODAY, waiting_id=row.id)


def admission_into_a_bed_promised_to_another(centre: OpenCentre) -> Act:
    reserve_bed(centre.work, centre.desk, ReserveBed(centre.bed("ชาย 1-01"), TODAY, for_whom="คนอื่น"))
    member = Member(facts=PersonFacts(first_name="ด่วน", sex="M"), bed_id=centre.bed("ชาย 1-01"))
    return admit, AdmitPeople((member,), "TRIAL", TODAY)


def turning_away(centre: OpenCentre) -> Act:
    row = waits(centre, people=3, children=2)
    held_for(centre, row, "ครอบครัว 1-01")
    return turn_away, TurnAwayPeople("FULL", waiting_id=row.id, note="โทรแจ้งแล้ว")


# the night ---------------------------------------------------------------------------------------------


def exception_of_a_night(centre: OpenCentre) -> Act:
    return nights.mark_night, nights.MarkNight(TODAY, admitted(centre, bed="ชาย 1-01").id, Seen.NOT_HERE)


def exception_taken_away(centre: OpenCentre) -> Act:
    function, request = exception_of_a_night(centre)
    function(centre.work, centre.desk, request)
    return nights.mark_night, nights.MarkNight(TODAY, request.stay_id, Seen.PRESENT)


def visitor(_centre: OpenCentre) -> Act:
    return nights.add_visitor, nights.AddVisitor(TODAY, "ญาติของผู้พัก")


def visitor_gone(centre: OpenCentre) -> Act:
    nights.add_visitor(centre.work, centre.desk, nights.AddVisitor(TODAY, "ญาติของผู้พัก"))
    line = one_of(centre, NightCensusLine)
    return nights.remove_visitor, nights.RemoveVisitor(line.id, line.version)


def night_confirmed(centre: OpenCentre) -> Act:
    admitted(centre, bed="ชาย 1-01")
    return nights.confirm_night, nights.ConfirmNight(TODAY, "แม่บ้านเวรดึก", "ครบ")


def counted_night_confirmed(centre: OpenCentre) -> Act:
    function, request = exception_of_a_night(centre)
    function(centre.work, centre.desk, request)
    return nights.confirm_night, nights.ConfirmNight(TODAY, "แม่บ้านเวรดึก")


def night_opened_again(centre: OpenCentre) -> Act:
    nights.confirm_night(centre.work, centre.desk, nights.ConfirmNight(TODAY))
    return nights.reopen_night, nights.ReopenNight(TODAY, one_of(centre, NightCensus).version)


# daily life ----------------------------------------------------------------------------------------------


def receiving(centre: OpenCentre) -> Act:
    person = admitted(centre).person_id
    items = (things.Item("โทรศัพท์มือถือ", "1 เครื่อง", "ตู้ 2"), things.Item("เงินสด"))
    return things.receive_belongings, things.ReceiveBelongings(person, items, TODAY)


def kept(centre: OpenCentre) -> Belonging:
    function, request = receiving(centre)
    function(centre.work, centre.desk, request)
    row: Belonging = one_of(centre, Belonging)
    return row


def returning(centre: OpenCentre) -> Act:
    row = kept(centre)
    return things.return_belongings, things.ReturnBelongings(((row.id, row.version),), TODAY, "ญาติ")


def belonging_corrected(centre: OpenCentre) -> Act:
    row = kept(centre)
    return things.edit_belonging, things.EditBelonging(row.id, row.version, things.Item("เงินสด 200 บาท"))


def incident(centre: OpenCentre) -> Act:
    parts = (log.Part(admitted(centre).person_id), log.Part(admitted(centre, "โท").person_id, "WITNESS"))
    return log.write_incident, log.IncidentFacts(TODAY, "ทะเลาะกันที่โรงอาหาร", people=parts)


def written(centre: OpenCentre) -> Incident:
    function, request = incident(centre)
    function(centre.work, centre.manager, request)
    row: Incident = one_of(centre, Incident)
    return row


def incident_corrected(centre: OpenCentre) -> Act:
    row = written(centre)
    parts = (log.Part(1, "VICTIM"), log.Part(admitted(centre, "ตรี").person_id))
    facts = log.IncidentFacts(TODAY, "ทะเลาะกันที่ลานหน้าอาคาร", told="ผู้จัดการ", people=parts)
    return log.edit_incident, log.EditIncident(row.id, row.version, facts)


def incident_settled(centre: OpenCentre) -> Act:
    row = written(centre)
    return log.settle_incident, log.SettleIncident(row.id, row.version, "ปรับความเข้าใจแล้ว")


def incident_cancelled(centre: OpenCentre) -> Act:
    row = written(centre)
    return log.void_incident, log.VoidIncident(row.id, row.version, "บันทึกซ้ำ")


def follow_up_done(centre: OpenCentre) -> Act:
    stay = admitted(centre)
    end_stay(centre.work, centre.desk, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    row = one_of(centre, FollowUp)
    again = TODAY + timedelta(days=14)
    return do_follow_up, DoFollowUp(row.id, row.version, TODAY, "PHONE", "WELL", again_on=again)


# people --------------------------------------------------------------------------------------------------


def keeping_apart(centre: OpenCentre) -> Act:
    one, other = admitted(centre).person_id, admitted(centre, "โท").person_id
    return keep_people_apart, KeepPeopleApart(one, other, relation="คู่สมรส")


def letting_together(centre: OpenCentre) -> Act:
    function, request = keeping_apart(centre)
    function(centre.work, centre.manager, request)
    row = one_of(centre, KeepApart)
    return let_together, LetTogether(row.id, row.version)


def restricting(centre: OpenCentre) -> Act:
    person = admitted(centre).person_id
    return restrictions.restrict_people, restrictions.RestrictPeople((person,), "THREAT", "ถูกติดตาม")


def lifting(centre: OpenCentre) -> Act:
    function, request = restricting(centre)
    function(centre.work, centre.manager, request)
    row = one_of(centre, Restriction)
    return restrictions.lift_restriction, restrictions.LiftRestriction((row.person_id,), row.version)


def merging(centre: OpenCentre) -> Act:
    """Two records with stays, things, a count, a family and a common code; fields taken from both."""
    kept_stay = admitted(centre, "เอก", "ชาย 1-01")
    end_stay(centre.work, centre.desk, EndStay(((kept_stay.id, kept_stay.version),), TODAY, "SELF"))
    facts = PersonFacts(first_name="เอกา", sex="M", phone="0812345678", nickname="เล็ก")
    child = Member(facts=PersonFacts(first_name="ลูก", sex="F"), relation="CHILD", accompanying=True)
    family = (Member(facts=facts, bed_id=centre.bed("ครอบครัว 1-01"), belongings="กระเป๋า"), child)
    gone = admit(centre.work, centre.desk, AdmitPeople(family, "TRIAL", TODAY, reasons={"*": REASON}))
    person = one_of(centre, Stay, id=gone.stay_ids[0]).person_id
    nights.mark_night(centre.work, centre.desk, nights.MarkNight(TODAY, gone.stay_ids[0], Seen.LATE))
    found = compare_people(centre.work, centre.desk, kept_stay.person_id, person)
    taken = ("phone", "nickname")
    return merge_people, MergePeople(
        found.kept_id, found.kept_version, found.merged_id, found.merged_version, taken
    )


def unmerging(centre: OpenCentre) -> Act:
    function, request = merging(centre)
    function(centre.work, centre.desk, request)
    row = one_of(centre, PersonMerge)
    return unmerge_people, UnmergePeople(row.id, row.version)


def register_import(centre: OpenCentre) -> Act:
    file = open_file(write_csv(centre.folder / "register.csv", titled(messy_rows(40, TODAY))))
    found = find_table(file, RegisterProfile())
    table = Table(file.sheets[found.sheet].rows, found.header, found.columns)
    return import_register, ImportRegister(file.name, file.sha256, table)


ACTS = (
    swapping,
    reserving_for_a_family,
    releasing,
    waiting,
    waiting_changed,
    waiting_ended,
    admission_from_the_waiting_list,
    admission_into_a_bed_promised_to_another,
    turning_away,
    exception_of_a_night,
    exception_taken_away,
    visitor,
    visitor_gone,
    night_confirmed,
    counted_night_confirmed,
    night_opened_again,
    receiving,
    returning,
    belonging_corrected,
    incident,
    incident_corrected,
    incident_settled,
    incident_cancelled,
    follow_up_done,
    keeping_apart,
    letting_together,
    restricting,
    lifting,
    merging,
    unmerging,
    register_import,
)


@pytest.mark.parametrize("prepare", ACTS, ids=lambda one: one.__name__)
def test_an_act_of_the_day_is_taken_back_and_done_again(
    centre_session: OpenCentre, prepare: Callable[[OpenCentre], Act]
) -> None:
    function, request = prepare(centre_session)
    play_back_and_forth(centre_session, function, request)
