"""A copy's mark lies over the print and leaves the stored paper alone."""

from __future__ import annotations

from panpun_desktop.reports import kit
from tests.reports.kit.reading import joined, page_count, picture, poppler, pypdf_text

TEXT = "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต น้ำ ที่ ปั้นปูน"


def test_every_page_of_a_copy_carries_the_mark_and_its_whole_text() -> None:
    pdf = kit.build([kit.para(TEXT), kit.new_page(), kit.para(TEXT)], kit.letter_page("ท"))
    before = bytes(pdf)
    copy = kit.marked_copy(pdf)
    assert pdf == before
    assert page_count(copy) == 2
    assert joined(poppler(copy)).count("สำเนา") == 2
    assert joined(poppler(copy, "-raw")).count(joined(TEXT)) == 2
    assert joined(pypdf_text(copy)).count(joined(TEXT)) == 2
    assert "สำเนา" not in poppler(pdf)
    assert picture(copy) != picture(pdf)


def test_a_landscape_copy_is_marked_too() -> None:
    pdf = kit.build([kit.para(TEXT)], kit.report_page("ท", is_landscape=True))
    assert "คู่ฉบับ" in joined(poppler(kit.marked_copy(pdf, "คู่ฉบับ")))


def test_a_cancelled_copy_says_so_on_every_sheet_whatever_its_size() -> None:
    for setup in (kit.letter_page("ท"), kit.PageSetup(sheet=(22.0, 11.0), margins=(1.0, 1.0, 1.0, 1.0))):
        pdf = kit.build([kit.para(TEXT), kit.new_page(), kit.para(TEXT)], setup)
        copy = kit.cancelled_copy(pdf, "ยกเลิก 21 พ.ย. 2569")
        assert joined(poppler(copy)).count("21พ.ย.2569") == 2
        assert joined(poppler(copy, "-raw")).count(joined(TEXT)) == 2
