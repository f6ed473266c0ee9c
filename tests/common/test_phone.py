"""Telephone numbers are grouped where they are recognised (domain.md §3.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.phone import format_phone, is_phone


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0812345678", "081-234-5678"),
        ("081 234 5678", "081-234-5678"),
        ("๐๘๑๒๓๔๕๖๗๘", "081-234-5678"),
        ("061.234.5678", "061-234-5678"),
        ("+66812345678", "081-234-5678"),
        ("+66 (0)81 234 5678", "081-234-5678"),
        ("66812345678", "081-234-5678"),
        ("021234567", "02-123-4567"),
        ("+6621234567", "02-123-4567"),
        ("074123456", "074-123-456"),
        ("0-7412-3456 ต่อ 12", "074-123-456 ต่อ 12"),
        ("021234567#5", "02-123-4567 ต่อ 5"),
        ("02-123-4567 ext. 101", "02-123-4567 ต่อ 101"),
        ("1300", "1300"),
        ("191", "191"),
        ("1669", "1669"),
        (" ฝากร้านหน้าปากซอย ", "ฝากร้านหน้าปากซอย"),
        ("081234567", "081234567"),
        ("+49 30 123456", "+49 30 123456"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_its_usual_groups(typed: str, shown: str) -> None:
    assert format_phone(typed) == shown


@given(st.text(max_size=20) | st.text("0123456789 -+ต่อ", max_size=16))
def test_grouping_twice_changes_nothing(text: str) -> None:
    assert format_phone(format_phone(text)) == format_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "081-234-5678",
        "+66 81 234 5678",
        "02-123-4567 ต่อ 12",
        "081-2345678, 074 123 456",
        "๐๘๑๒๓๔๕๖๗๘",
        "191",
    ],
)
def test_numbers_as_people_write_them_are_taken(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["abc", "ไม่มี", "081-234-5678 แม่", "12", "081-234-5678, abc", "+"])
def test_words_are_no_number(text: str) -> None:
    assert not is_phone(text)
