"""ครบกำหนดเก็บ (R-PD-5): who is due, what anonymising takes and what it leaves, and the chain over it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import (
    AuditChange,
    AuditRedaction,
    Base,
    Bed,
    BedUse,
    ClosedStay,
    Consent,
    Document,
    Episode,
    FamilyAdmission,
    Household,
    HouseholdMember,
    Incident,
    IncidentPerson,
    Person,
    PersonAddress,
    PersonFile,
    PersonFileContent,
    PersonName,
    PersonPhone,
    PersonRelation,
    Stay,
)
from panpun_desktop.reports import runner
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.rules.personal_data import NAMED_IN, TABLES
from panpun_desktop.services import people, undoing
from panpun_desktop.services.admissions import AdmitPeople, Member, admit
from panpun_desktop.services.audit_trail import (
    AuditFilter,
    AuditRow,
    audit_changes,
    audit_ids,
    audit_rows,
)
from panpun_desktop.services.bed_timeline import bed_timeline
from panpun_desktop.services.beds import board
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.families import families_of
from panpun_desktop.services.named_texts import traces_of
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_history import person_history
from panpun_desktop.services.relations import SaveRelation, list_relations, save_relation
from panpun_desktop.services.retention import anonymise_people, keep_longer, list_retention
from panpun_desktop.services.retention_rows import Anonymise, KeepLonger
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.store.audit import verify_chain
from tests.builders import NOW, TODAY
from tests.centres import OpenCentre

FIRST, LAST, NUMBER, PHONE = "จันทร์กระจ่าง", "ดวงมณีแท้", "9999000000011", "0811112222"
DASHED = "9-9990-00000-01-1"
OTHER = "พิกุลทอง"
LEFT = date(2016, 3, 20)
"""More than ten years before today."""
CLOSED = select(ClosedStay.stay_id, ClosedStay.sex, ClosedStay.moves, ClosedStay.arrived_on)
WORDS = (FIRST, LAST, "หนูจ๋าเอ๋ย", NUMBER, PHONE, "ซอยลับสุดท้าย", "สีหน้าหม่นหมอง", "แสงเดือนยาย")


def write_old_stay(centre: OpenCentre, first: str, bed: str, left_on: date | None = LEFT) -> int:
    """Someone with a finished stay and a text in every table that may hold one."""
    with centre.work.writing(centre.manager, "person.edit") as session:
        number = len(session.scalars(select(Person.id)).all()) + 1
        known = {"regno": f"P59-{number:04}", "registered_on": date(2016, 3, 1), "sex": "F"}
        person = Person(first_name=first, last_name=LAST, birth_precision="DAY", **known)
        person.birth_first_on = date(1980, 5, 17)
        session.add(person)
        session.flush()
        dates = {"arrived_on": date(2016, 3, 1), "left_on": left_on}
        kept = {"channel": "SELF", "age_band": "adult", "sex": "F", "outcome": "HOME" if left_on else None}
        stay = Stay(person_id=person.id, condition_seen="สีหน้าหม่นหมอง", **dates, **kept)
        session.add(stay)
        session.flush()
        end = {"started_on": date(2016, 3, 1), "ended_on": left_on}
        session.add(Episode(stay_id=stay.id, service_type="TRIAL", **end))
        session.add(
            BedUse(stay_id=stay.id, bed_id=centre.bed(bed), start_on=dates["arrived_on"], end_on=left_on)
        )
        return person.id


def furnish(centre: OpenCentre, person_id: int) -> None:
    with centre.work.writing(centre.manager, "person.edit") as session:
        person = session.get_one(Person, person_id)
        person.nickname, person.phone, person.national_id = "หนูจ๋าเอ๋ย", PHONE, NUMBER
        person.note, person.sort_key, person.name_key = f"{FIRST} เคยอยู่", FIRST, f"{FIRST} {LAST}"
        whose = {"person_id": person_id}
        session.add(PersonName(kind="ALIAS", text=f"{FIRST}เล็ก", name_key=f"{FIRST}เล็ก", **whose))
        session.add(PersonPhone(number=PHONE, **whose))
        session.add(PersonAddress(kind="HOME", soi="ซอยลับสุดท้าย", province="90", **whose))
        session.add(PersonRelation(relation="MOTHER", other_name="แสงเดือนยาย", **whose))
        session.add(Consent(purpose="PHOTO", state="given", given_on=LEFT, witness="แสงเดือนยาย", **whose))
        added = {"media_type": "image/png", "size": 3, "added_at": NOW, "added_by_id": centre.manager.user_id}
        photo = PersonFile(kind="PHOTO", name=f"{FIRST}.png", **whose, **added)
        incident = Incident(
            on_day=LEFT, kind="OTHER", what=f"{FIRST}ล้ม", written_by_id=centre.manager.user_id
        )
        household = Household(name=f"ครอบครัว{LAST}")
        session.add_all([photo, incident, household])
        session.flush()
        session.add(PersonFileContent(file_id=photo.id, content=b"png", sha256="x"))
        session.add(IncidentPerson(incident_id=incident.id, **whose))
        session.add(HouseholdMember(household_id=household.id, since_on=LEFT, **whose))


def everything(centre: OpenCentre) -> str:
    """The whole database as text, the audit with it."""
    with centre.work.database.engine.connect() as connection:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "person_file_content"]
        return "\n".join(str(tuple(row)) for table in tables for row in connection.execute(select(table)))


def due(centre: OpenCentre, state: str = "due") -> list[int]:
    return [row.id for row in list_retention(centre.work, centre.manager, state)]


def monthly(centre: OpenCentre, month: date) -> object:
    return runner.facts(centre.work, centre.manager, "monthly", {"month": month})


@pytest.fixture
def old(centre_session: OpenCentre) -> int:
    opened = EditSettings({"centre.go_live_on": date(2016, 1, 1)})
    edit_settings(centre_session.work, centre_session.manager, opened)
    person_id = write_old_stay(centre_session, FIRST, "หญิง 1-01")
    furnish(centre_session, person_id)
    return person_id


def test_r_pd_5_due_is_whose_last_day_is_older_than_the_setting_and_of_whom_nothing_runs(
    centre_session: OpenCentre, old: int
) -> None:
    write_old_stay(centre_session, OTHER, "หญิง 1-02", None)
    write_old_stay(centre_session, OTHER, "หญิง 1-03", TODAY - timedelta(days=3650))
    assert due(centre_session) == [old]
    request = KeepLonger((old,), TODAY + timedelta(days=365), " ")
    with pytest.raises(RuleBroken, match=r"retention\.reason_missing"):
        keep_longer(centre_session.work, centre_session.manager, request)
    keep = KeepLonger((old,), TODAY + timedelta(days=365), "คดียังไม่สิ้นสุด")
    keep_longer(centre_session.work, centre_session.manager, keep)
    assert (due(centre_session), due(centre_session, "kept")) == ([], [old])
    centre_session.clock.instant += timedelta(days=366)
    assert old in due(centre_session)
    with pytest.raises(NotAllowed):
        anonymise_people(centre_session.work, centre_session.desk, Anonymise((old,)))
    with pytest.raises(RuleBroken, match=r"retention\.not_due"):
        anonymise_people(centre_session.work, centre_session.manager, Anonymise((old + 1,)))


def test_r_pd_5_anonymising_leaves_the_figures_and_nothing_that_names_the_person(
    centre_session: OpenCentre, old: int
) -> None:
    work, manager, march = centre_session.work, centre_session.manager, date(2016, 3, 1)
    before = monthly(centre_session, march), monthly(centre_session, TODAY.replace(day=1))
    assert [word for word in WORDS if word not in everything(centre_session)] == []
    assert [hit.id for hit in people.search(work, manager, FIRST)] == [old]
    changes = anonymise_people(work, manager, Anonymise((old,), "ครบกำหนด"))
    assert changes.people == {old}
    assert (monthly(centre_session, march), monthly(centre_session, TODAY.replace(day=1))) == before
    left = everything(centre_session)
    assert [word for word in WORDS if word in left] == []
    assert [hit.name for hit in people.search(work, manager, "P59-0001")] == ["หญิงไม่ทราบชื่อ (ลบชื่อแล้ว)"]
    for typed in (FIRST, LAST, NUMBER, PHONE):
        assert [hit.id for hit in people.search(work, manager, typed)] == [], typed
    with work.reading(manager, "person.read") as session:
        person = session.get_one(Person, old)
        assert (person.sex, person.birth_precision, person.birth_first_on) == ("F", "YEAR", date(1980, 1, 1))
        assert (person.anonymised_on, len(session.scalars(select(Stay)).all())) == (TODAY, 1)
        assert session.scalars(select(PersonFileContent)).all() == []
    assert (due(centre_session), due(centre_session, "anonymised")) == ([], [old])


def test_the_chain_holds_over_what_was_blanked_and_shows_any_other_change(
    centre_session: OpenCentre, old: int
) -> None:
    work, manager = centre_session.work, centre_session.manager
    anonymise_people(work, manager, Anonymise((old,)))
    key = work.database.audit_key
    with work.reading(manager, "audit.read") as session:
        assert verify_chain(session, key).ok
        redacted = session.scalars(select(AuditRedaction.entry_id)).all()
        touched = session.scalars(select(AuditChange.entry_id).where(AuditChange.entity == "person")).all()
    assert set(touched) - set(redacted) <= {max(touched)}
    with work.database.unaudited() as connection:
        at = f"entry_id = {redacted[0]} AND position = 1"
        connection.execute(text(f"UPDATE audit_change SET after = '{{}}' WHERE {at}"))
        connection.commit()
    with work.reading(manager, "audit.read") as session:
        assert verify_chain(session, key).first_bad == redacted[0]


REFUSED = (
    "UPDATE audit_change SET after = 'x' WHERE entry_id = 1",
    "UPDATE audit_change SET entity_id = '9' WHERE entry_id IN (SELECT entry_id FROM audit_redaction)",
    "DELETE FROM audit_change",
    "DELETE FROM audit_redaction",
    "UPDATE audit_entry SET note = 'x'",
    "DELETE FROM person_file_content",
)


def test_the_database_itself_lets_nothing_else_be_blanked(centre_session: OpenCentre, old: int) -> None:
    furnish(centre_session, write_old_stay(centre_session, OTHER, "หญิง 1-02"))
    anonymise_people(centre_session.work, centre_session.manager, Anonymise((old,)))
    for statement in REFUSED:
        with pytest.raises(IntegrityError), centre_session.work.database.unaudited() as connection:
            connection.execute(text(statement))


def test_a_shared_record_loses_the_name_alone(centre_session: OpenCentre, old: int) -> None:
    other = write_old_stay(centre_session, OTHER, "หญิง 1-02")
    with centre_session.work.writing(centre_session.manager, "person.edit") as session:
        (incident,) = session.scalars(select(Incident))
        incident.what = f"{FIRST}กับ{OTHER}ทะเลาะกัน"
        session.add(IncidentPerson(incident_id=incident.id, person_id=other))
    anonymise_people(centre_session.work, centre_session.manager, Anonymise((old,)))
    with centre_session.work.reading(centre_session.manager, "person.read") as session:
        (incident,) = session.scalars(select(Incident))
        assert incident.what == f"ลบชื่อแล้วกับ{OTHER}ทะเลาะกัน"
        assert session.get_one(Person, other).first_name == OTHER


def test_what_others_wrote_is_found_and_loses_the_name_if_wanted(
    centre_session: OpenCentre, old: int
) -> None:
    """The full name and the number, however spaced; in texts of today and in what the audit keeps."""
    work, manager = centre_session.work, centre_session.manager
    other = write_old_stay(centre_session, OTHER, "หญิง 1-02", None)
    with work.writing(manager, "person.edit") as session:
        session.get_one(Person, other).note = f"เพื่อนของ {FIRST}  {LAST} จากห้องเดิม"
    with work.writing(manager, "person.edit") as session:
        session.get_one(Person, other).note = "แก้ข้อความแล้ว"  # the audit still knows
        (stay,) = session.scalars(select(Stay).where(Stay.person_id == other))
        stay.note = f"มากับ {FIRST} {LAST} เลข {DASHED}"
        paper = {"kind": "x", "dated_on": TODAY, "issued_at": NOW, "issued_by_id": manager.user_id}
        session.add(Document(**paper, title=f"รายชื่อ {FIRST} {LAST}"))
    found = traces_of(work, manager, (old,))
    assert [(one.title, one.whose.split()[0]) for one in found.texts] == [("การเข้าพัก", "P59-0002")]
    assert found.texts[0].words.startswith(f"มากับ {FIRST} {LAST} เลข")
    assert (found.papers, found.copies_elsewhere) == (1, 0)
    assert found.backups_until == date(2027, 11, 1)
    anonymise_people(work, manager, Anonymise((old,), also_elsewhere=True))
    with work.reading(manager, "audit.read") as session:
        assert [one.note for one in session.scalars(select(Stay).where(Stay.person_id == other))] == [
            "มากับ ลบชื่อแล้ว เลข ลบชื่อแล้ว"
        ]
        assert session.get_one(Person, other).first_name == OTHER
        kept = "".join(f"{row.before}{row.after}" for row in session.scalars(select(AuditChange)))
        assert [words for words in ("แก้ข้อความแล้ว", "จากห้องเดิม") if words not in kept] == []
        assert verify_chain(session, work.database.audit_key).ok
    left = everything(centre_session).replace(f"รายชื่อ {FIRST} {LAST}", "")
    assert [word for word in (FIRST, NUMBER, DASHED) if word in left] == []


def write_relatives(centre: OpenCentre, old: int) -> int:
    """A child of the same family, which bears the other's name; a relation, and texts with a first name."""
    child = write_old_stay(centre, OTHER, "หญิง 1-02", None)
    with centre.work.writing(centre.manager, "person.edit") as session:
        person = session.get_one(Person, child)
        person.last_name, person.mother_name, person.emergency_contact = "ศรีสุข", FIRST, f"แม่{FIRST} {PHONE}"
        (household,) = session.scalars(select(Household))
        family = FamilyAdmission(household_id=household.id, admitted_on=LEFT)
        session.add(family)
        session.flush()
        for stay in session.scalars(select(Stay)):
            stay.family_admission_id = family.id
        session.add(
            HouseholdMember(household_id=household.id, person_id=child, relation="CHILD", since_on=LEFT)
        )
        session.add(PersonRelation(person_id=child, other_person_id=old, relation="MOTHER", phone=PHONE))
        session.add(PersonRelation(person_id=old, other_person_id=child, relation="CHILD"))
    return child


