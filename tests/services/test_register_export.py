"""The register as a workbook, read back by another program's reader and in its own XML."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from panpun_desktop.common.cells import THAI_DATE
from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.models import AccessEntry, AuditEntry, Restriction
from panpun_desktop.services.people_rows import PeopleFilter
from panpun_desktop.services.register_columns import register_columns
from panpun_desktop.services.register_export import ExportRegister, export_register
from tests.builders import ADMIN, DESK, MANAGER, TODAY, TRAINER
from tests.services.house import House

_XL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def register(house: House) -> House:
    """One who stays, one with a name that looks like a formula, one before Excel's first day."""
    house.staying(
        "กานดา",
        "หญิง 1-01",
        days=3,
        sex="F",
        national_id="1999900000013",
        phone="0812345678",
        birth_precision="DAY",
        birth_first_on=date(1990, 3, 4),
    )
    house.person("=1+1", nickname="@ลุง", birth_precision="YEAR", birth_first_on=date(1967, 1, 1))
    house.person("ทวด", birth_precision="DAY", birth_first_on=date(1899, 5, 6))
    return house


def _lines(path: Path, sheet: int = 0) -> list[dict[str, object]]:
    titles, *lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()
    return [dict(zip(map(str, titles), line, strict=True)) for line in lines]


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as parts:
        return parts.read(name).decode("utf-8")


