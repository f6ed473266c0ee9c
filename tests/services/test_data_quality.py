"""Findings in a real register: whom they name, and taking one as it is until the fact changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import Person, Restriction
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.data_quality import AcceptFinding, FindingRow, accept_finding, data_quality
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.undoing import TakeBack, take_back
from tests.builders import TODAY
from tests.centres import OpenCentre

FIRST = TODAY - timedelta(days=60)


def someone(centre: OpenCentre, **facts: object) -> int:
    known = {"title": "นาย", "first_name": "สมชาย", "sex": "M", **facts}
    done = admit(centre.work, centre.desk, AdmitPeople((Member(facts=PersonFacts(**known)),), "TRIAL", TODAY))  # type: ignore[arg-type]
    return next(iter(done.changes.people))


def rows(centre: OpenCentre, check: str) -> list[FindingRow]:
    found = data_quality(centre.work, centre.manager, FIRST, TODAY)
    return [one for one in found.rows if one.check == check]


def accepted(centre: OpenCentre, row: FindingRow, reason: str = "ถามแล้วไม่ทราบ") -> object:
    request = AcceptFinding(row.check, row.record, row.person_id, reason)
    return accept_finding(centre.work, centre.manager, request)


def test_what_is_missing_is_found_of_those_who_stayed(centre_session: OpenCentre) -> None:
    person = someone(centre_session)
    (row,) = rows(centre_session, "birth_unknown")
    assert (row.person_id, row.name, row.severity_label) == (person, "นายสมชาย", "ควรแก้ไข")
    assert data_quality(centre_session.work, centre_session.manager, FIRST, FIRST).rows == ()


def test_taken_as_it_is_needs_a_reason_and_the_manager(centre_session: OpenCentre) -> None:
    someone(centre_session)
    (row,) = rows(centre_session, "birth_unknown")
    with pytest.raises(RuleBroken) as refused:
        accepted(centre_session, row, " ")
    assert (refused.value.id, refused.value.field) == ("finding.reason_missing", "reason")
    request = AcceptFinding(row.check, row.record, row.person_id, "ไม่ทราบ")
    with pytest.raises(NotAllowed):
        accept_finding(centre_session.work, centre_session.desk, request)
    accepted(centre_session, row)
    assert [one.accepted for one in rows(centre_session, "birth_unknown")] == ["ถามแล้วไม่ทราบ"]


def test_it_comes_back_when_the_fact_changes(centre_session: OpenCentre) -> None:
    person = someone(centre_session, national_id="1999900000014")
    (row,) = rows(centre_session, "id_wrong")
    accepted(centre_session, row)
    with centre_session.work.writing(centre_session.manager, "person.edit") as session:
        record = session.get(Person, person)
        assert record is not None
        record.national_id = "1999900000015"
    assert [one.accepted for one in rows(centre_session, "id_wrong")] == [""]


def test_people_who_are_not_seen_are_counted_and_not_named(centre_session: OpenCentre) -> None:
    person = someone(centre_session)
    with centre_session.work.writing(centre_session.manager, "person.restrict") as session:
        session.add(Restriction(person_id=person, reason_code="VIOLENCE", since_on=date(2026, 1, 1)))
    found = data_quality(centre_session.work, centre_session.desk, FIRST, TODAY)
    assert found.rows == ()
    assert found.unseen > 0
    assert data_quality(centre_session.work, centre_session.manager, FIRST, TODAY).unseen == 0


def test_what_was_taken_as_it_is_can_be_taken_back(centre_session: OpenCentre) -> None:
    someone(centre_session)
    (row,) = rows(centre_session, "birth_unknown")
    accepted(centre_session, row)
    with centre_session.work.reading(centre_session.manager, "audit.read") as session:
        from sqlalchemy import func, select

        from panpun_desktop.models import AuditEntry

        entry = session.scalar(select(func.max(AuditEntry.id)))
    assert entry is not None
    take_back(centre_session.work, centre_session.manager, TakeBack(entry))
    assert [one.accepted for one in rows(centre_session, "birth_unknown")] == [""]