def test_r_pd_5_no_page_of_a_relative_tells_who_the_nameless_one_was(
    centre_session: OpenCentre, old: int
) -> None:
    work, manager = centre_session.work, centre_session.manager
    child = write_relatives(centre_session, old)
    stranger = write_old_stay(centre_session, "มาลัยพร", "หญิง 1-03", None)
    with work.writing(manager, "person.edit") as session:
        session.get_one(Person, stranger).note = f"รู้จักคนชื่อ{FIRST}"
    march = date(2016, 3, 1)
    before = monthly(centre_session, march)
    found = traces_of(work, manager, (old,))
    assert (found.relatives, [one.words for one in found.texts]) == (1, [f"แม่{FIRST} {PHONE}"])
    anonymise_people(work, manager, Anonymise((old,), also_elsewhere=True))
    assert monthly(centre_session, march) == before
    assert list_relations(work, manager, old) == ()
    assert [(row.words, row.other_id, row.other_name) for row in list_relations(work, manager, child)] == [
        ("มารดา", None, "ลบชื่อแล้ว")
    ]
    assert [[one.person_id for one in family.members] for family in families_of(work, manager, old)] == [
        [old]
    ]
    (family,) = families_of(work, manager, child)
    assert (family.name, [(one.person_id, one.relation) for one in family.members]) == (
        "ศรีสุข",
        [(child, "HEAD")],
    )
    panel = people.person_panel(work, manager, child)
    assert (panel.family_members, panel.facts.mother_name) == ((), "ลบชื่อแล้ว")
    assert "พร้อมครอบครัว" not in "".join(row.text for row in panel.timeline)
    with work.reading(manager, "audit.read") as session:
        assert session.get_one(Person, stranger).note == f"รู้จักคนชื่อ{FIRST}"
        about = ("household_member", "person_relation", "stay")
        kept = select(AuditChange.before, AuditChange.after).where(AuditChange.entity.in_(about))
        told = "".join(f"{row.before}{row.after}" for row in session.execute(kept))
        assert re.findall(rf'"other_person_id": ?{old}\b', told) == []
        assert verify_chain(session, work.database.audit_key).ok
    assert traces_of(work, manager, (old,)).relatives == 0


