"""Rows copied in Excel, pasted into the admission."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from panpun_desktop.models import Person, Stay
from panpun_desktop.views.admission.paste_dialog import PasteDialog
from tests.conformance.walk import clipped, unnamed, unreached
from tests.services.test_pasting import HEADED
from tests.typing import focused, press
from tests.views.test_admission import CTRL, close_papers, desk, make_desk

__all__ = ["desk", "make_desk"]
Key = Qt.Key


def paste(desk, text=HEADED):
    QApplication.clipboard().setText(text)
    desk.press(Key.Key_V, CTRL)
    desk.wait()
    return desk.dialog(PasteDialog)


def names(desk):
    return [row.name.text() for row in desk.page.people.filled()]


def test_ctrl_v_of_lines_fills_rows_as_if_they_were_typed(desk):
    dialog = paste(desk)
    assert dialog.has_head.isChecked()
    assert "?" in dialog.banner.text()
    press(focused(), Key.Key_Return, CTRL)
    desk.wait()
    assert names(desk) == ["นางพวงทอง พูนสุข", "นายมานะ พูนสุข", "เด็กชายต้นไม้ พูนสุข"]
    rows = desk.page.people.rows
    assert [row.relation.value() for row in rows] == ["HEAD", "SPOUSE", "CHILD"]
    assert rows[0].birth.text() == "4 มี.ค. 2533"
    assert rows[0].document.chip_text() == "✓ เลขถูกต้อง"
    assert rows[2].birth.text() == ""


def test_a_family_pasted_is_saved_by_ctrl_enter_with_its_telephone(desk):
    desk.page.consent.papers["intake_form"].setChecked(False)
    paste(desk)
    press(focused(), Key.Key_Return, CTRL)
    desk.wait()
    desk.pause()
    desk.save()
    if QApplication.activeModalWidget() is not None:
        close_papers(desk)
    assert len(desk.rows(Stay.id)) == 3
    assert ("081-234-5678",) in desk.rows(Person.phone)


def test_one_ctrl_z_takes_the_whole_paste_out_of_the_form(desk):
    desk.type("นายทองดี")
    desk.enter(1)
    paste(desk)
    press(focused(), Key.Key_Return, CTRL)
    desk.wait()
    assert len(names(desk)) == 4
    assert desk.page.pasting.banner.text() == "วาง 3 คนแล้ว"
    desk.press(Key.Key_Z, CTRL)
    desk.wait()
    assert [name for name in names(desk) if "พูนสุข" in name] == []
    assert len(names(desk)) == 1
    assert desk.page.pasting.banner.isHidden()


def test_a_column_read_wrongly_is_said_to_be_another(desk):
    dialog = paste(desk, "มานะ\tพูนสุข\nมาลี\tพูนสุข\n")
    assert dialog.block.columns == ("first_name", "last_name")
    dialog._boxes[1].setFocus()
    desk.type("ชื่อเล่น")
    assert dialog.block.columns == ("first_name", "nickname")
    assert dialog.people[0].facts.nickname == "พูนสุข"


def test_more_lines_than_one_admission_are_left_to_the_import(desk):
    dialog = paste(desk, "\n".join(f"นายคน{letter} พูนสุข" for letter in "กขคงจฉชซฌญ" * 5))
    assert not dialog.paste_button.isEnabled()
    assert "นำเข้าทะเบียน" in dialog.banner.text()


def test_one_cell_is_pasted_into_its_field(desk):
    QApplication.clipboard().setText("นายมานะ")
    desk.press(Key.Key_V, CTRL)
    assert focused().text() == "นายมานะ"


def test_without_anything_copied_the_button_opens_nothing_and_says_so(desk, monkeypatch):
    said = []
    monkeypatch.setattr(desk.window.workbench, "say", said.append)
    QApplication.clipboard().clear()
    desk.page.paste_button.click()
    assert QApplication.activeModalWidget() is None
    assert "คัดลอก" in said[0]


@pytest.mark.parametrize("size", [(1366, 768)])
def test_the_preview_is_whole_named_and_reached(desk, size):
    dialog = paste(desk)
    assert unnamed(dialog) == []
    assert unreached(dialog) == []
    assert clipped(dialog) == []
