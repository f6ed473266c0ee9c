"""ข้อมูลของบุคคลหนึ่ง (R-PD-3): everything of the person, nothing of anybody else, noted who took it out."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from panpun_desktop.cli.main import run
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import Person
from panpun_desktop.reports.person_data import export_person
from panpun_desktop.services.access import AccessFilter, list_access
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.services.retention import anonymise_people
from panpun_desktop.services.retention_rows import Anonymise
from tests.centres import OpenCentre
from tests.services.test_retention import FIRST, LAST, NUMBER, furnish, write_old_stay

THIRD = "แสงเดือนยาย"


@pytest.fixture
def person_id(centre_session: OpenCentre) -> int:
    made = write_old_stay(centre_session, FIRST, "หญิง 1-01")
    furnish(centre_session, made)
    with centre_session.work.writing(centre_session.manager, "person.edit") as session:
        session.get_one(Person, made).emergency_contact = THIRD
    return made


def test_r_pd_3_all_of_the_person_and_nobody_else_is_handed_out(
    centre_session: OpenCentre, person_id: int, tmp_path: Path
) -> None:
    made = export_person(centre_session.work, centre_session.desk, person_id)
    content = json.loads(made.json)
    said = {line["value"] for one in content["sections"] for record in one["records"] for line in record}
    assert {FIRST, LAST, NUMBER, "ซอยลับสุดท้าย", f"{FIRST}ล้ม", "2016-03-20", "หญิง 1-01"} <= said
    told = {line["key"]: line for one in content["sections"][:1] for line in one["records"][0]}
    assert (told["sex"]["value"], told["sex"]["text"]) == ("F", "หญิง")
    assert (told["birth_first_on"]["value"], told["birth_first_on"]["text"]) == (
        "1980-05-17",
        "17 พฤษภาคม 2523",
    )
    assert THIRD not in made.json.decode()
    path = tmp_path / "person.pdf"
    path.write_bytes(made.pdf)
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace(" ", "")
    assert NUMBER in printed
    found = list_access(centre_session.work, centre_session.manager, AccessFilter(person_id=person_id))
    assert [(one.kind, one.place) for one in found] == [("export", "person_data")]
    with pytest.raises(NotAllowed):
        export_person(centre_session.work, centre_session.trainer, person_id)


def test_r_saf_1_a_protected_person_is_handed_out_only_by_who_sees_them(
    centre_session: OpenCentre, person_id: int
) -> None:
    request = RestrictPeople((person_id,), "THREAT", "ถูกติดตาม")
    restrict_people(centre_session.work, centre_session.manager, request)
    with pytest.raises(RuleBroken):
        export_person(centre_session.work, centre_session.desk, person_id)
    assert export_person(centre_session.work, centre_session.manager, person_id).pdf


def test_nothing_is_left_to_hand_out_of_someone_anonymised(
    centre_session: OpenCentre, person_id: int
) -> None:
    anonymise_people(centre_session.work, centre_session.manager, Anonymise((person_id,)))
    with pytest.raises(RuleBroken, match=r"person\.anonymised"):
        export_person(centre_session.work, centre_session.manager, person_id)


def test_the_command_writes_both_files(
    centre_session: OpenCentre, person_id: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret, pdf, data = (tmp_path / name for name in ("secret", "one.pdf", "one.json"))
    secret.write_text("demo", encoding="utf-8")
    folder = ["--data", str(centre_session.folder), "--user", "manager", "--password-file", str(secret)]
    assert run([*folder, "person", "export", "P59-0001", "--pdf", str(pdf), "--json", str(data)]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(data.read_bytes())["regno"] == "P59-0001"
    assert "P59-0001" in capsys.readouterr().out
