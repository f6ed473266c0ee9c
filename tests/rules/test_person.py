"""Birth and age, names and titles, likeness (R-AGE, R-PER, domain.md §3.3; golden G7, G11)."""

from __future__ import annotations

from datetime import date

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.birth import needs_confirming
from panpun_desktop.rules.codes import Sex
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.person import (
    UNKNOWN_BIRTH,
    Birth,
    BirthPrecision,
    Sureness,
    Traits,
    age_band,
    age_on,
    age_text,
    birth_text,
    could_be_same,
    display_name,
    is_minor_on,
    plain_name,
    register_number,
    short_name,
    split_title,
    title_suggestions,
    title_to_review,
)

LIMITS = Limits.delivered()
TODAY = date(2026, 11, 21)
YEAR_2510 = Birth(BirthPrecision.YEAR, date(1967, 1, 1))


def test_r_age_2_age_advances_on_the_birthday() -> None:
    birth = Birth.on(date(1990, 3, 4))
    assert (age_on(birth, date(2026, 3, 3)), age_on(birth, date(2026, 3, 4))) == (35, 36)
    leap = Birth.on(date(2008, 2, 29))
    assert (age_on(leap, date(2026, 2, 28)), age_on(leap, date(2026, 3, 1))) == (17, 18)
    assert age_on(birth, date(1990, 3, 3)) is None
    assert age_on(UNKNOWN_BIRTH, TODAY) is None


def test_g11_a_card_that_knows_only_the_year_2510_means_59_years() -> None:
    assert age_on(YEAR_2510, TODAY) == 59
    assert birth_text(YEAR_2510) == "พ.ศ. 2510"


def test_r_age_1_a_month_counts_from_its_first_day() -> None:
    birth = Birth(BirthPrecision.MONTH, date(2008, 11, 1))
    assert (age_on(birth, date(2026, 10, 31)), age_on(birth, date(2026, 11, 1))) == (17, 18)
    assert birth_text(birth) == "พฤศจิกายน 2551"


def test_r_age_1_an_estimated_age_advances_with_each_year() -> None:
    birth = Birth.estimated(50, TODAY)
    assert age_on(birth, TODAY) == 50
    assert age_on(birth, date(2027, 1, 1)) == 51
    assert birth_text(birth) == "ประมาณ 50 ปี (ประเมิน ณ 21 พ.ย. 2569)"
    assert (age_text(birth, TODAY), age_text(UNKNOWN_BIRTH, TODAY)) == ("~50", "–")


def test_texts_of_other_births() -> None:
    assert birth_text(Birth.on(date(1990, 3, 4))) == "4 มี.ค. 2533"
    assert birth_text(UNKNOWN_BIRTH) == "ไม่ทราบ"


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0-5"), (5, "0-5"), (6, "6-12"), (12, "6-12"), (13, "13-17"), (17, "13-17"), (18, "18-25"),
        (25, "18-25"), (26, "26-45"), (45, "26-45"), (46, "46-59"), (59, "46-59"), (60, "60+"), (99, "60+"),
    ],
)  # fmt: skip
def test_r_rep_4_age_bands(age: int, band: str) -> None:
    assert age_band(Birth.estimated(age, TODAY), TODAY, LIMITS.age_bands) == band


def test_r_age_2_an_unknown_age_has_its_own_band() -> None:
    assert age_band(UNKNOWN_BIRTH, TODAY, LIMITS.age_bands) == "unknown"
    assert not is_minor_on(UNKNOWN_BIRTH, TODAY, LIMITS)


def test_g7_the_band_at_admission_does_not_change_with_a_birthday() -> None:
    birth = Birth.on(date(2008, 11, 15))
    assert age_band(birth, date(2026, 11, 1), LIMITS.age_bands) == "13-17"
    assert age_band(birth, date(2026, 11, 15), LIMITS.age_bands) == "18-25"
    assert is_minor_on(birth, date(2026, 11, 14), LIMITS)
    assert not is_minor_on(birth, date(2026, 11, 15), LIMITS)


