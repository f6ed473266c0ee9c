"""Thai text: spelling, keys, digits and amounts in words."""

from __future__ import annotations

import random
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from panpun_desktop.common.thai_text import (
    baht_words,
    from_thai_digits,
    normalise,
    search_key,
    sort_key,
    to_thai_digits,
)

THAI = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" -.aAé\u0301\u200b\u00a0"),
    max_size=25,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเม่", "แม่"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ก\u0e4d\u0e32", "กำ"),
        ("ที\u0e48\u0e48", "ที่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ป\u0e48\u0e39", "ปู่"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("สม\u200bมติ\u200c\u200d\ufeff\u2060", "สมมติ"),
        ("สมมติ\u00a0ดี", "สมมติ ดี"),
        ("e\u0301", "é"),
        ("  คงช่องว่าง  ", "  คงช่องว่าง  "),
        ("", ""),
    ],
)
def test_one_spelling_for_what_looks_the_same(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@given(THAI | st.text(max_size=15))
@example("\u0e4d\u0e4d\u0e32\u0e33\u0e49\u0e33")
@example("\u0e34\u0301\u0e38")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(THAI | st.text(max_size=15))
def test_normal_text_is_composed_and_has_nothing_invisible(text: str) -> None:
    normal = normalise(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert not set(normal) & set("\u200b\u200c\u200d\u2060\ufeff\u00a0")


@given(THAI | st.text(max_size=15))
def test_the_search_key_of_a_search_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ศักดิ์สิทธิ์", "ศักดิสิทธิ"),
        ("ผู้ใหญ่", "ผูใหญ"),
        ("เก็บ", "เกบ"),
        ("สมิธ-โจนส์ (เล็ก)", "สมิธโจนส เลก"),
        ("  Somchai   ใจดี ", "somchai ใจดี"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("นายสมมติ", "นายสมมติ"),
        ("", ""),
    ],
)
def test_the_search_key_forgives_tones_and_punctuation(text: str, key: str) -> None:
    assert search_key(text) == key


DICTIONARY = [
    ["กก", "กรรม", "กรรม์", "กะ", "กัก", "กัน", "กา", "ก่า", "ก้า", "กำ", "กิน", "กี่", "กู้", "เก็ง", "เกม"],
    ["เก็ง", "เก่ง", "เก้ง", "เก๋ง", "แก", "แก่", "โก", "ใกล้", "ไก", "ไก่", "ขา", "เขา", "แขก", "คน"],
    ["ฤดู", "ลม", "สมชาย", "สมบัติ", "สมหญิง", "เสมา", "แสง", "หนู", "อารี", "เอก", "ฮา"],
    ["รา", "ฤทธิ์", "ลา", "ฦๅ", "วา"],
    ["กลอง", "กลาง", "เกลือ", "แกล้ง", "ไกล"],
    ["สมมติ", "สมมติ กา", "สมมติ ขา", "สมมติกา"],
    ["2", "Anna", "bob", "ก"],
]


@pytest.mark.parametrize("ordered", DICTIONARY)
def test_plain_comparison_of_keys_is_dictionary_order(ordered: list[str]) -> None:
    shuffled = ordered[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_the_77_provinces_sort_as_a_thai_list() -> None:
    names = ["เชียงใหม่", "ชลบุรี", "แพร่", "พะเยา", "พระนครศรีอยุธยา", "เพชรบุรี", "กระบี่", "ยะลา", "เลย", "ลำปาง"]
    assert sorted(names, key=sort_key) == [
        "กระบี่",
        "ชลบุรี",
        "เชียงใหม่",
        "พระนครศรีอยุธยา",
        "พะเยา",
        "เพชรบุรี",
        "แพร่",
        "ยะลา",
        "ลำปาง",
        "เลย",
    ]


def test_thai_and_other_figures_sort_alike() -> None:
    assert sort_key("อาคาร ๒") == sort_key("อาคาร 2")


@given(st.text("0123456789๐๑๒๓๔๕๖๗๘๙กขab ", max_size=20))
def test_digits_there_and_back(text: str) -> None:
    assert from_thai_digits(to_thai_digits(text)) == from_thai_digits(text)
    assert not set(to_thai_digits(text)) & set("0123456789")


def test_thai_digits_leave_the_rest_alone() -> None:
    assert to_thai_digits("ปป. 012/2569 ก") == "ปป. ๐๑๒/๒๕๖๙ ก"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("0.50", "ห้าสิบสตางค์"),
        ("1", "หนึ่งบาทถ้วน"),
        ("1.01", "หนึ่งบาทหนึ่งสตางค์"),
        ("0.11", "สิบเอ็ดสตางค์"),
        ("10", "สิบบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("100", "หนึ่งร้อยบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("111", "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
        ("3000", "สามพันบาทถ้วน"),
        ("1021.25", "หนึ่งพันยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        ("250000", "สองแสนห้าหมื่นบาทถ้วน"),
        ("1000000", "หนึ่งล้านบาทถ้วน"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("11000011", "สิบเอ็ดล้านสิบเอ็ดบาทถ้วน"),
        ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
        ("1000001000001", "หนึ่งล้านเอ็ดล้านเอ็ดบาทถ้วน"),
        ("0.004", "ศูนย์บาทถ้วน"),
        ("0.005", "หนึ่งสตางค์"),
        ("2.675", "สองบาทหกสิบแปดสตางค์"),
        ("99.995", "หนึ่งร้อยบาทถ้วน"),
        ("1E+6", "หนึ่งล้านบาทถ้วน"),
    ],
)
def test_baht_in_words(amount: str, words: str) -> None:
    assert baht_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "-0.001", "NaN", "Infinity"])
def test_what_is_no_amount_has_no_words(amount: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        baht_words(Decimal(amount))
