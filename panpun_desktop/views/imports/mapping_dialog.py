"""How a file is read, corrected by hand: sheet, header line, which column is which, and a profile to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.views.imports.draft import Reading, with_columns
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.number_edit import NumberEdit

if TYPE_CHECKING:
    from panpun_desktop.services.import_reading import OpenedFile

_SAMPLE = 3
_NOT_READ = ""


class MappingDialog(QDialog):
    """``read_so`` carries the Reading chosen and the name under which it is kept, or nothing."""

    read_so = Signal(object, str)

    def __init__(
        self, context: Context, file: OpenedFile, reading: Reading, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mappingDialog")
        self.setWindowTitle(_("Columns of the file"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._file, self._reading = context, file, reading
        self._boxes: dict[int, ChoiceBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Columns of the file"), role="title"))
        column.addLayout(self._table_row())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._constants_row())
        column.addLayout(self._buttons())
        self._show_columns()
        self.resize(760, 600)

    # building --------------------------------------------------------------------------------------

    def _table_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.sheet = ChoiceBox([(str(at), sheet.name) for at, sheet in enumerate(self._file.sheets)])
        self.sheet.setObjectName("sheetField")
        self.sheet.set_value(str(self._reading.found.sheet))
        self.sheet.chosen.connect(lambda _at: self._find_anew(None))
        self.header = NumberEdit(least=1)
        self.header.setObjectName("headerLineField")
        self.header.setText(str(self._reading.found.header_line))
        self.header.editingFinished.connect(self._header_changed)
        self.order = ChoiceBox(
            [("dmy", _("Day month year")), ("ymd", _("Year month day")), ("mdy", _("Month day year"))]
        )
        self.order.setObjectName("dateOrderField")
        self.order.set_value(self._reading.profile.date_order)
        row.addWidget(FieldBox(_("Sheet"), self.sheet), 2)
        row.addWidget(FieldBox(_("Line of the headers"), self.header), 1)
        row.addWidget(FieldBox(_("Order of dates"), self.order), 1)
        return row

    def _constants_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        centre, constants = self._context.centre, self._reading.profile.constants
        self.constants: dict[str, ChoiceBox] = {}
        for key, list_key, words in (
            ("service", "service_type", _("Service for lines without one")),
            ("channel", "channel", _("Channel for lines without one")),
        ):
            offered = {code: centre.codes[list_key][code] for code in centre.active_codes[list_key]}
            box = ChoiceBox({_NOT_READ: _("None")} | offered)
            box.setObjectName(f"{key}ConstantField")
            box.set_value(constants.get(key, _NOT_READ).upper() or _NOT_READ)
            self.constants[key] = box
            row.addWidget(FieldBox(words, box), 1)
        self.profile_name = LineField(self._reading.profile_name)
        self.profile_name.setObjectName("profileNameField")
        row.addWidget(FieldBox(_("Keep as a profile named"), self.profile_name), 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        cancel.setObjectName("mappingCancelButton")
        self.use = MainButton(_("Read the file so"), clicked=self.accept)
        self.use.setObjectName("readSoButton")
        row.addWidget(cancel)
        row.addWidget(self.use)
        return row

    def _show_columns(self) -> None:
        from panpun_desktop.services.import_columns import IGNORED, register_columns

        found = self._reading.found
        offered = {key: one.label for key, one in register_columns().items() if key != IGNORED}
        chosen = {place: ours for ours, place in found.columns.items()}
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(2, 2, 10, 2)
        for at, words in enumerate((_("In the file"), _("For example"), _("Is read as"))):
            grid.addWidget(ThaiLabel(words, role="help"), 0, at)
        self._boxes = {}
        for place, header in enumerate(found.headers):
            box = ChoiceBox({_NOT_READ: _("Not brought in")} | offered)
            box.setObjectName(f"column{place}Field")
            words = header or _("Column {number}").format(number=place + 1)
            box.setAccessibleName(words)
            box.set_value(chosen.get(place, _NOT_READ))
            self._boxes[place] = box
            name = ThaiLabel(
                header or _("Column {number}").format(number=place + 1), role="strong", wrap=True
            )
            grid.addWidget(name, place + 1, 0)
            grid.addWidget(ThaiLabel(self._sample(place), role="help", wrap=True), place + 1, 1)
            grid.addWidget(box, place + 1, 2)
        grid.setRowStretch(len(found.headers) + 1, 1)
        for at, stretch in enumerate((3, 4, 3)):
            grid.setColumnStretch(at, stretch)
        self._scroll.setWidget(body)

    def _sample(self, place: int) -> str:
        found = self._reading.found
        rows = self._file.sheets[found.sheet].rows[found.header + 1 :]
        cells = (row[place].strip() for row in rows[:40])
        return " · ".join(list(dict.fromkeys(cell for cell in cells if cell))[:_SAMPLE])

    # changing --------------------------------------------------------------------------------------

    def _header_changed(self) -> None:
        line = self.header.number()
        if line is not None and line != self._reading.found.header_line:
            self._find_anew(line - 1)

    def _find_anew(self, header: int | None) -> None:
        from panpun_desktop.services.import_header import table_in
        from panpun_desktop.services.import_register_profile import RegisterProfile

        sheet = int(self.sheet.value() or 0)
        rows = self._file.sheets[sheet].rows
        line = None if header is None else min(header, len(rows) - 1)
        found = table_in(self._file, sheet, RegisterProfile(), line)
        self._reading = replace(self._reading, found=found)
        self.header.setText(str(found.header_line))
        self._show_columns()

    def columns(self) -> Mapping[str, int]:
        """Ours -> place, as the boxes say; of two alike the first counts."""
        chosen: dict[str, int] = {}
        for place, box in self._boxes.items():
            if box.value():
                chosen.setdefault(str(box.value()), place)
        return chosen

    def accept(self) -> None:
        from panpun_desktop.services.import_header import named_columns

        columns = self.columns()
        found = self._reading.found
        constants = {key: str(box.value()) for key, box in self.constants.items() if box.value()}
        profile = replace(
            self._reading.profile,
            columns=named_columns(found, columns),
            constants=constants,
            date_order=self.order.value() or "dmy",
        )
        name = " ".join(self.profile_name.text().split())
        reading = replace(with_columns(self._reading, columns), profile=profile, profile_name=name)
        self.read_so.emit(reading, name)
        super().accept()
