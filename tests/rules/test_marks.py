"""Keys, signs and cells of the attendance sheet (decision 4, domain.md §4.3)."""

from __future__ import annotations

import pytest

from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.rules.marks import NOT_HELD, SIGNS, CellReading, code_for_key, read_cell, sign_of

P, L, S, B, A, O = AttendanceCode  # noqa: E741


def test_decision_4_letters_and_numbers_are_the_keys() -> None:
    assert [code_for_key(key) for key in "มสปกขร"] == [P, L, S, B, A, O]
    assert [code_for_key(key) for key in "123456"] == [P, L, S, B, A, O]
    assert [code_for_key(key) for key in "๑๒๓๔๕๖"] == [P, L, S, B, A, O]


def test_the_paper_says_what_the_sheet_of_the_ministry_says() -> None:
    assert [sign_of(code).printed for code in AttendanceCode] == ["✓", "ส", "ป", "ก", "ข", "ร"]
    assert [one.code for one in SIGNS] == list(AttendanceCode)
    assert NOT_HELD == "ย"


def test_a_key_works_with_the_other_layout_switched_on() -> None:
    assert [code_for_key(key) for key in ",lxdi"] == [P, L, S, B, O]  # the keys of ม ส ป ก ร
    assert [code_for_key(key) for key in "ๅ/ภถุ"] == [P, L, B, A, O]  # the number row 1 2 4 5 6


@pytest.mark.parametrize("key", ["-", "7", "0", "ย", "q", " ", "", "มม"])
def test_another_key_marks_nobody(key: str) -> None:
    assert code_for_key(key) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[(one.letter, one.code) for one in SIGNS],
        *[(one.printed, one.code) for one in SIGNS],
        *[(one.code.value, one.code) for one in SIGNS],
        *[(word, one.code) for one in SIGNS for word in one.words],
        (" มา ", P),
        ("1.0", P),
        ("๑", P),
        ("ม.", P),
        ("TRUE", P),
        ("0", A),
        ("X", A),
        ("ลา ป่วย", S),
        ("ลา\u200bกิจ", B),
    ],
)
def test_a_cell_that_others_wrote_is_read(text: str, code: AttendanceCode) -> None:
    assert read_cell(text) == CellReading(code)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "\u00a0"])
def test_a_blank_cell_is_known_and_marks_nothing(text: str) -> None:
    assert read_cell(text) == CellReading()


@pytest.mark.parametrize("text", ["ย", "หยุด", "วันหยุด"])
def test_a_cell_may_say_that_nothing_was_held(text: str) -> None:
    assert read_cell(text) == CellReading(is_not_held=True)


def test_leave_without_its_kind_is_taken_as_personal_and_said_to_be_a_guess() -> None:
    assert read_cell("ลา") == CellReading(B, is_guess=True)


@pytest.mark.parametrize("text", ["2", "7", "มาก", "?", "ขาด/ลา"])
def test_what_cannot_be_read_is_unknown(text: str) -> None:
    found = read_cell(text)
    assert (found.code, found.is_known) == (None, False)
