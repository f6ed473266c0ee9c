"""The lists of the report desk: their figures, whom they name, what they refuse, how they lie on paper."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Agency, Document, FollowUp, Restriction, TurnAway, WaitingEntry
from panpun_desktop.reports import runner
from panpun_desktop.reports.lists import ABOUT
from panpun_desktop.reports.lists.data import ListPaper
from panpun_desktop.reports.lists.register_words import GROUNDS, ITEMS
from panpun_desktop.store.unit_of_work import UnitsOfWork
from panpun_desktop.views.documents import letter_words
from tests.builders import MANAGER, TODAY
from tests.reports.histories import House, statement_of_domain_5_1, writing
from tests.reports.kit.reading import joined, poppler

NOVEMBER = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30)}
OCTOBER = {"first_on": date(2026, 10, 1), "last_on": date(2026, 10, 31)}


def listed(work: UnitsOfWork, key: str, **given: Any) -> ListPaper:
    """The finished values of a list."""
    found = runner.read(work, MANAGER, key, given)
    assert isinstance(found, ListPaper)
    return found


def lines(paper: ListPaper, table: str) -> list[Mapping[str, Any]]:
    """The lines of a table by column."""
    chosen = paper.table(table)
    return [dict(zip((one.key for one in chosen.columns), row.values, strict=True)) for row in chosen.rows]


def protect(house: House, person_id: int) -> None:
    """Restrict a person, so that lists on paper do not name them."""
    house.session.add(Restriction(person_id=person_id, reason_code="VIOLENCE", since_on=TODAY))


def test_stays_of_a_month_are_those_its_statement_counts(work: UnitsOfWork) -> None:
    first = date(2026, 9, 1)
    with writing(work) as house:
        house.code_list("service_type")
        statement_of_domain_5_1(house, first)
    paper = listed(work, "stays", first_on=first, last_on=date(2026, 9, 30))
    moves = {one["what"]: one["count"] for one in lines(paper, "movement")}
    assert moves == {"ยกมา": 20, "รับเข้า": 15, "จำหน่าย": 12, "คงเหลือ": 23}
    stays = paper.table("stays")
    assert len(stays.rows) == 35
    assert stays.counted == "35 ครั้ง · 35 คน (ไม่นับซ้ำ)"
    totals = stays.totals()
    assert totals is not None
    assert totals[-1] == sum(value for value in stays.values("nights") if isinstance(value, int)) == 630


def test_nights_of_a_stay_end_with_the_period_and_today(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.stay(date(2026, 10, 30), date(2026, 11, 2))
        house.stay(date(2026, 11, 20))
    nights = [one["nights"] for one in lines(listed(work, "stays", **NOVEMBER), "stays")]
    assert nights == [1, 2]


def test_protected_people_are_not_named_but_counted(work: UnitsOfWork) -> None:
    with writing(work) as house:
        person = house.person(first_name="นงลักษณ์")
        house.stay(date(2026, 11, 12), person=person)
        protect(house, person.id)
    drawn = runner.render(work, MANAGER, "stays", NOVEMBER)
    assert "นงลักษณ์" not in poppler(drawn.pdf)
    (only,) = lines(drawn.values, "stays")
    assert only["name"] == "ผู้รับบริการ (ปกปิด)"
    assert only["channel"] is None
    assert only["arrived_on"] == date(2026, 11, 12)
    assert drawn.values.table("stays").counted.startswith("1 ครั้ง")


def test_near_limits_say_over_reached_and_near_in_this_order(work: UnitsOfWork) -> None:
    with writing(work) as house:
        for nights in (3, 8, 9, 12):
            house.stay(TODAY - timedelta(days=nights))
    paper = listed(work, "near_limits", day=TODAY)
    shown = [(one["level"], one["day"], one["days_over"]) for one in lines(paper, "near_limits")]
    assert shown == [
        ("เกินเกณฑ์", "13/10", 3),
        ("ครบเกณฑ์วันนี้", "10/10", None),
        ("ใกล้ครบเกณฑ์", "9/10", None),
    ]


def test_overrides_are_grouped_by_rule_and_say_who_gave_them(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.code_list("rule")
        house.code_list("override_reason")
        stay = house.stay(date(2026, 10, 1))
        house.override(stay, "R-TRI-5", "ILL", date(2026, 10, 2))
        house.override(stay, "R-TRI-2", "AGENCY", date(2026, 10, 12))
        house.override(stay, "R-TRI-2", "AGENCY", date(2026, 11, 1))
    paper = listed(work, "overrides", **OCTOBER)
    shown = [(one["rule"], one["reason_code"], one["given_by"]) for one in lines(paper, "overrides")]
    assert shown == [
        ("ทดลองอยู่เกินจำนวนวัน", "รอประสานหน่วยงานปลายทาง", MANAGER.name),
        ("ทดลองอยู่เกินจำนวนครั้งในรอบ 1 ปี", "เจ็บป่วย", MANAGER.name),
    ]
    assert paper.table("overrides").counted == "ผ่อนผัน 2 ครั้ง · ยังไม่รับทราบ 2 ครั้ง"


def test_length_of_stay_gives_the_median_by_service(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.code_list("service_type")
        for nights in (2, 3, 10, 12):
            house.stay(date(2026, 10, 20) - timedelta(days=nights), date(2026, 10, 20))
        house.stay(date(2026, 10, 30), None, "TRANSIT")
    paper = listed(work, "length_of_stay", **OCTOBER)
    (trial,) = lines(paper, "left")
    assert (trial["count"], trial["median"], trial["mean"]) == (4, Decimal("6.50"), Decimal("6.75"))
    assert (trial["shortest"], trial["longest"]) == (2, 12)
    (transit,) = lines(paper, "here")
    assert (transit["count"], transit["median"]) == (1, Decimal("2.00"))


def test_returns_are_those_back_within_the_nights_asked_for(work: UnitsOfWork) -> None:
    with writing(work) as house:
        soon, late = house.person(), house.person()
        house.stay(date(2026, 9, 1), date(2026, 9, 25), person=soon)
        house.stay(date(2026, 10, 5), date(2026, 10, 6), person=soon)
        house.stay(date(2026, 8, 1), date(2026, 8, 2), person=late)
        house.stay(date(2026, 10, 5), person=late)
    paper = listed(work, "returns", **OCTOBER)
    assert [(one["nights_away"], one["number"]) for one in lines(paper, "returns")] == [(10, 2)]
    assert paper.table("returns").counted == "กลับเข้าภายใน 30 คืน 1 ครั้ง จากรับเข้า 2 ครั้ง (ร้อยละ 50.00)"
    assert len(lines(listed(work, "returns", **OCTOBER, nights=90), "returns")) == 2


def test_waiting_list_and_turn_aways_of_a_period(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.code_list("turn_away_reason")
        known = house.person(first_name="รอคอย")
        house.session.add_all(
            (
                WaitingEntry(person_id=known.id, people=3, children=2, came_on=date(2026, 10, 1)),
                WaitingEntry(
                    name="ป้าแดง", came_on=date(2026, 9, 1), closed_on=date(2026, 9, 9), state="ADMITTED"
                ),
                TurnAway(on_day=date(2026, 10, 9), people=2, reason_code="FULL"),
                TurnAway(on_day=date(2026, 10, 10), people=1, reason_code="FULL", name="ลุงดำ"),
            )
        )
    paper = listed(work, "waiting", **OCTOBER)
    (entry,) = lines(paper, "waiting")
    assert (entry["name"], entry["people"], entry["days"]) == ("รอคอย ตัวอย่าง1", 3, 30)
    assert [one["name"] for one in lines(paper, "turn_aways")] == ["ไม่ทราบชื่อ", "ลุงดำ"]
    assert [(one["times"], one["people"]) for one in lines(paper, "reasons")] == [(2, 3)]


def test_agencies_count_who_came_who_went_and_what_was_written(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.user()
        hospital = Agency(name="โรงพยาบาลตัวอย่าง")
        house.session.add(hospital)
        house.session.flush()
        house.stay(date(2026, 10, 3)).agency_id = hospital.id
        house.stay(date(2026, 9, 3), date(2026, 10, 4)).outcome_agency_id = hospital.id
        letter = {"kind": "transfer_letter", "title": "ส่งตัว", "agency_id": hospital.id, "issued_by_id": 1}
        day, at = date(2026, 10, 4), work.clock.now()
        house.session.add_all(
            (
                Document(**letter, dated_on=day, issued_at=at, reply_due_on=day),
                Document(**letter, dated_on=day, issued_at=at, reply_due_on=day, replied_on=day),
                Document(**letter, dated_on=day, issued_at=at, cancelled_at=at),
            )
        )
        house.stay(date(2026, 10, 5)).channel = "REF_GOV"
        house.stay(date(2026, 10, 6), date(2026, 10, 7)).outcome = "REF_NGO"
    line, unnamed = lines(listed(work, "agencies", **OCTOBER), "agencies")
    assert [line[name] for name in ("came", "went", "letters", "awaited")] == [1, 1, 2, 1]
    assert [unnamed[name] for name in ("agency", "came", "went", "letters")] == ["ไม่ระบุหน่วยงาน", 1, 1, 0]


def test_follow_ups_due_leave_out_who_stays_here_again(work: UnitsOfWork) -> None:
    with writing(work) as house:
        gone, back = house.person(phone="0810000000", phone_unsafe=True), house.person()
        house.stay(date(2026, 9, 1), date(2026, 10, 1), person=gone)
        house.stay(date(2026, 11, 1), person=back)
        house.session.add_all(FollowUp(person_id=one.id, due_on=date(2026, 10, 8)) for one in (gone, back))
        house.session.add(
            FollowUp(person_id=gone.id, due_on=date(2026, 10, 9), done_on=date(2026, 10, 9), result="WELL")
        )
    paper = listed(work, "follow_ups", **OCTOBER)
    (due,) = lines(paper, "due")
    assert (due["phone"], due["days_over"]) == ("ห้ามโทร", (TODAY - date(2026, 10, 8)).days)
    assert [one["count"] for one in lines(paper, "heard")] == [1]


def test_a_period_that_ends_before_it_begins_is_refused(work: UnitsOfWork) -> None:
    with pytest.raises(RuleBroken) as refused:
        listed(work, "stays", first_on=date(2026, 11, 2), last_on=date(2026, 11, 1))
    assert (refused.value.id, refused.value.field) == ("report.period_reversed", "last_on")


def test_a_period_yet_to_come_is_refused(work: UnitsOfWork) -> None:
    with pytest.raises(RuleBroken) as refused:
        listed(work, "stays", first_on=date(2027, 1, 1), last_on=date(2027, 1, 31))
    assert refused.value.id == "report.in_future"


def test_returns_within_no_night_are_refused(work: UnitsOfWork) -> None:
    with pytest.raises(RuleBroken) as refused:
        listed(work, "returns", **OCTOBER, nights=-1)
    assert refused.value.field == "nights"


def test_a_long_list_repeats_its_head_and_counts_its_pages(work: UnitsOfWork) -> None:
    with writing(work) as house:
        for _ in range(60):
            house.stay(date(2026, 10, 3), date(2026, 10, 4))
    pages = poppler(runner.render(work, MANAGER, "stays", OCTOBER).pdf).rstrip("\f").split("\f")
    assert len(pages) >= 3
    assert all("เลขทะเบียน" in joined(page) for page in pages)
    assert f"หน้า{len(pages)}จาก{len(pages)}" in joined(pages[-1]).replace(" ", "")


def test_json_gives_lines_by_column_and_the_total(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.stay(date(2026, 10, 3), date(2026, 10, 5))
    told = runner.facts(work, MANAGER, "stays", OCTOBER)
    assert (told["report"], told["first_on"], told["last_on"]) == ("stays", "2026-10-01", "2026-10-31")
    stays = next(one for one in told["tables"] if one["id"] == "stays")
    assert stays["rows"][0]["values"]["arrived_on"] == "2026-10-03"
    assert (stays["rows"][-1]["key"], stays["rows"][-1]["values"]["nights"]) == ("total", 2)


@pytest.mark.parametrize("key", ABOUT)
def test_every_list_draws_the_same_bytes_of_the_same_values(work: UnitsOfWork, key: str) -> None:
    given = {**OCTOBER, "day": TODAY}
    assert runner.render(work, MANAGER, key, given).pdf == runner.render(work, MANAGER, key, given).pdf


# --- workbooks -------------------------------------------------------------------------------------


def sheets(work: UnitsOfWork, key: str, **given: Any) -> dict[str, list[list[Any]]]:
    """The workbook as another program reads it: lines by the name of their sheet."""
    book = CalamineWorkbook.from_filelike(BytesIO(runner.office(work, MANAGER, key, given, "xlsx")))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_workbook_has_real_days_and_numbers_and_a_total_that_adds_up(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.stay(date(2026, 10, 3), date(2026, 10, 5))
        house.stay(date(2026, 10, 8), date(2026, 10, 9))
    lines_of = sheets(work, "stays", **OCTOBER)
    assert list(lines_of) == ["ความเคลื่อนไหว", "รายการเข้าพัก"]
    found = lines_of["รายการเข้าพัก"]
    head = next(at for at, line in enumerate(found) if line[0] == "เลขทะเบียน")
    arrived, nights = found[head].index("รับเข้า"), found[head].index("คืนในช่วงนี้")
    assert [line[arrived] for line in found[head + 1 : head + 3]] == [date(2026, 10, 3), date(2026, 10, 8)]
    assert [line[nights] for line in found[head + 1 : head + 4]] == [2, 1, 3]
    assert found[head + 3][0] == "รวม"


def test_a_name_that_looks_like_a_formula_stays_a_text(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.stay(date(2026, 10, 3), person=house.person(first_name="=1+1", last_name=""))
    content = runner.office(work, MANAGER, "stays", OCTOBER, "xlsx")
    found = sheets(work, "stays", **OCTOBER)["รายการเข้าพัก"]
    assert any("=1+1" in str(cell) for line in found for cell in line)
    with zipfile.ZipFile(BytesIO(content)) as book:
        formulas = re.findall(r"<f>(.*?)</f>", book.read("xl/worksheets/sheet2.xml").decode())
    assert all(one.startswith("SUM(") for one in formulas)


def test_a_median_of_all_is_a_number_and_no_sum(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.code_list("service_type")
        house.stay(date(2026, 10, 3), date(2026, 10, 13))
        house.stay(date(2026, 10, 3), date(2026, 10, 5))
    (sheet, *_others) = sheets(work, "length_of_stay", **OCTOBER).values()
    assert sheet[-1][:4] == ["รวม", 2, 6, 6]


@pytest.mark.parametrize("key", ABOUT)
def test_every_list_is_a_workbook_even_when_nothing_was_found(work: UnitsOfWork, key: str) -> None:
    given = {**OCTOBER, "day": TODAY}
    content = runner.office(work, MANAGER, key, given, "xlsx")
    again = runner.office(work, MANAGER, key, given, "xlsx")
    assert content == again or key in {"audit_trail", "access_register"}  # these tell of the first one too
    assert all(sheet for sheet in sheets(work, key, **given).values())


def test_all_that_letters_tell_and_their_grounds_have_words_in_the_register() -> None:
    assert set(letter_words.TOLD) <= set(ITEMS)
    assert set(letter_words.GROUNDS) <= set(GROUNDS)
