"""Printing as a person does it: look, choose, send; with a false lp, and with Qt printing to a file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from threading import Event

import pypdf
import pypdfium2
import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow
from reportlab.lib.pagesizes import A4, landscape

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.widgets import print_dialog, print_jobs, remembered, saving
from panpun_desktop.widgets.pdf_pages import chosen_pages
from panpun_desktop.widgets.print_dialog import PrintDialog
from panpun_desktop.widgets.print_jobs import PrintJob, paint_job, paint_pages, send_by_lp
from panpun_desktop.widgets.printers import Printer, Sides
from panpun_desktop.widgets.printing import ask_and_print
from panpun_desktop.widgets.saving import quiet_bar
from tests.typing import press
from tests.widgets.test_preview import paper

OFFICE = Printer("office", "office · ห้องธุรการ", is_default=True, sides=tuple(Sides))
PLAIN = Printer("plain", "plain")
LP = """#!/bin/sh
echo "$@" > "{folder}/words"
cat > "{folder}/paper.pdf"
{more}
"""


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """A false lp on the path; ``lp(more)`` lets it do more after it took the paper."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(more: str = "") -> Path:
        (folder / "lp").write_text(LP.format(folder=tmp_path, more=more))
        (folder / "lp").chmod(0o755)
        return tmp_path

    make()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return make


@pytest.fixture
def there(monkeypatch):
    """The printers that are found; the list may be changed meanwhile."""
    found = [OFFICE, PLAIN]
    monkeypatch.setattr(print_dialog, "printers", lambda: tuple(found))
    monkeypatch.setattr(print_dialog, "is_in_trouble", lambda name: False)
    monkeypatch.setattr(remembered, "_kept", [])
    return found


@pytest.fixture
def dialog_of(qtbot, there):
    """Opens the dialog over a window of the usual size."""
    made = []

    def open_it(*pdfs, **more):
        window = QMainWindow()
        window.resize(1366, 768)
        qtbot.addWidget(window)
        dialog = PrintDialog(pdfs, "เอกสาร", window, **more)
        made.append((window, dialog))
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)  # waitActive keeps the interpreter from the workers
        return dialog

    yield open_it
    for _window, dialog in made:
        dialog._operations.wait()


def ended(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog._is_printing, timeout=60_000)


def refused(act) -> str:
    with pytest.raises(RuleBroken) as caught:
        act()
    return caught.value.id


def pages_in(pdf: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(pdf)).pages)


def test_enter_sends_the_very_pdf_to_the_default_printer(dialog_of, lp, qtbot):
    folder = lp()
    pdf = paper(2)
    dialog = dialog_of(pdf)
    press(dialog.focusWidget(), Qt.Key.Key_Return)
    ended(dialog, qtbot)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.told == "ส่ง 2 หน้าไปยังเครื่องพิมพ์ office แล้ว"
    assert (folder / "paper.pdf").read_bytes() == pdf
    words = (folder / "words").read_text().strip()
    assert words.startswith("-d office -t เอกสาร 2 หน้า -n 1 -o collate=true -o sides=one-sided")


