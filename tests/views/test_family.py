"""Families at the desk: the former family comes again; the family dialog changes who belongs together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from panpun_desktop.models import BedUse, Belonging, HouseholdMember, Stay
from panpun_desktop.services import families, stays
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import MoveBed, free_beds, move_bed
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.acts.family import FamilyDialog
from panpun_desktop.views.admission.former_family import FormerFamilyDialog
from panpun_desktop.views.arriving import HandOver
from tests.builders import TODAY
from tests.conformance.walk import clipped, unnamed, unreached
from tests.services.small_centre import ANY_REASON
from tests.typing import focused, press, type_text
from tests.views.test_admission import CTRL, close_papers, desk, make_desk

__all__ = ["desk", "make_desk"]
Key = Qt.Key


def member(name, relation, sex, born):
    facts = PersonFacts(first_name=name, last_name="พูนสุข", sex=sex)
    year = PersonFacts(
        first_name=name,
        last_name="พูนสุข",
        sex=sex,
        birth_precision="YEAR",
        birth_first_on=TODAY.replace(year=born, month=1, day=1),
    )
    return Member(facts=year if born else facts, relation=relation)


@pytest.fixture
def family(desk):
    """A mother, a father and a daughter who stay in the centre: their ids, head first."""
    context = desk.context
    members = (
        member("พวงทอง", "HEAD", "F", 1990),
        member("มานะ", "SPOUSE", "M", 1987),
        member("ใบบัว", "CHILD", "F", 2020),
    )
    return admit(context.work, context.actor, AdmitPeople(members, "TRIAL", TODAY)).person_ids


def leave_centre(desk):
    with desk.context.work.reading(desk.context.actor, "person.read") as session:
        found = [(one.id, one.version) for one in session.query(Stay).all()]
    stays.end_stay(desk.context.work, desk.context.actor, stays.EndStay(tuple(found), TODAY, "OTHER"))


def belonging(desk, person_id):
    return families.families_of(desk.context.work, desk.context.actor, person_id)


def relations(desk, person_id):
    return [(one.name[-6:], one.relation) for one in belonging(desk, person_id)[0].members]


def open_family(desk, person_id):
    open_act(desk.context, "family", person_id, desk.window)
    desk.wait()
    return desk.dialog(FamilyDialog)


def choose(dialog, what, person=None):
    dialog.what.set_value(what)
    dialog.what.chosen.emit(what)
    if person is not None:
        dialog.person.set_value(str(person))
        dialog.person.chosen.emit(str(person))


def save(desk, dialog):
    press(dialog, Key.Key_Return, CTRL)
    desk.wait()


def test_the_former_family_is_offered_and_comes_with_its_relations(desk, family):
    leave_centre(desk)
    page = desk.page
    page.people.take(page.people.rows[0], family[1])
    desk.wait()
    button = page.former.banner.findChild(QPushButton)
    assert button.text() == "รับทั้งครอบครัวเดิม (2 คน)"
    button.click()
    desk.wait()
    dialog = desk.dialog(FormerFamilyDialog)
    assert unnamed(dialog) == clipped(dialog) == unreached(dialog) == []
    press(focused(), Key.Key_Return, CTRL)
    desk.wait()
    rows = page.people.rows
    assert [row.relation.value() for row in rows] == ["SPOUSE", "HEAD", "CHILD"]
    assert page.former.banner.isHidden()
    households = len(set(desk.rows(HouseholdMember.household_id)))
    desk.save()
    if QApplication.activeModalWidget() is not None:
        close_papers(desk)
    assert len(desk.rows(Stay.id)) >= 3
    assert len(set(desk.rows(HouseholdMember.household_id))) == households


def test_without_the_head_what_the_others_are_to_each_other_is_told_anew(desk, family):
    leave_centre(desk)
    page = desk.page
    page.people.take(page.people.rows[0], family[1])
    desk.wait()
    found = belonging(desk, family[1])[0]
    page.former.fill(found, [one for one in found.members if one.person_id == family[2]])
    desk.wait()
    assert [row.relation.value() for row in page.people.rows] == ["HEAD", "CHILD"]


def test_those_who_stay_now_are_not_offered(desk, family):
    page = desk.page
    page.people.take(page.people.rows[0], family[1])
    desk.wait()
    assert page.former.banner.isHidden()


def test_a_newcomer_is_admitted_into_a_family_that_stays(desk, family):
    (found,) = belonging(desk, family[0])
    given = HandOver(names=("ด.ช.ต้นไม้ พูนสุข",), household_id=found.household_id, relations=("CHILD",))
    desk.page.open_with(hand_over=given)
    desk.wait()
    desk.save()
    if QApplication.activeModalWidget() is not None:
        close_papers(desk)
    assert [relation for _name, relation in relations(desk, family[0])] == [
        "HEAD",
        "SPOUSE",
        "CHILD",
        "CHILD",
    ]


def test_r_fam_2_an_infant_admitted_into_a_family_that_stays_shares_the_mothers_bed(desk, family):
    work, actor = desk.context.work, desk.context.actor
    with work.reading(actor, "person.read") as session:
        mother, father = (session.query(Stay).filter_by(person_id=one).one() for one in family[:2])
    for stay, sex in ((father, "ชาย"), (mother, "หญิง")):
        bed = next(one for one in free_beds(work, actor, TODAY) if one.label.startswith(sex))
        move_bed(work, actor, MoveBed(stay.id, stay.version, bed.bed_id, TODAY))
    (found,) = belonging(desk, family[0])
    names = ("ด.ญ.น้องใหม่ พูนสุข",)
    given = HandOver(names=names, household_id=found.household_id, relations=("CHILD",))
    desk.page.open_with(hand_over=given)
    (row,) = desk.page.people.filled()
    row.birth.setText("1 พ.ย. 2569")
    desk.page.planning.ask()
    desk.pause()
    desk.wait()
    place = desk.page.planning.places.places[row.key]
    assert (place.bed_id, place.host_stay_id) == (None, mother.id)
    assert desk.page.arrival.bed.words.startswith("นอนร่วมกับ")
    assert "พวงทอง" in desk.page.arrival.bed.words
    desk.save()
    if QApplication.activeModalWidget() is not None:
        close_papers(desk)
    assert desk.rows(BedUse.shares_with_stay_id)[-1:] == [(mother.id,)]


def test_a_head_who_parts_names_the_next_and_nobody_is_checked_out(desk, family):
    dialog = open_family(desk, family[0])
    choose(dialog, "leave", family[0])
    assert dialog.boxes["new_head"].isVisible()
    save(desk, dialog)
    assert "หัวหน้า" in dialog.boxes["new_head"].problem()
    dialog.new_head.set_value(str(family[1]))
    save(desk, dialog)
    assert [relation for _name, relation in relations(desk, family[1])] == ["HEAD", "CHILD"]
    assert desk.rows(Stay.left_on) == [(None,)] * 3
    desk.context.undo.undo()
    desk.wait()
    assert [relation for _name, relation in relations(desk, family[1])] == ["HEAD", "SPOUSE", "CHILD"]


def test_r_fam_3_children_who_would_be_left_alone_are_named_before(desk, family):
    dialog = open_family(desk, family[2])
    choose(dialog, "leave", family[2])
    assert "ใบบัว" in dialog.warning.text()
    choose(dialog, "leave", family[1])
    assert dialog.warning.text() == ""


def test_somebody_comes_back_and_a_relation_is_corrected(desk, family):
    (found,) = belonging(desk, family[0])
    request = families.LeaveFamily(family[1], found.household_id, TODAY)
    families.leave_family(desk.context.work, desk.context.actor, request)
    dialog = open_family(desk, family[0])
    choose(dialog, "relation", family[2])
    dialog.relation.set_value("STEPCHILD")
    save(desk, dialog)
    assert [relation for _name, relation in relations(desk, family[0])] == ["HEAD", "STEPCHILD"]


def test_a_person_of_the_register_is_added_and_twice_is_refused_beside_the_field(desk, family):
    alone = admit(
        desk.context.work, desk.context.actor, AdmitPeople((member("ลุง", "HEAD", "M", 1960),), "TRIAL", TODAY)
    ).person_ids[0]
    for _time in range(2):
        dialog = open_family(desk, family[0])
        choose(dialog, "add")
        dialog.with_person.show_person(alone, "ลุง")
        dialog.relation.set_value("AUNT_UNCLE")
        save(desk, dialog)
    assert dialog.boxes["with_person"].problem() != ""
    assert len(relations(desk, family[0])) == 4


@pytest.mark.parametrize("what", ["add", "relation", "leave", "move"])
def test_the_dialog_is_whole_named_and_reached(desk, family, what):
    dialog = open_family(desk, family[0])
    choose(dialog, what)
    desk.wait()
    assert unnamed(dialog) == []
    assert unreached(dialog) == []
    assert clipped(dialog) == []


def test_what_was_seen_and_brought_along_is_kept_with_the_stay_and_in_the_list_of_things(desk):
    page = desk.page
    desk.type("นายสมมติ")
    desk.enter()
    desk.wait()
    page.details.toggle.click()
    assert focused() is page.details.expected
    desk.type("+10")
    desk.enter()
    desk.type("มากับเพื่อน")
    desk.enter()
    desk.type("แผลที่แขน")
    desk.enter()
    desk.type("กระเป๋า, โทรศัพท์")
    kept = page.content()
    desk.save()
    if QApplication.activeModalWidget() is not None:
        close_papers(desk)
    found = desk.rows(Stay.condition_seen, Stay.belongings, Stay.expected_leave_on, Stay.note)
    assert found == [("แผลที่แขน", "กระเป๋า, โทรศัพท์", TODAY + timedelta(days=10), "มากับเพื่อน")]
    assert desk.rows(Belonging.item) == [("กระเป๋า",), ("โทรศัพท์",)]
    assert page.details.is_folded()
    page._show_draft(kept, "14:20")
    assert not page.details.is_folded()
    desk.wait()
    assert unnamed(page) == clipped(page) == unreached(page) == []
    assert page.people.rows[0].belongings == "กระเป๋า, โทรศัพท์"


def infant(desk, bed_id=None):
    """A baby admitted alone, to be put into the family afterwards: person and stay."""
    baby = member("น้ำหวาน", "HEAD", "F", TODAY.year - 1)
    request = AdmitPeople((replace(baby, bed_id=bed_id),), "TRIAL", TODAY, reasons=ANY_REASON)
    return admit(desk.context.work, desk.context.actor, request).person_ids[0]


def give_bed(desk, person_id, bed_id):
    with desk.context.work.reading(desk.context.actor, "person.read") as session:
        stay_id, version = session.query(Stay.id, Stay.version).filter_by(person_id=person_id).one()
    move_bed(desk.context.work, desk.context.actor, MoveBed(stay_id, version, bed_id, TODAY))
    return stay_id


def test_r_fam_2_an_infant_who_joins_later_is_offered_the_bed_of_a_parent(desk, family, qtbot):
    bed_id, other_bed = (one.bed_id for one in free_beds(desk.context.work, desk.context.actor, TODAY)[:2])
    mother = give_bed(desk, family[0], bed_id)
    give_bed(desk, family[2], other_bed)
    baby = infant(desk)
    dialog = open_family(desk, family[0])
    choose(dialog, "add")
    assert dialog.boxes["sharing"].isHidden()
    dialog.with_person.setFocus()
    type_text(dialog.with_person, "น้ำหวาน")
    qtbot.waitUntil(lambda: bool(dialog.with_person.suggestions()))
    press(dialog.with_person, Key.Key_Return)
    desk.wait()
    assert dialog.with_person.person_id == baby
    assert dialog.boxes["sharing"].isVisible()
    offered = [dialog.sharing.itemText(row) for row in range(dialog.sharing.count())]
    assert len(offered) == 2, "the mother's bed, none of the girl of six, and none at all"
    assert "พวงทอง" in offered[0]
    assert unnamed(dialog) == clipped(dialog) == unreached(dialog) == []
    dialog.relation.set_value("CHILD")
    save(desk, dialog)
    assert relations(desk, family[0])[-1][1] == "CHILD"
    assert (None, mother) in desk.rows(BedUse.bed_id, BedUse.shares_with_stay_id)
    desk.context.undo.undo()
    desk.wait()
    assert len(relations(desk, family[0])) == 3
    assert live_shares(desk) == []


def test_an_infant_with_a_bed_keeps_it_unless_the_shared_one_is_chosen(desk, family):
    first, second = (one.bed_id for one in free_beds(desk.context.work, desk.context.actor, TODAY)[:2])
    give_bed(desk, family[0], first)
    baby = infant(desk, second)
    dialog = open_family(desk, baby)
    choose(dialog, "move")
    dialog.with_person.show_person(family[1], "มานะ")
    dialog.with_person.chosen.emit(family[1])
    desk.wait()
    assert dialog.sharing.currentText().startswith("นอนเตียงเดิม")
    dialog.relation.set_value("CHILD")
    save(desk, dialog)
    assert len(relations(desk, family[0])) == 4
    assert live_shares(desk) == []


def test_a_grown_person_who_joins_is_offered_no_bed_to_share(desk, family):
    give_bed(desk, family[0], free_beds(desk.context.work, desk.context.actor, TODAY)[0].bed_id)
    alone = member("ลุง", "HEAD", "M", 1960)
    uncle = admit(desk.context.work, desk.context.actor, AdmitPeople((alone,), "TRIAL", TODAY)).person_ids[0]
    dialog = open_family(desk, family[0])
    choose(dialog, "add")
    dialog.with_person.show_person(uncle, "ลุง")
    dialog.with_person.chosen.emit(uncle)
    desk.wait()
    assert dialog.boxes["sharing"].isHidden()


def live_shares(desk):
    found = desk.rows(BedUse.shares_with_stay_id, BedUse.start_on, BedUse.end_on)
    return [share for share, start, end in found if share is not None and end != start]