def admit_together(centre: OpenCentre) -> dict[str, int]:
    """A mother and her baby in one bed, who came in one act and left in one; by given name their ids."""
    now, came = centre.clock.instant, date(2016, 3, 1)
    with centre.work.writing(centre.manager, "building.edit") as session:
        session.get_one(Bed, centre.bed("หญิง 1-04")).opened_on = date(2016, 1, 1)
    centre.clock.instant = datetime(2016, 3, 1, 3, tzinfo=UTC)
    mother = PersonFacts(
        first_name="ยอดขวัญ", last_name=LAST, sex="F", birth_precision="DAY", birth_first_on=date(1985, 2, 1)
    )
    baby = PersonFacts(
        first_name="น้ำค้าง", last_name=LAST, sex="F", birth_precision="DAY", birth_first_on=date(2016, 2, 1)
    )
    members = (
        Member(facts=mother, bed_id=centre.bed("หญิง 1-04")),
        Member(facts=baby, relation="CHILD", accompanying=True, shares_with=0),
    )
    anyhow = {"*": GivenReason("OTHER", "ทดสอบ")}
    admit(centre.work, centre.desk, AdmitPeople(members, "TRIAL", came, reasons=anyhow))
    centre.clock.instant += timedelta(days=19)
    with centre.work.reading(centre.manager, "person.read") as session:
        stays = session.scalars(select(Stay).where(Stay.left_on.is_(None))).all()
        people = {one.first_name: one.id for one in session.scalars(select(Person))}
    leaving = EndStay(tuple((one.id, one.version) for one in stays), LEFT, "SELF")
    end_stay(centre.work, centre.desk, leaving)
    centre.clock.instant = now
    return people


