"""Finished papers for the printer: a mark such as สำเนา laid over, several joined; the stored bytes stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
from reportlab.lib.colors import Color
from reportlab.lib.units import cm

from panpun_desktop.reports.kit.blocks import Painted
from panpun_desktop.reports.kit.fonts import fonts_in_use
from panpun_desktop.reports.kit.page import PageSetup, build
from panpun_desktop.reports.kit.styles import FAINT

_HEIGHT = 22.0
_MARGINS = (0.8, 1.0, 0.5, 1.0)
_CANCELLED = Color(0.75, 0.1, 0.1)
Drawn = tuple[Painted, PageSetup]
"""What is laid over each page, and the sheet that it is drawn on."""


def marked_copy(pdf: bytes, text: str = "สำเนา") -> bytes:
    """The same pages with a framed mark in the upper right corner; for the printer, never for storing."""
    return _laid_over(pdf, (_stamp(text), PageSetup(margins=_MARGINS)))


def cancelled_copy(pdf: bytes, text: str) -> bytes:
    """The same pages with ยกเลิก across and ``text`` framed in the corner (R-DOC-1); never for storing."""
    setup = PageSetup(margins=_MARGINS, mark="ยกเลิก", lays_over=True)
    return _laid_over(pdf, (_stamp(text, _CANCELLED), setup))


def _laid_over(pdf: bytes, drawn: Drawn) -> bytes:
    paper = pypdfium2.PdfDocument(pdf)
    try:
        for page in paper:
            _lay_over(paper, page, drawn)
        target = BytesIO()
        paper.save(target)
        return target.getvalue()
    finally:
        paper.close()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Papers behind each other in one file; a single one stays as it is."""
    if len(pdfs) == 1:
        return pdfs[0]
    whole = pypdfium2.PdfDocument.new()
    try:
        for pdf in pdfs:
            one = pypdfium2.PdfDocument(pdf)
            whole.import_pages(one)
            one.close()
        target = BytesIO()
        whole.save(target)
        return target.getvalue()
    finally:
        whole.close()


def _lay_over(paper: Any, page: Any, drawn: Drawn) -> None:
    sheet = (page.get_width() / cm, page.get_height() / cm)
    stamp = pypdfium2.PdfDocument(build([drawn[0]], replace(drawn[1], sheet=sheet)))
    page.insert_obj(stamp.page_as_xobject(0, paper).as_pageobject())
    page.gen_content()
    stamp.close()


def _stamp(text: str, color: Any = FAINT) -> Painted:
    def paint(canvas: Any, width: float, height: float) -> None:
        fonts = fonts_in_use()
        font, size = fonts.name + "-Bold", fonts.size(16)
        wide = canvas.stringWidth(text, font, size) + 16
        canvas.setStrokeColor(color)
        canvas.setFillColor(color)
        canvas.setLineWidth(1)
        canvas.rect(width - wide, 0, wide, height)
        canvas.setFont(font, size)
        canvas.drawCentredString(width - wide / 2, height * 0.32, text)

    return Painted(_HEIGHT, paint)
