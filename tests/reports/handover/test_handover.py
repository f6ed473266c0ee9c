"""The hand-over of a shift: what changed since the last one, as its giver may see it, frozen when issued."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from io import BytesIO

import pypdf
import pytest

from panpun_desktop.common.clock import BANGKOK, FixedClock
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import Restriction
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.belongings import Item, ReceiveBelongings, receive_belongings
from panpun_desktop.services.incidents import IncidentFacts, Part, write_incident
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from tests.builders import TODAY
from tests.centres import OpenCentre


def admitted(centre: OpenCentre, name: str, at: time) -> tuple[int, int]:
    member = Member(facts=PersonFacts(first_name=name, sex="M"), bed_id=None)
    made = admit(centre.work, centre.desk, AdmitPeople((member,), "TRIAL", TODAY, at))
    return made.stay_ids[0], made.person_ids[0]


def at(centre: OpenCentre, hour: int, minute: int = 0) -> None:
    centre.work.clock = FixedClock.at(TODAY, hour, minute)


def handed(centre: OpenCentre, by: Actor | None = None, **parameters: object) -> runner.Issued:
    return runner.issue(centre.work, by or centre.desk, "handover", parameters)


def facts(centre: OpenCentre, **parameters: object) -> dict[str, object]:
    return dict(runner.facts(centre.work, centre.desk, "handover", parameters))


def who(found: dict[str, object], part: str) -> list[str]:
    return [line["who"] for line in found[part]]  # type: ignore[attr-defined]


def test_a_shift_tells_what_happened_and_the_next_begins_where_it_ended(centre_session: OpenCentre) -> None:
    at(centre_session, 10)
    stay, person = admitted(centre_session, "เอก", time(9, 0))
    things = ReceiveBelongings(person, (Item("กระเป๋า", "1 ใบ", "ตู้ 3"),), TODAY)
    receive_belongings(centre_session.work, centre_session.desk, things)
    write_incident(
        centre_session.work,
        centre_session.desk,
        IncidentFacts(TODAY, "ปวดท้อง", time(9, 30), "ILLNESS", told="พยาบาล", people=(Part(person),)),
    )
    found = facts(centre_session)
    assert who(found, "movements") == ["เอก"]
    assert who(found, "incidents") == ["เอก"]
    assert found["belongings"][0]["what"] == "รับฝาก กระเป๋า 1 ใบ"  # type: ignore[index]
    assert found["figures"]["ผู้พักคืนนี้"] == 1  # type: ignore[index]

    paper = handed(centre_session, notes="ฝากดูเอก ปวดท้อง")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.pdf)).pages)
    assert "ฝากดูเอก" in text.replace("\n", "")
    assert "ผู้รับเวร" in text

    at(centre_session, 16)
    end_stay(centre_session.work, centre_session.desk, EndStay(((stay, 1),), TODAY, "SELF", time(15, 0)))
    later = facts(centre_session)
    assert later["since"] == datetime.combine(TODAY, time(10), tzinfo=BANGKOK).isoformat()
    assert [line["when"][-5:] for line in later["movements"]] == ["15.00"]  # type: ignore[attr-defined]
    assert who(later, "incidents") == []


def test_a_chosen_beginning_reaches_further_back(centre_session: OpenCentre) -> None:
    at(centre_session, 16)
    admitted(centre_session, "เอก", time(9, 0))
    handed(centre_session)
    since = datetime.combine(TODAY - timedelta(days=1), time(20), tzinfo=BANGKOK)
    assert who(facts(centre_session, since=since), "movements") == ["เอก"]
    with pytest.raises(RuleBroken, match=r"handover\.since_to_come"):
        facts(centre_session, since=since + timedelta(days=3))


def test_a_masked_person_stays_masked_on_the_paper(centre_session: OpenCentre) -> None:
    at(centre_session, 16)
    _stay, person = admitted(centre_session, "เอก", time(9, 0))
    facts_of = IncidentFacts(TODAY, "มีคนมาตามหา", kind="INTRUDER", people=(Part(person),))
    write_incident(centre_session.work, centre_session.manager, facts_of)
    with centre_session.work.writing(centre_session.manager, "person.restrict") as session:
        session.add(Restriction(person_id=person, reason_code="VIOLENCE", since_on=TODAY))
    found = facts(centre_session)
    assert "เอก" not in str(found)
    assert "มีคนมาตามหา" not in str(found)
    assert found["incidents"][0]["what"] == "(ปกปิด)"  # type: ignore[index]
    assert found["figures"]["ผู้พักคืนนี้"] == 1  # type: ignore[index]


def test_a_house_parent_hands_over_and_a_trainer_does_not(centre_session: OpenCentre) -> None:
    at(centre_session, 16)
    house = Actor(centre_session.desk.user_id, "house", "พี่เลี้ยง", Role.HOUSE)
    assert handed(centre_session, house).title.startswith("ใบส่งเวร")
    with pytest.raises(NotAllowed):
        handed(centre_session, centre_session.trainer)
