"""What is shown when something happens that nobody expected: copyable, without personal data."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from panpun_desktop import __version__
from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Colour


def report_of(error: BaseException) -> str:
    """Where the error happened and of what kind it is; never its message, which may hold data."""
    lines = [_program(), f"{type(error).__module__}.{type(error).__name__}"]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines.append(f"from {type(cause).__module__}.{type(cause).__name__}")
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def _program() -> str:
    works_with = f"Qt {qVersion()} · Python {platform.python_version()} · {platform.system()}"
    return f"panpun {__version__} · {works_with}"


def _short(path: str) -> str:
    """The last folders of a path: the rest names the user of the computer."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])


class ErrorWindow(QDialog):
    """Says that something went wrong, that what was saved is safe, and what to send to whom."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorWindow")
        self.setWindowTitle(_("Something went wrong"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("alert-circle", Colour.BAD, 26))
        head.addWidget(ThaiLabel(_("Something went wrong"), role="title"), 1)
        column.addLayout(head)
        words = _("What was saved is safe. Copy these lines and send them to the administrator; no names.")
        column.addWidget(ThaiLabel(words, wrap=True))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(_("Error report"))
        column.addWidget(self.report)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        copy = QuietButton(_("Copy the report"), clicked=self._copy)
        copy.setObjectName("copyReportButton")
        close = MainButton(_("Go on working"), clicked=self.accept)
        close.setObjectName("closeErrorButton")
        row.addWidget(copy)
        row.addWidget(close)
        close.setFocus()
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def show_error(error: BaseException, parent: QWidget | None = None) -> None:
    """Show the error window unless one stands already (a broken table reports at every repaint)."""
    for one in QApplication.topLevelWidgets():
        if isinstance(one, ErrorWindow) and one.isVisible():
            return
    window = ErrorWindow(report_of(error), parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.open()