@pytest.mark.parametrize(
    ("age", "asks"), [(15, False), (16, True), (18, True), (20, True), (21, False), (40, False), (61, True)]
)
def test_r_age_2_an_estimate_near_18_or_60_asks_to_be_confirmed(age: int, asks: bool) -> None:
    assert needs_confirming(Birth.estimated(age, TODAY), TODAY, LIMITS) is asks
    assert not needs_confirming(Birth.on(date(TODAY.year - age, 1, 1)), TODAY, LIMITS)


def test_the_full_name_has_no_space_between_title_and_first_name() -> None:
    assert display_name("นาย", "สมมติ", "", "ตัวอย่าง", Sex.M) == "นายสมมติ ตัวอย่าง"
    assert display_name("น.ส.", "ดวง", "ใจ", "ดี", Sex.F) == "น.ส.ดวง ใจ ดี"
    assert display_name("", "เอก", "", "", Sex.M) == "เอก"
    assert display_name("นาย", "", "", "ตัวอย่าง", Sex.M) == "นาย ตัวอย่าง"
    assert plain_name("สมมติ", "", "ตัวอย่าง") == "สมมติ ตัวอย่าง"


@pytest.mark.parametrize(("sex", "name"), [("M", "ชายไม่ทราบชื่อ"), ("F", "หญิงไม่ทราบชื่อ"), ("U", "ไม่ทราบชื่อ")])
def test_a_person_without_any_name_is_called_by_what_is_seen(sex: str, name: str) -> None:
    assert display_name("", "", "", "", sex) == name
    assert display_name("", "", "", "", sex, "เสื้อแดง ตลาดใหม่") == f"{name} (เสื้อแดง ตลาดใหม่)"
    assert short_name("", "", "", sex) == name


def test_a_bed_tile_shows_the_first_name_or_what_stands_for_it() -> None:
    assert short_name("วีระ", "กล้าหาญ", "หนึ่ง", "M") == "วีระ"
    assert short_name("", "กล้าหาญ", "หนึ่ง", "M") == "หนึ่ง"
    assert short_name("", "กล้าหาญ", "", "M") == "กล้าหาญ"


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("นายสมชาย แสงอรุณ", "นาย", "สมชาย แสงอรุณ"),
        ("นางสาว แก้วตา  มณีโชติ", "นางสาว", "แก้วตา มณีโชติ"),
        ("น.ส.แก้วตา", "นางสาว", "แก้วตา"),
        ("ด.ช. ต้นกล้า ใจดี", "เด็กชาย", "ต้นกล้า ใจดี"),
        ("เด็กหญิงใบตอง", "เด็กหญิง", "ใบตอง"),
        ("พระ สมศักดิ์", "พระ", "สมศักดิ์"),
        ("พระแก้ว", "", "พระแก้ว"),
        ("นายิกา", "", "นายิกา"),
        ("นายาว ใจดี", "", "นายาว ใจดี"),
        ("คุณากร", "", "คุณากร"),
        ("ดรุณี", "", "ดรุณี"),
        ("นาย", "", "นาย"),
        ("", "", ""),
    ],
)
def test_a_pasted_name_is_split_only_where_a_title_ends(text: str, title: str, rest: str) -> None:
    assert split_title(text) == (title, rest)


def test_likely_titles_come_first_and_all_can_be_chosen() -> None:
    assert title_suggestions("M", 40, 15)[0] == "นาย"
    assert title_suggestions("F", 40, 15)[:2] == ("นาง", "นางสาว")
    assert title_suggestions("F", 8, 15)[0] == "เด็กหญิง"
    assert set(title_suggestions("U", None, 15)) >= {"นาย", "นาง", "นางสาว", "พระ", "แม่ชี"}


def test_a_childs_title_is_to_be_reviewed_at_fifteen() -> None:
    assert title_to_review("เด็กชาย", 15, 15)
    assert title_to_review("ด.ญ.", 20, 15)
    assert not title_to_review("เด็กชาย", 14, 15)
    assert not title_to_review("เด็กชาย", None, 15)
    assert not title_to_review("นาย", 40, 15)


