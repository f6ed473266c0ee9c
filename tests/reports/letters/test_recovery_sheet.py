"""The recovery key on paper can be typed back from it."""

from __future__ import annotations

import re
from datetime import date

from panpun_desktop.reports.recovery_key import recovery_sheet
from panpun_desktop.store.keys import new_recovery_key, read_recovery_key
from tests.reports.kit.reading import STRANGE, all_readings, joined, page_count, poppler

DAY = date(2026, 11, 21)
CENTRE = "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)"


def test_the_key_read_off_the_sheet_is_the_key() -> None:
    key = new_recovery_key()
    text = poppler(recovery_sheet(CENTRE, key, DAY))
    groups = re.findall(r"\b[A-Z2-7]{4}\b", text)
    assert read_recovery_key("-".join(groups)) == read_recovery_key(key)


def test_the_sheet_is_one_page_that_says_whose_key_it_is_and_how_to_keep_it() -> None:
    pdf = recovery_sheet(CENTRE, new_recovery_key(), DAY)
    assert page_count(pdf) == 1
    for reader, text in all_readings(pdf).items():
        assert not STRANGE.search(text), reader
        for said in ("กุญแจกู้คืน", CENTRE, "21 พฤศจิกายน 2569", "ซองปิดผนึก", "เป็นทางเดียวที่เปิดข้อมูลได้"):
            assert joined(said) in joined(text), reader


def test_the_same_key_gives_the_same_sheet() -> None:
    key = new_recovery_key()
    assert recovery_sheet(CENTRE, key, DAY) == recovery_sheet(CENTRE, key, DAY)
