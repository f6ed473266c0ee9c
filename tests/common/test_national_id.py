"""The 13-digit number (domain.md R-CID-1 to R-CID-4); the numbers are invented, registrar 9999."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.national_id import NationalId, check, check_digit, format_id, mask

VALID = [
    "1-9999-00000-01-3",
    "3-9999-00000-02-8",
    "5-9999-00000-03-2",
    "6-9999-50000-05-1",
    "8-9999-00000-07-0",
    "0-9999-89000-04-4",
    "1-9999-00000-11-1",
]


@pytest.mark.parametrize("text", VALID)
def test_r_cid_2_valid_numbers(text: str) -> None:
    number = check(text)
    assert number.is_valid
    assert number.problem is None
    assert number.digits == text.replace("-", "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1-9999-00000-01-4", "check_digit"),
        ("0-0000-00000-00-1", "suspicious"),
        ("1-1111-11111-11-9", "suspicious"),
        ("", "empty"),
        (" - ", "empty"),
        ("199990000001", "length"),
        ("19999000000131", "length"),
        ("1-9999-00000-01-X", "not_digits"),
        ("ไม่มีบัตร", "not_digits"),
    ],
)
def test_r_cid_2_numbers_with_a_problem(text: str, problem: str) -> None:
    number = check(text)
    assert (number.is_valid, number.problem) == (False, problem)


@pytest.mark.parametrize(
    "text",
    [
        "๑-๙๙๙๙-๐๐๐๐๐-๐๑-๓",
        "1 9999 00000 01 3",
        "1999900000013",
        " 1–9999–00000–01–3 ",
        "1\u00a09999\u200b000000\u200b13",
    ],
)
def test_r_cid_1_separators_and_thai_digits_are_accepted(text: str) -> None:
    assert check(text) == NationalId("1999900000013", True, None, "thai_registered_in_time")


def test_r_cid_1_a_number_is_shown_in_its_groups() -> None:
    assert format_id("1999900000013") == "1-9999-00000-01-3"
    assert format_id("๑๙๙๙๙๐๐๐๐๐๐๑๓") == "1-9999-00000-01-3"
    assert format_id("G12") == "G12"


def test_r_cid_3_a_failing_number_keeps_its_digits_and_its_hint() -> None:
    number = check("3-9999-00000-02-9")
    assert (number.digits, number.problem, number.kind) == (
        "3999900000029",
        "check_digit",
        "in_register_at_start",
    )


def test_the_first_digit_is_a_hint() -> None:
    kinds = [check(f"{first}999900000013").kind for first in range(10)]
    assert None not in kinds
    assert len(set(kinds)) == 10
    assert check("00" + "1" * 11).kind == "migrant_worker"
    assert check("0-9999-89000-04-4").kind == "unregistered"
    assert check("1999").kind is None


def test_masking_leaves_the_first_two_and_the_last() -> None:
    assert mask("1999900000013") == "1-9xxx-xxxxx-xx-3"
    assert mask("1-9999-00000-01-3") == "1-9xxx-xxxxx-xx-3"
    assert mask("1999") == "xxxx"
    assert mask("") == ""


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 9))
def test_r_cid_2_exactly_one_last_digit_fits(body: str, last: int) -> None:
    fits = check_digit(body) == str(last)
    problem = check(f"{body}{last}").problem
    assert (problem == "check_digit") is not fits


@given(st.text(max_size=20))
def test_judging_anything_never_fails(text: str) -> None:
    number = check(text)
    assert number.is_valid is (number.problem is None)
    assert not any(digit in mask(text)[3:-1] for digit in "0123456789")
