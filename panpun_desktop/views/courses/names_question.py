"""Asked before an act about many of a class: it names everybody, and who is left out with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

_WIDTH, _HEIGHT = 780, 540


@dataclass(frozen=True)
class NamedLine:
    """Someone of the class: what the act does (``is_chosen``), or why not, and what more is known."""

    id: int
    name: str
    word: str
    why: str = ""
    is_chosen: bool = True
    tip: str = ""
    """More than ``why`` has room for."""


class NamesQuestion(QDialog):
    """``agreed`` when the way on was taken with Ctrl+Enter or its button; Enter and Esc give up."""

    agreed = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        way_on: str,
        lines: Sequence[NamedLine],
        parent: QWidget | None = None,
        field: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("namesQuestion")
        self.setWindowTitle(title)
        self.resize(_WIDTH, _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title"))
        column.addWidget(ThaiLabel(sentence, wrap=True))
        self.counts = ThaiLabel(_counted(lines), role="strong", wrap=True)
        column.addWidget(self.counts)
        self.table: RowsTableView[NamedLine] = RowsTableView(_columns(), _("Names"))
        self.table.setObjectName("namesTable")
        self.table.set_rows(sorted(lines, key=lambda one: not one.is_chosen))
        card = Card(padding=0)
        card.body.addWidget(self.table, 1)
        column.addWidget(card, 1)
        if field is not None:
            column.addWidget(field)
        column.addLayout(self._buttons(way_on))
        self.no_button.setFocus()

    def _buttons(self, way_on: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.no_button = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        self.no_button.setObjectName("namesNoButton")
        self.no_button.setDefault(True)
        self.yes_button = MainButton(way_on, key="Ctrl ⏎", clicked=self.agree)
        self.yes_button.setObjectName("namesYesButton")
        self.yes_button.setAutoDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.agree)
        row.addWidget(self.no_button)
        row.addWidget(self.yes_button)
        return row

    def agree(self) -> None:
        """Take the way on."""
        self.accept()
        self.agreed.emit()


def ask_names(
    title: str,
    sentence: str,
    way_on: str,
    lines: Sequence[NamedLine],
    parent: QWidget,
    then: Callable[[], object],
    field: QWidget | None = None,
) -> None:
    """Open the question; ``then`` runs when it is agreed to. ``field`` asks for what the act needs more."""
    question = NamesQuestion(title, sentence, way_on, lines, parent, field)
    question.agreed.connect(then)
    question.finished.connect(question.deleteLater)
    question.open()


def _counted(lines: Sequence[NamedLine]) -> str:
    """3 คน · ไม่รวม 9 คน ตามเหตุผลในรายชื่อ."""
    chosen = sum(one.is_chosen for one in lines)
    rest = len(lines) - chosen
    text = _("{n} people") if not rest else _("{n} people · {rest} left out, the reason is in the list")
    return text.format(n=chosen, rest=rest)


def _columns() -> list[Column[NamedLine]]:
    return [
        Column("name", _("Name"), lambda one: one.name, strong=True, width=210),
        Column(
            "word",
            _("What happens"),
            lambda one: one.word,
            chip=lambda one: Tone.OK if one.is_chosen else Tone.NEUTRAL,
            width=170,
        ),
        Column("why", _("Reason"), lambda one: one.why, tip=_all_of, muted=True, width=-1),
    ]


def _all_of(one: NamedLine) -> str:
    return one.tip or one.why
