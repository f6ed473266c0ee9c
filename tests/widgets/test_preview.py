"""The paper on the screen and its way to the printer."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.preview import PdfPreview


def paper(pages: int, size=A4) -> bytes:
    """Pages with a black square at their top left corner, 100 points wide."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for _ in range(pages):
        canvas.rect(0, size[1] - 100, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot):
    operations = Operations()
    made = PdfPreview(operations)
    qtbot.addWidget(made)
    made.resize(560, 500)
    with qtbot.waitActive(made):
        made.show()
    yield made
    operations.wait()


def settled(preview, qtbot):
    QApplication.processEvents()
    preview._operations.wait()
    qtbot.waitUntil(lambda: not preview._soon.isActive())
    preview._operations.wait()


def test_a_paper_is_shown_as_wide_as_the_window_and_drawn_where_it_is_seen(preview, qtbot):
    preview.show_pdf(paper(8))
    settled(preview, qtbot)
    assert preview.page_count() == 8
    assert preview.page_label.plain_text() == "หน้า 1 จาก 8"
    first, last = preview._papers[0], preview._papers[-1]
    assert abs(first.width() - (preview.view.viewport().width() - 34)) <= 1
    assert first.image.pixelColor(5, 5).lightness() < 20
    assert last.image is None


def test_turning_pages_moves_and_draws(preview, qtbot):
    preview.show_pdf(paper(3))
    settled(preview, qtbot)
    preview.turn(2)
    settled(preview, qtbot)
    assert preview.page_label.plain_text() == "หน้า 3 จาก 3"
    assert preview._papers[2].image is not None


def test_only_pages_about_what_is_seen_keep_their_pictures(preview, qtbot):
    preview.show_pdf(paper(30))
    settled(preview, qtbot)
    bar = preview.view.verticalScrollBar()
    for part in range(1, 11):
        bar.setValue(bar.maximum() * part // 10)
        settled(preview, qtbot)
    held = [one.number for one in preview._papers if one.image is not None]
    assert held[-1] == 29
    assert held[0] >= 26, "a picture takes megabytes"
    preview.hide()
    assert all(one.image is None for one in preview._papers)
    preview.show()
    settled(preview, qtbot)
    assert preview._papers[29].image.pixelColor(5, 5).lightness() < 20


def test_zooming_keeps_the_size_when_the_window_grows(preview, qtbot):
    preview.show_pdf(paper(1))
    settled(preview, qtbot)
    before = preview._papers[0].width()
    preview.zoom(1.2)
    preview.resize(800, 500)
    settled(preview, qtbot)
    assert preview._papers[0].width() == pytest.approx(before * 1.2, abs=2)
    preview.fit_width()
    assert preview._papers[0].width() > before * 1.2


def test_a_click_gives_the_place_in_points(preview, qtbot):
    heard = []
    preview.clicked.connect(lambda *place: heard.append(place))
    preview.show_pdf(paper(1))
    settled(preview, qtbot)
    sheet = preview._papers[0]
    spot = QPoint(sheet.width() // 2, round(sheet.height() / 4))
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=spot)
    page, x, y = heard[0]
    assert (page, round(x / 10), round(y / 10)) == (0, 30, 21)


def test_a_refusal_is_said_where_the_paper_would_be(preview, qtbot):
    def refuse():
        raise RuleBroken("act.not_allowed")

    preview.show_pdf(paper(1))
    settled(preview, qtbot)
    preview.show_made(refuse)
    settled(preview, qtbot)
    assert preview.page_count() == 0
    assert preview.empty.isVisible()
