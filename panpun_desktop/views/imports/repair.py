"""The bar under the lines: why a line looks as it does, and mending it in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.imports.columns import TONES, reasons_text
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.import_judging import JudgedLine


class RepairBar(QFrame):
    """``mended`` carries line, column and text; ``decided`` line, kind of choice and a person or nothing."""

    mended = Signal(int, str, str)
    decided = Signal(int, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.row: JudgedLine | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 8, 14, 8)
        outer.setSpacing(6)
        outer.addLayout(self._reason_row())
        outer.addLayout(self._field_row())
        self.show_line(None, {})

    def _reason_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.chip = Chip("", Tone.NEUTRAL)
        self.reason = ThaiLabel("", wrap=True)
        row.addWidget(self.chip)
        row.addWidget(self.reason, 1)
        row.addWidget(ThaiLabel(_("An import is taken back as a whole with Ctrl Z"), role="help"))
        return row

    def _field_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.column = ChoiceBox()
        self.column.setObjectName("repairColumn")
        self.column.setAccessibleName(_("Column to mend"))
        self.column.setFixedWidth(190)
        self.column.chosen.connect(lambda _key: self._show_cell())
        self.field = LineField()
        self.field.setObjectName("repairField")
        self.field.setAccessibleName(_("What the cell should say"))
        self.field.enter_moves_on = False
        self.field.returnPressed.connect(self._mend)
        row.addWidget(self.column)
        row.addWidget(self.field, 1)
        self.mend_button = self._button(row, _("Mend"), "repairMend", self._mend)
        self.unknown_button = self._button(row, _("Unknown"), "repairUnknown", self._empty)
        self.same_button = self._button(row, _("The same person"), "repairSame", self._same)
        self.new_button = self._button(row, _("A new person"), "repairNew", lambda: self._decide("new"))
        self.skip_button = self._button(row, _("Leave this line out"), "repairSkip", self._skip)
        return row

    def _button(self, row: QHBoxLayout, text: str, name: str, clicked: object) -> QuietButton:
        button = QuietButton(text, clicked=clicked)  # type: ignore[arg-type]
        button.setObjectName(name)
        row.addWidget(button)
        return button

    def show_line(self, row: JudgedLine | None, labels: dict[str, str]) -> None:
        """Show the line the cursor stands on."""
        self.row = row
        for one in (self.column, self.field, self.mend_button, self.unknown_button, self.skip_button):
            one.setEnabled(row is not None)
        self.same_button.setVisible(row is not None and bool(row.candidates))
        self.new_button.setVisible(row is not None and self._may_be_someone_else(row))
        if row is None:
            self.chip.show_state(_("No line"), Tone.NEUTRAL)
            self.reason.setText(_("Choose a line to see its reasons and to mend it."))
            self.field.setText("")
            return
        self.chip.show_state(_("Line {line}").format(line=row.line), TONES[int(row.verdict)])
        self.reason.setText(" · ".join(reasons_text(row).split("\n")) or _("Nothing to mend."))
        is_out = any(one.reason_id == "import.left_out" for one in row.findings)
        self.skip_button.setText(_("Take this line in again") if is_out else _("Leave this line out"))
        self.column.set_options({key: labels.get(key, key) for key in row.read.raw})
        self.column.set_value(self._worst_column(row))
        self._show_cell()

    @staticmethod
    def _may_be_someone_else(row: JudgedLine) -> bool:
        who = {"import.stay_added", "import.person_there", "import.second_stay", "import.line_repeated"}
        return bool(row.candidates) or any(one.reason_id in who for one in row.findings)

    @staticmethod
    def _worst_column(row: JudgedLine) -> str | None:
        said = [one for one in row.findings if one.column in row.read.raw]
        worst = max(said, key=lambda one: one.verdict, default=None)
        return worst.column if worst is not None else next(iter(row.read.raw), None)

    def choose_column(self, key: str) -> None:
        """Speak of another cell of the line."""
        self.column.set_value(key)
        self._show_cell()

    def _show_cell(self) -> None:
        key = self.column.value()
        if self.row is not None and key is not None:
            self.field.setText(self.row.read.raw.get(key, ""))

    def _mend(self) -> None:
        key = self.column.value()
        if self.row is not None and key is not None:
            self.mended.emit(self.row.line, key, self.field.text())

    def _empty(self) -> None:
        self.field.setText("")
        self._mend()

    def _same(self) -> None:
        if self.row is not None and self.row.candidates:
            self.decided.emit(self.row.line, "same", self.row.candidates[0].person_id)

    def _skip(self) -> None:
        is_out = self.row is not None and any(one.reason_id == "import.left_out" for one in self.row.findings)
        self._decide("" if is_out else "skip")

    def _decide(self, kind: str) -> None:
        if self.row is not None:
            self.decided.emit(self.row.line, kind, None)
