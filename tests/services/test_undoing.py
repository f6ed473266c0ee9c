"""Every act taken back, done again and taken back again, with the database compared table by table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import (
    Absence,
    Agency,
    AuditEntry,
    Bed,
    Code,
    Consent,
    Document,
    Override,
    Person,
    Room,
    Stay,
)
from panpun_desktop.rules.roles import Actor
from panpun_desktop.services import beds as bed_acts
from panpun_desktop.services.absences import EndAbsence, StartAbsence, end_absence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.bed_rows import AddExtraBed, BlockBed, MoveBed, OpenBed, RemoveExtraBed
from panpun_desktop.services.buildings import SaveBuilding, SaveRoom, save_building, save_room
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.code_lists import SaveCode, save_code
from panpun_desktop.services.consents import RecordConsent, record_consent
from panpun_desktop.services.holidays import (
    ConfirmYear,
    ProposeYear,
    SaveHoliday,
    confirm_year,
    list_holidays,
    propose_year,
    save_holiday,
)
from panpun_desktop.services.not_same import tell_apart
from panpun_desktop.services.people import EditPerson, create_person, edit_person, search
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import (
    Acknowledge,
    ChangeService,
    EndStay,
    ExtendStay,
    acknowledge,
    change_service,
    end_stay,
    extend_stay,
)
from panpun_desktop.services.undoing import (
    TakeBack,
    last_entry,
    newest_of,
    newest_taken_back,
    redo,
    take_back,
)
from panpun_desktop.services.users import SaveUser, save_user
from panpun_desktop.services.voiding import VoidAdmission, void_admission
from panpun_desktop.store.audit import verify_chain
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services.states import differences, state
from tests.taking_back import REASON, START, Act, admitted, do, one_of, play_back_and_forth, restart
from tests.training_acts import TRAINING_ACTS

NUMBER = "9999000000012"


def admission_of_one(centre: OpenCentre) -> Act:
    member = Member(
        facts=PersonFacts(first_name="เอก", sex="M", national_id=NUMBER),
        bed_id=centre.bed("ชาย 1-02"),
        consents={"PHOTO": "given", "SENSITIVE": "refused"},
    )
    return admit, AdmitPeople((member,), "TRIAL", TODAY, channel="REF_NGO", agency_name="มูลนิธิทดสอบ")


def admission_of_a_family(centre: OpenCentre) -> Act:
    known = admitted(centre, "แม่")
    end_stay(
        centre.work, centre.desk, EndStay(((known.id, known.version),), TODAY - timedelta(days=1), "SELF")
    )
    head = Member(person_id=known.person_id, facts=PersonFacts(first_name="แม่", sex="M", phone="0812345678"))
    child = Member(facts=PersonFacts(first_name="ลูก", sex="F"), relation="CHILD", accompanying=True)
    members = (Member(**{**vars(head), "bed_id": centre.bed("ครอบครัว 1-01")}), child)
    members += (Member(**{**vars(child), "shares_with": 0, "facts": PersonFacts(first_name="น้อง", sex="M")}),)
    return admit, AdmitPeople(members, "TRIAL", TODAY, reasons={"*": REASON})


def return_within_hours(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    end_stay(centre.work, centre.desk, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    member = Member(person_id=stay.person_id, bed_id=centre.bed("ชาย 1-03"))
    return admit, AdmitPeople((member,), "COURSE_S", TODAY)


def change_of_service_with_a_reason(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    return change_service, ChangeService(stay.id, stay.version, "COURSE_S", TODAY, reasons={"*": REASON})


def leaving(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    plan = MoveBed(stay.id, stay.version, centre.bed("ชาย 1-02"), TODAY + timedelta(days=2))
    bed_acts.move_bed(centre.work, centre.desk, plan)
    stay = one_of(centre, Stay)
    start_absence(
        centre.work, centre.desk, StartAbsence(stay.id, stay.version, "LEAVE", TODAY - timedelta(days=1))
    )
    stay = one_of(centre, Stay)
    return end_stay, EndStay(((stay.id, stay.version),), TODAY, "HOME", province="สงขลา", note="ญาติมารับ")


def move(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    return bed_acts.move_bed, MoveBed(stay.id, stay.version, centre.bed("ชาย 1-02"), TODAY)


def move_back_to_the_bed_before(centre: OpenCentre) -> Act:
    function, request = move(centre)
    function(centre.work, centre.desk, request)
    stay = one_of(centre, Stay)
    return bed_acts.move_bed, MoveBed(stay.id, stay.version, centre.bed("ชาย 1-01"), TODAY)


def absence_without_bed(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    return start_absence, StartAbsence(stay.id, stay.version, "HOSPITAL", TODAY, bed_kept=False)


def coming_back(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    away = StartAbsence(stay.id, stay.version, "LEAVE", TODAY - timedelta(days=2))
    start_absence(centre.work, centre.desk, away)
    return end_absence, EndAbsence(one_of(centre, Absence).id, TODAY)


def voiding(centre: OpenCentre) -> Act:
    stay = admitted(centre, bed="ชาย 1-01")
    return void_admission, VoidAdmission((stay.id,), (stay.person_id,), "บันทึกผิดคน")


def long_stay(centre: OpenCentre) -> Stay:
    member = Member(facts=PersonFacts(first_name="นาน", sex="M"))
    admit(
        centre.work,
        centre.desk,
        AdmitPeople((member,), "TRIAL", TODAY - timedelta(days=14), reasons={"*": REASON}),
    )
    return one_of(centre, Stay)


def extending(centre: OpenCentre) -> Act:
    return extend_stay, ExtendStay(long_stay(centre).id, REASON)


def acknowledging(centre: OpenCentre) -> Act:
    extend_stay(centre.work, centre.desk, ExtendStay(long_stay(centre).id, REASON))
    return acknowledge, Acknowledge((one_of(centre, Override).id,))


def editing(centre: OpenCentre) -> Act:
    stay = admitted(centre)
    facts = PersonFacts(first_name="เอกชัย", last_name="ทดสอบ", sex="M", birth_first_on=date(1990, 5, 1))
    return edit_person, EditPerson(stay.person_id, 1, facts)


def consenting(centre: OpenCentre) -> Act:
    return record_consent, RecordConsent(admitted(centre).person_id, "PHOTO", TODAY, "given", how="อ่านให้ฟัง")


def telling_apart(centre: OpenCentre) -> Act:
    one, other = admitted(centre).person_id, admitted(centre, "เอกา").person_id

    def act(work: Any, by: Actor, others: tuple[int, ...]) -> None:
        tell_apart(work, by, one, others)

    return act, (other,)


def blocking(centre: OpenCentre) -> Act:
    return bed_acts.block_bed, BlockBed(centre.bed("ชาย 1-04"), TODAY, None, "ซ่อม")


def opening(centre: OpenCentre) -> Act:
    bed_acts.block_bed(centre.work, centre.desk, BlockBed(centre.bed("ชาย 1-04"), TODAY, None, "ซ่อม"))
    return bed_acts.open_bed, OpenBed(centre.bed("ชาย 1-04"), TODAY + timedelta(days=1))


def room_of(centre: OpenCentre, label: str) -> int:
    return int(one_of(centre, Bed, id=centre.bed(label)).room_id)


def adding_an_extra_bed(centre: OpenCentre) -> Act:
    return bed_acts.add_extra_bed, AddExtraBed(room_of(centre, "ชาย 1-01"), TODAY)


def removing_an_extra_bed(centre: OpenCentre) -> Act:
    bed_acts.add_extra_bed(centre.work, centre.desk, AddExtraBed(room_of(centre, "ชาย 1-01"), START))
    return bed_acts.remove_extra_bed, RemoveExtraBed(one_of(centre, Bed).id, TODAY)


def settings(centre: OpenCentre) -> Act:
    return edit_settings, EditSettings({"trial.days": 12, "program.lock_minutes": 7}, {})


def code(centre: OpenCentre) -> Act:
    row = one_of(centre, Code, list="outcome", code="SELF")
    return save_code, SaveCode(row.id, row.version, "ออกเอง", "เอง", False)


def new_agency(centre: OpenCentre) -> Act:
    return save_agency, SaveAgency(None, "มูลนิธิทดสอบ", "NGO")


def new_holiday(centre: OpenCentre) -> Act:
    return save_holiday, SaveHoliday(None, date(2026, 12, 7), "ชดเชย")


def holiday_gone(centre: OpenCentre) -> Act:
    row = list_holidays(centre.work, centre.manager, 2026)[0]
    return save_holiday, SaveHoliday(row.id, row.day, row.name, remove=True)


def year_confirmed(centre: OpenCentre) -> Act:
    return confirm_year, ConfirmYear(2026)


def year_proposed(centre: OpenCentre) -> Act:
    return propose_year, ProposeYear(2028)


def new_building(centre: OpenCentre) -> Act:
    return save_building, SaveBuilding(None, "อาคารใหม่")


def more_beds(centre: OpenCentre) -> Act:
    row = one_of(centre, Room, name="ชาย 1")
    return save_room, SaveRoom(row.id, row.building_id, "ชาย หนึ่ง", "ANY", 9, TODAY, row.version)


def registering(centre: OpenCentre) -> Act:
    return create_person, PersonFacts(first_name="โท", sex="F", national_id=NUMBER)


ACTS = (
    admission_of_one,
    admission_of_a_family,
    return_within_hours,
    change_of_service_with_a_reason,
    leaving,
    move,
    move_back_to_the_bed_before,
    absence_without_bed,
    coming_back,
    voiding,
    extending,
    acknowledging,
    editing,
    consenting,
    telling_apart,
    blocking,
    opening,
    adding_an_extra_bed,
    removing_an_extra_bed,
    settings,
    code,
    new_agency,
    new_holiday,
    holiday_gone,
    year_confirmed,
    year_proposed,
    new_building,
    more_beds,
    registering,
    *TRAINING_ACTS,
)


@pytest.mark.parametrize("prepare", ACTS, ids=lambda one: one.__name__)
def test_an_act_is_taken_back_done_again_and_taken_back_again(
    centre_session: OpenCentre, prepare: Callable[[OpenCentre], Act]
) -> None:
    function, request = prepare(centre_session)
    play_back_and_forth(centre_session, function, request)


# refusals -----------------------------------------------------------------------------------------


def test_an_admission_with_a_later_move_names_the_move(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay = admitted(centre, bed="ชาย 1-01")
    entry = last_entry(centre.work)
    assert entry is not None
    request = MoveBed(stay.id, stay.version, centre.bed("ชาย 1-02"), TODAY)
    moved = do(centre, bed_acts.move_bed, request, centre.desk)
    before = state(centre.work)
    with pytest.raises(RuleBroken) as refused:
        take_back(centre.work, centre.manager, TakeBack(entry))
    assert refused.value.id == "undo.needs_other_first"
    assert refused.value.facts["entry"] == moved
    said = message_of(refused.value)
    assert "ย้ายเตียง" in said
    assert "สมหญิง แรกรับ" in said
    assert "21 พ.ย. 2569 10:00" in said
    assert state(centre.work) == before
    take_back(centre.work, centre.desk, TakeBack(moved))
    take_back(centre.work, centre.manager, TakeBack(entry))
    assert one_of(centre, Stay).voided_at is not None


def test_an_edited_person_is_not_set_back_over_a_later_edit(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = create_person(centre.work, centre.desk, PersonFacts(first_name="โท"))
    id = next(iter(person.people))
    first = do(centre, edit_person, EditPerson(id, 1, PersonFacts(first_name="โท", phone="0811111111")))
    do(centre, edit_person, EditPerson(id, 2, PersonFacts(first_name="โท", phone="0822222222")))
    with pytest.raises(RuleBroken, match=r"undo\.needs_other_first"):
        take_back(centre.work, centre.manager, TakeBack(first))


def test_another_column_of_the_record_may_have_changed(centre_session: OpenCentre) -> None:
    centre = centre_session
    person = create_person(centre.work, centre.desk, PersonFacts(first_name="โท"))
    id = next(iter(person.people))
    first = do(centre, edit_person, EditPerson(id, 1, PersonFacts(first_name="โท", phone="0811111111")))
    later = PersonFacts(first_name="โท", phone="0811111111", nickname="เล็ก")
    do(centre, edit_person, EditPerson(id, 2, later))
    take_back(centre.work, centre.manager, TakeBack(first))
    now = one_of(centre, Person)
    assert (now.phone, now.nickname) == ("", "เล็ก")


def test_a_bed_given_away_meanwhile_is_refused_with_who_has_it(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay = admitted(centre, bed="ชาย 1-01")
    left = do(centre, end_stay, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    member = Member(facts=PersonFacts(first_name="ตรี", sex="M"), bed_id=centre.bed("ชาย 1-01"))
    admit(centre.work, centre.desk, AdmitPeople((member,), "TRIAL", TODAY))
    with pytest.raises(RuleBroken) as refused:
        take_back(centre.work, centre.desk, TakeBack(left))
    assert refused.value.id == "bed.taken"
    assert "ตรี" in str(refused.value.facts["who"])


def test_a_bed_closed_meanwhile_is_refused(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay = admitted(centre, bed="ชาย 1-01")
    left = do(centre, end_stay, EndStay(((stay.id, stay.version),), TODAY, "SELF"))
    bed_acts.block_bed(centre.work, centre.desk, BlockBed(centre.bed("ชาย 1-01"), TODAY, None, "ซ่อม"))
    with pytest.raises(RuleBroken, match=r"bed\.closed"):
        take_back(centre.work, centre.desk, TakeBack(left))


def test_a_leaving_is_not_taken_back_when_the_person_came_again(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay = admitted(centre)
    left = do(centre, end_stay, EndStay(((stay.id, stay.version),), TODAY - timedelta(days=2), "SELF"))
    again = AdmitPeople((Member(person_id=stay.person_id),), "TRIAL", TODAY)
    came = do(centre, admit, again)
    with pytest.raises(RuleBroken) as refused:
        take_back(centre.work, centre.desk, TakeBack(left))
    assert refused.value.facts["entry"] == came


def test_an_act_is_taken_back_once_and_done_again_once(centre_session: OpenCentre) -> None:
    centre = centre_session
    admitted(centre)
    entry = last_entry(centre.work)
    assert entry is not None
    with pytest.raises(RuleBroken, match=r"undo\.holds_already"):
        redo(centre.work, centre.desk, TakeBack(entry))
    take_back(centre.work, centre.desk, TakeBack(entry))
    with pytest.raises(RuleBroken, match=r"undo\.taken_back_already"):
        take_back(centre.work, centre.desk, TakeBack(entry))


def test_who_may_not_do_an_act_may_not_take_it_back(centre_session: OpenCentre) -> None:
    centre = centre_session
    changed = do(centre, edit_settings, EditSettings({"program.lock_minutes": 7}, {}))
    with pytest.raises(NotAllowed):
        take_back(centre.work, centre.desk, TakeBack(changed))
    with pytest.raises(NotAllowed):
        take_back(centre.work, centre.trainer, TakeBack(changed))
    take_back(centre.work, centre.admin, TakeBack(changed))


def test_users_and_sign_ins_stand(centre_session: OpenCentre) -> None:
    centre = centre_session
    save_user(centre.work, centre.manager, SaveUser(None, "new", "คนใหม่", "REG", password="secret"))
    done = centre.work.last_done()
    assert done is not None
    assert last_entry(centre.work) is None
    with pytest.raises(RuleBroken, match=r"undo\.stands"):
        take_back(centre.work, centre.manager, TakeBack(done.entry_id))


# more than the record itself ----------------------------------------------------------------------


def test_a_person_with_papers_stays_in_the_register(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay = admitted(centre)
    entry = last_entry(centre.work)
    assert entry is not None
    paper = Document(
        kind="intake_form",
        title="แบบรับเข้า",
        person_id=stay.person_id,
        stay_id=stay.id,
        dated_on=TODAY,
        issued_at=centre.clock.now(),
        issued_by_id=centre.desk.user_id,
    )
    with centre.work.writing(centre.desk, "document.issue") as session:
        session.add(paper)
    take_back(centre.work, centre.desk, TakeBack(entry))
    assert one_of(centre, Stay).voided_at is not None
    assert one_of(centre, Person).voided_at is None
    redo(centre.work, centre.desk, TakeBack(entry))
    assert one_of(centre, Stay).voided_at is None


def test_a_new_agency_that_others_use_meanwhile_stays(centre_session: OpenCentre) -> None:
    centre = centre_session
    function, request = admission_of_one(centre)
    entry = do(centre, function, request)
    other = Member(facts=PersonFacts(first_name="ตรี", sex="M"))
    admit(
        centre.work,
        centre.desk,
        AdmitPeople((other,), "TRIAL", TODAY, channel="REF_NGO", agency_name="มูลนิธิทดสอบ"),
    )
    take_back(centre.work, centre.desk, TakeBack(entry))
    assert one_of(centre, Agency, name="มูลนิธิทดสอบ").is_active


def test_taking_back_survives_closing_the_centre(centre_session: OpenCentre) -> None:
    centre = centre_session
    before = state(centre.work)
    admitted(centre, bed="ชาย 1-01")
    entry = last_entry(centre.work)
    restart(centre)
    newest = newest_of(centre.work, centre.desk)
    assert newest == entry
    take_back(centre.work, centre.desk, TakeBack(newest))
    assert differences(state(centre.work), before) == {}


def test_keys_walk_back_and_forth_through_the_acts_of_this_user(centre_session: OpenCentre) -> None:
    centre, work, desk = centre_session, centre_session.work, centre_session.desk
    first = do(centre, create_person, PersonFacts(first_name="หนึ่ง"), desk)
    second = do(centre, create_person, PersonFacts(first_name="สอง"), desk)
    do(centre, create_person, PersonFacts(first_name="คนอื่น"))
    assert newest_of(work, desk) == second
    take_back(work, desk, TakeBack(second))
    assert newest_of(work, desk) == first
    take_back(work, desk, TakeBack(first))
    assert newest_of(work, desk) is None
    assert newest_taken_back(work, desk) == first
    redo(work, desk, TakeBack(first))
    assert newest_taken_back(work, desk) == second
    third = do(centre, create_person, PersonFacts(first_name="สาม"), desk)
    assert newest_taken_back(work, desk) is None
    assert newest_of(work, desk) == third


def test_the_reversing_entry_is_in_the_audit_and_the_chain_holds(centre_session: OpenCentre) -> None:
    centre = centre_session
    entry = do(centre, create_person, PersonFacts(first_name="หนึ่ง"))
    take_back(centre.work, centre.desk, TakeBack(entry))
    with centre.work.reading(centre.manager, "check.run") as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert (last.act, last.note, last.user_id) == (
            "undo.take_back",
            f"takes_back {entry}",
            centre.desk.user_id,
        )
        assert verify_chain(session, centre.work.database.audit_key).ok


def test_a_deleted_record_whose_number_was_given_again_comes_back(centre_session: OpenCentre) -> None:
    centre = centre_session
    person_id = admitted(centre).person_id
    first = do(centre, record_consent, RecordConsent(person_id, "PHOTO", TODAY, "given"))
    take_back(centre.work, centre.manager, TakeBack(first))
    do(centre, record_consent, RecordConsent(person_id, "SENSITIVE", TODAY, "given"))
    redo(centre.work, centre.manager, TakeBack(first))
    take_back(centre.work, centre.manager, TakeBack(first))
    assert one_of(centre, Consent).purpose == "SENSITIVE"


def test_names_are_found_again_after_an_edit_was_taken_back(centre_session: OpenCentre) -> None:
    centre = centre_session
    do(centre, create_person, PersonFacts(first_name="สมชาย"))
    changed = do(centre, edit_person, EditPerson(1, 1, PersonFacts(first_name="วิชัย")))
    take_back(centre.work, centre.manager, TakeBack(changed))
    assert [one.id for one in search(centre.work, centre.desk, "สมชาย")] == [1]
    assert search(centre.work, centre.desk, "วิชัย") == ()