def test_register_numbers_follow_the_pattern_of_the_centre() -> None:
    assert register_number("P{yy}-{n:04d}", 2569, 214) == "P69-0214"
    assert register_number("{prefix} {n:03d}/{yyyy}", 2569, 12, "ปป.") == "ปป. 012/2569"
    assert register_number("P{yy}-{n:04d}", 2569, 12345) == "P69-12345"
    with pytest.raises(RuleBroken) as refusal:
        register_number("{year}", 2569, 1)
    assert refusal.value.id == "setting.number_pattern"


def traits(first: str = "มานะ", last: str = "พูนสุข", **others: object) -> Traits:
    """Traits of an invented person."""
    return Traits.of(first, last, **{"sex": "M", **others})  # type: ignore[arg-type]


def test_r_per_1_the_same_number_is_likely_the_same_person() -> None:
    found = could_be_same(traits(national_id="1999900000013"), traits(national_id="1999900000013"))
    assert (found.score, found.sureness(LIMITS)) == (100, Sureness.LIKELY)
    assert found.reasons == ("เลขประจำตัวประชาชนตรงกัน", "ชื่อเดียวกัน")


def test_r_per_1_a_similar_name_and_the_same_year_warn() -> None:
    one = traits(last="พูนสุข", birth=Birth.on(date(1987, 9, 12)))
    other = traits(last="พูลสุข", birth=Birth(BirthPrecision.YEAR, date(1987, 1, 1)))
    found = could_be_same(one, other)
    assert found.sureness(LIMITS) is not Sureness.NONE
    assert found.reasons == ("ชื่อคล้ายกัน", "เกิดปีเดียวกัน")


def test_brothers_of_other_years_do_not_warn() -> None:
    one = traits("มานะ", birth=Birth.on(date(1987, 9, 12)))
    other = traits("ชูชัย", birth=Birth.on(date(1992, 1, 3)))
    assert could_be_same(one, other).sureness(LIMITS) is Sureness.NONE


def test_each_part_of_the_score_counts_as_measured() -> None:
    nobody = Traits()
    base = could_be_same(nobody, nobody).score
    assert base == 0
    number, slip, other = "1999900000013", "1999900000011", "3999900000028"
    assert could_be_same(Traits(national_id=number), Traits(national_id=slip)).score == 25
    assert could_be_same(Traits(national_id=number), Traits(national_id=other)).score == -30
    assert could_be_same(Traits(phone="0812345678"), Traits(phone="0812345678")).score == 14
    assert could_be_same(Traits(sex="M"), Traits(sex="F")).score == -10
    assert could_be_same(Traits(sex="M"), Traits(sex="U")).score == 0
    assert could_be_same(Traits(nickname_key="ดา"), Traits(nickname_key="ดา")).score == 8
    assert could_be_same(Traits(nickname_key="ดา"), Traits(nickname_key="แก้ว")).score == -3


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        (Birth.on(date(1987, 9, 12)), Birth.on(date(1987, 9, 12)), 25),
        (Birth.on(date(1987, 9, 12)), Birth.on(date(1987, 9, 21)), 16),
        (Birth.on(date(1987, 9, 12)), Birth.on(date(2530, 9, 21)), 16),
        (Birth.on(date(1987, 9, 12)), Birth.on(date(1988, 9, 12)), 2),
        (Birth.on(date(1987, 9, 12)), Birth.estimated(38, TODAY), 10),
        (Birth.on(date(1987, 9, 12)), Birth.on(date(1992, 9, 12)), -22),
        (Birth.on(date(1987, 9, 12)), UNKNOWN_BIRTH, 0),
    ],
)
def test_births_speak_for_or_against(one: Birth, other: Birth, points: int) -> None:
    assert could_be_same(Traits(birth=one), Traits(birth=other)).score == points
