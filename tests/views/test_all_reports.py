"""The list of all reports as a person uses it: found by a word, opened with Enter, saved, found again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from python_calamine import CalamineWorkbook

from panpun_desktop.reports.registry import reports
from panpun_desktop.rules.roles import Role
from panpun_desktop.views.documents.findings_list import AcceptDialog
from panpun_desktop.widgets import saving
from tests.builders import MANAGER
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.reports.kit.reading import poppler
from tests.typing import focused, press, type_here, type_text
from tests.views.test_documents import drawn, open_page, shown

__all__ = ["open_page"]


def typed_into_search(page, open_centre, text):
    page.focus_first()
    assert focused() is page.register("all").search
    type_here(text)
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()


def typed_into(page, name, text):
    field = page.form.boxes[name].field
    field.selectAll()
    type_text(field, text)
    press(field, Qt.Key.Key_Return)


def titles(page) -> list[str]:
    rows = page.register("all").table.rows
    return [rows.row_here(at).title for at in range(rows.rowCount())]


@pytest.fixture
def somchai(open_centre):
    """Somebody in the third night of a stay."""
    return open_centre.house.staying("สมชาย", "ชาย 1-01", days=3, sex="M", last_name="ใจดี").person_id


def test_every_paper_that_the_role_may_read_is_in_the_list(open_page, open_centre):
    page = open_page(kind="all")
    may = [one.label for one in reports().values() if open_centre.context.may(one.read_act)]
    assert titles(page) == may
    assert page.register("all").count_text() == f"{len(may)} รายงาน"
    assert {"หนังสือส่งตัว", "รายงานประจำเดือน"} <= set(may)
    open_centre.context.actor = type(open_centre.context.actor)(9, "h", "พี่เลี้ยง", Role.HOUSE)
    page.register("all")._show()
    assert "ทะเบียนการเข้าพัก" not in titles(page)
    assert "ใบแจ้งยอดอาหาร" in titles(page)


def test_what_takes_a_number_says_that_it_opens_as_a_draft(open_page, open_centre):
    page = open_page(kind="all")
    rows = page.register("all").table.rows
    told = {row.id: row.answers for row in map(rows.row_here, range(rows.rowCount()))}
    drafts = {key for key, words in told.items() if "เปิดเป็นฉบับร่าง ยังไม่มีเลขที่" in words}
    assert drafts == {key for key in told if reports()[key].register}
    assert {"certificate", "transcript", "transfer_letter"} <= drafts
    assert not {"monthly", "envelope", "receipt_blank"} & drafts


def test_a_word_finds_a_report_and_enter_opens_it(open_page, open_centre, qtbot, somchai):
    page = open_page(kind="all")
    typed_into_search(page, open_centre, "พักกี่คืน")
    drawn(page, open_centre, qtbot)
    assert page.kind == "stays"
    assert page.desk_page.title.words.text() == "ทะเบียนการเข้าพัก"
    assert page.rail.buttons["all"].isChecked()
    assert "สมชาย ใจดี" in shown(page)
    assert page.form.counted.findings[0].text == "1 ครั้ง · 1 คน (ไม่นับซ้ำ)"


def test_what_is_sought_in_vain_is_said(open_page, open_centre):
    page = open_page(kind="all")
    typed_into_search(page, open_centre, "ไม่มีรายงานนี้")
    assert page.kind == "all"
    assert page.register("all").card.empty.isVisible()
    assert not page.register("all").open_button.isEnabled()


def test_the_period_is_chosen_by_name_or_typed_and_comes_back(open_page, open_centre, qtbot, somchai):
    page = open_page(kind="stays")
    press(page.form.boxes["period"].field, Qt.Key.Key_Down)
    drawn(page, open_centre, qtbot)
    assert page.form.given() == {"first_on": date(2026, 10, 1), "last_on": date(2026, 10, 31)}
    assert "1 – 31 ตุลาคม 2569" in shown(page)
    typed_into(page, "first_on", "15/10/69")
    drawn(page, open_centre, qtbot)
    assert page.form.boxes["period"].field.currentText() == "กำหนดเอง"
    assert "15 – 31 ตุลาคม 2569" in shown(page)
    page.open_with(kind="all")
    open_centre.wait()
    row = next(one for one in page.register("all")._rows() if one.id == "stays")
    assert row.run.parameters == {"first_on": date(2026, 10, 15), "last_on": date(2026, 10, 31)}
    another = open_page(kind="all")
    typed_into_search(another, open_centre, "ทะเบียนการเข้าพัก")
    drawn(another, open_centre, qtbot)
    assert "15 – 31 ตุลาคม 2569" in shown(another)


def test_a_period_that_ends_before_it_begins_is_said_beside_its_field(open_page, open_centre, qtbot):
    page = open_page(kind="overrides")
    typed_into(page, "last_on", "1/10/69")
    drawn(page, open_centre, qtbot)
    assert "ก่อนวันเริ่มต้น" in page.form.boxes["last_on"].problem()
    assert not page.desk_page.print_button.isEnabled()
    assert not page.desk_page.office_buttons["xlsx"].isEnabled()


def test_excel_is_saved_with_real_days(open_page, open_centre, qtbot, somchai, tmp_path, monkeypatch):
    page = open_page(kind="stays")
    asked = []

    def place(_parent, _title, name, kinds):
        asked.append((name.rpartition("/")[2], kinds))
        return str(tmp_path / "stays.xlsx"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    assert page.desk_page.office_buttons["docx"].isHidden()
    press(page.desk_page.office_buttons["xlsx"], Qt.Key.Key_Space)
    open_centre.wait()
    ((name, kinds),) = asked
    assert name == "ทะเบียนการเข้าพัก-2026-11-01-2026-11-21.xlsx"
    assert "*.xlsx" in kinds
    lines = CalamineWorkbook.from_path(tmp_path / "stays.xlsx").get_sheet_by_index(1).to_python()
    assert date(2026, 11, 19) in [cell for line in lines for cell in line if isinstance(cell, date)]


def test_a_file_that_cannot_be_written_is_said(open_page, open_centre, somchai, tmp_path, monkeypatch):
    page = open_page(kind="stays")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(tmp_path / "no" / "a.xlsx"), ""))
    asked: list[object] = []
    monkeypatch.setattr(saving, "wants", lambda *words, **more: bool(asked.append((words, more))))
    press(page.desk_page.office_buttons["xlsx"], Qt.Key.Key_Space)
    open_centre.wait()
    assert len(asked) == 1
    assert "a.xlsx" in str(asked) or "no" in str(asked)


def test_every_paper_opens_drawn_or_says_what_to_choose(open_page, open_centre, qtbot, somchai):
    page = open_page(kind="all")
    for row in page.register("all")._rows():
        page._choose("all")
        page._open_paper(row)
        drawn(page, open_centre, qtbot)
        assert page.kind == row.id
        has_pages = page.desk_page.preview.page_count() > 0
        assert has_pages or page.form.lacking() or page.desk_page.banner.text(), row.id
        assert clipped(page) == [], row.id


def test_the_night_list_of_any_day_is_opened_by_its_own_form(open_page, open_centre, qtbot, somchai):
    page = open_page(kind="all")
    typed_into_search(page, open_centre, "บัญชียอดผู้พัก")
    drawn(page, open_centre, qtbot)
    assert page.kind == "census"
    assert page.rail.buttons["census"].isChecked()
    assert "สมชาย" in poppler(page.desk_page.preview.pdf)


def test_the_list_can_be_used_by_keys_and_nothing_is_cut(open_page, open_centre):
    page = open_page(kind="all")
    assert clipped(page) == []
    assert unnamed(page) == []
    assert too_low(page) == []
    assert unreached(page) == []
    press(page.register("all").search, Qt.Key.Key_Down)
    assert page.register("all").table.hasFocus()
    press(page.register("all").table, Qt.Key.Key_Down)
    press(page.register("all").table, Qt.Key.Key_Return)
    assert page.kind == "census"


def test_a_finding_opens_the_record_and_is_taken_as_it_is_with_a_reason(
    open_page, open_centre, qtbot, somchai
):
    open_centre.context.actor = MANAGER
    page = open_page(kind="findings")
    found = page.register("findings")
    assert page.rail.buttons["findings"].isChecked()
    typed = [one.sentence for one in found._all]
    assert "ไม่ทราบอายุ" in typed
    found.search.setText("ไม่ทราบอายุ")
    found._show()
    assert found.count_text() == "1 รายการ"
    press(found.table, Qt.Key.Key_Return)
    assert open_centre.navigated[-1] == ("residents", {"person_id": somchai, "page": True})
    press(found.accept_button, Qt.Key.Key_Space)
    dialog = page.window().findChild(AcceptDialog)
    type_text(dialog.reason, "ถามแล้วไม่ทราบ")
    dialog.save()
    for _ in range(3):
        open_centre.wait()
    assert found.card.empty.isVisible()
    found.with_accepted.setChecked(True)
    assert found.table.current().accepted == "ถามแล้วไม่ทราบ"
    assert not found.accept_button.isEnabled()
    assert clipped(page) == []
    assert unnamed(page) == []


def test_findings_are_chosen_by_severity_and_printed(open_page, open_centre, qtbot, somchai):
    page = open_page(kind="findings")
    assert not page.register("findings").accept_button.isVisible(), (
        "only a manager takes findings as they are"
    )
    press(page.register("findings").chips["know"], Qt.Key.Key_Space)
    severities = {
        page.register("findings").table.rows.row_here(n).severity
        for n in range(page.register("findings").table.rows.rowCount())
    }
    assert severities == {"know"}
    page.print_open()
    drawn(page, open_centre, qtbot)
    assert page.kind == "data_quality"
    assert page.form.given() == {"first_on": date(2026, 10, 1), "last_on": date(2026, 11, 21)}
    assert "ควรแก้ไข" in shown(page)
