"""Bringing a register in: opened whatever it is, judged line by line, written and taken back as one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import (
    BedUse,
    HouseholdMember,
    ImportBatch,
    Person,
    PersonAddress,
    PersonCode,
    PersonName,
    Stay,
)
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.import_header import find_table, named_columns
from panpun_desktop.services.import_history import came_before, list_imports
from panpun_desktop.services.import_judging import JudgedLine, Table
from panpun_desktop.services.import_matching import Choice
from panpun_desktop.services.import_profiles import SaveProfile, list_profiles, save_profile
from panpun_desktop.services.import_reading import open_file
from panpun_desktop.services.import_register_profile import RegisterProfile, register_profile_of
from panpun_desktop.services.import_result import ImportResult
from panpun_desktop.services.import_verdicts import Verdict
from panpun_desktop.services.register_imports import (
    ImportRegister,
    RegisterImported,
    import_file,
    import_register,
    look_at_register,
)
from panpun_desktop.services.undoing import TakeBack, redo, take_back
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.registers import HEADERS, messy_rows, number, titled, write_csv, write_html, write_xlsx

SHORT = ("ชื่อ-สกุล", "เลขบัตรประชาชน", "วันเกิด", "วันที่เข้า", "วันที่ออก", "ประเภทบริการ")
COLUMNS = ("full_name", "national_id", "birth_date", "entry", "exit", "service")


def table_of(*lines: str, header: tuple[str, ...] = SHORT) -> Table:
    rows = [header, *(tuple(cell.strip() for cell in line.split("|")) for line in lines)]
    wide = len(header)
    padded = tuple((*row, *[""] * (wide - len(row))) for row in rows)
    from panpun_desktop.services.import_reading import OpenedFile, Sheet

    found = find_table(OpenedFile("x", "", (Sheet("x", padded),)), RegisterProfile())
    return Table(padded, found.header, found.columns)


def looked(centre: OpenCentre, table: Table, profile: RegisterProfile | None = None) -> list[JudgedLine]:
    look = look_at_register(centre.work, centre.desk, table, profile or RegisterProfile())
    return list(look.judgement.lines)


def brought_in(centre: OpenCentre, table: Table, **how: bool) -> RegisterImported:
    return import_register(centre.work, centre.desk, ImportRegister("x.xlsx", "abc", table, **how))


def result_of(done: RegisterImported) -> ImportResult:
    assert done.result is not None
    return done.result


def count(centre: OpenCentre, model: type, *where: object) -> int:
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def reasons(line: JudgedLine) -> set[str]:
    return {one.reason_id for one in line.findings}


# --- files of every kind ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv", "tsv", "utf16"])
def test_a_messy_register_comes_in_whatever_it_was_saved_as(
    centre_session: OpenCentre, tmp_path: Path, kind: str
) -> None:
    lines = titled(messy_rows(60, TODAY))
    path = {
        "xlsx": lambda: write_xlsx(tmp_path / "ทะเบียน.xlsx", lines),
        "xls": lambda: write_html(tmp_path / "ทะเบียน.xls", lines),
        "csv": lambda: write_csv(tmp_path / "ทะเบียน.csv", lines),
        "tsv": lambda: write_csv(tmp_path / "ทะเบียน.tsv", lines, "utf-8-sig", "\t"),
        "utf16": lambda: write_csv(tmp_path / "ทะเบียน.txt", lines, "utf-16", "\t"),
    }[kind]()
    work, desk = centre_session.work, centre_session.desk
    done = import_file(work, desk, path, RegisterProfile())
    assert (done.lines, done.imported, done.refused) == (60, 60, ())
    assert (done.persons, done.stays) == (60, 60)
    noted = [remark.reason_id for remark in done.noted]
    assert noted.count("import.header_again") == 2
    assert noted.count("import.total_line") == 1
    assert noted.count("import.date_unreadable") == 7  # 31 February keeps nobody out (R-PER-2)
    assert {"import.number_lost", "import.thai_digits", "import.two_digit_year"} <= set(noted)
    assert count(centre_session, Person, Person.title == "นางสาว") > 0
    assert count(centre_session, PersonAddress, PersonAddress.subdistrict == "คลองแห") == 60
    assert [check.id for check in check_centre(work, desk) if not check.ok] == []
    again = import_file(work, desk, path, RegisterProfile())
    assert (again.imported, len(again.refused)) == (0, 60)
    assert count(centre_session, ImportBatch) == 1


def test_a_sheet_larger_than_any_can_be_is_refused_before_room_is_asked_for_it(tmp_path: Path) -> None:
    sound = Path("tests/drills/register.xls")
    assert open_file(sound)
    said = sound.read_bytes()
    at = said.index(b"\x00\x02\x0e\x00") + 4
    huge = tmp_path / "ทะเบียน.xls"
    huge.write_bytes(said[: at + 4] + (2**31 + 1).to_bytes(4, "little") + said[at + 8 :])
    with pytest.raises(RuleBroken) as refused:
        open_file(huge)
    assert refused.value.id == "import.file_unreadable"


def test_a_file_that_is_no_table_is_refused(centre_session: OpenCentre, tmp_path: Path) -> None:
    picture = tmp_path / "ภาพ.xlsx"
    picture.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(RuleBroken) as refused:
        open_file(picture)
    assert refused.value.id == "import.file_unreadable"
    (tmp_path / "ว่าง.csv").write_text("\n\n", encoding="utf-8")
    with pytest.raises(RuleBroken) as empty:
        open_file(tmp_path / "ว่าง.csv")
    assert empty.value.id == "import.empty"


def test_a_table_without_names_is_refused_with_the_way_out(centre_session: OpenCentre) -> None:
    table = table_of("1/1/2569|ทดลองอยู่", header=("วันที่เข้า", "ประเภทบริการ"))
    with pytest.raises(RuleBroken) as refused:
        looked(centre_session, table)
    assert refused.value.id == "import.no_name_column"


def test_heads_over_two_lines_and_one_head_over_three_columns_are_understood() -> None:
    rows = (
        ("ทะเบียน", "", "", "", "", ""),
        ("ลำดับ", "ชื่อ - สกุล", "", "", "วันที่", ""),
        ("", "", "", "", "เข้า", "ออก"),
        ("1", "นาย", "สมมติ", "ตัวอย่าง", "1/2/2569", "3/2/2569"),
        ("2", "นาง", "มาลี", "ตัวอย่าง", "1/2/2569", ""),
    )
    from panpun_desktop.services.import_reading import OpenedFile, Sheet

    found = find_table(OpenedFile("x", "", (Sheet("x", rows),)), RegisterProfile())
    assert found.header_line == 3
    assert found.columns == {"title": 1, "first_name": 2, "last_name": 3, "entry": 4, "exit": 5}


# --- cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "verdict", "reason", "facts"),
    [
        ("นาย สมมติ  ตัวอย่าง|1-9999-00000-01-3", Verdict.OK, "", {"title": "นาย", "first_name": "สมมติ"}),
        ("น.ส.กําเเพง ศรีสุข", Verdict.READ_AS, "import.read_as", {"title": "นางสาว", "first_name": "กำแพง"}),
        ("ด.ญ.ฟ้า\u200bใส ใจดี|-", Verdict.READ_AS, "import.read_as", {"first_name": "ฟ้าใส"}),
        ("สมชาย ณ สงขลา", Verdict.OK, "", {"first_name": "สมชาย", "last_name": "ณ สงขลา"}),
        ("สมมติ ตัวอย่าง (ต้น)", Verdict.READ_AS, "import.nickname_found", {"nickname": "ต้น"}),
        ("ชายไม่ทราบชื่อ เสื้อแดง", Verdict.OK, "", {"first_name": "", "label": "เสื้อแดง"}),
        ("ก ข|1.2E+12", Verdict.LOOK, "import.number_lost", {"national_id": ""}),
        (
            "ก ข|๑๙๙๙๙๐๐๐๐๐๐๑๓",
            Verdict.READ_AS,
            "import.thai_digits",
            {"national_id": "1999900000013"},
        ),
        (
            "ก ข|999989000044",
            Verdict.READ_AS,
            "import.leading_zero",
            {"national_id": "0999989000044"},
        ),
        ("ก ข|1999900000014", Verdict.LOOK, "import.national_id_doubtful", {}),
        ("ก ข|12345", Verdict.LOOK, "import.number_length", {"national_id": "12345"}),
        ("ก ข|#REF!", Verdict.LOOK, "import.cell_broken", {"national_id": ""}),
        ("ก ข||12/5/2515", Verdict.OK, "", {"birth_first_on": date(1972, 5, 12)}),
        (
            "ก ข||2512-05-01",
            Verdict.READ_AS,
            "import.buddhist_date",
            {"birth_first_on": date(1969, 5, 1)},
        ),
        ("ก ข||1969-05-01", Verdict.OK, "", {"birth_first_on": date(1969, 5, 1)}),
        (
            "ก ข||26 ส.ค. 11",
            Verdict.READ_AS,
            "import.two_digit_year",
            {"birth_first_on": date(1968, 8, 26)},
        ),
        ("ก ข||27/04/1972", Verdict.READ_AS, "import.read_as", {"birth_first_on": date(1972, 4, 27)}),
        ("ก ข||๓๑/๐๓/๒๕๒๒", Verdict.READ_AS, "import.read_as", {"birth_first_on": date(1979, 3, 31)}),
        ("ก ข||2561", Verdict.OK, "", {"birth_precision": "YEAR"}),
        ("ก ข||30/02/2540", Verdict.LOOK, "import.date_unreadable", {"birth_precision": "UNKNOWN"}),
        ("ก ข|||31/02/2569||ทดลองอยู่", Verdict.REFUSED, "import.entry_unreadable", {}),
        ("ก ข|||1/2/2570||ทดลองอยู่", Verdict.REFUSED, "import.entry_in_future", {}),
        ("ก ข|||3/2/2569|1/2/2569|ทดลองอยู่", Verdict.REFUSED, "import.exit_before_entry", {}),
        ("ก ข|||3/2/2569||โรงแรม", Verdict.REFUSED, "import.service_unknown", {}),
        ("ก ข|||3/2/2569", Verdict.REFUSED, "import.service_missing", {}),
        ("|||3/2/2569||ทดลองอยู่", Verdict.REFUSED, "import.nobody", {}),
    ],
)
def test_what_a_cell_says(
    centre_session: OpenCentre, cells: str, verdict: Verdict, reason: str, facts: dict[str, object]
) -> None:
    table = table_of(cells)
    if not cells.split("|")[3:4]:  # a list of people without stays
        table = replace(table, columns={k: v for k, v in table.columns.items() if k != "entry"})
    (line,) = looked(centre_session, table)
    assert line.verdict is verdict, line.findings
    if reason:
        assert reason in reasons(line)
    assert {name: getattr(line.read.facts, name) for name in facts} == facts
    for one in line.findings:
        assert one.sentence


def test_an_age_is_an_estimate_of_the_day_of_entry_and_is_held_against_the_birth(
    centre_session: OpenCentre,
) -> None:
    header = ("ชื่อ-สกุล", "อายุ", "วันเกิด", "วันที่เข้า", "ประเภทบริการ")
    table = table_of(
        "สมมติ หนึ่ง|40 ปี||1/2/2560|ทดลองอยู่", "สมมติ สอง|40|1/1/2500|1/2/2560|ทดลองอยู่", header=header
    )
    first, second = looked(centre_session, table)
    assert first.read.facts.birth_first_on == date(1977, 1, 1)
    assert first.read.facts.birth_estimated_on == date(2017, 2, 1)
    assert "import.age_differs" in reasons(second)


# --- who is who ------------------------------------------------------------------------------------


def test_a_second_stay_is_of_the_same_person_by_number_and_by_name_with_birth(
    centre_session: OpenCentre,
) -> None:
    cid = number(7)
    table = table_of(
        f"นายสมมติ ข|{cid}|1/2/2510|1/2/2568|5/2/2568|ทดลองอยู่",
        f"สมมติ ข|{cid}||1/3/2568|5/3/2568|ทดลองอยู่",
        "นาย สมมติ ข||1/2/2510|1/4/2568|5/4/2568|ทดลองอยู่",
        "นายสมมติ ข||1/2/2531|1/5/2568|5/5/2568|ทดลองอยู่",
    )
    done = result_of(brought_in(centre_session, table))
    assert (done.imported, done.persons, done.stays) == (4, 2, 4)


def test_overlapping_stays_are_refused_and_a_same_day_return_is_joined(centre_session: OpenCentre) -> None:
    cid = number(8)
    table = table_of(
        f"สมมติ ก|{cid}||1/2/2568|5/2/2568|ทดลองอยู่",
        f"สมมติ ก|{cid}||4/2/2568|8/2/2568|ทดลองอยู่",
        f"สมมติ ก|{cid}||5/2/2568|9/2/2568|ระยะยาว",
    )
    done = result_of(brought_in(centre_session, table))
    assert (done.imported, done.joined, [one.reason_id for one in done.refused]) == (1, 1, ["import.overlap"])


def test_a_stay_of_someone_in_the_register_is_added_and_the_record_stays_as_it_is(
    centre_session: OpenCentre,
) -> None:
    cid = number(9)
    brought_in(centre_session, table_of(f"นายสมมติ ข|{cid}|1/2/2510|1/2/2568|5/2/2568|ทดลองอยู่"))
    (line,) = looked(centre_session, table_of(f"นายสมมติ ข|{cid}|1/2/2511|1/3/2568|5/3/2568|ทดลองอยู่"))
    assert "import.stay_added" in reasons(line)
    brought_in(centre_session, table_of(f"นายสมมติ ข|{cid}|1/2/2511|1/3/2568|5/3/2568|ทดลองอยู่"))
    assert (count(centre_session, Person), count(centre_session, Stay)) == (1, 2)
    assert count(centre_session, Person, Person.birth_first_on == date(1967, 2, 1)) == 1


def test_a_name_alone_is_only_alike_and_someone_decides(centre_session: OpenCentre) -> None:
    brought_in(centre_session, table_of("นางมาลี แสงดี||2/3/2511|1/2/2568|5/2/2568|ทดลองอยู่"))
    table = table_of("นางมาลี แสงดี|||1/3/2568|5/3/2568|ทดลองอยู่")
    (line,) = looked(centre_session, table)
    assert line.verdict is Verdict.LOOK
    assert [one.text for one in line.candidates] == ["นางมาลี แสงดี (P68-0001)"]
    same = replace(table, choices={2: Choice("same", line.candidates[0].person_id)})
    assert result_of(brought_in(centre_session, same)).persons == 1
    assert count(centre_session, Person) == 1
    new = replace(table_of("นางมาลี แสงดี||2/3/2511|1/5/2568|5/5/2568|ทดลองอยู่"), choices={2: Choice("new")})
    assert result_of(brought_in(centre_session, new)).imported == 1
    assert count(centre_session, Person) == 2


MANA = "นายมานะ พูนสุข||2 ต.ค. 2530|1/2/2568|5/2/2568|ทดลองอยู่"


@pytest.mark.parametrize(
    ("line", "is_same"),
    [
        ("นาย มานะ พูนสุข||2/10/2530|1/3/2568||ทดลองอยู่", True),
        ("นายมานะ พูนสุข||2530|1/3/2568||ทดลองอยู่", False),
        ("นายมานะ พูนสุข||2530|1/2/2568|4/2/2568|ทดลองอยู่", None),
        ("นายมานะ พูนสุขดี||2/10/2530|1/3/2568||ทดลองอยู่", False),
    ],
)
def test_who_is_the_same_joins_the_record_and_who_is_alike_is_new(
    centre_session: OpenCentre, line: str, is_same: bool | None
) -> None:
    brought_in(centre_session, table_of(MANA))
    table = table_of(line)
    (judged,) = looked(centre_session, table)
    assert [one.text for one in judged.candidates] == ["นายมานะ พูนสุข (P68-0001)"]
    done = brought_in(centre_session, table)
    if is_same is None:  # the same stay once more, told in another way: neither a person nor a stay
        assert judged.verdict is Verdict.REFUSED
        assert (count(centre_session, Person), count(centre_session, Stay)) == (1, 1)
        return
    assert judged.verdict is Verdict.LOOK
    said = next(one for one in judged.findings if one.facts.get("person"))
    assert said.reason_id == ("import.stay_added" if is_same else "import.like_known")
    assert "P68-0001" in said.sentence
    assert (count(centre_session, Person), count(centre_session, Stay)) == (1 if is_same else 2, 2)
    assert f"คนใหม่ {0 if is_same else 1} คน" in done.summary


def test_a_number_known_is_the_same_person_to_be_looked_at(centre_session: OpenCentre) -> None:
    cid = number(9)
    brought_in(centre_session, table_of(f"นายสมมติ ข|{cid}||1/2/2568|5/2/2568|ทดลองอยู่"))
    table = table_of(f"นายสมมติ ข|{cid}||1/3/2568|5/3/2568|ทดลองอยู่")
    (line,) = looked(centre_session, table)
    assert (line.verdict, len(line.candidates)) == (Verdict.LOOK, 1)
    same = replace(table, choices={2: Choice("same", line.candidates[0].person_id)})
    assert looked(centre_session, same)[0].verdict is Verdict.OK
    brought_in(centre_session, table)
    assert (count(centre_session, Person), count(centre_session, Stay)) == (1, 2)


@pytest.mark.parametrize(
    ("name", "is_joined"), [("นายสมคิดใจงาม", True), ("นายสมคิด ใจงาม", False), ("นายสมคิด", False)]
)
def test_a_name_written_as_one_word_is_to_be_looked_at(
    centre_session: OpenCentre, name: str, is_joined: bool
) -> None:
    (line,) = looked(centre_session, table_of(f"{name}|||1/3/2568||ทดลองอยู่"))
    assert ("import.name_joined" in reasons(line), line.verdict is Verdict.LOOK) == (is_joined, is_joined)


def test_a_name_spelt_another_way_is_shown_beside_who_it_may_be(centre_session: OpenCentre) -> None:
    brought_in(centre_session, table_of("นายคำแก้ว พงษ์สุวรรณ||12/9/2530|1/2/2568|5/2/2568|ทดลองอยู่"))
    (line,) = looked(centre_session, table_of("นายคำแก้ว พงศ์สุวรรณ||12/9/2530|1/3/2568||ทดลองอยู่"))
    assert line.verdict is Verdict.LOOK
    assert [one.text for one in line.candidates] == ["นายคำแก้ว พงษ์สุวรรณ (P68-0001)"]


def test_lines_without_stays_come_in_once(centre_session: OpenCentre) -> None:
    header = ("คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่อเล่น", "โทร")
    table = table_of("นาย|สมมติ|หนึ่ง|ต้น|812345678", "นาง|มาลี|สอง||", "นาย|สมมติ|หนึ่ง|ต้น|", header=header)
    done = result_of(brought_in(centre_session, table))
    assert (done.imported, done.stays) == (2, 0)
    assert [one.reason_id for one in done.refused] == ["import.line_repeated"]
    assert count(centre_session, Person, Person.phone == "081-234-5678") == 1
    again = result_of(brought_in(centre_session, table))
    assert (again.imported, {one.reason_id for one in again.refused}) == (0, {"import.person_there"})


def test_a_family_with_beds_names_and_codes_is_kept_whole(centre_session: OpenCentre) -> None:
    header = (
        "ชื่อ-สกุล", "ครอบครัว", "ความสัมพันธ์", "ความพิการ", "ชื่อเดิม",
        "สัญชาติ", "เตียง", "วันที่เข้า", "ประเภทบริการ",
    )  # fmt: skip
    table = table_of(
        "นางมาลี ใจดี|ค1||ทางการเห็น, ทางสติปัญญา|มาลัย|พม่า|หญิง 1-01|1/11/2569|ทดลองอยู่",
        "ด.ช.ต้น ใจดี|ค1|บุตร||||หญิง 1-99|1/11/2569|ทดลองอยู่",
        header=header,
    )
    done = result_of(brought_in(centre_session, table))
    assert (done.persons, done.households) == (2, 1)
    assert {one.reason_id for one in done.noted} == {"import.bed_unknown"}
    assert count(centre_session, HouseholdMember, HouseholdMember.relation == "CHILD") == 1
    assert count(centre_session, PersonCode) == 2
    assert count(centre_session, PersonName, PersonName.text == "มาลัย") == 1
    assert count(centre_session, Person, Person.nationality == "MM") == 1
    assert count(centre_session, BedUse) == 1


# --- mending, rights, profiles ---------------------------------------------------------------------


def test_a_refused_line_is_mended_in_place_and_comes_in_afterwards(centre_session: OpenCentre) -> None:
    table = table_of("นายสมมติ หนึ่ง|||1/2/2568|5/2/2568|ทดลองอยู่", "นายสมมติ สอง|||31/2/2568|5/3/2568|ทดลองอยู่")
    first = result_of(brought_in(centre_session, table))
    assert (first.imported, [one.line for one in first.refused]) == (1, [3])
    mended = replace(table, edits={(3, "entry"): "28/2/2568"})
    second = result_of(brought_in(centre_session, mended))
    assert (second.imported, [one.line for one in second.refused]) == (1, [2])
    assert count(centre_session, Stay) == 2


def test_only_what_was_changed_is_read_again(centre_session: OpenCentre) -> None:
    table = table_of("นายสมมติ หนึ่ง|||1/2/2568||ทดลองอยู่", "นายสมมติ สอง|||?||ทดลองอยู่")
    work, desk, profile = centre_session.work, centre_session.desk, RegisterProfile()
    first = look_at_register(work, desk, table, profile)
    second = look_at_register(
        work, desk, replace(table, edits={(3, "entry"): "2/2/2568"}), profile, before=first
    )
    assert second.read.lines[0] is first.read.lines[0]
    assert second.judgement.lines[1].read.stay is not None


def test_stopping_changes_nothing(centre_session: OpenCentre) -> None:
    def stop(done: int, of: int) -> None:
        if done * 2 >= of:
            raise RuleBroken("import.stopped")

    table = table_of("นายสมมติ หนึ่ง|||1/2/2568||ทดลองอยู่")
    with pytest.raises(RuleBroken):
        import_register(centre_session.work, centre_session.desk, ImportRegister("x", "s", table), stop)
    assert count(centre_session, Person) == 0


def test_a_trial_and_a_strict_import_with_refusals_keep_nothing(centre_session: OpenCentre) -> None:
    table = table_of("นายสมมติ หนึ่ง|||1/2/2568||ทดลองอยู่", "|||1/2/2568||ทดลองอยู่")
    trial = brought_in(centre_session, table, dry_run=True)
    strict = brought_in(centre_session, table, strict=True)
    assert (result_of(trial).imported, result_of(trial).is_kept, result_of(strict).is_kept) == (
        1,
        False,
        False,
    )
    assert (trial.people, count(centre_session, Person), count(centre_session, ImportBatch)) == (
        frozenset(),
        0,
        0,
    )


def test_an_import_is_taken_back_and_done_again_as_one_act(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    table = table_of("นายสมมติ หนึ่ง|||1/2/2568|5/2/2568|ทดลองอยู่", "นางมาลี สอง|||1/11/2569||ทดลองอยู่")
    brought_in(centre_session, table)
    (row,) = list_imports(work, desk)
    assert (row.persons, row.stays, row.is_taken_back, row.imported_by) == (2, 2, False, "สมหญิง แรกรับ")
    assert came_before(work, desk, "abc") == row
    assert row.entry is not None
    take_back(work, desk, TakeBack(row.entry))
    assert count(centre_session, Person, Person.voided_at.is_(None)) == 0
    assert count(centre_session, Stay, Stay.voided_at.is_(None)) == 0
    assert list_imports(work, desk)[0].is_taken_back
    assert came_before(work, desk, "abc") is None
    assert [check.id for check in check_centre(work, desk) if not check.ok] == []
    redo(work, desk, TakeBack(row.entry))
    assert count(centre_session, Person, Person.voided_at.is_(None)) == 2


def test_a_profile_maps_what_nobody_could_guess_and_is_kept_under_its_name(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    work, desk = centre_session.work, centre_session.desk
    lines = [["ใคร", "มา", "แบบ"], ["นายสมมติ หนึ่ง", "68-02-01", "A"], ["นางมาลี สอง", "68-02-03", "B"]]
    path = write_csv(tmp_path / "x.csv", lines, "utf-8")
    profile = RegisterProfile(
        columns={"full_name": "ใคร", "entry": "=B", "service": "แบบ"},
        values={"service": {"A": "trial", "*": "course_l"}},
        constants={"channel": "ref_ngo"},
        date_order="ymd",
    )
    save_profile(work, desk, SaveProfile("แบบเก่า", profile))
    (kept,) = list_profiles(work, desk)
    assert kept.profile == register_profile_of(profile.as_toml(), "x") == profile
    done = import_file(work, desk, path, kept.profile)
    assert (done.imported, done.refused) == (2, ())
    assert count(centre_session, Stay, Stay.channel == "REF_NGO", Stay.arrived_on == date(2025, 2, 3)) == 1


def test_a_mapping_by_hand_becomes_a_profile(tmp_path: Path) -> None:
    lines = [["ก", "ข", "ข"], ["สมมติ", "1/2/2568", "2/2/2568"], ["มาลี", "1/2/2568", ""]]
    file = open_file(write_csv(tmp_path / "x.csv", lines, "utf-8"))
    found = find_table(file, RegisterProfile())
    assert named_columns(found, {"full_name": 0, "entry": 1, "exit": 2}) == {
        "full_name": "ก",
        "entry": "=B",
        "exit": "=C",
    }


def test_who_may_not_import_is_refused_before_the_file_is_opened(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        import_file(centre_session.work, centre_session.trainer, tmp_path / "nowhere.xlsx", RegisterProfile())


def test_headers_of_the_messy_register_are_known() -> None:
    rows = tuple(tuple(map(str, line)) for line in titled(messy_rows(3, TODAY)))
    from panpun_desktop.services.import_reading import OpenedFile, Sheet

    found = find_table(OpenedFile("x", "", (Sheet("x", rows),)), RegisterProfile())
    assert found.header == 2
    assert len(found.columns) == len(HEADERS) - 1  # the running number is not brought in


def test_a_year_that_looks_like_another_in_two_figures_gets_numbers_of_its_own(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    path = tmp_path / "ทะเบียน.csv"
    lines = (
        "ชื่อ - สกุล;วันที่รับเข้า;วันที่ออก;ประเภทบริการ",
        "กชกร หนึ่ง;7/9/2461;9/9/2461;ทดลองอยู่",
        "กชกร สอง;7/9/2561;9/9/2561;ทดลองอยู่",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    done = import_file(centre_session.work, centre_session.manager, path, RegisterProfile())
    assert (done.persons, done.refused) == (2, ())
