"""What the bytes of an ID card say (domain.md §3.2, R-CARD-1, §3.4); everybody here is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.thai_date import PartialDate
from panpun_desktop.rules.address import Address, address_line
from panpun_desktop.rules.card_address import read_card_address
from panpun_desktop.rules.card_photo import cut_photo
from panpun_desktop.rules.id_card import PHOTO, PHOTO_BLOCK, TEXT_FIELDS, CardName, IdCard, read_card
from tests.card_emulator import INVENTED, PLACES, jpeg, memory


def card(photo: bytes | None = b"", **fields: str | bytes) -> IdCard:
    content = memory(**fields)
    areas = {name: content[start : start + length] for name, (start, length) in PLACES.items()}
    return read_card({name: area for name, area in areas.items() if name != "photo"}, photo)


def test_a_whole_card_is_read() -> None:
    read = card(photo=jpeg(3000).ljust(5118))
    assert read.number == "1999900000013"
    assert read.name == CardName("นางสาว", "ทดสอบ", "", "ตัวอย่าง")
    assert read.name_en.text == "Miss Todsob Tuayang"
    assert read.birth == PartialDate("day", date(1987, 8, 15))
    assert (read.sex, read.issuer) == ("F", "อำเภอตัวอย่าง/จังหวัดสงขลา")
    assert (read.issued_on, read.expires_on) == (date(2022, 1, 2), date(2031, 8, 14))
    assert address_line(read.address) == "99/1 หมู่ที่ 4 ซอยตัวอย่าง 2 ตำบลเขารูปช้าง อำเภอเมืองสงขลา จังหวัดสงขลา"
    assert read.request_number == "99990123456789"
    assert read.photo == jpeg(3000)
    assert read.unread == ()


def test_the_map_of_the_fields_is_the_published_one() -> None:
    as_hex = {name: (f"{one.offset:04X}", one.length) for name, one in TEXT_FIELDS.items()}
    assert as_hex == {
        "number": ("0004", 13),
        "name": ("0011", 100),
        "name_en": ("0075", 100),
        "birth": ("00D9", 8),
        "sex": ("00E1", 1),
        "issuer": ("00F6", 100),
        "issued_on": ("0167", 8),
        "expires_on": ("016F", 8),
        "address": ("1579", 160),
        "request_number": ("1619", 14),
    }
    assert (f"{PHOTO.offset:04X}", PHOTO.length, PHOTO_BLOCK) == ("017B", 5118, 255)


@pytest.mark.parametrize(
    ("figures", "birth"),
    [
        ("25300815", PartialDate("day", date(1987, 8, 15))),
        ("25300800", PartialDate("month", date(1987, 8, 1))),
        ("25300000", PartialDate("year", date(1987, 1, 1))),
        ("24800210", PartialDate("day", date(1937, 2, 10), is_doubtful=True)),
        ("24830115", PartialDate("day", date(1940, 1, 15), is_doubtful=True)),
        ("24840101", PartialDate("day", date(1941, 1, 1))),
        ("25300231", None),
        ("00000000", None),
        ("        ", None),
    ],
)
def test_g11_a_birth_is_as_exact_as_the_card_says(figures: str, birth: PartialDate | None) -> None:
    assert card(birth=figures).birth == birth


def test_a_birth_that_is_no_day_is_named_as_unread_and_an_empty_one_is_not() -> None:
    assert card(birth="25300231").unread == ("birth",)
    assert card(birth="00000000").unread == ()


def test_a_card_for_life_has_no_day_of_expiry() -> None:
    read = card(expires_on="99999999")
    assert (read.expires_on, read.is_lifetime, read.unread) == (None, True, ())


@pytest.mark.parametrize(
    ("number", "held"),
    [("1999900000013", "THAI"), ("6999950000051", "NON_THAI"), ("0999989000044", "NO_STATUS")],
)
def test_the_kind_of_card_follows_the_first_digit(number: str, held: str) -> None:
    assert card(number=number).card_held == held


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("นาย#สมมุติ#กลาง#นามสกุล", CardName("นาย", "สมมุติ", "กลาง", "นามสกุล")),
        ("ด.ช.#สมมุติ##", CardName("เด็กชาย", "สมมุติ")),
        ("นาย#สมมุติ#นามสกุล", CardName("นาย", "สมมุติ", "", "นามสกุล")),
        ("นาย#สมมุติ", CardName("นาย", "สมมุติ")),
        ("สมมุติ#นามสกุล", CardName("", "สมมุติ", "", "นามสกุล")),
        ("นายสมมุติ นามสกุล", CardName("นาย", "สมมุติ", "", "นามสกุล")),
        ("พล.ต.#สมมุติ##ณ ตัวอย่าง", CardName("พล.ต.", "สมมุติ", "", "ณ ตัวอย่าง")),
        ("", CardName()),
    ],
)
def test_a_name_with_fewer_parts_is_still_a_name(written: str, name: CardName) -> None:
    assert card(name=written).name == name


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (
            INVENTED["address"],
            Address("99/1", "4", "", "", "ตัวอย่าง 2", "", "เขารูปช้าง", "เมืองสงขลา", "สงขลา"),
        ),
        (
            "5##ซอยสอง##ถนนสาม#แขวงทดสอบ#เขตทดสอบ#กรุงเทพมหานคร",
            Address("5", "", "", "", "สอง", "สาม", "ทดสอบ", "ทดสอบ", "กรุงเทพมหานคร"),
        ),
        ("7#หมู่ที่ 2#ตำบลกะทู้#อำเภอกะทู้#จังหวัดภูเก็ต", Address("7", "2", "", "", "", "", "กะทู้", "กะทู้", "ภูเก็ต")),
        ("7#หมู่บ้านสุขใจ#ตรอกแคบ#ตำบลกะทู้", Address("7", "", "หมู่บ้านสุขใจ", "แคบ", "", "", "กะทู้")),
        (
            "7##อาคารสาม#ชั้นสอง##ตำบล ก#อำเภอ ข#จังหวัด ค",
            Address("7", "", "อาคารสาม ชั้นสอง", "", "", "", "ก", "ข", "ค"),
        ),
        ("#######จังหวัดตรัง", Address(province="ตรัง")),
        ("#######", Address()),
        ("", Address()),
    ],
)
def test_an_address_is_taken_from_its_end_and_by_its_words(written: str, address: Address) -> None:
    assert read_card_address(written.split("#")) == address


def test_an_address_in_the_capital_is_written_its_own_way() -> None:
    address = Address("5", soi="สอง", subdistrict="ทดสอบ", district="ทดสอบ", province="กรุงเทพมหานคร")
    assert address_line(address) == "5 ซอยสอง แขวงทดสอบ เขตทดสอบ กรุงเทพมหานคร"


def test_letters_that_are_none_are_replaced_and_named() -> None:
    read = card(name=b"\xb9\xd2\xc2#\xff\xfe\xb9##")
    assert read.name.title == "นาย"
    assert "�" in read.name.first
    assert read.unread == ("name",)


def test_the_photo_ends_behind_its_drawing_not_behind_the_small_one_in_its_remarks() -> None:
    assert cut_photo(jpeg(900) + b"\x00" * 300) == jpeg(900)


@pytest.mark.parametrize("area", [b"", b" " * 5118, jpeg(900)[:-2], b"\xff\xd8", b"\xff\xd8\xff", b"GIF89a"])
def test_a_photo_that_is_not_whole_is_none(area: bytes) -> None:
    assert cut_photo(area) == b""


def test_a_photo_that_the_card_refuses_is_named_and_an_empty_one_is_not() -> None:
    assert card(photo=None).unread == ("photo",)
    assert card(photo=b" " * 5118).unread == ()
    assert card(photo=b"GIF89a").unread == ("photo",)


areas = st.dictionaries(
    st.sampled_from(list(TEXT_FIELDS)),
    st.one_of(
        st.none(),
        st.binary(max_size=180),
        st.text("#กขตำบล 0123456789", max_size=80).map(lambda t: t.encode("cp874")),
    ),
)


@given(
    areas,
    st.one_of(st.none(), st.binary(max_size=600), st.binary(max_size=300).map(lambda b: b"\xff\xd8" + b)),
)
def test_no_bytes_on_a_card_can_break_the_reading(
    found: dict[str, bytes | None], photo: bytes | None
) -> None:
    read = read_card(found, photo)
    assert isinstance(read.address.text, str)
    assert read.number == "" or read.number.isdecimal()
    assert read.sex in {"M", "F", "U"}
    assert read.photo == b"" or (read.photo.startswith(b"\xff\xd8") and read.photo.endswith(b"\xff\xd9"))
    assert {name for name, area in found.items() if area is None} <= set(read.unread)


@given(st.integers(2400, 2600), st.integers(0, 12), st.integers(0, 28))
def test_every_birth_on_a_card_keeps_its_year_and_is_doubtful_only_before_2484(
    year: int, month: int, day: int
) -> None:
    birth = card(birth=f"{year}{month:02}{day:02}").birth
    if year <= 2400:
        assert birth is None
        return
    assert birth is not None
    assert birth.first.year == year - 543
    assert birth.is_doubtful is (year < 2484)
    assert birth.precision == ("year" if not month else "day" if day else "month")


parts = st.text("กขคงจฉชซ0123456789/", min_size=1, max_size=12)


@given(st.tuples(parts, parts, parts, parts), st.booleans())
def test_the_last_three_parts_are_found_with_and_without_their_words(
    known: tuple[str, str, str, str], is_labelled: bool
) -> None:
    house, subdistrict, district, province = known
    words = ("ตำบล", "อำเภอ", "จังหวัด") if is_labelled else ("", "", "")
    ends = [word + part for word, part in zip(words, (subdistrict, district, province), strict=True)]
    read = read_card_address([house, "", "", "", "", *ends])
    assert (read.house_no, read.subdistrict, read.district, read.province) == known
