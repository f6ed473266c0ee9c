"""Sending pages to a printer, in a worker: by lp with the PDF itself, else page by page as pictures."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.widgets.pdf_pages import POINTS_PER_INCH, PageSize, page_image, page_sizes
from panpun_desktop.widgets.printers import Sides

PRINT_DPI = 300
_STRIP = 128
"""Rows of a picture that are drawn at once."""
LONGEST_S = 60
"""How long lp may take before it is given up, in seconds."""
_LOOK_AGAIN_S = 0.2
_log = logging.getLogger(__name__)
Tell = Callable[[int, int], object]
"""Told after each page: how many of how many are sent."""


@dataclass(frozen=True)
class PrintJob:
    """Pages for one printer; ``title`` stands in the printer's queue, so it names nobody."""

    printer: str
    pdf: bytes
    title: str
    copies: int = 1
    is_collated: bool = True
    sides: Sides = Sides.ONE


def send(job: PrintJob, tell: Tell, stop: Event) -> None:
    """Send a job whole or not at all; RuleBroken ``print.…`` says why not."""
    if uses_lp():
        send_by_lp(job, stop)
    else:
        paint_job(job, tell, stop)


def uses_lp() -> bool:
    """Say whether this machine prints through CUPS."""
    return os.name == "posix" and shutil.which("lp") is not None


# lp ------------------------------------------------------------------------------------------------


def lp_command(job: PrintJob) -> list[str]:
    """What is run; the paper comes through a pipe, so that no copy of it is left in a folder."""
    return [
        shutil.which("lp") or "lp",
        *("-d", job.printer),
        *("-t", job.title),
        *("-n", str(job.copies)),
        *("-o", f"collate={'true' if job.is_collated else 'false'}"),
        *("-o", f"sides={job.sides}"),
        *("-o", "document-format=application/pdf"),
    ]


def send_by_lp(job: PrintJob, stop: Event) -> None:
    """Hand the PDF to CUPS, which keeps its lines and letters sharp."""
    words = os.environ | {"LC_ALL": "C.UTF-8"}
    try:
        running = subprocess.Popen(
            lp_command(job),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=words,
        )
    except OSError as problem:
        raise RuleBroken("print.refused", printer=job.printer) from problem
    said = _waited_for(running, job, stop)
    if running.returncode:
        _log.warning("lp ended with %s", running.returncode)
        raise _lp_refusal(said.lower(), job.printer)


def _waited_for(running: subprocess.Popen[bytes], job: PrintJob, stop: Event) -> str:
    """What lp said on its error channel; it is ended when it takes too long or nobody wants it any more."""
    until, given = time.monotonic() + LONGEST_S, job.pdf
    while True:
        try:
            _out, said = running.communicate(given or None, timeout=_LOOK_AGAIN_S)
        except subprocess.TimeoutExpired:
            given = b""  # it is on its way already
            if stop.is_set() or time.monotonic() > until:
                running.kill()
                running.communicate()
                if stop.is_set():
                    raise RuleBroken("print.stopped") from None
                raise RuleBroken("print.silent", printer=job.printer) from None
        else:
            return said.decode(errors="replace")


def _lp_refusal(said: str, printer: str) -> RuleBroken:
    if "not exist" in said or "unknown" in said or "no default" in said:
        return RuleBroken("print.printer_gone", printer=printer)
    if "not accepting" in said:
        return RuleBroken("print.not_accepting", printer=printer)
    return RuleBroken("print.refused", printer=printer)


# pictures ------------------------------------------------------------------------------------------


def paint_job(job: PrintJob, tell: Tell, stop: Event) -> None:
    """Print page by page through the system's own way of printing."""
    if QPrinterInfo.printerInfo(job.printer).isNull():  # QPrinter would take another one unasked
        raise RuleBroken("print.printer_gone", printer=job.printer)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(job.printer)
    printer.setDocName(job.title)
    printer.setDuplex(job.sides.duplex)
    rounds = 1
    if printer.supportsMultipleCopies():
        printer.setCopyCount(job.copies)
        printer.setCollateCopies(job.is_collated)
    else:
        rounds = job.copies
    paint_pages(printer, job.pdf, tell, stop, rounds=rounds)


def paint_pages(
    printer: QPrinter, pdf: bytes, tell: Tell | None = None, stop: Event | None = None, *, rounds: int = 1
) -> None:
    """Paint every page edge to edge in its own direction, the whole ``rounds`` times over."""
    printer.setFullPage(True)
    pages = list(enumerate(page_sizes(pdf))) * rounds
    painter = QPainter()
    for done, (number, size) in enumerate(pages):
        _require_wanted(stop, painter, printer)
        _next_page(painter, printer, size)
        _draw(painter, page_image(pdf, number, PRINT_DPI / POINTS_PER_INCH))
        if tell is not None:
            tell(done + 1, len(pages))
    if not painter.end() or _has_failed(printer):
        raise RuleBroken("print.aborted", printer=printer.printerName())


def _draw(painter: QPainter, image: QImage) -> None:
    """Draw a page strip by strip: each call holds Python still, and with it the window.

    Strips overlap by a row, so that no light line shows between them.
    """
    room = QRectF(painter.viewport())
    a_row = room.height() / image.height()
    for top in range(0, image.height(), _STRIP):
        rows = min(_STRIP + 1, image.height() - top)
        there = QRectF(room.x(), room.y() + top * a_row, room.width(), rows * a_row)
        painter.drawImage(there, image.copy(0, top, image.width(), rows))


def _next_page(painter: QPainter, printer: QPrinter, size: PageSize) -> None:
    wide = size.width > size.height
    upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )
    if not painter.isActive():
        if not painter.begin(printer):
            raise RuleBroken("print.cannot_begin", printer=printer.printerName())
    elif not printer.newPage():
        printer.abort()
        raise RuleBroken("print.aborted", printer=printer.printerName())


def _require_wanted(stop: Event | None, painter: QPainter, printer: QPrinter) -> None:
    if stop is not None and stop.is_set():
        printer.abort()
        painter.end()
        raise RuleBroken("print.stopped")


def _has_failed(printer: QPrinter) -> bool:
    return printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)
