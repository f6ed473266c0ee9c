"""Who heads a family once its head was anonymised: somebody of age, never a child by order of arrival."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from panpun_desktop.models import Household, HouseholdMember, Person
from panpun_desktop.services.act_history import HistoryFilter, history_ids, what_changed
from panpun_desktop.services.families import JoinFamily, SetRelation, families_of, join_family, set_relation
from panpun_desktop.services.named_texts import traces_of
from panpun_desktop.services.retention import anonymise_people
from panpun_desktop.services.retention_rows import Anonymise
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services.test_retention import LEFT, write_old_stay

CHILD_BORN, GROWN_BORN = date(2020, 5, 1), date(1970, 5, 1)
Relatives = dict[str, int]


@pytest.fixture
def relatives(centre_session: OpenCentre) -> Relatives:
    """A mother at the head of her child, who came first, and of her aunt; by given name their ids."""
    born = {"มารดา": GROWN_BORN, "เด็กน้อย": CHILD_BORN, "ป้าใจดี": GROWN_BORN}
    relations = dict(zip(born, ("HEAD", "CHILD", "AUNT_UNCLE"), strict=True))
    found = {}
    for place, (name, day) in enumerate(born.items(), 1):
        found[name] = write_old_stay(centre_session, name, f"หญิง 1-0{place}")
        with centre_session.work.writing(centre_session.manager, "person.edit") as session:
            session.get_one(Person, found[name]).birth_first_on = day
    with centre_session.work.writing(centre_session.manager, "person.edit") as session:
        household = Household(name="ครอบครัวทดสอบ")
        session.add(household)
        session.flush()
        for name, id in found.items():
            own = {"household_id": household.id, "person_id": id, "relation": relations[name]}
            session.add(HouseholdMember(since_on=LEFT, **own))
    return found


def now(centre: OpenCentre, person_id: int) -> dict[int, str]:
    (family,) = families_of(centre.work, centre.manager, person_id)
    return {one.person_id: one.relation for one in family.members}


def test_somebody_of_age_heads_the_family_before_a_child_and_is_named_beforehand(
    centre_session: OpenCentre, relatives: Relatives
) -> None:
    work, manager = centre_session.work, centre_session.manager
    mother, child, aunt = relatives.values()
    found = traces_of(work, manager, (mother,))
    assert ([one.split()[1] for one in found.new_heads], found.headless) == (["ป้าใจดี"], 0)
    anonymise_people(work, manager, Anonymise((mother,)))
    assert now(centre_session, aunt) == {aunt: "HEAD", child: "OTHER"}


@pytest.mark.parametrize("going", [("มารดา", "ป้าใจดี"), ("ป้าใจดี", "มารดา")])
def test_a_family_of_children_alone_has_no_head_until_one_is_chosen(
    centre_session: OpenCentre, relatives: Relatives, going: tuple[str, ...]
) -> None:
    work, manager = centre_session.work, centre_session.manager
    chosen, child = tuple(relatives[name] for name in going), relatives["เด็กน้อย"]
    found = traces_of(work, manager, chosen)
    assert (found.new_heads, found.headless) == ((), 1)
    anonymise_people(work, manager, Anonymise(chosen))
    assert now(centre_session, child) == {child: "CHILD"}
    with work.reading(manager, "person.read") as session:
        rows = session.scalars(select(HouseholdMember).where(HouseholdMember.person_id.in_(chosen)))
        assert {row.person_id: row.relation for row in rows} == {
            relatives["มารดา"]: "HEAD",
            relatives["ป้าใจดี"]: "AUNT_UNCLE",
        }, "nobody who goes was made head on the way"
    carer = write_old_stay(centre_session, "ผู้ดูแล", "หญิง 1-04")
    join_family(work, manager, JoinFamily(carer, child, "HEAD", TODAY))
    assert now(centre_session, child) == {child: "CHILD", carer: "HEAD"}


def test_the_change_of_a_head_says_of_each_member_who_it_is(
    centre_session: OpenCentre, relatives: Relatives
) -> None:
    work, manager = centre_session.work, centre_session.manager
    (family,) = families_of(work, manager, relatives["มารดา"])
    set_relation(work, manager, SetRelation(relatives["ป้าใจดี"], family.household_id, "HEAD"))
    lines = what_changed(work, manager, history_ids(work, manager, HistoryFilter())[0])
    told = {line.record: line.after for line in lines if line.fact == "ความสัมพันธ์"}
    heads = [record for record, relation in told.items() if relation == "หัวหน้าครอบครัว"]
    assert len(told) == len(relatives)
    assert [("ป้าใจดี" in one) for one in heads] == [True]