@pytest.mark.parametrize("gone", ["ยอดขวัญ", "น้ำค้าง"])
def test_r_pd_5_no_act_and_no_night_tells_who_was_with_the_nameless_one(
    centre_session: OpenCentre, gone: str
) -> None:
    work, manager, march = centre_session.work, centre_session.manager, date(2016, 3, 1)
    opened = EditSettings({"centre.go_live_on": date(2016, 1, 1)})
    edit_settings(work, manager, opened)
    people_there = admit_together(centre_session)
    nameless = people_there.pop(gone)
    ((other, left),) = people_there.items()
    before, story = monthly(centre_session, march), people.person_panel(work, manager, left).timeline
    assert any(both(row, other, gone) for row in audit(centre_session)), "the act of both is told of both"
    anonymise_people(work, manager, Anonymise((nameless,), also_elsewhere=True))
    assert monthly(centre_session, march) == before
    rows = audit(centre_session)
    assert [row for row in rows if both(row, other, "ลบชื่อแล้ว")] == []
    shared = [row for row in rows if row.act in {"stay.admit", "stay.end"}]
    assert [row.people.endswith("และอีก 1 คน") and other in row.people for row in shared] == [True, True]
    with work.reading(manager, "person.read") as session:
        number, kept = session.get_one(Person, nameless).regno, session.get_one(Person, left).regno
    told = [line for row in shared for line in audit_changes(work, manager, row.id)]
    assert other in str(told)
    assert [line.after for line in told if line.fact == "วันที่ออก"] == ["20 มี.ค. 2559"], "of one alone"
    about = {person: {row.id for row in audit(centre_session, person)} for person in (nameless, left)}
    assert about[nameless] & about[left] == set(), "an entry of both would join them again"
    assert {row.act for row in audit(centre_session, nameless)} == {"retention.approve"}
    moments = [{row.at for row in person_history(work, manager, one)} for one in (nameless, left)]
    assert moments[0] & moments[1] == set()
    assert people.person_panel(work, manager, left).timeline[1:] == story[1:], "the other's own stays"
    assert "bed" not in {row.kind for row in people.person_panel(work, manager, nameless).timeline}
    bars = [bar for bed in bed_timeline(work, manager, march, 20).beds for bar in bed.bars]
    assert {bar.person_id for bar in bars} <= {left, None}
    assert "1-04" in "".join(bed.label for bed in bed_timeline(work, manager, march, 20).beds if bed.bars)
    (line,) = runner.facts(work, manager, "census", {"day": march})["people"]
    assert (line["regno"], other in line["name"]) == (kept, True)
    assert number not in str(board(work, manager, march))
    with work.reading(manager, "audit.read") as session:
        uses = select(AuditChange.after).where(AuditChange.entity == "bed_use")
        assert re.findall(r'"shares_with_stay_id": ?\d', "".join(session.scalars(uses))) == []
        assert verify_chain(session, work.database.audit_key).ok


