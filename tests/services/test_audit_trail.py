"""Who saw and did what: found by person, user, act and day; covered where the reader may not see; whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import AuditChange
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.access import AccessFilter, access_ids, access_rows
from panpun_desktop.services.audit_trail import (
    AuditFilter,
    acts_in_audit,
    audit_changes,
    audit_ids,
    audit_rows,
    users_in_audit,
)
from panpun_desktop.services.centre import EditSettings, edit_settings, read_centre
from panpun_desktop.services.chain import chain_at_start, chain_state
from panpun_desktop.services.consent_register import ConsentFilter, consent_ids, consent_rows
from panpun_desktop.services.consents import RecordConsent, record_consent
from panpun_desktop.services.keeping_apart import KeepPeopleApart, keep_people_apart
from panpun_desktop.services.people import EditPerson, create_person, edit_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.record_words import column_words, value_words
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.store.audit import keep_head
from tests.builders import TODAY
from tests.centres import OpenCentre

AUDITOR = Actor(3, "trainer", "ผู้ตรวจสอบ", Role.AUDIT)
PERIOD = {"first_on": TODAY, "last_on": TODAY}


@pytest.fixture
def two(centre_session: OpenCentre) -> OpenCentre:
    """มานี, changed by the desk, and ชูใจ, whose presence is protected."""
    work, desk = centre_session.work, centre_session.desk
    create_person(work, desk, PersonFacts(first_name="มานี", phone="0811111111"))
    create_person(work, desk, PersonFacts(first_name="ชูใจ", phone="0833333333"))
    edit_person(work, desk, EditPerson(1, 1, PersonFacts(first_name="มานี", phone="0822222222")))
    record_consent(work, desk, RecordConsent(1, "DISCLOSE", TODAY, "given"))
    record_consent(work, desk, RecordConsent(1, "DISCLOSE", TODAY, "withdrawn"))
    record_consent(work, desk, RecordConsent(2, "DISCLOSE", TODAY, "refused"))
    restrict_people(work, centre_session.manager, RestrictPeople((2,), "VIOLENCE"))
    return centre_session


def acts(centre: OpenCentre, by: Actor, **chosen: object) -> list[str]:
    ids = audit_ids(centre.work, by, AuditFilter(**chosen))  # type: ignore[arg-type]
    return [one.act for one in audit_rows(centre.work, by, ids)]


def test_entries_are_found_by_person_user_act_and_day(two: OpenCentre) -> None:
    manager, desk = two.manager, two.desk
    assert acts(two, manager, person_id=1) == [
        *("consent.record", "consent.record", "person.edit", "person.create")
    ]
    assert acts(two, manager, person_id=1, user_id=desk.user_id, act="person.edit") == ["person.edit"]
    assert acts(two, manager, user_id=manager.user_id, first_on=TODAY)[0] == "person.restrict"
    assert acts(two, manager, first_on=TODAY + timedelta(days=1)) == []
    assert ("person.edit", "แก้ไขข้อมูลบุคคล") in acts_in_audit(two.work, manager)
    assert (desk.user_id, desk.name) in users_in_audit(two.work, manager)
    for refused in (two.desk, two.admin):
        with pytest.raises(NotAllowed):
            audit_ids(two.work, refused, AuditFilter())


def test_facts_are_told_before_and_after_and_covered_where_the_reader_may_not_see(two: OpenCentre) -> None:
    edited = audit_ids(two.work, two.manager, AuditFilter(act="person.edit"))[0]
    told = {(one.fact, one.before, one.after) for one in audit_changes(two.work, two.manager, edited)}
    assert ("โทรศัพท์", "0811111111", "0822222222") in told
    created = audit_ids(two.work, AUDITOR, AuditFilter(act="person.create"))
    shown = audit_rows(two.work, AUDITOR, created)
    assert [one.people for one in shown] == ["ผู้รับบริการ (ปกปิด)", "มานี"]
    assert audit_changes(two.work, AUDITOR, created[0]) == ()
    assert audit_changes(two.work, AUDITOR, created[1]) != ()
    with pytest.raises(RuleBroken):
        audit_ids(two.work, AUDITOR, AuditFilter(person_id=2))


def test_a_decision_of_the_centre_is_told_by_its_name_from_what_to_what(two: OpenCentre) -> None:
    edit_settings(
        two.work, two.manager, EditSettings({"backup.hours": 6, "trial.count_mode": "exclude_first"})
    )
    edited = audit_ids(two.work, two.manager, AuditFilter(act="setting.edit"))[0]
    told = {(one.fact, one.before, one.after) for one in audit_changes(two.work, two.manager, edited)}
    assert ("สำรองข้อมูลทุก", "4 ชั่วโมง", "6 ชั่วโมง") in told
    assert "เริ่มนับวันรุ่งขึ้น" in {after for _fact, _before, after in told}


def test_on_paper_nobody_restricted_is_named_and_the_paper_is_noted(two: OpenCentre) -> None:
    for key in ("audit_trail", "access_register", "consents"):
        drawn = runner.render(two.work, two.manager, key, PERIOD)
        assert "ชูใจ" not in str(drawn.data)
        assert "0833333333" not in str(drawn.data)
        runner.office(two.work, two.manager, key, PERIOD, "xlsx")
    ids = access_ids(two.work, two.manager, AccessFilter(kinds=("export",)))
    noted = [(one.place, one.regno != "") for one in access_rows(two.work, two.manager, ids)]
    assert ("audit_trail", False) in noted
    assert noted.count(("consents", True)) == 2
    with pytest.raises(NotAllowed):
        runner.render(two.work, two.desk, "audit_trail", PERIOD)


def test_the_register_of_consent_says_what_holds(two: OpenCentre) -> None:
    ids = consent_ids(two.work, two.manager, ConsentFilter())
    rows = [(one.name, one.state, one.holds) for one in consent_rows(two.work, two.manager, ids)]
    assert rows == [("ชูใจ", "refused", True), ("มานี", "withdrawn", True), ("มานี", "given", False)]
    assert consent_ids(two.work, two.manager, ConsentFilter(state="withdrawn")) == ids[1:2]
    masked = consent_rows(two.work, two.desk, consent_ids(two.work, two.desk, ConsentFilter()))
    assert "ชูใจ" not in {one.name for one in masked}


def test_a_chain_that_was_touched_or_cut_off_shows(two: OpenCentre) -> None:
    keep_head(two.work.database)
    whole = chain_state(two.work, two.manager)
    assert whole.is_whole
    assert chain_at_start(two.work, two.desk) == whole
    with two.work.database.unaudited() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_change_no_update")
        connection.exec_driver_sql(
            f"UPDATE {AuditChange.__tablename__} SET after='{{}}' WHERE entry_id={whole.entries - 1}"
        )
        connection.commit()
    assert chain_at_start(two.work, two.desk).first_bad == whole.entries - 1
    with two.work.database.unaudited() as connection:
        for table in ("audit_change", "audit_entry"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
        connection.exec_driver_sql(f"DELETE FROM audit_change WHERE entry_id>={whole.entries - 1}")
        connection.exec_driver_sql(f"DELETE FROM audit_entry WHERE id>={whole.entries - 1}")
        connection.commit()
    assert chain_at_start(two.work, two.desk).first_bad == whole.entries - 1


def test_codes_are_told_in_the_words_of_their_table(two: OpenCentre) -> None:
    with two.work.reading(two.manager, "audit.read") as session:
        centre = read_centre(session)
    told = {
        ("incoming_paper", "received_on", TODAY): ("วันที่รับ", "21 พ.ย. 2569"),
        ("incoming_paper", "result", "REFUSED"): ("ผล", "ไม่รับตัว"),
        ("data_request", "result", "refused"): ("ผล", "ปฏิเสธคำขอ"),
        ("waiting_entry", "state", "WAITING"): ("สถานะ", "รออยู่"),
        ("attendance_mark", "code", "S"): ("เครื่องหมาย", "ลาป่วย"),
        ("night_census_line", "state", "not_here"): ("สถานะ", "ไม่อยู่"),
        ("belonging", "received_on", None): ("วันที่รับฝาก", "–"),
    }
    for (table, column, value), words in told.items():
        assert (column_words(column, table), value_words(column, value, centre, table)) == words
    assert column_words("place", "access_entry") == column_words("code", "code") == ""


def test_of_an_act_about_several_people_the_one_asked_about_comes_first(two: OpenCentre) -> None:
    work, manager = two.work, two.manager
    keep_people_apart(work, manager, KeepPeopleApart(1, 2))
    newest = audit_ids(work, manager, AuditFilter(person_id=1))[:1]
    told = [audit_rows(work, manager, newest, about)[0].people for about in (None, 2)]
    assert [[name for name in ("มานี", "ชูใจ") if name in one] for one in told] == [["มานี", "ชูใจ"]] * 2
    assert [one.index("มานี") < one.index("ชูใจ") for one in told] == [True, False]
