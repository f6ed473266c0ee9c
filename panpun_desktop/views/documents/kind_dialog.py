"""Which letter or form about a person: the kinds with what each is for; the one used last is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView

_LAST = "letters/kind"


@dataclass(frozen=True)
class KindRow:
    """One kind of paper: ``id`` is its key in the registry."""

    id: str
    name: str
    answers: str


class KindDialog(QDialog):
    """``chosen`` carries the key; Enter opens the kind, Esc leaves what was open."""

    chosen = Signal(str)

    def __init__(self, context: Context, kinds: Sequence[KindRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._local, self._place = context.local, f"{_LAST}/{context.actor.login}"
        self.setObjectName("kindDialog")
        self.setWindowTitle(_("Issue a letter"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Which letter or form?"), role="title"))
        self.table: RowsTableView[KindRow] = RowsTableView(_columns(), _("Letters and forms"))
        self.table.setObjectName("kindTable")
        self.table.opened.connect(self._open)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        column.addLayout(self._buttons())
        self.table.set_rows(kinds)
        if not self.table.select_key(str(self._local.value(self._place, ""))):
            self.table.select_first()
        self.table.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        close = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        close.setObjectName("kindCancelButton")
        self.open_button = MainButton(
            _("Write it"), key="⏎", clicked=lambda: self._open(self.table.current())
        )
        self.open_button.setObjectName("kindOpenButton")
        row.addWidget(close)
        row.addWidget(self.open_button)
        return row

    def _open(self, row: KindRow | None) -> None:
        if row is not None:
            self._local.setValue(self._place, row.id)
            self.accept()
            self.chosen.emit(row.id)


def _columns() -> Sequence[Column[KindRow]]:
    return (
        Column("kind", _("Kind of paper"), lambda row: row.name, strong=True, width=250),
        Column("answers", _("What it is for"), lambda row: row.answers, tip=lambda row: row.answers),
    )
