"""What is known of some of the demonstration's people, and whom it protects, written through the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from panpun_desktop.models import Person
from panpun_desktop.rules.address import Address
from panpun_desktop.services import keeping_apart, person_contacts, relations, restrictions
from panpun_desktop.services.people import edit_person
from panpun_desktop.services.people_rows import Codes, EditPerson
from panpun_desktop.services.register import facts_of

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.demonstration_guests import Guest, Guests
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_FACTS: tuple[tuple[Mapping[str, Any], Codes], ...] = (
    (
        {"diet": "HALAL", "religion": "MUSLIM", "phone": "080-000-0011", "occupation": "รับจ้างทั่วไป"},
        {"target_group": ("HOMELESS", "JOBLESS")},
    ),
    (
        {"diet": "SOFT", "disability_card": "YES", "health_scheme": "UC", "phone": "080-000-0012"},
        {"target_group": ("DISABLED", "HOMELESS"), "disability": ("3",)},
    ),
    (
        {"diet": "DIABETIC", "health_scheme": "UC", "medication": "ยาเบาหวาน หลังอาหารเช้าและเย็น"},
        {"target_group": ("POOR",)},
    ),
    (
        {"diet": "HALAL", "religion": "MUSLIM", "allergy": "แพ้อาหารทะเล"},
        {"target_group": ("EMERGENCY", "POOR")},
    ),
)
"""Facts and codes of the first few men who came alone; then of the women."""
_REGISTERED = Address("12/3", "4", subdistrict="ควนลัง", district="หาดใหญ่", province="สงขลา", postcode="90110")
_CURRENT = Address(
    place="ใต้สะพานลอยหน้าตลาด", subdistrict="หาดใหญ่", district="หาดใหญ่", province="สงขลา", postcode="90110"
)


def know_people(work: UnitsOfWork, actor: Actor, here: Guests, day: date) -> None:
    """Facts, other names, numbers, addresses and relations of a few people who stay."""
    men, women = here.alone("M"), here.alone("F")
    for one, (facts, codes) in zip([*men[:3], *women[-1:]], _FACTS, strict=False):
        _know(work, actor, one, facts, codes)
    for one in men[:1]:
        _contacts(work, actor, one)
    for one in men[1:2]:
        _relations(work, actor, one, men[0])
    for one in here.children(day)[:1]:
        relations.save_relation(work, actor, _grandmother(one))


def protect_people(work: UnitsOfWork, actor: Actor, here: Guests) -> None:
    """One woman whom only the case staff see, kept apart from a man who stays too."""
    for woman in here.alone("F")[:1]:
        restrictions.restrict_people(
            work,
            actor,
            restrictions.RestrictPeople(
                (woman.person_id,),
                "VIOLENCE",
                "อดีตคู่สมรสตามหา ห้ามแจ้งว่าพักอยู่ที่ศูนย์",
                safe_contact="พี่สาว 080-000-0099 โทรเฉพาะช่วงเช้า",
            ),
        )
        for man in here.alone("M")[-1:]:
            apart = keeping_apart.KeepPeopleApart(woman.person_id, man.person_id, relation="ญาติของอดีตคู่สมรส")
            keeping_apart.keep_people_apart(work, actor, apart)


def _know(work: UnitsOfWork, actor: Actor, one: Guest, facts: Mapping[str, Any], codes: Codes) -> None:
    with work.reading(actor, "person.read") as session:
        person = session.get_one(Person, one.person_id)
        request = EditPerson(person.id, person.version, replace(facts_of(person), **facts), codes)
    edit_person(work, actor, request)


def _contacts(work: UnitsOfWork, actor: Actor, one: Guest) -> None:
    """A number that must not be called, two other names, and where the person is registered and lived."""
    who = one.person_id
    unsafe = person_contacts.SavePhone(who, "080-000-0002", "น้องชาย", is_unsafe=True, note="ผู้พักขอไม่ให้ติดต่อ")
    person_contacts.save_phone(work, actor, unsafe)
    for text, kind in (("ลุงดำ", "ALIAS"), ("สมพงษ์ ข้อมูลเดิม", "FORMER")):
        person_contacts.save_name(work, actor, person_contacts.SaveName(who, text, kind))
    for kind, address in (("REGISTERED", _REGISTERED), ("CURRENT", _CURRENT)):
        person_contacts.save_address(work, actor, person_contacts.SaveAddress(who, kind, address))


def _relations(work: UnitsOfWork, actor: Actor, one: Guest, friend: Guest) -> None:
    sister = relations.SaveRelation(
        one.person_id, "SIB_Y", other_name="นางสาวสมใจ ข้อมูลทดสอบ", phone="080-000-0003"
    )
    known = relations.SaveRelation(one.person_id, "FRIEND", friend.person_id, note="รู้จักกันก่อนเข้าศูนย์")
    for request in (sister, known):
        relations.save_relation(work, actor, request)


def _grandmother(child: Guest) -> relations.SaveRelation:
    return relations.SaveRelation(
        child.person_id,
        "MGM",
        other_name="นางบุญมา ข้อมูลทดสอบ",
        phone="080-000-0004",
        is_guardian=True,
        note="รับส่งเด็กในวันหยุด",
    )
