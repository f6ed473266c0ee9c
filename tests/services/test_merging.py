"""Two records that are one person: joined with everything they have, and taken apart again (G10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import EditConflict, RuleBroken
from panpun_desktop.models import Base, HouseholdMember, Incident, IncidentPerson, Person, PersonCode, Stay
from panpun_desktop.services import merging, people
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.merging import MergePeople, UnmergePeople
from panpun_desktop.services.people_rows import EditPerson, PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from tests.builders import TODAY
from tests.centres import OpenCentre

OLD_STAY = TODAY - timedelta(days=9)


def admitted(centre: OpenCentre, facts: PersonFacts, on: date, until: date | None = None) -> tuple[int, int]:
    """The person and stay of somebody admitted on a day."""
    made = admit(centre.work, centre.desk, AdmitPeople((Member(facts=facts),), "TRIAL", on, time(9, 0)))
    if until is not None:
        end_stay(centre.work, centre.desk, EndStay(((made.stay_ids[0], 1),), until, "SELF", time(8, 0)))
    return made.person_ids[0], made.stay_ids[0]


@pytest.fixture
def two(centre_session: OpenCentre) -> tuple[int, int]:
    """The old record with a stay in March, and someone without a name admitted two days ago."""
    known = PersonFacts(first_name="สมชาย", last_name="แสงอรุณ", sex="M", home_province="สงขลา")
    old, _stay = admitted(centre_session, known, OLD_STAY, OLD_STAY + timedelta(days=4))
    nameless, _stay = admitted(
        centre_session, PersonFacts(sex="M", phone="0812345678"), TODAY - timedelta(days=2)
    )
    return old, nameless


def compared(centre: OpenCentre, two: tuple[int, int]) -> merging.Comparison:
    return merging.compare_people(centre.work, centre.desk, *two)


def joined(centre: OpenCentre, two: tuple[int, int], *taken: str) -> None:
    found = compared(centre, two)
    request = MergePeople(found.kept_id, found.kept_version, found.merged_id, found.merged_version, taken)
    merging.merge_people(centre.work, centre.desk, request)


def state(centre: OpenCentre) -> dict[str, list[tuple[object, ...]]]:
    """Every table as it stands, without what only ever grows and without versions."""
    left_out = {"audit_entry", "audit_change", "person_merge", "person_name", "counter", "taken_back"}
    found = {}
    with centre.work.reading(centre.manager, "person.read") as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in left_out:
                columns = [column for column in table.c if column.name != "version"]
                found[table.name] = [tuple(row) for row in session.execute(select(*columns))]
    return found


def test_g10_someone_without_a_name_is_joined_with_an_old_record(
    centre_session: OpenCentre, two: tuple[int, int]
) -> None:
    old, _nameless = two
    found = compared(centre_session, two)
    assert found.overlapping == ()
    assert {one.kind: one.count for one in found.moves}["stay"] == 1
    assert [one.name for one in found.pairs if one.is_proposed] == ["phone"]
    joined(centre_session, two, "phone")
    with centre_session.work.reading(centre_session.desk, "person.read") as session:
        stays = session.execute(select(Stay.person_id, Stay.arrived_on).order_by(Stay.id)).all()
    assert [(row.person_id, row.arrived_on) for row in stays] == [
        (old, OLD_STAY),
        (old, TODAY - timedelta(days=2)),
    ]
    panel = people.person_panel(centre_session.work, centre_session.desk, old)
    assert "ครั้งที่ 2" in panel.trial_text  # both entries count for one person now
    assert panel.facts.phone.replace("-", "") == "0812345678"
    assert all(one.ok for one in check_centre(centre_session.work, centre_session.manager))


def test_taking_apart_puts_stays_papers_and_facts_where_they_were(
    centre_session: OpenCentre, two: tuple[int, int]
) -> None:
    before = state(centre_session)
    joined(centre_session, two, "phone")
    row = merging.merges_of(centre_session.work, centre_session.desk, two[0])[0]
    assert {one.kind for one in row.moved} >= {"stay"}
    merging.unmerge_people(centre_session.work, centre_session.desk, UnmergePeople(row.id, row.version))
    assert state(centre_session) == before
    assert merging.merges_of(centre_session.work, centre_session.desk) == ()


def test_what_happened_since_stays_with_the_record_that_was_kept(
    centre_session: OpenCentre, two: tuple[int, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    joined(centre_session, two, "phone")
    panel = people.person_panel(work, desk, two[0])
    facts = replace(panel.facts, phone="0899999999")
    people.edit_person(work, desk, EditPerson(two[0], panel.row.version, facts))
    row = merging.merges_of(work, desk)[0]
    merging.unmerge_people(work, desk, UnmergePeople(row.id, row.version))
    assert people.person_panel(work, desk, two[0]).facts.phone.replace("-", "") == "0899999999"
    assert people.person_panel(work, desk, two[1]).facts.phone.replace("-", "") == "0812345678"


def test_the_name_and_the_number_that_go_stay_findable(centre_session: OpenCentre) -> None:
    old, _stay = admitted(centre_session, PersonFacts(first_name="สมชาย", sex="M"), OLD_STAY, OLD_STAY)
    other, _stay = admitted(centre_session, PersonFacts(first_name="ทองแดง", sex="M"), TODAY)
    joined(centre_session, (old, other))
    gone = "P69-0002"
    for text in ("ทองแดง", gone):
        hits = people.search(centre_session.work, centre_session.desk, text)
        assert [one.id for one in hits] == [old], text


def test_rows_both_have_are_not_doubled_and_come_apart_again(
    centre_session: OpenCentre, two: tuple[int, int]
) -> None:
    with centre_session.work.writing(centre_session.manager, "incident.write") as session:
        session.add(Incident(id=1, on_day=TODAY, kind="OTHER", what="ทะเลาะ", written_by_id=1))
        for person_id in two:
            session.add(PersonCode(person_id=person_id, list="target_group", code="POOR"))
        session.add(PersonCode(person_id=two[1], list="target_group", code="JOBLESS"))
        session.flush()
        session.add(IncidentPerson(incident_id=1, person_id=two[1]))
    before = state(centre_session)
    joined(centre_session, two)
    with centre_session.work.reading(centre_session.desk, "person.read") as session:
        codes = session.scalars(select(PersonCode.code).where(PersonCode.person_id == two[0]))
        assert sorted(codes) == ["JOBLESS", "POOR"]
        assert session.scalars(select(IncidentPerson.person_id)).all() == [two[0]]
    row = merging.merges_of(centre_session.work, centre_session.desk)[0]
    merging.unmerge_people(centre_session.work, centre_session.desk, UnmergePeople(row.id, row.version))
    assert {name: sorted(map(str, rows)) for name, rows in state(centre_session).items()} == {
        name: sorted(map(str, rows)) for name, rows in before.items()
    }


def test_a_household_both_belong_to_has_the_person_once(centre_session: OpenCentre) -> None:
    family = AdmitPeople(
        (
            Member(facts=PersonFacts(first_name="แม่", sex="F")),
            Member(facts=PersonFacts(first_name="ลูก", sex="M"), relation="CHILD"),
        ),
        "TRIAL",
        OLD_STAY,
        time(9, 0),
    )
    made = admit(centre_session.work, centre_session.desk, family)
    versions = tuple((stay_id, 1) for stay_id in made.stay_ids)
    end_stay(centre_session.work, centre_session.desk, EndStay(versions, OLD_STAY, "SELF", time(12, 0)))
    with centre_session.work.writing(centre_session.manager, "person.edit") as session:
        household_id = session.scalar(select(HouseholdMember.household_id).limit(1))
        twin = Person(regno="P69-9999", first_name="ลูกชาย", registered_on=TODAY)
        session.add(twin)
        session.flush()
        session.add(HouseholdMember(household_id=household_id, person_id=twin.id, since_on=TODAY))
    joined(centre_session, (made.person_ids[1], twin.id))
    with centre_session.work.reading(centre_session.desk, "person.read") as session:
        open_ones = select(HouseholdMember.person_id).where(HouseholdMember.until_on.is_(None))
        assert sorted(session.scalars(open_ones)) == sorted(made.person_ids)


def test_two_stays_on_one_night_are_refused_with_the_way_out(centre_session: OpenCentre) -> None:
    one, _stay = admitted(centre_session, PersonFacts(first_name="เอก", sex="M"), TODAY)
    other, _stay = admitted(centre_session, PersonFacts(first_name="เอก", sex="M"), TODAY)
    assert compared(centre_session, (one, other)).overlapping == (TODAY,)
    with pytest.raises(RuleBroken, match=r"merge\.stays_overlap"):
        joined(centre_session, (one, other))


def test_a_record_changed_meanwhile_one_twice_and_one_that_is_gone_are_refused(
    centre_session: OpenCentre, two: tuple[int, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    found = compared(centre_session, two)
    request = MergePeople(found.kept_id, found.kept_version, found.merged_id, found.merged_version)
    with pytest.raises(EditConflict):
        merging.merge_people(work, desk, replace(request, kept_version=77))
    with pytest.raises(RuleBroken, match=r"merge\.same"):
        merging.merge_people(work, desk, replace(request, merged_id=found.kept_id))
    merging.merge_people(work, desk, request)
    with pytest.raises(RuleBroken, match=r"merge\.not_there"):
        compared(centre_session, two)
    row = merging.merges_of(work, desk)[0]
    merging.unmerge_people(work, desk, UnmergePeople(row.id, row.version))
    with pytest.raises(RuleBroken, match=r"merge\.apart_already"):
        merging.unmerge_people(work, desk, UnmergePeople(row.id, row.version + 1))


def test_every_table_with_a_person_moves_or_stays_by_decision() -> None:
    from panpun_desktop.services.merge_moves import references

    moved = {mapper.local_table.name for mapper, _name in references()}  # type: ignore[attr-defined]
    assert {"stay", "document", "consent", "override", "follow_up", "belonging"} <= moved
    assert not {"access_entry", "break_glass", "person_merge"} & moved
