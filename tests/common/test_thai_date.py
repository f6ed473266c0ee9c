"""Days in the Buddhist era: read, written, counted in fiscal years (domain.md §3.4, §9)."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common import thai_date
from panpun_desktop.common.messages import MESSAGES
from panpun_desktop.common.thai_date import (
    PartialDate,
    ThaiDateError,
    be_year,
    card_birth,
    fiscal_quarter,
    fiscal_year,
    format_date,
    format_partial,
    format_time,
    from_be,
    month_label,
    parse,
    weekday_name,
)

TODAY = date(2026, 11, 21)
AUGUST_15 = date(2026, 8, 15)

DAYS = st.dates(date(1858, 4, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "15/8/2569",
        "15-8-69",
        "15.8.2569",
        "15 8 2569",
        "15/08/2569",
        "15082569",
        "150869",
        "15 ส.ค. 2569",
        "15สค69",
        "15 ส.ค.69",
        "15 สิงหาคม 2569",
        "15 สิงหา 69",
        "15 สิงหาคม พ.ศ. 2569",
        "15 สิงหาคม พศ2569",
        "๑๕ สิงหาคม ๒๕๖๙",
        "๑๕/๘/๖๙",
        "วันที่ 15 เดือน สิงหาคม พ.ศ. 2569",
        "วันเสาร์ที่ 15 สิงหาคม 2569",
        "2569-08-15",
        "25690815",
        "  15 / 8 / 2569 ",
        "15\u00a0ส.ค.\u200b 2569",
        "-98",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert parse(text, TODAY) == PartialDate("day", AUGUST_15, "be")


@pytest.mark.parametrize("text", ["2026-08-15", "15/8/2026", "20260815", "15 ส.ค. ค.ศ. 2026", "15 ส.ค. 2026"])
def test_r_be_1_a_year_from_1800_to_2200_is_ce(text: str) -> None:
    assert parse(text, TODAY) == PartialDate("day", AUGUST_15, "ce")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("สิงหาคม 2569", PartialDate("month", date(2026, 8, 1), "be")),
        ("ส.ค. 69", PartialDate("month", date(2026, 8, 1), "be")),
        ("เดือน มี.ค. ปี 2569", PartialDate("month", date(2026, 3, 1), "be")),
        ("2569-10", PartialDate("month", date(2026, 10, 1), "be")),
        ("2026-10", PartialDate("month", date(2026, 10, 1), "ce")),
        ("10/2569", PartialDate("month", date(2026, 10, 1), "be")),
        ("2510", PartialDate("year", date(1967, 1, 1), "be")),
        ("พ.ศ. 2510", PartialDate("year", date(1967, 1, 1), "be")),
        ("ปี ๒๕๑๐", PartialDate("year", date(1967, 1, 1), "be")),
        ("1967", PartialDate("year", date(1967, 1, 1), "ce")),
        ("2480", PartialDate("year", date(1937, 4, 1), "be")),
        ("ประมาณ 50 ปี", PartialDate("age", date(1976, 1, 1), "be")),
        ("อายุประมาณ ๕๐ ปี", PartialDate("age", date(1976, 1, 1), "be")),
        ("50 ปี", PartialDate("age", date(1976, 1, 1), "be")),
        ("อายุ 3", PartialDate("age", date(2023, 1, 1), "be")),
        ("0 ปี", PartialDate("age", date(2026, 1, 1), "be")),
        ("วันนี้", PartialDate("day", TODAY, "be")),
        ("เมื่อวาน", PartialDate("day", date(2026, 11, 20), "be")),
        ("พรุ่งนี้", PartialDate("day", date(2026, 11, 22), "be")),
        ("+3", PartialDate("day", date(2026, 11, 24), "be")),
        ("-2", PartialDate("day", date(2026, 11, 19), "be")),
        ("–2", PartialDate("day", date(2026, 11, 19), "be")),
    ],
)
def test_a_date_known_in_part_is_read(text: str, known: PartialDate) -> None:
    assert parse(text, TODAY) == known


@pytest.mark.parametrize(
    "text", ["เกิด 2 ต.ค. 2530", "เกิดวันที่ 2 ตุลาคม 2530", "เกิดเมื่อวันที่ 2/10/2530", "วันเกิด: 2 ต.ค. 2530"]
)
def test_a_birth_date_written_as_a_sentence_is_read(text: str) -> None:
    assert parse(text, TODAY, birth=True) == parse("2/10/2530", TODAY, birth=True)
    with pytest.raises(ThaiDateError):
        parse(text, TODAY)


@pytest.mark.parametrize(
    ("text", "birth", "day"),
    [
        ("21/11/89", False, date(2046, 11, 21)),  # exactly 20 years ahead
        ("22/11/89", False, date(1946, 11, 22)),
        ("1/1/90", False, date(1947, 1, 1)),
        ("1/1/00", False, date(1957, 1, 1)),
        ("21/11/69", True, TODAY),
        ("22/11/69", True, date(1926, 11, 22)),
        ("1/5/70", True, date(1927, 5, 1)),
        ("15/8/10", True, date(1967, 8, 15)),
    ],
)
def test_decision_3_two_figures_are_the_nearest_be_year(text: str, birth: bool, day: date) -> None:
    assert parse(text, TODAY, birth=birth) == PartialDate("day", day, "be")


@given(DAYS, st.integers(0, 99), st.integers(1, 12), st.integers(1, 28))
def test_decision_3_holds_for_every_two_figures(today: date, year: int, month: int, day: int) -> None:
    text = f"{day}/{month}/{year:02d}"
    try:
        born = parse(text, today, birth=True).first
    except ThaiDateError:
        return  # January to March 2483, or before anyone's 24xx
    assert born <= today
    assert parse(text, today).first <= _years_after(today, 20)


def _years_after(day: date, years: int) -> date:
    return date(day.year + years + (day.month == 2 and day.day == 29), day.month, 1) + timedelta(days=31)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("", "date.empty"),
        ("  \u200b ", "date.empty"),
        ("ไม่ทราบ", "date.unreadable"),
        ("15/13/2569", "date.unreadable"),
        ("0/1/2569", "date.unreadable"),
        ("15", "date.unreadable"),
        ("15/8", "date.unreadable"),
        ("15/8/256", "date.unreadable"),
        ("15 ส.ค.", "date.unreadable"),
        ("1/2-2569", "date.unreadable"),
        ("+99999", "date.unreadable"),
        ("31/4/2569", "date.no_such_day"),
        ("32/1/2569", "date.no_such_day"),
        ("29/2/2569", "date.no_such_day"),
        ("15/8/2300", "date.year_unclear"),
        ("15/8/1799", "date.year_unclear"),
        ("15 ส.ค. ค.ศ. 69", "date.year_unclear"),
        ("15 ส.ค. พ.ศ. 2026", "date.year_unclear"),
        ("15/8/2400", "date.year_unclear"),
        ("131 ปี", "date.age_unclear"),
        ("15 มกราคม 2483", "date.not_in_calendar"),
    ],
)
def test_what_is_no_date_says_why_in_thai(text: str, id: str) -> None:
    with pytest.raises(ThaiDateError) as refused:
        parse(text, TODAY)
    assert refused.value.id == id
    assert id in MESSAGES
    assert str(refused.value) != str(ThaiDateError("no.such_id"))
    assert "{" not in str(refused.value)


def test_a_refused_date_is_a_value_error_with_a_thai_sentence() -> None:
    with pytest.raises(ValueError, match="ไม่มีวันที่ 29 กุมภาพันธ์ 2569"):
        parse("29/2/69", TODAY)


@pytest.mark.parametrize("text", ["22/11/2569", "2570", "+1", "พรุ่งนี้"])
def test_a_birth_in_the_future_is_refused(text: str) -> None:
    with pytest.raises(ThaiDateError) as refused:
        parse(text, TODAY, birth=True)
    assert refused.value.id == "date.birth_in_future"


@given(st.text(max_size=12) | st.text("0123456789๐๕/-. สคพศ.+ปี", max_size=14), st.booleans())
def test_reading_anything_gives_a_date_or_a_reason(text: str, birth: bool) -> None:
    with contextlib.suppress(ThaiDateError):
        known = parse(text, TODAY, birth=birth)
        assert known.first <= TODAY or not birth


# R-BE-1 and the years before 2484


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/3/2482", date(1940, 3, 31)),
        ("1/4/2483", date(1940, 4, 1)),
        ("31/12/2483", date(1940, 12, 31)),
        ("1/1/2484", date(1941, 1, 1)),
        ("10/2/2480", date(1938, 2, 10)),
        ("29/2/2478", date(1936, 2, 29)),
        ("29/2/2567", date(2024, 2, 29)),
    ],
)
def test_r_be_1_days_before_and_after_2484(text: str, day: date) -> None:
    assert parse(text, TODAY).first == day
    year = int(text.rsplit("/", 1)[1])
    assert from_be(year, day.month, day.day) == day
    assert be_year(day) == year


@pytest.mark.parametrize("month", [1, 2, 3])
def test_r_be_1_january_to_march_2483_never_were(month: int) -> None:
    with pytest.raises(ThaiDateError, match="ไม่มีวันที่นี้ในปฏิทินราชการ"):
        from_be(2483, month, 15)


@given(DAYS)
def test_the_be_year_leads_back_to_the_day(day: date) -> None:
    assert from_be(be_year(day), day.month, day.day) == day


@given(DAYS, st.sampled_from(["long", "short", "numeric"]), st.booleans())
def test_a_written_day_is_read_again(day: date, style: thai_date.Style, thai_digits: bool) -> None:
    assert parse(format_date(day, style, thai_digits), TODAY) == PartialDate("day", day, "be")


@given(DAYS, st.sampled_from(["day", "month", "age"]), st.sampled_from(["long", "short"]))
def test_a_written_partial_date_is_read_again(day: date, precision: str, style: thai_date.Style) -> None:
    first = {"day": day, "month": day.replace(day=1), "age": date(TODAY.year - day.day, 1, 1)}[precision]
    known = PartialDate(precision, first)  # type: ignore[arg-type]
    assert parse(format_partial(known, TODAY, style), TODAY) == known


@given(st.integers(2401, 2743))
def test_a_written_year_is_read_again(year: int) -> None:
    known = parse(str(year), TODAY)
    assert format_partial(known, TODAY) == f"พ.ศ. {year}"
    assert parse(format_partial(known, TODAY), TODAY) == known


@pytest.mark.parametrize(
    ("style", "thai_digits", "text"),
    [
        ("long", False, "31 ตุลาคม 2569"),
        ("short", False, "31 ต.ค. 2569"),
        ("numeric", False, "31/10/2569"),
        ("long", True, "๓๑ ตุลาคม ๒๕๖๙"),
        ("short", True, "๓๑ ต.ค. ๒๕๖๙"),
        ("numeric", True, "๓๑/๑๐/๒๕๖๙"),
    ],
)
def test_the_styles_of_a_day(style: thai_date.Style, thai_digits: bool, text: str) -> None:
    assert format_date(date(2026, 10, 31), style, thai_digits) == text


def test_r_age_1_dates_known_in_part_are_shown_as_such() -> None:
    assert format_partial(PartialDate("year", date(1967, 1, 1)), TODAY) == "พ.ศ. 2510"
    assert format_partial(PartialDate("month", date(2026, 8, 1)), TODAY) == "สิงหาคม 2569"
    assert format_partial(PartialDate("month", date(2026, 8, 1)), TODAY, "short") == "ส.ค. 2569"
    assert format_partial(PartialDate("age", date(1976, 1, 1)), TODAY) == "ประมาณ 50 ปี"
    assert format_partial(PartialDate("age", date(1976, 1, 1)), date(2027, 1, 1)) == "ประมาณ 51 ปี"
    assert format_partial(PartialDate("day", AUGUST_15), TODAY, thai_digits=True) == "๑๕ สิงหาคม ๒๕๖๙"


def test_the_time_has_a_colon_on_screen_and_a_full_stop_on_paper() -> None:
    assert format_time(time(14, 30)) == "14:30"
    assert format_time(time(9, 5), paper=True) == "09.05 น."
    assert format_time(datetime(2026, 1, 1, 14, 30), paper=True, thai_digits=True) == "๑๔.๓๐ น."  # noqa: DTZ001


def test_months_and_weekdays_have_their_names() -> None:
    assert month_label(date(2026, 10, 31)) == "ตุลาคม พ.ศ. 2569"
    assert weekday_name(AUGUST_15) == "เสาร์"
    assert weekday_name(AUGUST_15, short=True) == "ส."
    assert len(thai_date.MONTHS) == len(thai_date.SHORT_MONTHS) == 12


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2026, 9, 30), 2569, 4),
        (date(2026, 10, 1), 2570, 1),
        (date(2026, 12, 31), 2570, 1),
        (date(2027, 1, 1), 2570, 2),
        (date(2027, 4, 1), 2570, 3),
        (date(2027, 7, 1), 2570, 4),
    ],
)
def test_r_fy_1_the_fiscal_year_begins_in_october(day: date, year: int, quarter: int) -> None:
    assert (fiscal_year(day), fiscal_quarter(day)) == (year, quarter)


# Cards


@pytest.mark.parametrize(
    ("figures", "known"),
    [
        ("25100000", PartialDate("year", date(1967, 1, 1), "be")),  # golden scenario G11
        ("25100800", PartialDate("month", date(1967, 8, 1), "be")),
        ("25100815", PartialDate("day", date(1967, 8, 15), "be")),
        ("24840101", PartialDate("day", date(1941, 1, 1), "be")),
        ("24831231", PartialDate("day", date(1940, 12, 31), "be", is_doubtful=True)),
        ("24800210", PartialDate("day", date(1937, 2, 10), "be", is_doubtful=True)),
        ("24830115", PartialDate("day", date(1940, 1, 15), "be", is_doubtful=True)),
        ("24800000", PartialDate("year", date(1937, 4, 1), "be", is_doubtful=True)),
    ],
)
def test_g11_birth_dates_of_cards(figures: str, known: PartialDate) -> None:
    assert card_birth(figures) == known


@pytest.mark.parametrize(
    "figures", ["", "        ", "2510081", "00000000", "19670815", "25691301", "25690230", "abc"]
)
def test_a_card_without_a_readable_birth_is_refused(figures: str) -> None:
    with pytest.raises(ThaiDateError):
        card_birth(figures)
