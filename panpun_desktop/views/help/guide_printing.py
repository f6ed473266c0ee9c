"""The guide on paper, from the help window: drawn in a worker, then shown as it will be printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from panpun_desktop import __version__
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.help_book import HelpBook
from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.printing import ask_and_print


def print_guide(
    operations: Operations,
    book: HelpBook,
    window: QWidget,
    done: Callable[[], object],
    refused: Callable[[PanpunError], object],
) -> None:
    """Draw the guide and let the person print or save it; ``done`` once it is drawn."""

    def show(pdf: bytes) -> None:
        done()
        ask_and_print([pdf], _("Guide"), window)

    operations.read(window, lambda: _drawn(book), show, refused, key="guide")


def _drawn(book: HelpBook) -> bytes:
    from panpun_desktop.reports.guide import guide_pdf

    return guide_pdf(book, __version__)
