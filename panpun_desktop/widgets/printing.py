"""Sending papers to the printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.pdf_pages import POINTS_PER_INCH, page_image, page_sizes

PRINT_DPI = 300


def ask_and_print(pdfs: Sequence[bytes], title: str, parent: QWidget | None = None) -> bool:
    """Let the person choose a printer and print the papers there; false when it was cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    answer = dialog.exec()
    dialog.deleteLater()  # its parent would keep it, and the focus with it
    if answer != QDialog.DialogCode.Accepted:
        return False
    return paint_pages(printer, pdfs)


def paint_pages(printer: QPrinter, pdfs: Sequence[bytes]) -> bool:
    """Paint every page of the papers edge to edge; the chosen range of pages counts over all of them."""
    printer.setFullPage(True)
    pages = [(pdf, number, size) for pdf in pdfs for number, size in enumerate(page_sizes(pdf))]
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        pages = pages[printer.fromPage() - 1 : printer.toPage() or None]
    painter: QPainter | None = None
    for pdf, number, size in pages:
        wide = size.width > size.height
        turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(turned)
        if painter is None:
            painter = QPainter()
            if not painter.begin(printer):
                return False
        else:
            printer.newPage()
        image = page_image(pdf, number, PRINT_DPI / POINTS_PER_INCH)
        painter.drawImage(QRectF(painter.viewport()), image)
    if painter is not None:
        painter.end()
    return painter is not None