def test_copies_pages_and_sides_go_with_it_and_are_remembered(dialog_of, lp, qtbot, tmp_path):
    folder = lp()
    remembered.keep_in(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    dialog = dialog_of(paper(6))
    dialog.copies.setText("๓")
    dialog.pages.setText("1-2, 5")
    dialog.sides.set_value(Sides.LONG.value)
    dialog.collate.click()
    assert dialog.summary.plain_text() == "3 หน้า · 3 ชุด"
    press(dialog.pages, Qt.Key.Key_Return)
    ended(dialog, qtbot)
    assert pages_in((folder / "paper.pdf").read_bytes()) == 3
    words = (folder / "words").read_text()
    assert "-n 3 -o collate=false -o sides=two-sided-long-edge" in words
    again = dialog_of(paper(1))
    assert (again.printer.value(), again.sides.value()) == ("office", Sides.LONG.value)


def test_only_the_sides_a_printer_can_print_are_offered(dialog_of):
    dialog = dialog_of(paper(1))
    assert [dialog.sides.itemData(row) for row in range(dialog.sides.count())] == list(Sides)
    dialog.printer.set_value("plain")
    dialog._show_printer()
    assert dialog.sides.count() == 1
    assert not dialog.sides.isEnabled()


@pytest.mark.parametrize(("text", "said"), [("หน้าแรก", "อ่านช่วงหน้า"), ("2-9", "ไม่มีหน้า 9")])
def test_nonsense_for_pages_is_said_beside_the_field(dialog_of, lp, text, said):
    folder = lp()
    dialog = dialog_of(paper(2))
    dialog.pages.setText(text)
    press(dialog.pages, Qt.Key.Key_Return)
    assert said in dialog.boxes["pages"].problem()
    assert dialog.isVisible()
    assert not (folder / "words").exists()


def test_several_papers_are_ticked_ordered_and_sent_as_one_job(dialog_of, lp, qtbot):
    folder = lp()
    papers = [paper(1), paper(2, landscape(A4)), paper(1)]
    dialog = dialog_of(*papers, titles=["หนึ่ง", "สอง", "สาม"], is_issued=True)
    dialog.papers.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.papers.list.setCurrentRow(2)
    press(dialog.papers.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.papers.chosen() == [2, 1]
    dialog.sides.set_value(Sides.LONG.value)
    dialog.print_button.click()
    ended(dialog, qtbot)
    sent = pypdf.PdfReader(BytesIO((folder / "paper.pdf").read_bytes()))
    wide = [page.mediabox.width > page.mediabox.height for page in sent.pages]
    assert wide == [False, False, True, True], "an empty back before the next paper"
    assert dialog.told.startswith("ส่ง 3 หน้า")


def test_nothing_ticked_is_said(dialog_of):
    dialog = dialog_of(paper(1), paper(1), titles=["ก", "ข"])
    for row in (0, 1):
        dialog.papers.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.print_now()
    assert dialog.banner.text() == "เลือกเอกสารที่จะพิมพ์"


def test_without_a_printer_saving_is_offered(dialog_of, there, tmp_path, monkeypatch):
    there.clear()
    pdf = paper(2)
    dialog = dialog_of(pdf)
    assert "ไม่พบเครื่องพิมพ์" in dialog.banner.text()
    assert not dialog.print_button.isEnabled()
    monkeypatch.setattr(saving, "_last_folder", [])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "a.pdf"), ""))
    assert dialog.focusWidget() is dialog.save_button
    press(dialog.save_button, Qt.Key.Key_Space)
    assert (tmp_path / "a.pdf").read_bytes() == pdf
    there.append(PLAIN)
    dialog.look_for_printers()
    assert dialog.print_button.isEnabled()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('echo "lp: Error - The printer or class does not exist." >&2; exit 1', "ไม่พบเครื่องพิมพ์ office แล้ว"),
        ('echo "lp: Destination office is not accepting jobs." >&2; exit 1', "ไม่รับงานในขณะนี้"),
        ("exit 3", "ไม่รับงานพิมพ์"),
        ("exec sleep 30", "ไม่ตอบ"),
    ],
)
def test_what_goes_wrong_is_said_and_the_paper_stays_issued(dialog_of, lp, qtbot, monkeypatch, more, said):
    monkeypatch.setattr(print_jobs, "LONGEST_S", 0.6)
    lp(more)
    dialog = dialog_of(paper(1), is_issued=True)
    dialog.print_button.click()
    ended(dialog, qtbot)
    assert dialog.isVisible()
    assert said in dialog.banner.text()
    assert "เอกสารออกเลขแล้วและพิมพ์ใหม่ได้" in dialog.banner.text()
    lp()
    dialog.print_button.click()
    ended(dialog, qtbot)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_esc_stops_what_is_being_sent_and_then_closes(dialog_of, lp, qtbot):
    lp("exec sleep 30")
    dialog = dialog_of(paper(1))
    dialog.print_button.click()
    press(dialog, Qt.Key.Key_Escape)
    ended(dialog, qtbot)
    assert dialog.isVisible()
    assert "หยุดพิมพ์แล้ว" in dialog.banner.text()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_printer_in_trouble_is_named_before_and_after(dialog_of, there, lp, qtbot, monkeypatch):
    lp()
    there[:] = [Printer("jam", "jam", is_in_trouble=True)]
    monkeypatch.setattr(print_dialog, "is_in_trouble", lambda name: True)
    dialog = dialog_of(paper(1))
    assert "แจ้งว่ามีปัญหา" in dialog.banner.text()
    dialog.print_button.click()
    ended(dialog, qtbot)
    assert "งานจึงรออยู่ที่เครื่อง" in dialog.told


