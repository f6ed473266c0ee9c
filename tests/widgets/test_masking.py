"""Counter privacy: the program's own words stay, what could name somebody becomes dots."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from panpun_desktop.widgets import masking
from panpun_desktop.widgets.labels import Chip, ThaiLabel


@pytest.fixture
def masked():
    masking.allow(["หญิง", "ระยะยาว"])
    masking.switch(on=True)
    yield
    masking.switch(on=False)
    masking.allow([])


@pytest.mark.parametrize(
    "text",
    [
        "วันนี้",
        "ทะเบียน",
        "12/10",
        "20 พ.ย. 2569",
        "หญิง 2-04",
        "ระยะยาว",
        "4 คน",
        "นับยอดคืนวันที่ 20 พ.ย. 2569",
        "วันเสาร์ที่ 21 พฤศจิกายน 2569",
        "หญิง · 4 คน",
        "",
    ],
)
@pytest.mark.usefixtures("qapp", "masked")
def test_words_figures_and_days_are_shown(text):
    assert masking.shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "นางสาวพวงทอง พูนสุข",
        "ปิติ",
        "1999900012348",
        "1-9999-00012-34-8",
        "081-234-5678",
        "๑๙๙๙๙๐๐๐๑๒๓๔๘",
        "บันทึก นายปิติ ไม่อยู่คืนนี้แล้ว",
    ],
)
@pytest.mark.usefixtures("qapp", "masked")
def test_names_and_numbers_of_people_are_dots(text):
    assert masking.shown(text) == masking.DOTS


@pytest.mark.usefixtures("qapp", "masked")
def test_of_a_line_only_what_names_somebody_is_dots():
    assert masking.shown("นายปิติ ใจดี · หญิง · 20 พ.ย. 2569") == "•••••• · หญิง · 20 พ.ย. 2569"


def test_labels_follow_and_keep_their_own_words(qapp):
    label, chip = ThaiLabel("นายปิติ ใจดี", wrap=True), Chip("นายปิติ")
    masking.switch(on=True)
    for one in (label, chip):
        one.show_masked()
        assert "ปิติ" not in QLabel.text(one)
    assert "ปิติ" not in label.accessibleName()
    assert (label.plain_text(), chip.text()) == ("นายปิติ ใจดี", "นายปิติ")
    label.setText("นางมาลี")
    assert "มาลี" not in QLabel.text(label)
    masking.switch(on=False)
    for one in (label, chip):
        one.show_masked()
    assert QLabel.text(label).replace("\u200b", "") == "นางมาลี"
    assert QLabel.text(chip) == "นายปิติ"
