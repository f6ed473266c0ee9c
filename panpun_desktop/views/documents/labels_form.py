"""Address labels: any number of agencies, each chosen once, on what is left of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.documents.kind_form import KindForm
from panpun_desktop.views.documents.paper_form import Paper
from panpun_desktop.widgets.buttons import IconButton
from panpun_desktop.widgets.labels import ThaiLabel


class LabelsForm(KindForm):
    """ป้ายที่อยู่: an agency that is chosen joins the list below, and the choice is free for the next."""

    def build(self) -> None:
        """The fields of the kind, with the list of who gets a label under the choice."""
        self.chosen: dict[int, str] = {}
        super().build()
        self.agency.chosen.disconnect()
        self.agency.chosen.connect(self.add_agency)
        held = QWidget()
        self._list = QVBoxLayout(held)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.fields.insertWidget(self.fields.indexOf(self.boxes["agency_id"]) + 1, held)

    def add_agency(self, agency_id: int | None) -> None:
        """Give an agency a label; one that has it already is not repeated."""
        if agency_id is None:
            return
        if agency_id not in self.chosen:
            self.chosen[agency_id] = self.agency.box.currentText()
            self._list.addWidget(self._line(agency_id))
        self.agency.box.set_value(None)
        self.draw_now()

    def _line(self, agency_id: int) -> QWidget:
        name = self.chosen[agency_id]
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(ThaiLabel(name, wrap=True), 1)
        words = _("No label for {name}").format(name=name)
        button = IconButton("x", words, clicked=partial(self._drop, agency_id, line))
        button.setObjectName(f"dropLabel{agency_id}Button")
        row.addWidget(button)
        return line

    def _drop(self, agency_id: int, line: QWidget) -> None:
        self.chosen.pop(agency_id, None)
        line.hide()
        line.deleteLater()
        self.agency.box.setFocus()
        self.draw_now()

    def papers(self) -> Sequence[Paper]:
        """Labels of everybody chosen; before that, what a label will look like."""
        given: dict[str, Any] = {field.name: self._value(field.name) for field in self.kind.fields}
        return ((self.key, given | {"agency_ids": tuple(self.chosen)}),)
