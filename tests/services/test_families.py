"""A family after its admission: joined, left, come back to, changed over; everybody goes on staying."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services import families
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.families import Family, JoinFamily, LeaveFamily, SetRelation
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.today import today
from tests.builders import TODAY
from tests.centres import OpenCentre

BEFORE = TODAY - timedelta(days=4)


def person(name: str, relation: str = "HEAD", **facts: object) -> Member:
    known = PersonFacts(first_name=name, **{"sex": "M", **facts})  # type: ignore[arg-type]
    return Member(facts=known, relation=relation)


def admitted(centre: OpenCentre, *members: Member) -> dict[str, int]:
    made = admit(centre.work, centre.desk, AdmitPeople(members, "TRIAL", BEFORE, time(9, 0)))
    names = [one.facts.first_name for one in members if one.facts is not None]
    return dict(zip(names, made.person_ids, strict=True))


@pytest.fixture
def people(centre_session: OpenCentre) -> dict[str, int]:
    """A mother with her husband and son, and a man who came alone."""
    family = admitted(
        centre_session,
        person("แม่", sex="F"),
        person("พ่อ", "SPOUSE"),
        person("ลูก", "CHILD", birth_precision="YEAR", birth_first_on=TODAY.replace(year=TODAY.year - 7)),
    )
    return family | admitted(centre_session, person("ลุง"))


def family(centre: OpenCentre, person_id: int) -> Family:
    return families.families_of(centre.work, centre.desk, person_id)[0]


def relations(found: Family) -> dict[str, str]:
    return {one.name.removeprefix("นาย"): one.relation for one in found.members}


def test_somebody_joins_a_family_and_everybody_stays_on(
    centre_session: OpenCentre, people: dict[str, int]
) -> None:
    request = JoinFamily(people["ลุง"], people["ลูก"], "AUNT_UNCLE", TODAY)
    families.join_family(centre_session.work, centre_session.desk, request)
    found = family(centre_session, people["แม่"])
    assert relations(found) == {"แม่": "HEAD", "พ่อ": "SPOUSE", "ลูก": "CHILD", "ลุง": "AUNT_UNCLE"}
    assert all(one.is_present for one in found.members)
    with pytest.raises(RuleBroken, match=r"family\.member_already"):
        families.join_family(centre_session.work, centre_session.desk, request)


def test_a_head_who_goes_leaves_the_family_to_another(
    centre_session: OpenCentre, people: dict[str, int]
) -> None:
    household = family(centre_session, people["แม่"]).household_id
    gone = LeaveFamily(people["แม่"], household, TODAY)
    with pytest.raises(RuleBroken, match=r"family\.head_leaves"):
        families.leave_family(centre_session.work, centre_session.desk, gone)
    families.leave_family(
        centre_session.work,
        centre_session.desk,
        LeaveFamily(people["แม่"], household, TODAY, new_head_id=people["พ่อ"]),
    )
    found = family(centre_session, people["พ่อ"])
    assert relations(found) == {"พ่อ": "HEAD", "ลูก": "CHILD"}
    assert [(one.name, one.until_on) for one in found.former] == [("แม่", TODAY)]


def test_who_comes_back_has_a_second_membership(centre_session: OpenCentre, people: dict[str, int]) -> None:
    household = family(centre_session, people["แม่"]).household_id
    work, desk = centre_session.work, centre_session.desk
    families.leave_family(work, desk, LeaveFamily(people["พ่อ"], household, TODAY))
    assert "พ่อ" not in relations(family(centre_session, people["แม่"]))
    families.join_family(work, desk, JoinFamily(people["พ่อ"], people["แม่"], "SPOUSE", TODAY))
    assert relations(family(centre_session, people["แม่"]))["พ่อ"] == "SPOUSE"


def test_changing_over_leaves_the_one_and_joins_the_other_in_one_act(
    centre_session: OpenCentre, people: dict[str, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    household = family(centre_session, people["แม่"]).household_id
    change = JoinFamily(people["ลูก"], people["ลุง"], "NIECE", TODAY, leaves_household_id=household)
    changes = families.join_family(work, desk, change)
    assert len(changes.households) == 2
    assert relations(family(centre_session, people["ลุง"])) == {"ลุง": "HEAD", "ลูก": "NIECE"}
    assert "ลูก" not in relations(family(centre_session, people["แม่"]))


def test_a_child_left_without_an_adult_raises_the_red_task(
    centre_session: OpenCentre, people: dict[str, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    household = family(centre_session, people["แม่"]).household_id
    families.leave_family(work, desk, LeaveFamily(people["ลูก"], household, TODAY))
    tasks = [one for one in today(work, desk).tasks if one.person_id == people["ลูก"]]
    assert "bad" in [one.tone for one in tasks]


def test_a_new_head_turns_the_relations_round(centre_session: OpenCentre, people: dict[str, int]) -> None:
    work, desk = centre_session.work, centre_session.desk
    household = family(centre_session, people["แม่"]).household_id
    families.set_relation(work, desk, SetRelation(people["ลูก"], household, "HEAD"))
    assert relations(family(centre_session, people["แม่"])) == {"แม่": "MOTHER", "พ่อ": "FATHER", "ลูก": "HEAD"}
    families.set_relation(work, desk, SetRelation(people["พ่อ"], household, "GUARDIAN"))
    assert relations(family(centre_session, people["แม่"]))["พ่อ"] == "GUARDIAN"
    with pytest.raises(RuleBroken, match=r"family\.head_needed"):
        families.set_relation(work, desk, SetRelation(people["ลูก"], household, "CHILD"))


def test_the_impossible_is_refused(centre_session: OpenCentre, people: dict[str, int]) -> None:
    work, desk = centre_session.work, centre_session.desk
    household = family(centre_session, people["แม่"]).household_id
    for request, error in (
        (JoinFamily(people["ลุง"], people["ลุง"], "FRIEND", TODAY), "family.itself"),
        (JoinFamily(people["ลุง"], people["แม่"], "HEAD", TODAY), "family.head_there"),
        (JoinFamily(people["ลุง"], people["แม่"], "COUSIN", TODAY), "family.relation_missing"),
    ):
        with pytest.raises(RuleBroken) as refused:
            families.join_family(work, desk, request)
        assert refused.value.id == error
    with pytest.raises(RuleBroken, match=r"family\.not_member"):
        families.leave_family(work, desk, LeaveFamily(people["ลุง"], household, TODAY))
    early = LeaveFamily(people["พ่อ"], household, BEFORE - timedelta(days=1))
    with pytest.raises(RuleBroken, match=r"family\.left_before_joined"):
        families.leave_family(work, desk, early)
