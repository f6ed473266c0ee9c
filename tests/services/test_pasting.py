"""Blocks copied from a spreadsheet, as offices have them."""

from __future__ import annotations

from datetime import date

import pytest

from panpun_desktop.services.import_columns import IGNORED
from panpun_desktop.services.import_verdicts import Verdict
from panpun_desktop.services.pasting import is_block, read_block, read_people, without_head

TODAY = date(2026, 11, 21)
HEADED = (
    "ที่\tชื่อ - สกุล\tความสัมพันธ์\tวันเดือนปีเกิด\tเพศ\tเลขบัตรประชาชน\tโทร\n"
    "1\tนางพวงทอง พูนสุข\tหัวหน้าครอบครัว\t4/3/2533\tหญิง\t1999900000013\t081-234-5678\n"
    "2\tนายมานะ พูนสุข\tสามี\t12/9/30\tชาย\t\t\n"
    "\t\t\t\t\t\t\n"
    "3\tด.ช.ต้นไม้ พูนสุข\tลูก\t31/2/2561\tช\t\t\n"
)


def read(text, html=""):
    block = read_block(text, html, TODAY)
    return block, read_people(block, TODAY)


def test_columns_are_known_by_their_headings_and_blank_lines_left_out():
    block, people = read(HEADED)
    assert block.has_head
    assert block.columns == (
        IGNORED,
        "full_name",
        "relation",
        "birth_date",
        "sex",
        "national_id",
        "phone",
    )
    assert [one.facts.first_name for one in people] == ["พวงทอง", "มานะ", "ต้นไม้"]
    assert [one.relation for one in people] == ["HEAD", "SPOUSE", "CHILD"]
    head = people[0].facts
    assert (head.title, head.sex, head.birth_first_on) == ("นาง", "F", date(1990, 3, 4))
    assert (head.national_id, head.phone) == ("1999900000013", "081-234-5678")


def test_r_per_2_a_birth_that_cannot_be_read_is_unknown_and_marked():
    block, people = read(HEADED)
    assert people[2].facts.birth_first_on is None
    assert people[2].cells[block.columns.index("birth_date")].verdict is Verdict.LOOK


def test_without_headings_columns_are_known_by_their_content():
    text = (
        "นางพวงทอง พูนสุข\tแดง\tแม่\t36\tหญิง\t0812345678\n"
        "ด.ญ.ใบบัว พูนสุข\tบัว\tบุตร\t3\tหญิง\t\nนายมานะ พูนสุข\t\tสามี\t40 ปี\tชาย\t\n"
    )
    block, people = read(text)
    assert not block.has_head
    assert block.columns == ("full_name", "nickname", "relation", "age", "sex", "phone")
    assert people[1].facts.nickname == "บัว"
    assert people[1].facts.birth_precision == "EST_AGE"


def test_first_and_last_names_may_stand_beside_each_other_after_a_title():
    block, people = read("1\tนาย\tมานะ\tพูนสุข\t2530\n2\tนาง\tมาลี\tพูนสุข\t2533\n")
    assert block.columns == (IGNORED, "title", "first_name", "last_name", "birth_date")
    assert (people[0].facts.title, people[0].facts.last_name) == ("นาย", "พูนสุข")
    assert people[1].facts.birth_precision == "YEAR"


def test_a_list_of_names_alone_is_a_list_of_people():
    block, people = read("นายมานะ พูนสุข\nนางมาลี พูนสุข\n")
    assert block.columns == ("full_name",)
    assert len(people) == 2


def test_the_table_that_excel_puts_beside_the_text_is_read_with_breaks_in_cells():
    html = "<html><table><tr><td>ชื่อ</td><td>อายุ</td></tr><tr><td>นาย<br>มานะ</td><td>๔๐</td></tr></table>"
    _block, people = read("ไม่ใช่\tนี่\n", html)
    assert [one.facts.first_name for one in people] == ["มานะ"]


def test_a_first_line_taken_for_headings_can_be_somebody():
    block = read_block(HEADED, "", TODAY)
    assert len(without_head(block, TODAY).people) == len(block.people) + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("นายมานะ", False), ("นายมานะ\r\n", False), ("a\tb", True), ("a\nb\n", True), ("", False)],
)
def test_one_cell_is_no_block(text, expected):
    assert is_block(text) is expected
