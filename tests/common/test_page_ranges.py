"""Pages as people type them."""

from __future__ import annotations

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.page_ranges import pages_of
from panpun_desktop.common.sentences import message_of


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("1-3, 5", (1, 2, 3, 5)),
        ("๑-๓,๕", (1, 2, 3, 5)),
        ("5, 1–3", (1, 2, 3, 5)),
        ("2 ถึง 3 และ 3", (2, 3)),
        ("7-", (7, 8)),
        ("-2", (1, 2)),
        (" 8 ", (8,)),
    ],
)
def test_pages_are_read(text: str, pages: tuple[int, ...]) -> None:
    assert pages_of(text, 8) == pages


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ทุกหน้า", "อ่านช่วงหน้า “ทุกหน้า” ไม่ได้ โปรดพิมพ์เช่น 1-3, 5"),
        ("1, 5-3", "อ่านช่วงหน้า “5-3” ไม่ได้ โปรดพิมพ์เช่น 1-3, 5"),
        ("0", "อ่านช่วงหน้า “0” ไม่ได้ โปรดพิมพ์เช่น 1-3, 5"),
        ("-", "อ่านช่วงหน้า “-” ไม่ได้ โปรดพิมพ์เช่น 1-3, 5"),
        ("1-3-5", "อ่านช่วงหน้า “1-3-5” ไม่ได้ โปรดพิมพ์เช่น 1-3, 5"),
        ("3-9", "ไม่มีหน้า 9 เอกสารมี 8 หน้า"),
        ("999999-", "ไม่มีหน้า 999999 เอกสารมี 8 หน้า"),
        ("99999999999999999999", "อ่านช่วงหน้า “99999999999999999999” ไม่ได้ โปรดพิมพ์เช่น 1-3, 5"),
    ],
)
def test_nonsense_is_named(text: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        pages_of(text, 8)
    assert message_of(caught.value) == sentence
