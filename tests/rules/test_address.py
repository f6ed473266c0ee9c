"""Addresses read out of one line, and places that complete each other (domain.md §3.5)."""

from __future__ import annotations

import pytest

from panpun_desktop.rules import places
from panpun_desktop.rules.address import Address, address_line, place_labels, read_address, tidy
from panpun_desktop.rules.places import Known

FULL = Address(
    house_no="99/1", moo="3", subdistrict="ควนลัง", district="หาดใหญ่", province="สงขลา", postcode="90110"
)


@pytest.mark.parametrize(
    "line",
    [
        "99/1 ม.3 ต.ควนลัง อ.หาดใหญ่ จ.สงขลา 90110",
        "99/1 หมู่ที่ 3 ตำบลควนลัง อำเภอหาดใหญ่ จังหวัดสงขลา 90110",
        "บ้านเลขที่ ๙๙/๑ หมู่ ๓ ตำบล ควนลัง อำเภอ หาดใหญ่ จังหวัด สงขลา รหัสไปรษณีย์ ๙๐๑๑๐",
        "99/1 หมู่3ตำบลควนลังอำเภอหาดใหญ่จังหวัดสงขลา90110",
        "99/1 หมู่ 3 ควนลัง หาดใหญ่ สงขลา 90110",
        "99/1 ม.3, ต. ควนลัง, อ. หาดใหญ่, จ. สงขลา, 90110",
        "99/1#หมู่ที่ 3####ตำบลควนลัง#อำเภอหาดใหญ่#จังหวัดสงขลา 90110",
    ],
)
def test_a_line_is_taken_apart(line: str) -> None:
    assert read_address(line) == FULL


def test_bangkok_has_its_own_words() -> None:
    read = read_address("12 ซ.ลาดพร้าว 5 ถ.ลาดพร้าว แขวงจอมพล เขตจตุจักร กทม. 10900")
    assert read == Address(
        house_no="12",
        soi="ลาดพร้าว 5",
        road="ลาดพร้าว",
        subdistrict="จอมพล",
        district="จตุจักร",
        province="กรุงเทพมหานคร",
        postcode="10900",
    )
    assert address_line(read) == ("12 ซอยลาดพร้าว 5 ถนนลาดพร้าว แขวงจอมพล เขตจตุจักร กรุงเทพมหานคร 10900")
    assert place_labels("สงขลา") == ("ตำบล", "อำเภอ")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Address()),
        ("-", Address()),
        ("ใต้สะพานลอยหน้าตลาด", Address(text="ใต้สะพานลอยหน้าตลาด")),
        ("สงขลา", Address(province="สงขลา")),
        ("อ.เมือง จ.สงขลา", Address(district="เมืองสงขลา", province="สงขลา")),
        ("ต.ถนนขาด อ.เมือง จ.นครปฐม", Address(subdistrict="ถนนขาด", district="เมืองนครปฐม", province="นครปฐม")),
        ("ถ.เพชรเกษม หาดใหญ่ สงขลา", Address(road="เพชรเกษม", district="หาดใหญ่", province="สงขลา")),
        ("หมู่บ้านกรีนวิว ต.คอหงส์", Address(place="หมู่บ้านกรีนวิว", subdistrict="คอหงส์")),
        ("ม.7 บ้านทุ่งใหญ่ ต.ทุ่งใหญ่", Address(moo="7", place="บ้านทุ่งใหญ่", subdistrict="ทุ่งใหญ่")),
        ("90110", Address(postcode="90110")),
        ("12345 ต.ควนลัง", Address(house_no="12345", subdistrict="ควนลัง")),
    ],
)  # fmt: skip
def test_what_is_odd_is_kept(line: str, expected: Address) -> None:
    assert read_address(line) == expected


def test_an_unknown_sub_district_is_kept_and_marked() -> None:
    read = read_address("1 ต.ไม่มีจริง อ.หาดใหญ่ จ.สงขลา")
    assert read.subdistrict == "ไม่มีจริง"
    assert places.problem(read.known_place) == "subdistrict"
    assert places.problem(FULL.known_place) == ""


def test_prefixes_typed_into_their_field_are_cut() -> None:
    typed = Address(moo="หมู่ที่ ๓", subdistrict="ต.ควนลัง", district="อำเภอหาดใหญ่", province="จ.สงขลา")
    assert tidy(typed) == Address(moo="3", subdistrict="ควนลัง", district="หาดใหญ่", province="สงขลา")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (Known(district="หาดใหญ่"), Known("สงขลา", "หาดใหญ่")),
        (Known(subdistrict="คอหงส์"), Known("สงขลา", "หาดใหญ่", "คอหงส์", "90110")),
        (Known(postcode="90230"), Known("สงขลา", "หาดใหญ่", "พะตง", "90230")),
        (Known(), Known()),
    ],
)
def test_any_part_finds_the_others(typed: Known, expected: Known) -> None:
    found = places.completed(typed)
    assert found.province == expected.province
    assert found.postcode in ("", expected.postcode)
    assert places.completed(Known("สงขลา", "หาดใหญ่", "ควนลัง")).postcode == "90110"


def test_suggestions_follow_what_is_typed() -> None:
    (first, *_others) = places.suggestions("หาดให", "district", Known())
    assert first.known == Known("สงขลา", "หาดใหญ่")
    assert first.words == "หาดใหญ่ สงขลา"
    inside = places.suggestions("ค", "subdistrict", Known("สงขลา", "หาดใหญ่"))
    assert {one.known.district for one in inside} == {"หาดใหญ่"}
    assert places.suggestions("901", "postcode", Known())[0].words.startswith("901")


def test_every_province_of_the_code_list_has_places() -> None:
    assert len(places.provinces()) == 77
    assert len(places.places()) > 7000