def audit(centre: OpenCentre, person_id: int | None = None) -> tuple[AuditRow, ...]:
    chosen = AuditFilter(person_id=person_id)
    ids = audit_ids(centre.work, centre.manager, chosen)
    return audit_rows(centre.work, centre.manager, ids, person_id)


def both(row: AuditRow, one: str, other: str) -> bool:
    return one in row.people and other in row.people


def test_r_pd_5_nothing_is_recorded_about_a_nameless_one(centre_session: OpenCentre, old: int) -> None:
    work, manager = centre_session.work, centre_session.manager
    anonymise_people(work, manager, Anonymise((old,)))
    (hit,) = people.search(work, manager, "P59-0001")
    assert hit.is_anonymised
    panel = people.person_panel(work, manager, old)
    assert (panel.may_admit, panel.may_edit, panel.may_issue) == (False, False, False)
    with pytest.raises(RuleBroken, match=r"person\.anonymised_act"):
        save_relation(work, manager, SaveRelation(old, "CHILD", other_name="ใครสักคน"))
    member = Member(old)
    with pytest.raises(RuleBroken, match=r"person\.anonymised_act"):
        admit(work, manager, AdmitPeople((member,), "TRIAL", TODAY))


def test_anonymising_is_not_taken_back(centre_session: OpenCentre, old: int) -> None:
    work, manager = centre_session.work, centre_session.manager
    anonymise_people(work, manager, Anonymise((old,)))
    with work.reading(manager, "audit.read") as session:
        entry = max(session.scalars(select(AuditChange.entry_id)))
    with pytest.raises(RuleBroken, match=re.escape("undo.stands")):
        undoing.take_back(work, manager, undoing.TakeBack(entry))


