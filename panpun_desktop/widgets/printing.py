"""Sending papers to the printer: the dialog, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from panpun_desktop.widgets.print_dialog import PrintDialog
from panpun_desktop.widgets.saving import quiet_bar


def ask_and_print(
    pdfs: Sequence[bytes],
    title: str,
    parent: QWidget,
    *,
    titles: Sequence[str] = (),
    is_issued: bool = False,
) -> bool:
    """Let the person look, choose a printer and print there; false when nothing was printed.

    ``titles`` name the papers where there are several; ``is_issued``: they have their numbers and
    are kept, which the dialog says.
    """
    dialog = PrintDialog(pdfs, title, parent, titles=titles, is_issued=is_issued)
    was_printed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()  # its parent would keep it, and the focus with it
    if was_printed:
        quiet_bar(parent).say(dialog.told)
    return was_printed
