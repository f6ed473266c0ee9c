"""A question with a sentence and two answers, for what stands in the way of saving or printing."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel

_WIDTH = 440


class Question(QDialog):
    """Says a sentence and offers one way on; Esc gives up."""

    def __init__(self, title: str, sentence: str, way_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionDialog")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title"))
        self.sentence = ThaiLabel(sentence, wrap=True)
        column.addWidget(self.sentence)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.no_button = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        self.no_button.setObjectName("questionNoButton")
        self.yes_button = MainButton(way_on, key="⏎", clicked=self.accept)
        self.yes_button.setObjectName("questionYesButton")
        self.yes_button.setDefault(True)
        row.addWidget(self.no_button)
        row.addWidget(self.yes_button)
        column.addLayout(row)
        self.yes_button.setFocus()


def wants(title: str, sentence: str, way_on: str, parent: QWidget | None = None) -> bool:
    """Ask, and say whether the way on was taken."""
    question = Question(title, sentence, way_on, parent)
    answer = question.exec()
    question.deleteLater()
    return answer == QDialog.DialogCode.Accepted