def test_every_table_about_people_is_known_to_what_is_handed_out_and_taken() -> None:
    elsewhere = {"household", "not_same_person", "person_merge", "incident"}
    about = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.c
        if column.name in {"person_id", "stay_id", "enrolment_id", "learner_id", "other_person_id"}
    }
    assert about - elsewhere - {"document"} <= set(TABLES)
    for name, kept in TABLES.items():
        columns = set(Base.metadata.tables[name].c.keys())
        assert {kept.via, *kept.emptied, *(one.column for one in kept.shown)} <= columns, name
    for name, (_title, texts) in NAMED_IN.items():
        assert set(texts) <= set(Base.metadata.tables[name].c.keys()), name


def test_r_rep_5_a_closed_month_stays_as_it_was(centre_session: OpenCentre, old: int) -> None:
    work, manager, march = centre_session.work, centre_session.manager, date(2016, 3, 1)
    close(work, manager, march, "ทดสอบ")
    with work.reading(manager, "person.read") as session:
        before = [tuple(row) for row in session.execute(CLOSED)]
        assert [row.name != "" for row in session.scalars(select(ClosedStay))] == [True]
    anonymise_people(work, manager, Anonymise((old,)))
    with work.reading(manager, "person.read") as session:
        assert [tuple(row) for row in session.execute(CLOSED)] == before
        assert [row.name for row in session.scalars(select(ClosedStay))] == [""]
