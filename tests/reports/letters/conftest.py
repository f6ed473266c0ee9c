"""The centre of domain.md §4.2 with its people, and papers as the desk asks for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from panpun_desktop.models import AppUser, Code, Episode, Setting
from panpun_desktop.reports import runner
from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import Admitted, admit
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DESK, MANAGER, a_person, a_stay

SETTINGS = {
    "centre.name": "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
    "centre.address": "99 ถนนสมมติ แขวงตัวอย่าง เขตตัวอย่าง\nกรุงเทพมหานคร 10000",
    "centre.phone": "02-000-0000",
    "centre.email": "office@example.org",
    "centre.signer_name": "นายจำลอง ข้อมูลทดสอบ",
    "centre.signer_position": "ผู้อำนวยการศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
}

Draw = Callable[..., bytes]


@pytest.fixture
def centre(work: UnitsOfWork) -> UnitsOfWork:
    """Units of work on a centre with its name, code lists and staff."""
    with work.writing(MANAGER, "setting.edit") as session:
        for key, value in SETTINGS.items():
            session.add(Setting(key=key, value=json.dumps(value, ensure_ascii=False)))
        _add_codes(session)
        for actor in (MANAGER, DESK):
            session.add(AppUser(id=actor.user_id, login=actor.login, name=actor.name, role=actor.role))
    return work


def _add_codes(session: Session) -> None:
    for name, delivered in code_lists().items():
        for position, code in enumerate(delivered.codes):
            session.add(
                Code(list=name, code=code.code, label=code.label, short_label=code.short, position=position)
            )


@pytest.fixture
def draw(centre: UnitsOfWork) -> Draw:
    """The PDF of a paper as the desk looks at it."""

    def rendered(key: str, **parameters: object) -> bytes:
        return runner.render(centre, DESK, key, parameters).pdf

    return rendered


@pytest.fixture
def family(centre: UnitsOfWork) -> Admitted:
    """Father, mother, a boy of six and a girl of five months, admitted today in the evening."""
    members = (
        Member(
            facts=PersonFacts(
                "นาย", "บุญมี", "", "ศรีทอง", "มี", sex="M", birth_precision="YEAR",
                birth_first_on=date(1968, 1, 1), emergency_contact="นางทองดี ศรีทอง (พี่สาว) 081-234-5678",
                medication="ยาความดันวันละ 1 เม็ด แพ้เพนิซิลลิน",
            ),
            belongings="กระเป๋าเป้ 1 ใบ, โทรศัพท์มือถือ, เงินสด 320 บาท",
            condition_seen="แผลถลอกที่ข้อศอกซ้าย",
        ),
        Member(
            facts=PersonFacts(
                "นาง", "มาลัย", "", "ศรีทอง", sex="F", birth_precision="EST_AGE",
                birth_first_on=date(1979, 1, 1), birth_estimated_on=date(2026, 11, 21),
            ),
            relation=Relation.SPOUSE,
        ),
        Member(
            facts=PersonFacts(
                "เด็กชาย", "กล้า", "", "ศรีทอง", sex="M", birth_precision="DAY",
                birth_first_on=date(2020, 3, 4),
            ),
            relation=Relation.CHILD, accompanying=True,
        ),
        Member(
            facts=PersonFacts(
                "เด็กหญิง", "แก้ว", "", "", sex="F", birth_precision="MONTH", birth_first_on=date(2026, 6, 1)
            ),
            relation=Relation.CHILD, accompanying=True, shares_with=1,
        ),
    )  # fmt: skip
    request = AdmitPeople(
        members,
        "TRIAL",
        date(2026, 11, 21),
        time(9, 30),
        channel="REF_GOV",
        agency_name="บ้านพักเด็กและครอบครัวจังหวัดตัวอย่าง",
        brought_by="นางสาวทดสอบ ระบบงาน",
    )
    return admit(centre, DESK, request)


@pytest.fixture
def somchai(centre: UnitsOfWork) -> int:
    """The person of the sample, with health and case facts that no letter may tell."""
    with centre.writing(MANAGER, "stay.admit") as session:
        person = a_person(
            session, title="นาย", first_name="สมมติ", last_name="ตัวอย่างดี", sex="M",
            national_id="0000000000001", birth_precision="YEAR", birth_first_on=date(1979, 1, 1),
            home_province="ตัวอย่าง", medication="ยาต้านไวรัส", caution="ถูกทำร้าย", note="คดีอาญา",
        )  # fmt: skip
        stay = a_stay(session, person, arrived_on=date(2026, 11, 17), condition_seen="แผลฟกช้ำ")
        session.add(Episode(stay_id=stay.id, service_type="TRANSIT", started_on=stay.arrived_on))
        return int(person.id)