def test_numbers_are_text_and_days_are_days(register: House, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    assert export_register(register.work, DESK, ExportRegister(path)) == 3
    first = _lines(path)[0]
    assert first["เลขประจำตัวประชาชน"] == "1-9999-00000-01-3"
    assert first["โทรศัพท์"] == "0812345678"
    assert (first["วันเกิด"], first["อายุ"]) == (date(1990, 3, 4), 36)
    assert first["วันที่ของบริการ"] == "3/10"


def test_days_are_shown_in_buddhist_years_and_those_excel_lacks_are_text(
    register: House, tmp_path: Path
) -> None:
    path = tmp_path / "all.xlsx"
    export_register(register.work, DESK, ExportRegister(path))
    assert f'formatCode="{THAI_DATE}"' in _part(path, "xl/styles.xml")
    assert [line["วันเกิด"] for line in _lines(path)][1:] == ["พ.ศ. 2510", "1899-05-06"]


def test_what_looks_like_a_formula_is_neutralised(register: House, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    export_register(register.work, DESK, ExportRegister(path))
    second = _lines(path)[1]
    assert (second["ชื่อ"], second["ชื่อเล่น"]) == ("'=1+1", "'@ลุง")
    assert "<f>" not in _part(path, "xl/worksheets/sheet1.xml")


def test_head_and_name_stay_and_every_column_filters(register: House, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    export_register(register.work, DESK, ExportRegister(path))
    sheet = _part(path, "xl/worksheets/sheet1.xml")
    assert '<pane xSplit="2" ySplit="1" topLeftCell="C2"' in sheet
    assert f'<autoFilter ref="A1:{chr(64 + len(register_columns()))}4"/>' in sheet


def test_the_columns_and_the_order_are_those_of_the_list(register: House, tmp_path: Path) -> None:
    path = tmp_path / "some.xlsx"
    asked = ExportRegister(
        path, PeopleFilter(present_only=False), "name", True, ("regno", "bed", "name"), ("ทุกคน",)
    )
    export_register(register.work, DESK, asked)
    assert list(_lines(path)[0]) == ["ทะเบียน", "เตียง", "ชื่อ", "ชื่อเล่น"]
    assert [line["ทะเบียน"] for line in _lines(path)] == ["P69-0003", "P69-0001", "P69-0002"]


def test_a_second_sheet_says_what_was_chosen_when_and_by_whom(register: House, tmp_path: Path) -> None:
    path = tmp_path / "some.xlsx"
    asked = ExportRegister(path, PeopleFilter(text="กานดา"), filter_words=("พักอยู่",))
    export_register(register.work, DESK, asked)
    about = {line["รายการ"]: line["รายละเอียด"] for line in _lines(path, 1)}
    assert about["ตัวกรอง"] == "พักอยู่ · “กานดา”"
    assert about["จำนวนคน"] == 1
    assert about["ส่งออกโดย"] == DESK.name
    assert str(about["ส่งออกเมื่อ"]).startswith("21 พฤศจิกายน 2569")


def test_an_export_is_audited_with_its_count_and_logged_as_access(register: House, tmp_path: Path) -> None:
    export_register(register.work, DESK, ExportRegister(tmp_path / "all.xlsx"))
    with register.work.reading(MANAGER, "person.read") as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        access, *of_people = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
    assert last is not None
    assert (last.act, last.note) == ("person.export", "people=3")
    assert (access.kind, access.place, access.user_id) == ("export", "register", DESK.user_id)
    assert access.person_id is None
    assert len({one.person_id for one in of_people}) == len(of_people) == 3
    assert {(one.kind, one.place) for one in of_people} == {("export", "register")}


def test_a_stopped_export_leaves_no_file_and_no_entry(register: House, tmp_path: Path) -> None:
    asked = ExportRegister(tmp_path / "all.xlsx")
    assert export_register(register.work, DESK, asked, lambda _done, _all: False) is None
    assert list(tmp_path.glob("*all.xlsx*")) == []
    with register.work.reading(MANAGER, "person.read") as session:
        assert session.scalars(select(AccessEntry)).all() == []


def test_a_file_that_is_there_is_kept_when_the_new_one_is_stopped(register: House, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    path.write_bytes(b"before")
    export_register(register.work, DESK, ExportRegister(path), lambda _done, _all: False)
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize("by", [TRAINER, ADMIN])
def test_who_may_not_export_gets_no_file(register: House, tmp_path: Path, by: object) -> None:
    with pytest.raises(NotAllowed):
        export_register(register.work, by, ExportRegister(tmp_path / "all.xlsx"))  # type: ignore[arg-type]
    assert not (tmp_path / "all.xlsx").exists()


def test_r_saf_1_masked_people_are_one_line_without_name_or_number(register: House, tmp_path: Path) -> None:
    with register.writing() as session:
        session.add(Restriction(person_id=1, reason_code="VIOLENCE", since_on=TODAY))
    path = tmp_path / "all.xlsx"
    assert export_register(register.work, DESK, ExportRegister(path)) == 3
    line = next(line for line in _lines(path) if line["ทะเบียน"] == "P69-0001")
    assert line["ชื่อ"] == "ผู้รับบริการ (ปกปิด)"
    assert (line["เลขประจำตัวประชาชน"], line["โทรศัพท์"], line["วันเกิด"]) == ("", "", "")
    with zipfile.ZipFile(path) as parts:
        assert all("กานดา".encode() not in parts.read(name) for name in parts.namelist())


def test_days_in_the_workbook_are_formatted_with_the_thai_calendar_and_arabic_figures(
    register: House, tmp_path: Path
) -> None:
    path = tmp_path / "all.xlsx"
    export_register(register.work, DESK, ExportRegister(path))
    with ZipFile(path) as parts:
        styles, sheet = (
            ElementTree.fromstring(parts.read(f"xl/{name}.xml")) for name in ("styles", "worksheets/sheet1")
        )
    codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{_XL}numFmt")}
    of_cells = [one.get("numFmtId") for one in styles.find(f"{_XL}cellXfs") or ()]
    days = {of_cells[int(cell.get("s", 0))] for cell in sheet.iter(f"{_XL}c") if _looks_like_a_day(cell)}
    (code,) = {codes[one] for one in days}
    match = re.fullmatch(r"\[\$-([0-9A-F]+)\]d mmm yyyy;@", code or "")
    assert match is not None
    number = int(match[1], 16)
    assert number & 0xFFFF == 0x041E  # Thai
    assert number >> 16 & 0xFF == 0x07  # the Thai Buddhist calendar
    assert number >> 24 == 0x01  # Arabic figures


def _looks_like_a_day(cell: ElementTree.Element) -> bool:
    """A number of the size that days of this century have."""
    value = cell.find(f"{_XL}v")
    return cell.get("t") is None and value is not None and 36_526 < float(value.text or 0) < 73_000
