"""Sending papers to the printer and to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.pdf_pages import POINTS_PER_INCH, page_image, page_sizes

PRINT_DPI = 300
_last_folder: list[Path] = []
"""Where a file was saved last, while the program runs."""


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


def ask_and_save(content: bytes, name: str, kinds: str, parent: QWidget | None = None) -> Path | None:
    """Let the person choose where to save a file; gives the place, or nothing when it was cancelled.

    OSError when it cannot be written.
    """
    place = ask_place(name, kinds, parent)
    if place is not None:
        place.write_bytes(content)
        _last_folder[:] = [place.parent]
    return place


def ask_place(name: str, kinds: str, parent: QWidget | None = None) -> Path | None:
    """Let the person choose where a file goes, beginning with a name; nothing when it was cancelled."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save as"), str(_folder() / name), kinds)
    if not chosen:
        return None
    place = Path(chosen)
    return place if place.suffix else place.with_suffix(Path(name).suffix)


def _folder() -> Path:
    """Where saving begins: the folder used last, else the documents of whoever is signed in."""
    if _last_folder and _last_folder[0].is_dir():
        return _last_folder[0]
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()
