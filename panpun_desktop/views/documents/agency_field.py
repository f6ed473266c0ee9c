"""The choice of an agency from the directory, with a button that adds one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.agency_dialog import AgencyDialog
from panpun_desktop.widgets.buttons import IconButton
from panpun_desktop.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from panpun_desktop.services.agencies import AgencyRow


_ARROW = 44
"""Pixels of the box that its frame and its arrow take."""


class AgencyField(QObject):
    """``box`` chooses, ``add_button`` adds; ``chosen`` carries the id of an agency or None."""

    chosen = Signal(object)
    named = Signal(str)
    """The name of the one chosen where it is wider than the box, else nothing."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._wanted: int | None = None
        self.box = ChoiceBox(placeholder=_("Choose an agency"))
        self.box.chosen.connect(lambda _code: self._tell())
        self.add_button = IconButton("plus", _("Add an agency"), clicked=self.add)
        self.add_button.setObjectName("addAgencyButton")
        self.add_button.setEnabled(context.may("agency.edit"))

    def value(self) -> int | None:
        """The agency chosen, or nothing."""
        code = self.box.value()
        return None if code is None else int(code)

    def empty(self) -> None:
        """Choose none, without telling anyone."""
        self._wanted = None
        self.box.set_value(None)
        self._show_whole()

    def want(self, agency_id: int) -> None:
        """Choose an agency as soon as the directory is there, without telling anyone."""
        if self.box.count():
            self.box.set_value(str(agency_id))
        if self.value() != agency_id:
            self._wanted = agency_id

    def reload(self) -> None:
        """Read the directory again; what was chosen stays."""
        work, actor = self.context.work, self.context.actor

        def read() -> Sequence[AgencyRow]:
            from panpun_desktop.services.agencies import list_agencies

            return list_agencies(work, actor)

        self.context.operations.read(self, read, self._take, key="agencies")

    def _take(self, rows: Sequence[AgencyRow]) -> None:
        before = self.value()
        self.box.set_options([(str(row.id), row.name) for row in rows])
        if self._wanted is not None:
            self.box.set_value(str(self._wanted))
            self._wanted = None
        self._show_whole()
        if self.value() != before:
            self._tell()

    def _tell(self) -> None:
        self._show_whole()
        self.chosen.emit(self.value())

    def _show_whole(self) -> None:
        """Long names are wider than the field: they stand whole beside it and in the tip."""
        name = self.box.currentText() if self.value() is not None else ""
        self.box.setToolTip(name)
        room = self.box.width() - _ARROW
        self.named.emit(name if self.box.fontMetrics().horizontalAdvance(name) > room else "")

    def add(self) -> None:
        """Add an agency and choose it."""
        dialog = AgencyDialog(self.context, self.box.window())
        dialog.saved.connect(self._choose_new)
        dialog.open()

    def _choose_new(self, agency_id: int) -> None:
        self._wanted = agency_id
        self.reload()