def test_the_bar_says_afterwards_what_was_sent(there, lp, qtbot):
    lp()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    QTimer.singleShot(100, lambda: press(QApplication.activeModalWidget(), Qt.Key.Key_Return))
    assert ask_and_print([paper(1)], "เอกสาร", window)
    assert quiet_bar(window).text() == "ส่ง 1 หน้าไปยังเครื่องพิมพ์ office แล้ว"


def test_no_lp_that_can_be_started_is_a_refusal(monkeypatch):
    monkeypatch.setattr(print_jobs, "lp_command", lambda job: ["/nowhere/lp"])
    assert refused(lambda: send_by_lp(PrintJob("office", b"%PDF", "x"), Event())) == "print.refused"


# pages as pictures ----------------------------------------------------------------------------------


@pytest.fixture
def to_file(qapp, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    return printer, tmp_path / "out.pdf"


def test_every_page_is_printed_edge_to_edge_in_its_own_direction(to_file):
    printer, out = to_file
    told = []
    paint_pages(printer, chosen_pages([paper(1), paper(2, landscape(A4))]), lambda *step: told.append(step))
    printed = pypdfium2.PdfDocument(out)
    assert [round(side) for side in printed.get_page_size(0)] == [595, 842]
    assert [round(side) for side in printed.get_page_size(2)] == [842, 595]
    assert len(printed) == 3
    picture = printed[0].render(scale=1).to_pil().convert("L")
    assert picture.getpixel((4, 4)) < 40
    assert picture.getpixel((96, 96)) < 40
    assert picture.getpixel((110, 110)) > 200
    printed.close()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_range_of_pages_counts_over_all_papers():
    assert pages_in(chosen_pages([paper(2), paper(2)], (2, 3))) == 2
    one = paper(3)
    assert chosen_pages([one]) is one


def test_a_printer_that_is_gone_is_refused(qapp):
    assert (
        refused(lambda: paint_job(PrintJob("nowhere", paper(1), "x"), lambda *_step: None, Event()))
        == "print.printer_gone"
    )


def test_printing_that_cannot_begin_is_refused(to_file, monkeypatch):
    monkeypatch.setattr(QPainter, "begin", lambda *_device: False)
    assert refused(lambda: paint_pages(to_file[0], paper(1))) == "print.cannot_begin"


def test_printing_that_breaks_off_is_refused(to_file, monkeypatch):
    monkeypatch.setattr(QPrinter, "printerState", lambda _self: QPrinter.PrinterState.Aborted)
    assert refused(lambda: paint_pages(to_file[0], paper(1))) == "print.aborted"


def test_stopping_ends_after_the_page_that_is_under_way(to_file):
    stop, told = Event(), []

    def tell(done, _of):
        told.append(done)
        stop.set()

    assert refused(lambda: paint_pages(to_file[0], paper(5), tell, stop)) == "print.stopped"
    assert told == [1]


def test_the_window_lives_while_many_pages_are_painted(dialog_of, to_file, qtbot, monkeypatch):
    """Counted, not timed: how long a page takes depends on who else works on the machine."""
    printer, out = to_file
    beat, heard, lived, beats = Event(), [], [], []

    def send(job, tell, stop):
        def wait_for_the_window(done, pages):
            tell(done, pages)
            beats.append(len(heard))
            beat.clear()
            lived.append(beat.wait(10))
            heard.clear()

        paint_pages(printer, job.pdf, wait_for_the_window, stop)

    def hear():
        heard.append(True)
        beat.set()

    monkeypatch.setattr(print_jobs, "send", send)
    dialog = dialog_of(paper(6))
    pulse = QTimer(dialog)
    pulse.setInterval(5)
    pulse.timeout.connect(hear)
    pulse.start()
    dialog.print_button.click()
    ended(dialog, qtbot)
    assert pages_in(out.read_bytes()) == 6
    assert lived == [True] * 6, "a worker paints, and the window goes on"
    assert sum(beats) > 12, "it goes on within a page, too"
